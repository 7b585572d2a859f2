"""Judged cases "which of two mentors is right", and what the engine says to them."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matching import Mentee, Mentor, score

FOLDER = Path(__file__).parents[1] / "tests" / "matching" / "cases"
_SAME = 1e-6  # scores that differ by less are equal


@dataclass(frozen=True, slots=True)
class Judged:
    id: str
    category: str
    hard: bool
    right: bool  # whether the engine agrees with the judge


def judged(name: str) -> list[Judged]:
    """Every case of a file, scored as a pair of mentors, with default weights and rules."""
    return [_judged(case) for case in json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))]


def share(found: Iterable[Judged]) -> float:
    counts = Counter(case.right for case in found)
    return counts[True] / counts.total()


def _judged(case: Mapping[str, Any]) -> Judged:
    mentee = Mentee("mentee", **_fields(case["mentee"]))
    mentors = [Mentor("right", **_fields(case["right"])), Mentor("wrong", **_fields(case["wrong"]))]
    right, wrong = score([mentee], mentors).total[0].tolist()
    agrees = abs(right - wrong) < _SAME if case["tie"] else right > wrong + _SAME
    return Judged(case["id"], case["category"], case["hard"], agrees)


def _fields(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _tuples(value) if isinstance(value, list) else value for name, value in said.items()}


def _tuples(values: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(_tuples(value) if isinstance(value, list) else value for value in values)
