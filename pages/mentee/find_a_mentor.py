"""Find a mentor: suggestions with reasons, filters that answer at once, and requests."""

from functools import partial
from uuid import UUID

import streamlit as st

from mentoring import goals, home, matches, suggestions
from mentoring.access import Actor
from mentoring.filters import ORDERS, Filters
from mentoring.goals import GoalView
from mentoring.matches import MyRequest
from mentoring.suggestions import Change, MentorCard, Suggestions
from pages import session
from pages.parts import links, markup, mentor_card, words
from pages.parts.acting import acting, say
from pages.parts.page import empty_state, escaped, header, list_row, one_draws

_FILTERS = {
    "Free seat": "free_seat", "Shares my hours": "shared_hours", "Speaks my languages": "my_languages",
    "Made this move": "same_move", "Favourites": "favourites", "Not for me": "hidden",
}  # fmt: skip
_ORDER_WIDTH = 250  # pixels
_ORDER_NAMES = dict(zip(ORDERS, ("Best fit first", "Most seats first", "Quickest answer first"), strict=True))


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
    context = suggestions.seats_to_ask_for(store, actor)
    header(
        "Find a mentor",
        f"{context.free} of {words.count(context.mentors, 'mentor')} have a free seat and may be asked",
        _compare_button,
    )
    say()
    if here.room:
        st.info("You have a mentor in this cohort. You can look around, but not ask.", icon=":material/forum:")
    _goal_card(goal, suggestions.what_would_change(store, actor))
    if here.asked:
        _open_requests(actor)
    _suggestions(may_ask=not here.room and len(here.asked) < matches.MOST_OPEN)


@st.fragment
def _suggestions(may_ask: bool) -> None:
    """What a filter changes: it reruns alone."""
    with st.container(gap="small", key="filters"):
        filters = _filter_row()
    found = suggestions.suggested_mentors(session.store(), session.known_actor(), filters)
    open_cards = (c.mentor_id for c in found.cards if c.seats_left and not c.asked and not c.declined)
    first_open = next(open_cards, None) if found.enough else None
    if found.by_words_only:
        st.warning(BY_WORDS_ONLY, icon=":material/info:")
    if not found.enough:
        st.warning(TOO_LITTLE, icon=":material/edit:")
    if found.cards:
        st.html(_how_many(found))
    with st.container(gap=16, key="mentors"), one_draws:
        for card in found.cards:
            mentor_card.show(card, _start_asking, _mark, first=card.mentor_id == first_open, may_ask=may_ask)
    _below(found)
    say()
    if asked := st.session_state.pop("asking", None):
        _ask(asked)


BY_WORDS_ONLY = (
    "The language model does not load on this server, so texts are compared by the words they share, not by what they "
    "mean."
)


TOO_LITTLE = (
    "Your goal says too little to compare mentors by. Write the role you want, why you want it or a skill, and they "
    "are ranked with reasons."
)


def _filter_row() -> Filters:
    """Bound to the address, so that the way back from a person's page finds the same mentors."""
    chosen = st.pills(
        "Show only",
        list(_FILTERS),
        selection_mode="multi",
        default=["Free seat"],
        key="find-show",
        on_change=_to_first,
        wrap=False,
        bind="query-params",
    )
    with st.container(horizontal=True, gap=16, key="search"):
        text = st.text_input(
            "Name, role or skill", key="find-text", placeholder="Search", on_change=_to_first, bind="query-params"
        )
        order = st.selectbox(
            "Order", ORDERS, key="find-order", format_func=_ORDER_NAMES.__getitem__, on_change=_to_first,
            bind="query-params", width=_ORDER_WIDTH,
        )  # fmt: skip
    page = st.session_state.get("find-page")  # its widget stands below what it decides
    if page is None:
        asked = st.query_params.get("find-page", "")
        page = int(asked) if asked.isdecimal() else 1
    return Filters(text, order=order, page=page, **{name: label in chosen for label, name in _FILTERS.items()})


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


def _compare_button() -> None:
    mentors = suggestions.to_compare(session.store(), session.known_actor())
    if len(mentors) > 1 and st.button("Compare two", icon=":material/compare_arrows:", key="compare"):
        _compare(mentors)


def _compare(mentors: dict[UUID, str]) -> None:
    @st.dialog("Compare two mentors", width="large")
    def dialog() -> None:
        with st.container(key="dialog-compare", gap="small"):
            left, right = st.columns(2)
            one = left.selectbox("Mentor", list(mentors), format_func=mentors.__getitem__, key="compare-one")
            others = [id for id in mentors if id != one]
            other = right.selectbox("Beside", others, format_func=mentors.__getitem__, key="compare-other")
            with acting():
                found = suggestions.compared(session.store(), session.known_actor(), one, other)
                totals = [100 * score for score in found.scores]
                st.html(markup.comparison(found.names, totals, found.rows))
            say()

    dialog()


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
            st.caption("Three requests are open, and that is the most at a time. Withdraw one to ask somebody else.")


def _how_many(found: Suggestions) -> markup.Html:
    last = found.first + len(found.cards) - 1
    these = f"{found.first}–{last}" if last > found.first else f"number {last}"
    shown = f", {these} shown" if found.pages > 1 else ""
    count = words.count(found.shown, "mentor", "mentors")
    return markup.box(f'<p class="mo-small mo-muted" role="status">{count} with these filters{shown}</p>')


def _below(found: Suggestions) -> None:
    if not found.cards:
        text = st.session_state.get("find-text", "").strip()
        chosen = [f"“{text}”"] if text else []
        chosen += [f"“{label}”" for label in st.session_state.get("find-show") or ()]
        said = f"No mentor fits {words.listed(chosen)}." if chosen else "No mentor can be suggested at the moment."
        st.html(markup.box(f'<p class="mo-muted">{markup.escape(said)}</p>'))
        if chosen:
            st.button("Clear filters", icon=":material/close:", key="find-clear", on_click=_clear_filters)
    if found.pages > 1:
        with st.container(horizontal_alignment="center"):
            st.pagination(found.pages, key="find-page", bind="query-params")
    if found.left_out:
        said = ", ".join(f"{count} ({rule})" for rule, count in found.left_out.items())
        st.caption(f"Not suggested: {said}.")


def _write_goal() -> None:
    if st.button("Write my goals", type="primary", icon=":material/flag:", key="write-goal"):
        links.go("my-goals")


def _clear_filters() -> None:
    st.session_state["find-text"], st.session_state["find-show"] = "", []
    _to_first()


def _to_first() -> None:
    st.session_state["find-page"] = 1


def _mark(mentor_id: UUID, name: str, mark: str) -> None:
    said = {
        "favourite": f"{name} is kept as favourite.",
        "hidden": f"{name} is hidden. Show “Not for me” to bring them back.",
        "none": f"{name} has no mark any more.",
    }
    with acting(said[mark]):
        suggestions.mark(session.store(), session.known_actor(), mentor_id, mark)  # type: ignore[arg-type]


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
