"""My mentees: who works with me, and who needs me now."""

from functools import partial

import streamlit as st

from mentoring import matches, offers, rooms
from mentoring.rooms import MenteeRow
from pages import session
from pages.parts import links, markup, words
from pages.parts.acting import say
from pages.parts.mentor_card import Kind
from pages.parts.page import empty_state, header


def page() -> None:
    store, actor = session.store(), session.known_actor()
    rows = rooms.my_mentees(store, actor)
    asked = len(matches.open_requests_for_me(store, actor).open)
    offer = offers.my_offer(store, actor)
    waiting = [row for row in rows if row.waits_for_me]
    seats = words.count(offer.seats_left, "seat") + " free"
    context = f"{words.count(len(rows), 'mentee')} · {seats}" if rows else ""
    header("My mentees", context, partial(_requests, asked) if asked else None)
    say()
    if not rows:
        empty_state(
            "Nobody works with you yet",
            "Mentees find you by your profile, or a matching round brings you together. "
            "A few lines about the moves you made help them most.",
            _profile,
        )
        return
    if waiting:
        _group("Needs you", waiting, actor.time_zone, filled=not asked)
    if others := [row for row in rows if not row.waits_for_me]:
        _group("No open point" if waiting else "In your rooms", others, actor.time_zone, filled=False)


def _group(title: str, rows: list[MenteeRow], time_zone: str, *, filled: bool) -> None:
    with st.container(gap="small"):
        st.header(title, anchor=False)
        for place, row in enumerate(rows):
            with st.container(border=True, key=f"card-row-{row.room_id}"):
                who, what, act = st.columns([1.4, 1.6, 0.5], vertical_alignment="center", gap=24)
                move = " → ".join(filter(None, (row.current_role, row.target_role)))
                note = markup.note(row.waits_for_me) if row.waits_for_me else ""
                who.html(markup.box(markup.person(row.name, move, level=3, extra=note, opens=row.mentee_id)))
                what.html(_what(row, time_zone))
                urgent = bool(row.waits_for_me)
                kind: Kind = "primary" if filled and place == 0 else "secondary" if urgent else "tertiary"
                if act.button("Open room", key=f"open-{row.room_id}", type=kind, width="stretch"):
                    links.go("room", id=str(row.room_id))


def _what(row: MenteeRow, time_zone: str) -> str:
    goal = row.outcomes[0] if row.outcomes else "No outcome agreed yet"
    how = "matching round" if row.from_round else "request"
    since = words.day(row.opened, time_zone)
    return markup.box(f'<p>{markup.escape(goal)}</p><p class="mo-muted mo-small">Since {since}, by {how}</p>')


def _requests(asked: int) -> None:
    label = words.count(asked, "request") + (" waits" if asked == 1 else " wait")
    if st.button(label, icon=":material/mark_email_unread:", type="primary", key="to-requests"):
        links.go("requests")


def _profile() -> None:
    if st.button("Complete my profile", type="primary", icon=":material/edit:", key="to-profile"):
        links.go("my-profile-and-time")
