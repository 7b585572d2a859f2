"""Scores of mentees read piece by piece, from an array or a block source, and checked where they are read."""

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from matching.problem import BlockSource, Cancelled, Counts, Mask

AT_ONCE = 2**20  # scores that are held at once
_WHOLE = 2**21  # scores that a block source gives at once, which are then held
_BLOCK = 256  # rows of a source that is held
_WORTH_IT = 4  # a block is read for a quarter of its rows, else these row by row

Piece = tuple[Counts, NDArray[Any], Mask]  # rows, scores (rows, m) float32 or float64, allowed (rows, m)


class Rows:
    """read(rows): pieces with the scores of these rows and what is allowed, in their order."""

    def __init__(
        self, total: NDArray[Any] | BlockSource, allowed: Mask | None, shape: tuple[int, int],
        cancelled: Callable[[], bool],
    ) -> None:  # fmt: skip
        self.shape = shape
        self._cancelled = cancelled
        self._source: BlockSource | None = None
        self._scores: NDArray[Any] = np.zeros((0, shape[1]), np.float32)
        self._given = None if allowed is None else _checked_mask(allowed, shape, "allowed")
        if isinstance(total, np.ndarray):
            _check_type(total, "total")
            self._scores = total
        elif shape[0] * shape[1] <= _WHOLE:
            starts = range(0, shape[0], _BLOCK)
            blocks = [self._block(total, first, min(first + _BLOCK, shape[0])) for first in starts]
            self._scores = np.concatenate([self._scores[:0], *(scores for scores, _ in blocks)])
            theirs = np.concatenate([np.zeros((0, shape[1]), np.bool_), *(allowed for _, allowed in blocks)])
            self._given = theirs if self._given is None else theirs & self._given
        else:
            self._source = total

    def read(self, rows: Counts) -> Iterator[Piece]:
        """rows: rising. Raises Cancelled between two pieces."""
        step = max(1, AT_ONCE // max(1, self.shape[1]))
        if self._source is None:
            for start in range(0, len(rows), step):
                self.hear()
                some = rows[start : start + step]
                yield some, _numbers(self._scores[some]), self._allowed(some)
            return
        for first in range(0, self.shape[0], step):
            some = rows[np.searchsorted(rows, first) : np.searchsorted(rows, first + step)]
            whole = len(some) * _WORTH_IT >= min(step, self.shape[0] - first)
            for part in [some] if whole else some.reshape(-1, 1):
                if len(part):
                    start, end = (
                        (first, min(first + step, self.shape[0])) if whole else (int(part[0]), int(part[0]) + 1)
                    )
                    scores, allowed = self._block(self._source, start, end)
                    yield part, scores[part - start], allowed[part - start] & self._allowed(part)

    def largest(self, has_seats: Mask, least: float) -> float:
        """The largest score of a pair that can be; 1 at least for a block source that is not held.

        Every score that is held is checked on the way. Raises ValueError naming the place of one that is none.
        """
        found = 0.0 if self._source is None else 1.0
        if self._source is None:
            for rows, scores, allowed in self.read(np.arange(len(self._scores))):
                here, wrong = survey(scores, allowed, has_seats, least)
                if wrong >= 0:
                    _refuse(scores, wrong, int(rows[0]))
                found = max(found, float(here))
        if not math.isfinite(found * max(self.shape)):
            raise ValueError("the scores are so large that their sum is not a number")
        return found

    def of_pairs(self, rows: Counts, mentors: Counts) -> list[float]:
        """The score of each pair; rows: rising."""
        if self._source is None:
            return [float(score) for score in self._scores[rows, mentors]]
        found, at = [], 0
        for some, scores, _ in self.read(rows):
            found += [float(score) for score in scores[np.arange(len(some)), mentors[at : at + len(some)]]]
            at += len(some)
        return found

    def hear(self) -> None:
        """Raises Cancelled where the caller says so."""
        if self._cancelled():
            raise Cancelled

    def _allowed(self, rows: Counts) -> Mask:
        if self._given is None:
            return np.ones((len(rows), self.shape[1]), np.bool_)
        return np.ascontiguousarray(self._given[rows])

    def _block(self, source: BlockSource, first: int, last: int) -> tuple[NDArray[Any], Mask]:
        self.hear()
        scores, allowed = source.block(slice(first, last))
        expected, called = (last - first, self.shape[1]), f"block({first}:{last})"
        if scores.shape != expected:
            raise ValueError(f"{called} has shape {scores.shape}, not {expected}")
        _check_type(scores, called)
        if not (scores.min(initial=0.0) >= 0 and scores.max(initial=0.0) < np.inf):
            _refuse(scores, int(np.argmin((scores >= 0) & (scores < np.inf))), first)
        if self._source is not None and scores.max(initial=0.0) > 1:
            t, j = np.unravel_index(int(scores.argmax()), scores.shape)
            raise ValueError(f"total[{first + t}, {j}] is {scores[t, j]}; a block source gives scores up to 1")
        return _numbers(scores), np.ascontiguousarray(_checked_mask(allowed, expected, f"allowed of {called}"))


def _check_type(scores: NDArray[Any], called: str) -> None:
    if scores.dtype.kind not in "fiu":
        raise ValueError(f"{called} is of type {scores.dtype}; scores are floating-point numbers")


def _refuse(scores: NDArray[Any], place: int, first: int) -> None:
    t, j = divmod(place, scores.shape[1])
    raise ValueError(f"total[{first + t}, {j}] is {scores[t, j]}; scores are finite and not negative")


def _numbers(scores: NDArray[Any]) -> NDArray[Any]:
    return np.ascontiguousarray(scores, np.float32 if scores.dtype == np.float32 else np.float64)


def _checked_mask(mask: NDArray[Any], shape: tuple[int, int], name: str) -> Mask:
    if mask.dtype != np.bool_:
        raise ValueError(f"{name} is of type {mask.dtype}; it must be bool")
    if mask.shape != shape:
        raise ValueError(f"{name} has shape {mask.shape}, the scores {shape}")
    return mask


@njit(cache=True, nogil=True)
def survey(scores: NDArray[Any], allowed: Mask, has_seats: Mask, least: float) -> tuple[float, int]:
    """(largest score of a pair that can be, place of the first score that is none or −1)."""
    count, m = scores.shape
    found = 0.0
    for t in range(count):
        for j in range(m):
            score = scores[t, j]
            if not (score >= 0 and score < np.inf):
                return found, t * m + j
            if allowed[t, j] & has_seats[j] & (score >= least):
                found = max(found, np.float64(score))
    return found, -1
