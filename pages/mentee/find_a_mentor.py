"""Find a mentor: suggestions with reasons, filters that answer at once, and requests."""

from functools import partial
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

import streamlit as st

from mentoring import goals, home, matches, suggestions
from mentoring.access import Actor
from mentoring.filters import Filters
from mentoring.goals import GoalView
from mentoring.matches import MyRequest
from mentoring.suggestions import Change, MentorCard, Suggestions
from pages import session
from pages.parts import links, markup, mentor_card, mentor_filters, words
from pages.parts.acting import acting, say
from pages.parts.page import empty_state, escaped, header, list_row, one_draws

_LEFT = "find-left"


class _Left(NamedTuple):
    """A card that a mark took out of the list; its place offers to undo that while the filters stay."""

    filters: Filters
    place: int
    card: MentorCard
    said: str


def page() -> None:
    store, actor = session.store(), session.known_actor()
    goal = goals.my_goal(store, actor)
    if not goal.written:
        header("Find a mentor")
        say()
        empty_state(
            "Tell us where you want to go",
            "Mentors are suggested from your goal: where you are, where you want to be, and the skills in between. "
            "It takes about four minutes, and you can change it at any time.",
            _write_goal,
        )
        return
    if not suggestions.are_ready(store, actor):
        meanwhile = st.empty()
        with meanwhile.container():
            header("Find a mentor", "Your goal is read beside what mentors write")
            with st.spinner("Reading"):
                suggestions.prepare(store, actor)
        meanwhile.empty()
    here = home.waiting_for_me(store, actor)
    why_not = HAS_A_MENTOR if here.room else MOST_ARE_OPEN if len(here.asked) >= matches.MOST_OPEN else ""
    context = suggestions.seats_to_ask_for(store, actor)
    header(
        "Find a mentor",
        f"{context.free} of {words.count(context.mentors, 'mentor')} have a free seat and may be asked",
        partial(_compare_button, why_not),
    )
    say()
    if here.room:
        st.info(HAS_A_MENTOR, icon=":material/forum:")
    _goal_card(goal, suggestions.what_would_change(store, actor))
    if here.asked:
        _open_requests(actor)
    _suggestions(may_ask=not why_not)


@st.fragment
def _suggestions(may_ask: bool) -> None:
    """What a filter changes: it reruns alone."""
    with st.container(gap="small", key="filters"):
        filters = mentor_filters.row()
    found = suggestions.suggested_mentors(session.store(), session.known_actor(), filters)
    open_cards = (c.mentor_id for c in found.cards if c.seats_left and not c.asked and not c.declined)
    first_open = next(open_cards, None) if found.enough else None
    if found.by_words_only:
        st.warning(BY_WORDS_ONLY, icon=":material/info:")
    if not found.enough:
        st.warning(TOO_LITTLE, icon=":material/edit:")
    if found.cards:
        st.html(_how_many(found))
    shown: list[tuple[int, MentorCard | _Left]] = list(enumerate(found.cards))
    left = st.session_state.get(_LEFT)
    if left and left.filters == filters and all(card.mentor_id != left.card.mentor_id for card in found.cards):
        shown.insert(left.place, (left.place, left))
    back = markup.escape(urlencode(mentor_filters.in_address(), doseq=True))
    with st.container(gap=16, key="mentors"), one_draws:
        for place, one in shown:
            if isinstance(one, _Left):
                _undo_row(one)
            else:
                marking, first = partial(_mark, filters, place), one.mentor_id == first_open
                mentor_card.show(one, _start_asking, marking, first=first, may_ask=may_ask, back=back)
    _below(found)
    say()
    if asked := st.session_state.pop("asking", None):
        _ask(asked)


HAS_A_MENTOR = "You have a mentor in this cohort. You can look around, but not ask."
MOST_ARE_OPEN = "Three requests are open, and that is the most at a time. Withdraw one to ask somebody else."
BY_WORDS_ONLY = (
    "The language model does not load on this server, so texts are compared by the words they share, not by what they "
    "mean."
)
TOO_LITTLE = (
    "Your goal says too little to compare mentors by. Write the role you want, why you want it or a skill, and they "
    "are ranked with reasons."
)


