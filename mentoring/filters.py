"""Which mentors of a ranking a mentee wants to see, and in which order."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from matching import skills as catalog
from matching.columns import taught
from matching.explain import SAME_MOVE
from matching.score import Pair
from mentoring.profiles import MentorProfile
from mentoring.rankings import Found

Order = Literal["best fit", "most seats", "quickest answer"]
ORDERS: tuple[Order, ...] = ("best fit", "most seats", "quickest answer")


@dataclass(frozen=True, slots=True)
class Filters:
    text: str = ""  # name, role or skill
    free_seat: bool = True
    shared_hours: bool = False
    same_move: bool = False
    my_languages: bool = False
    favourites: bool = False  # only those marked as favourite …
    hidden: bool = False  # … or marked "not for me", which are left out otherwise; with both, either
    order: Order = "best fit"
    page: int = 1


def chosen_by(filters: Filters, found: Found) -> list[int]:
    """Positions of the mentors that the filters leave."""
    return _ordered([j for j in found.answer.ranking.order if _fits(found, j, filters)], found, filters.order)


def _fits(found: Found, j: int, filters: Filters) -> bool:
    mentor_id = found.profile(j).member.id
    marked = found.marks.get(mentor_id, "none")
    marks = {name for name, asked in (("favourite", filters.favourites), ("hidden", filters.hidden)) if asked}
    pair = found.answer.ranking.scores.pair(0, j)
    return (
        (marked in marks if marks else marked != "hidden")
        and (not filters.free_seat or found.seats(j) > 0 or mentor_id in found.asked)
        and (not filters.shared_hours or (pair.known("time") and pair.value("time") > 0))
        and (not filters.same_move or same_move(pair))
        and (not filters.my_languages or (pair.known("languages") and pair.value("languages") > 0))
        and _says(found, j, filters.text)
    )


def _says(found: Found, j: int, text: str) -> bool:
    """Whether words of name, roles or skills begin as every word of the search; accents and aliases do not matter."""
    words = _flat(text).split()
    if not words:
        return True
    if j not in found.texts:
        found.texts[j] = _searched(found.profile(j))
    if all(f" {word}" in found.texts[j] for word in words):
        return True
    skill = catalog.normalise(text)
    return skill is not None and skill.id in taught(found.profile(j).mentor)


def _searched(profile: MentorProfile) -> str:
    names = " ".join(name for name, _ in taught(profile.mentor).values())
    said = _flat(f"{profile.member.name} {profile.member.current_role} {profile.offer.past_roles} {names}")
    return " ".join(("", *re.findall(r"[^\s(),;@/]+", said)))


@lru_cache(maxsize=5_000)
def _flat(text: str) -> str:
    """Without case and accents, so that Nguyen finds Nguyễn."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))


def _ordered(chosen: list[int], found: Found, order: Order) -> list[int]:
    """Best fit first within equals: the ranking's order is kept by a stable sort."""
    keys: dict[Order, Callable[[int], float]] = {
        "best fit": lambda j: 0,
        "most seats": lambda j: -found.seats(j),
        "quickest answer": lambda j: hours if (hours := found.answer_hours(j)) is not None else float("inf"),
    }
    return sorted(chosen, key=keys[order])


def same_move(pair: Pair) -> bool:
    """Whether the mentor made the move that the mentee wants to make."""
    return pair.known("transition") and pair.value("transition") >= SAME_MOVE
