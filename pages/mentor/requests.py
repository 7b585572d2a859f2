"""Requests: who asks me, why we fit, and what a yes would mean."""

import streamlit as st

from mentoring import matches
from mentoring.matches import RequestRow, Requests
from pages import session
from pages.parts import links, markup, words
from pages.parts.acting import acting, say
from pages.parts.mentor_card import Kind
from pages.parts.page import empty_state, escaped, header


def page() -> None:
    store, actor = session.store(), session.known_actor()
    found = matches.open_requests_for_me(store, actor)
    seats = f"{found.seats_left} of {found.capacity} seats free"
    header("Requests", f"{words.count(len(found.open), 'request')} · {seats}" if found.open else seats)
    say()
    if not found.open and not found.answered:
        empty_state(
            "Nobody asked yet",
            "When a mentee asks you, their goal, their message and the reasons of the match stand here. "
            "You can say yes, or no with a reason.",
        )
    for place, row in enumerate(found.open):
        _card(row, found, actor.time_zone, first=place == 0)
    if found.answered:
        with st.container(border=True, key="card-answered", gap="small"):
            st.header("Answered", anchor=False)
            for place, row in enumerate(found.answered[:10]):
                _answered(row, actor.time_zone, newest=place == 0 and not found.open)


def _card(row: RequestRow, found: Requests, time_zone: str, *, first: bool) -> None:
    with st.container(border=True, key=f"card-request-{row.id}"):
        left, middle, right = st.columns([1.25, 1.3, 0.62], gap=24)
        move = " → ".join(filter(None, (row.current_role, row.target_role)))
        message = markup.lines(row.message)
        left.html(
            markup.box(
                markup.person(
                    row.mentee, move, f"Asked {words.since(row.asked, time_zone)}", level=2, opens=row.mentee_id
                ),
                f'<div class="mo-quote">{message}</div>',
                _goal(row),
            )
        )
        middle.html(_why(row))
        with right:
            full = found.seats_left < 1
            st.button(
                f"Accept {escaped(words.first_name(row.mentee))}", key=f"accept-{row.id}", width="stretch",
                disabled=full, wrap=True,
                type="primary" if first and not full else "secondary", on_click=_accept, args=(row,),
            )  # fmt: skip
            if st.button("Decline", key=f"decline-{row.id}", type="tertiary", width="stretch"):
                _decline(row)
            st.html(markup.box(f'<p class="mo-small mo-muted mo-centre">{_consequence(found)}</p>'))


def _consequence(found: Requests) -> str:
    if found.seats_left < 1:
        return "You have no free seat. Raise your capacity in My profile and time, or decline."
    if found.seats_left == 1:
        return "A yes fills your last seat."
    return f"A yes leaves {words.count(found.seats_left - 1, 'seat')} free."


def _goal(row: RequestRow) -> str:
    """Why and by what she will know: the beginning of a long why, the rest on a click."""
    items = "".join(f"<li>{markup.escape(outcome)}</li>" for outcome in row.outcomes)
    outcomes = f'<p class="mo-eyebrow">In 90 days</p><ol class="mo-outcomes">{items}</ol>' if items else ""
    return (f'<p class="mo-eyebrow">Why</p>{markup.folded(row.why)}' if row.why else "") + outcomes


def _why(row: RequestRow) -> str:
    if row.score is None:
        return markup.box('<p class="mo-muted mo-small">The profile says too little for a score.</p>')
    told = markup.evidence(row.rows)
    first = markup.escape(words.first_name(row.mentee))
    whose = f'<p class="mo-eyebrow">What {first} was told about you</p>' if told else ""
    return markup.box(markup.reason_bars(row.rows, 100 * row.score), whose, told)


def _answered(row: RequestRow, time_zone: str, *, newest: bool) -> None:
    answered = words.moment(row.answered, time_zone) if row.answered else ""
    said = f"{row.state.capitalize()} {answered}"
    if row.undo_until:
        said += f" · can be taken back until {words.moment(row.undo_until, time_zone)}"
    undo = row.undo_until is not None
    with st.container(horizontal=True, vertical_alignment="center", wrap=undo, key=f"row-answered-{row.id}"):
        st.html(markup.person_row(row.mentee, said, row.mentee_id))
        if undo and st.button("Undo", key=f"undo-{row.id}", type="tertiary", width=108):
            _undo(row)
        kind: Kind = "primary" if undo and newest else "secondary"
        if row.room_id and st.button("Open room", key=f"room-{row.id}", type=kind, width=108):
            links.go("room", id=str(row.room_id))


def _accept(row: RequestRow) -> None:
    first = words.first_name(row.mentee)
    with acting(f"Your room with {first} is open. You can undo this for ten minutes below."):
        matches.accept_request(session.store(), session.known_actor(), row.id)


def _undo(row: RequestRow) -> None:
    with acting(f"Taken back: the request of {words.first_name(row.mentee)} is open again."):
        matches.undo_accept(session.store(), session.known_actor(), row.id)
    st.rerun()


def _decline(row: RequestRow) -> None:
    first = words.first_name(row.mentee)

    @st.dialog(f"Decline {escaped(row.mentee)}")
    def dialog() -> None:
        with st.container(key="dialog-decline", gap="small"):
            st.markdown(f":gray[{escaped(first)} reads your reason and can ask somebody else at once.]")
            st.text_area(
                "Your reason",
                key="decline-reason",
                height=110,
                placeholder="For example: I have no free evenings until March",
            )
            wrong = st.empty()
            with st.container(horizontal=True, horizontal_alignment="right"):
                if st.button("Keep the request", type="tertiary", key="decline-cancel"):
                    st.rerun()
                if st.button("Decline", type="primary", key="decline-send"):
                    with acting(f"{first} has your answer.") as outcome:
                        reason = st.session_state["decline-reason"]
                        matches.decline_request(session.store(), session.known_actor(), row.id, reason)
                    if not outcome.failed:
                        st.rerun()
            say(wrong)

    dialog()
