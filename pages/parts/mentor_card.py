"""A suggested mentor: who, why with points that add up, and what to do."""

from collections.abc import Callable
from typing import Literal
from uuid import UUID

import streamlit as st

from mentoring.suggestions import MentorCard
from pages.parts import markup, words

Mark = Callable[[UUID, str], None]
Kind = Literal["primary", "secondary", "tertiary"]


def show(card: MentorCard, ask: Callable[[MentorCard], None], mark: Mark, *, first: bool, may_ask: bool) -> None:
    """At most seven elements: one of HTML on each side, a button and two icons with their frames."""
    with st.container(border=True, key=f"card-mentor-{card.mentor_id}"):
        left, middle, right = st.columns([1.25, 1.3, 0.62], gap=24)
        left.html(_who(card))
        middle.html(_why(card))
        with right:
            asked = "Asked" if card.asked else f"Ask {words.first_name(card.name)}"
            off = card.asked or not may_ask or card.seats_left < 1
            kind: Kind = "primary" if first and not off else "secondary"
            st.button(
                asked, key=f"ask-{card.mentor_id}", type=kind, width="stretch", disabled=off,
                on_click=ask, args=(card,),
            )  # fmt: skip
            with st.container(
                horizontal=True, horizontal_alignment="center", gap="xsmall", key=f"marks-{card.mentor_id}"
            ):
                _icon(card, mark, "favourite", "favorite", f"Keep {card.name} as favourite")
                _icon(card, mark, "hidden", "block", f"{card.name} is not for me")
            st.html(_seats(card))


def _icon(card: MentorCard, mark: Mark, name: str, icon: str, label: str) -> None:
    """The key names the look: menteo.css hides the label of `icon-…` and colours `icon-on-…`."""
    active = card.mark == name
    st.button(
        f"{label}: chosen" if active else label, icon=f":material/{icon}:", type="tertiary", width=40,
        key=f"icon-{'on-' if active else ''}{name}-{card.mentor_id}", on_click=mark,
        args=(card.mentor_id, "none" if active else name),
    )  # fmt: skip


def _who(card: MentorCard) -> str:
    move = f"{card.came_from} → {card.current_role}" if card.came_from else card.current_role
    before = " · ".join(filter(None, (card.organisation, card.since)))
    tags = markup.tags(card.has, card.lacks)
    return markup.box(markup.person(card.name, move, before, level=2), tags, markup.evidence(card.rows[1:]))


def _why(card: MentorCard) -> str:
    if card.score is None:
        return markup.box('<p class="mo-muted mo-small">Not enough information for a score yet.</p>')
    return markup.box(markup.reason_bars(card.rows, 100 * card.score))


def _seats(card: MentorCard) -> str:
    return markup.box(
        f'<p class="mo-small mo-muted mo-centre"><b>{card.seats_left} of {card.capacity}</b> seats left<br>'
        f"{words.answer_time(card.answer_hours)}</p>"
    )
