"""A suggested mentor: who, why with points that add up, and what to do."""

from collections.abc import Callable
from functools import lru_cache
from typing import Literal
from uuid import UUID

import streamlit as st

from mentoring.suggestions import MentorCard
from pages.parts import markup, words
from pages.parts.page import escaped

Mark = Callable[[UUID, str], None]
Kind = Literal["primary", "secondary", "tertiary"]
_ACTS = 150  # pixels


def show(card: MentorCard, ask: Callable[[MentorCard], None], mark: Mark, *, first: bool, may_ask: bool) -> None:
    """Five elements in two containers: what is read in one piece of HTML, then a button, two icons and the seats."""
    with st.container(border=True, horizontal=True, gap=24, key=f"card-mentor-{card.mentor_id}"):
        st.html(_read(card))
        with st.container(
            horizontal=True, horizontal_alignment="center", width=_ACTS, gap="xsmall", key=f"acts-{card.mentor_id}"
        ):
            off = card.asked or not may_ask or card.seats_left < 1
            kind: Kind = "primary" if first and not off else "secondary"
            ask_them = "Ask again" if card.declined else f"Ask {escaped(words.first_name(card.name))}"
            st.button(
                "Asked" if card.asked else ask_them, key=f"ask-{card.mentor_id}",
                type=kind, width=_ACTS, disabled=off, on_click=ask, args=(card,),
            )  # fmt: skip
            _icon(card, mark, "favourite", "favorite", f"Keep {escaped(card.name)} as favourite")
            _icon(card, mark, "hidden", "block", f"{escaped(card.name)} is not for me")
            st.html(_seats(card), width=_ACTS)


def _icon(card: MentorCard, mark: Mark, name: str, icon: str, label: str) -> None:
    """The key names the look: menteo.css shows the label of `icon-…` on hover alone and colours `icon-on-…`."""
    active = card.mark == name
    st.button(
        f"{label}: chosen" if active else label, icon=f":material/{icon}:", type="tertiary", width=40,
        key=f"icon-{'on-' if active else ''}{name}-{card.mentor_id}", on_click=mark,
        args=(card.mentor_id, "none" if active else name),
    )  # fmt: skip


@lru_cache(maxsize=2_000)
def _read(card: MentorCard) -> str:
    """Who it is and why they are suggested, side by side; kept, because a filter draws the same cards again."""
    move = f"{card.came_from} → {card.current_role}" if card.came_from else card.current_role
    before = " · ".join(filter(None, (card.organisation, card.since)))
    who = markup.person(card.name, move, before, level=2, opens=card.mentor_id) + markup.tags(card.has, card.lacks)
    if card.score is None:
        why = '<p class="mo-muted mo-small">Not enough information for a score yet.</p>'
    else:
        who += markup.bullets(card.adds)
        why = markup.reason_bars(card.rows, 100 * card.score)
    return markup.box(f'<div class="mo-pair"><div>{who}</div><div>{why}</div></div>')


def _seats(card: MentorCard) -> str:
    no = f"<div>Declined on {words.day(card.declined)}</div>" if card.declined and not card.asked else ""
    return markup.box(
        f'<div class="mo-seats mo-small mo-muted mo-centre"><div><b>{card.seats_left} of {card.capacity}</b> '
        f"seats left</div>"
        f"{no or f'<div>{words.answer_time(card.answer_hours)}</div>'}</div>"
    )
