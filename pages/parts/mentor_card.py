"""A suggested mentor: who, why with points that add up, and what to do."""

from collections.abc import Callable
from functools import lru_cache
from typing import Literal, NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mentoring.suggestions import MentorCard
from pages.parts import markup, words
from pages.parts.page import escaped

Ask = Callable[[MentorCard], None]
Mark = Callable[[MentorCard, str], None]
Kind = Literal["primary", "secondary", "tertiary"]
_ACTS = 150  # pixels


class _Said(NamedTuple):
    """The texts of a card. A filter draws the same cards again, so they are kept."""

    read: markup.Html
    seats: markup.Html
    key: str
    ask: str
    favourite: tuple[str, str]  # label and key of an icon
    hidden: tuple[str, str]


def show(card: MentorCard, ask: Ask, mark: Mark, *, first: bool, may_ask: bool, back: str = "") -> None:
    """Five elements in two containers: what is read in one piece of HTML, then a button, two icons and the seats.

    `back` is what the address of the person's page carries for the way back, escaped.
    """
    said = _said(card)
    box = st.container(border=True, horizontal=True, gap=24, key=f"card-mentor-{said.key}")
    opens = f"/person?id={said.key}"
    box.html(markup.Html(said.read.replace(opens, f"{opens}&amp;{back}")) if back else said.read)
    acts = box.container(
        horizontal=True, horizontal_alignment="center", width=_ACTS, gap="xsmall", key=f"acts-{said.key}"
    )
    key = f"ask-{said.key}"
    ask_button(acts, card, ask, label=said.ask, key=key, may_ask=may_ask, first=first, width=_ACTS)
    for name, icon, (label, key) in (("favourite", "favorite", said.favourite), ("hidden", "block", said.hidden)):
        acts.button(
            label, key=key, icon=f":material/{icon}:", type="tertiary", width=40, on_click=mark,
            args=(card, "none" if card.mark == name else name),
        )  # fmt: skip
    acts.html(said.seats, width=_ACTS)


def ask_button(
    place: DeltaGenerator, card: MentorCard, ask: Ask, *, label: str, key: str, may_ask: bool, first: bool = False,
    width: int | Literal["stretch"] = "stretch",
) -> bool:  # fmt: skip
    off = card.asked or not may_ask or card.seats_left < 1
    kind: Kind = "primary" if first and not off else "secondary"
    return place.button(label, key=key, type=kind, width=width, disabled=off, on_click=ask, args=(card,))


@lru_cache(maxsize=2_000)
def _said(card: MentorCard) -> _Said:
    name, key = escaped(card.name), str(card.mentor_id)
    ask = "Asked" if card.asked else "Ask again" if card.declined else f"Ask {escaped(words.first_name(card.name))}"
    keep = _icon(card, "favourite", f"Keep {name} as favourite")
    return _Said(_read(card), _seats(card), key, ask, keep, _icon(card, "hidden", f"{name} is not for me"))


def _icon(card: MentorCard, name: str, label: str) -> tuple[str, str]:
    """The key names the look: menteo.css shows the label of `icon-…` on hover alone and colours `icon-on-…`."""
    if card.mark == name:
        return f"{label}: chosen", f"icon-on-{name}-{card.mentor_id}"
    return label, f"icon-{name}-{card.mentor_id}"


def _read(card: MentorCard) -> markup.Html:
    """Who it is and why they are suggested, side by side."""
    move = f"{card.came_from} → {card.current_role}" if card.came_from else card.current_role
    before = " · ".join(filter(None, (card.organisation, card.since)))
    return why(card, markup.person(card.name, move, before, level=2, opens=card.mentor_id))


def why(card: MentorCard, who: str = "") -> markup.Html:
    """Why they are suggested: what they bring beside the score and its parts."""
    brings = markup.tags(card.has, _misses(card))
    if card.score is None:
        score = '<p class="mo-muted mo-small">Not enough information for a score yet.</p>'
    else:
        brings += markup.bullets(card.adds)
        score = markup.reason_bars(card.rows, 100 * card.score)
    return markup.box(f'<div class="mo-pair"><div>{who}{brings}</div><div>{score}</div></div>')


def _misses(card: MentorCard) -> list[str]:
    if card.silent:
        return ["Skills not named"]
    if len(card.lacks) > 1 and not card.has:
        return [f"None of your {len(card.lacks)} skills"]
    return [f"No {name}" for name in card.lacks]


def answers(card: MentorCard) -> str:
    if card.declined and not card.asked:
        return f"Declined on {words.day(card.declined)}"
    return words.answer_time(card.answer_hours)


def _seats(card: MentorCard) -> markup.Html:
    return markup.box(
        f'<div class="mo-seats mo-small mo-muted mo-centre"><div><b>{card.seats_left} of {card.capacity}</b> '
        f"seats left</div><div>{answers(card)}</div></div>"
    )