def _goal_card(view: GoalView, change: Change) -> None:
    goal = view.form
    move = " → ".join(filter(None, (goal.about.current_role, goal.target_role))) or "A goal without a role yet"
    with st.container(border=True, key="card-soft-goal", gap="xsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", wrap=False):
            skills = markup.tags([skill.name for skill in goal.skills])
            st.html(
                markup.box(f'<p class="mo-eyebrow">Your goal</p><p class="mo-strong">{markup.escape(move)}</p>', skills)
            )
            if st.button("Edit my goals", icon=":material/edit:", key="edit-goal", width="content"):
                links.go("my-goals")
        if said := _said(change):
            st.html(markup.box(markup.bullets(said)))


def _said(change: Change) -> list[str]:
    """What would change the list, in words."""
    said = []
    if change.more:
        more = words.count(change.more, "more mentor")
        said.append(f"With {change.when} free, {more} with a free seat would have an hour in common with you.")
    if change.skill:
        said.append(f"With {change.skill} among your skills, {change.first} would come first.")
    return said


def _compare_button(why_not: str) -> None:
    mentors = suggestions.to_compare(session.store(), session.known_actor())
    if len(mentors) > 1 and st.button("Compare two", icon=":material/compare_arrows:", key="compare"):
        _compare(mentors, why_not)


def _compare(mentors: dict[UUID, str], why_not: str) -> None:
    @st.dialog("Compare two mentors", width="medium")
    def dialog() -> None:
        with st.container(key="dialog-compare", gap="small"):
            with st.container(key="compared-whom"):
                left, right = st.columns(2)
            one = left.selectbox("Mentor", list(mentors), format_func=mentors.__getitem__, key="compare-one")
            others = [id for id in mentors if id != one]
            other = right.selectbox("Beside", others, format_func=mentors.__getitem__, key="compare-other")
            with acting():
                found = suggestions.compared(session.store(), session.known_actor(), one, other)
                names, totals = [card.name for card in found.cards], [100 * score for score in found.scores]
                seats = [(card.seats_left, card.capacity, mentor_card.answers(card)) for card in found.cards]
                st.html(markup.comparison(names, totals, found.rows, seats))
                with st.container(key="compared-acts"):
                    if why_not:
                        st.caption(why_not)
                    else:
                        _ask_one_of(found.cards)
            say()

    dialog()


def _ask_one_of(cards: tuple[MentorCard, MentorCard]) -> None:
    """By name, as on a phone one button stands below the other."""
    for place, card in zip(st.columns(2), cards, strict=True):
        first = escaped(words.first_name(card.name))
        label = f"Asked {first}" if card.asked else f"Ask {first} again" if card.declined else f"Ask {first}"
        key = f"compare-ask-{card.mentor_id}"
        if mentor_card.ask_button(place, card, _start_asking, label=label, key=key, may_ask=True):
            st.rerun()  # this dialog closes, and the page opens the one that asks


def _open_requests(actor: Actor) -> None:
    waiting = [request for request in matches.my_requests(session.store(), actor) if request.state == "open"]
    with st.container(border=True, key="card-requests", gap="small"):
        st.header("Your open requests", anchor=False)
        for request in waiting:
            said = f"Asked {words.since(request.asked, actor.time_zone)} · “{words.shortened(request.message)}”"
            list_row(
                markup.person_row(request.mentor, said, request.mentor_id),
                "Withdraw",
                f"withdraw-{request.id}",
                partial(_withdraw, request),
            )
        if len(waiting) >= matches.MOST_OPEN:
            st.caption(MOST_ARE_OPEN)


def _how_many(found: Suggestions) -> markup.Html:
    last = found.first + len(found.cards) - 1
    these = f"{found.first}–{last}" if last > found.first else f"number {last}"
    shown = f", {these} shown" if found.pages > 1 else ""
    count = words.count(found.shown, "mentor", "mentors")
    return markup.box(f'<p class="mo-small mo-muted" role="status">{count} with these filters{shown}</p>')


