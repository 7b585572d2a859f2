"""Which skill of the catalog somebody means by a name that it does not know."""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching import anchors, encoders, skills
from matching.skills import Skill
from matching.spelling import key
from matching.vectors import Floats, directions

Letters = NDArray[Any]
SAME = 0.9  # cosine from which two names mean the same: of 5,300 held-out names 30 reach it, 28 of them rightly
ASKED = 0.55  # from which it is worth asking: three of four rightly
MISSPELT = 0.85  # share of letters in common
SLIP = 5  # letters of a name from which two that changed places are one: "pyhton" has .83 in common with "python"


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
    found = misspelt(name)
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


def misspelt(name: str) -> Skill | None:
    """The skill whose spelling is nearest to a name, None where none is near.

    Only spellings with enough letters in common, in whatever order, are compared: the same answer as
    from all of them, in a twentieth of the time.
    """
    written = key(name)
    letters, lengths = _letters()
    common = np.minimum(letters, _counted(written)[:, None]).sum(axis=0, dtype=np.uint16)
    worth_it = np.flatnonzero(2.0 * common / (lengths + len(written)) >= MISSPELT)
    spelt = [skills.spellings()[place] for place in worth_it]
    found = get_close_matches(written, spelt, 1, MISSPELT) or [one for one in spelt if _swapped(one, written)]
    return skills.normalise(found[0]) if found else None


def _swapped(one: str, other: str) -> bool:
    """Whether two neighbouring letters have changed places and all else is the same."""
    if len(one) != len(other) or len(one) < SLIP:
        return False
    apart = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(apart) == 2 and one[apart[0] : apart[1] + 1] == other[apart[0] : apart[1] + 1][::-1]


@cache
def _letters() -> tuple[Letters, Letters]:
    """How often each letter is in each spelling (64, n), and the lengths (n,)."""
    spelt = skills.spellings()
    return np.stack([_counted(one) for one in spelt], axis=1), np.array([len(one) for one in spelt])


def _counted(spelling: str) -> Letters:
    """uint8 (64,), enough for names; letters that share a place only make more worth comparing."""
    signs = np.frombuffer(spelling.encode("utf-32-le", "replace"), np.uint32)
    return np.minimum(np.bincount(signs % 64, minlength=64), 255).astype(np.uint8)


@cache
def _anchors() -> tuple[tuple[str, ...], Floats]:
    held = anchors.of_skills()
    return tuple(held), np.array(list(held.values()), np.float32)
