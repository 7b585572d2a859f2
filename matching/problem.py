"""What an assignment is asked to solve, checked: every fault is named with its place."""

import math
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
    """Scores that are computed when asked for: nothing dense need be held by who gives them.

    `block` may be asked from several threads at once.
    """

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
    stay_bonus: float = 0.0  # for each pair of `start` that stays, beside its score

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"objective {self.kind!r} is not known; known are {', '.join(KINDS)}")
        if not 0 <= self.stay_bonus < math.inf:
            raise ValueError(f"stay_bonus is {self.stay_bonus}; it is a finite number from 0")


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
    before: Counts  # (n,) mentors of `start`, −1 = none

    def is_locked(self) -> Mask:
        """(n,) which mentees are."""
        found = np.zeros(len(self.before), np.bool_)
        found[[i for i, _ in self.locked]] = True
        return found

    def stays(self, i: int, j: int) -> float:
        """What this pair is worth beside its score."""
        return self.objective.stay_bonus if self.before[i] == j else 0.0


def kept_pairs(mentor_of: Counts | None, shape: tuple[int, int]) -> Counts:
    """The mentors of a result that fits these scores (n,), −1 of nobody."""
    if mentor_of is None:
        return np.full(shape[0], -1, np.int64)
    if mentor_of.shape != (shape[0],) or mentor_of.max(initial=-1) >= shape[1]:
        raise ValueError(f"start is a result for other people: it does not fit scores of shape {shape}")
    return mentor_of.astype(np.int64)


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