def _below(found: Suggestions) -> None:
    if not found.cards:
        chosen = mentor_filters.chosen()
        said = f"No mentor fits {words.listed(chosen)}." if chosen else "No mentor can be suggested at the moment."
        st.html(markup.box(f'<p class="mo-muted">{markup.escape(said)}</p>'))
        if chosen:
            st.button("Clear filters", icon=":material/close:", key="find-clear", on_click=mentor_filters.clear)
    if found.pages > 1:
        with st.container(horizontal_alignment="center"):
            st.pagination(found.pages, key="find-page", bind="query-params")
    if found.left_out:
        said = ", ".join(f"{count} ({rule})" for rule, count in found.left_out.items())
        st.caption(f"Not suggested: {said}.")


def _write_goal() -> None:
    if st.button("Write my goals", type="primary", icon=":material/flag:", key="write-goal"):
        links.go("my-goals")


def _mark(filters: Filters, place: int, card: MentorCard, mark: str) -> None:
    said = {
        "favourite": f"{card.name} is kept as favourite.",
        "hidden": f"{card.name} is hidden.",
        "none": f"{card.name} is {'shown again' if card.mark == 'hidden' else 'no favourite any more'}.",
    }
    with acting(said[mark]):
        suggestions.mark(session.store(), session.known_actor(), card.mentor_id, mark)  # type: ignore[arg-type]
        later = " “Not for me” shows everybody you hid." if mark == "hidden" else ""
        st.session_state[_LEFT] = _Left(filters, place, card, said[mark] + later)


def _undo_row(left: _Left) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", wrap=False, key="card-row-left"):
        st.html(markup.box(f'<p class="mo-muted">{markup.escape(left.said)}</p>'))
        st.button("Undo", key="undo-mark", width=108, on_click=_undo, args=(left,))


def _undo(left: _Left) -> None:
    with acting(f"{left.card.name} is back where they were."):
        suggestions.mark(session.store(), session.known_actor(), left.card.mentor_id, left.card.mark)  # type: ignore[arg-type]
        st.session_state.pop(_LEFT, None)


def _start_asking(card: MentorCard) -> None:
    st.session_state["asking"] = card


def _ask(card: MentorCard) -> None:
    first = words.first_name(card.name)

    @st.dialog(f"Ask {escaped(card.name)}")
    def dialog() -> None:
        with st.container(key="dialog-ask", gap="small"):
            told = f"{first} reads your message together with your goal. You can withdraw it until the answer comes."
            st.markdown(f":gray[{escaped(told)}]")
            st.text_area(
                f"Your message to {escaped(first)}", key="ask-message", height=140, max_chars=matches.MOST_MESSAGE,
                placeholder=f"What would you like to learn from {first}, and why now?",
            )  # fmt: skip
            wrong = st.empty()
            with st.container(horizontal=True, horizontal_alignment="right"):
                if st.button("Not now", type="tertiary", key="ask-cancel"):
                    st.rerun()
                if st.button("Send request", type="primary", key="ask-send"):
                    with acting(f"{first} has your request.") as outcome:
                        message = st.session_state["ask-message"]
                        matches.ask_for_mentorship(session.store(), session.known_actor(), card.mentor_id, message)
                    if not outcome.failed:
                        st.rerun()
            say(wrong)

    dialog()


def _withdraw(request: MyRequest) -> None:
    first = words.first_name(request.mentor)

    @st.dialog(f"Withdraw your request to {escaped(first)}")
    def dialog() -> None:
        with st.container(key="dialog-withdraw", gap="small"):
            told = f"{first} is told, and your message goes with the request. You can ask again with a new one."
            st.markdown(f":gray[{escaped(told)}]")
            with st.container(horizontal=True, horizontal_alignment="right"):
                if st.button("Keep it", type="tertiary", key="withdraw-cancel"):
                    st.rerun()
                if st.button("Withdraw", type="primary", key="withdraw-now"):
                    with acting(f"Your request to {first} is withdrawn."):
                        matches.withdraw_request(session.store(), session.known_actor(), request.id)
                    st.rerun()

    dialog()
