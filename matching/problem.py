"""What an assignment is asked to solve, checked: every fault is named with its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

KINDS = ("total", "coverage", "worst_first")

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]


class BlockSource(Protocol):
    """Scores that are computed when asked for: nothing dense need be held by who gives them."""

    @property
    def shape(self) -> tuple[int, int]: ...

    def block(self, rows: slice) -> tuple[NDArray[Any], Mask]: ...


class Infeasible(ValueError):
    """The rules contradict one another: no assignment keeps them all."""


class Cancelled(Exception):
    """The caller's `cancel` said so; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Objective:
    """What is best, in this order: `total`: sum of scores, people; `coverage`: people, sum; `worst_first`: people, the
    lowest score of a pair that is not locked, sum.
    """

    kind: str = "total"

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"objective {self.kind!r} is not known; known are {', '.join(KINDS)}")


@dataclass(frozen=True, slots=True)
class Problem:
    """The inputs of an assignment, checked; scores and rules are kept by reference."""

    total: NDArray[Any] | BlockSource
    capacity: Counts  # (m,) free seats
    allowed: Mask | None
    min_load: Counts  # (m,)
    locked: tuple[tuple[int, int], ...]  # (mentee, mentor), sorted, each once
    objective: Objective
    min_score: float
    seed: int


def whole_numbers(values: ArrayLike, name: str, length: int) -> Counts:
    numbers = np.asarray(values)
    if numbers.shape != (length,):
        raise ValueError(f"{name} has shape {numbers.shape}; one number for each of {length} mentors is needed")
    if length == 0:
        return np.zeros(0, dtype=np.int64)
    if numbers.dtype.kind not in "iu":
        raise ValueError(f"{name}[0] is {numbers[0]!r} of type {numbers.dtype}; seats are whole numbers")
    if (numbers < 0).any():
        place = int(np.argmax(numbers < 0))
        raise ValueError(f"{name}[{place}] is {numbers[place]}; seats cannot be negative")
    return numbers.astype(np.int64)


def checked_locked(locked: Sequence[tuple[int, int]], shape: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    pairs = sorted({(int(i), int(j)) for i, j in locked})
    mentor_of: dict[int, int] = {}
    for i, j in pairs:
        if not (0 <= i < shape[0] and 0 <= j < shape[1]):
            raise ValueError(f"locked pair ({i}, {j}) lies outside the scores of shape {shape}")
        if mentor_of.setdefault(i, j) != j:
            raise Infeasible(f"mentee {i} is locked to mentor {mentor_of[i]} and to mentor {j}")
    return tuple(pairs)


def check_loads(capacity: Counts, min_load: Counts, locked: tuple[tuple[int, int], ...]) -> None:
    for j in np.flatnonzero(min_load > capacity):
        raise Infeasible(f"min_load[{j}] is {min_load[j]} and the capacity only {capacity[j]}")
    loads = np.bincount([j for _, j in locked], minlength=len(capacity))
    for j in np.flatnonzero(loads > capacity):
        names = ", ".join(f"({i}, {k})" for i, k in locked if k == j)
        raise Infeasible(f"locked pairs {names} need {loads[j]} seats of mentor {j}, who has {capacity[j]}")


def scores_shape(total: object) -> tuple[int, int]:
    shape = getattr(total, "shape", None)
    if not isinstance(shape, tuple) or len(shape) != 2:
        raise ValueError(f"total has shape {shape}; it must be (mentees, mentors)")
    return int(shape[0]), int(shape[1])
