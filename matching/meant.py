"""Which skill of the catalog somebody means by a name that it does not know."""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache

import numpy as np

from matching import anchors, encoders, skills
from matching.skills import Skill
from matching.spelling import key
from matching.vectors import Floats, directions

SAME = 0.9  # cosine from which two names mean the same: of 5,300 held-out names 30 reach it, 28 of them rightly
ASKED = 0.55  # from which it is worth asking: three of four rightly
MISSPELT = 0.85  # share of letters in common


@dataclass(frozen=True, slots=True)
class Nearest:
    skill: Skill
    same: bool  # so close that nobody need be asked


@lru_cache(maxsize=2_000)
def nearest(name: str) -> Nearest | None:
    """The skill nearest to a name, None for a name that the catalog has and where nothing is near."""
    encoder = encoders.english()
    if skills.normalise(name) is not None or not key(name):
        return None
    misspelt = get_close_matches(key(name), skills.spellings(), 1, MISSPELT)
    found = skills.normalise(misspelt[0]) if misspelt else None
    if encoder is None:
        return Nearest(found, same=False) if found else None
    ids, anchored = _anchors()
    close = directions(encoder([name])) @ anchored.T
    best = int(np.argmax(close))
    if close[0, best] >= SAME:
        return Nearest(skills.catalog()[ids[best]], same=True)
    if found is None and close[0, best] >= ASKED:
        found = skills.catalog()[ids[best]]
    return Nearest(found, same=False) if found else None


@cache
def _anchors() -> tuple[tuple[str, ...], Floats]:
    held = anchors.of_skills()
    return tuple(held), np.array(list(held.values()), np.float32)
