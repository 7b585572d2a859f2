"""Scores of mentees read piece by piece, from an array or a block source, and checked where they are read."""

import math
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from itertools import chain, islice, pairwise
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from matching.problem import BlockSource, Cancelled, Counts, Mask

_AT_ONCE = 2**18  # scores that one thread works on at a time
_READ_AT_ONCE = 2**20  # scores that a block source is asked for
_WHOLE = 2**21  # scores that a block source gives at once, which are then held
_BLOCK = 256  # rows of a source that is held
_NEAR = 10  # rows so near to each other are read together, with those between them
_WORKERS = os.cpu_count() or 1
_POOL = ThreadPoolExecutor(_WORKERS, "rows")


class Piece(NamedTuple):
    """Some mentees: their scores are scores[at], what is allowed is allowed[allowed_at]. Nothing is copied."""

    rows: Counts  # (k,) rising
    scores: NDArray[Any]  # (·, m) float32 or float64
    at: Counts  # (k,)
    allowed: Mask  # (·, m)
    allowed_at: Counts  # (k,)


class Rows:
    """read(rows): the scores of these mentees and what is allowed, in their order, piece by piece."""

    def __init__(
        self, total: NDArray[Any] | BlockSource, allowed: Mask | None, shape: tuple[int, int],
        cancelled: Callable[[], bool],
    ) -> None:  # fmt: skip
        self.shape = shape
        self._cancelled = cancelled
        self._source: BlockSource | None = None
        self._scores: NDArray[Any] = np.zeros((0, shape[1]), np.float32)
        self._given = None if allowed is None else np.ascontiguousarray(_checked_mask(allowed, shape, "allowed"))
        self._everybody = np.ones((1, shape[1]), np.bool_)
        if isinstance(total, np.ndarray):
            _check_type(total, "total")
            self._scores = _numbers(total)
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
        if self._source is None:
            step = max(1, _AT_ONCE // max(1, self.shape[1]))
            for start in range(0, len(rows), step):
                self.hear()
                some = rows[start : start + step]
                yield Piece(some, self._scores, some, *self._allowed(some))
            return
        for part in self._parts(rows):
            yield self._computed(self._source, part)

    def _parts(self, rows: Counts) -> Iterator[Counts]:
        """What is computed at once: neighbours, and those between them."""
        most = max(1, _READ_AT_ONCE // max(1, self.shape[1]))
        ends = np.flatnonzero(np.diff(rows, append=np.iinfo(np.int64).max // 2) > _NEAR) + 1
        for first, last in pairwise([0, *ends.tolist()]):
            at = first
            while at < last:
                end = min(last, int(np.searchsorted(rows, rows[at] + most)))
                yield rows[at:end]
                at = end

    def _computed(self, source: BlockSource, part: Counts) -> Piece:
        start, stop = int(part[0]), int(part[-1]) + 1
        scores, allowed = self._block(source, start, stop)
        if self._given is not None:
            allowed = allowed & self._given[start:stop]
        return Piece(part, scores, part - start, allowed, part - start)

    @property
    def held(self) -> bool:
        """Whether reading a score costs nothing."""
        return self._source is None

    def work(self, rows: Counts, do: Callable[[Piece], object]) -> None:
        """do(piece) for each piece of these rows, in threads: there, too, a block source computes its scores.

        Each thread computes on its own, as linear algebra in threads of its own would be in their way.
        """
        source = self._source
        if source is None:
            self._each(self.read(rows), do)
        else:
            with _linear_algebra().limit(limits=1, user_api="blas"):
                self._each(self._parts(rows), lambda part: do(self._computed(source, part)))

    def _each(self, some: Iterator[Any], do: Callable[[Any], object]) -> None:
        two = list(islice(some, 2))
        if len(two) < 2:  # alone it needs no thread
            for one in two:
                do(one)
            return
        running: deque[Future[object]] = deque()
        for one in chain(two, some):
            if len(running) == _WORKERS + 1:
                running.popleft().result()
            running.append(_POOL.submit(do, one))
        for future in running:
            future.result()

    def largest(self, has_seats: Mask, least: float) -> float:
        """The largest score of a pair that can be; 1 at least for a block source that is not held.

        Every score that is held is checked on the way. Raises ValueError naming the place of one that is none.
        """
        found = 0.0 if self._source is None else 1.0
        if self._source is None:
            for piece in self.read(np.arange(len(self._scores))):
                here, faults = survey(piece.scores, piece.at, piece.allowed, piece.allowed_at, has_seats, least)
                if faults:
                    theirs = self._scores[piece.rows]
                    _refuse(theirs, int(np.argmin((theirs >= 0) & (theirs < np.inf))), int(piece.rows[0]))
                found = max(found, float(here))
        if not math.isfinite(found * max(self.shape)):
            raise ValueError("the scores are so large that their sum is not a number")
        return found

    def of_pairs(self, rows: Counts, mentors: Counts) -> Iterator[tuple[int, int, float, bool]]:
        """(mentee, mentor, score, whether it is allowed) of each pair; rows: rising."""
        done = 0
        for piece in self.read(rows):
            theirs = mentors[done : done + len(piece.rows)]
            scores, allowed = piece.scores[piece.at, theirs], piece.allowed[piece.allowed_at, theirs]
            yield from zip(piece.rows.tolist(), theirs.tolist(), scores.tolist(), allowed.tolist(), strict=True)
            done += len(piece.rows)

    def hear(self) -> None:
        """Raises Cancelled where the caller says so."""
        if self._cancelled():
            raise Cancelled

    def _allowed(self, rows: Counts) -> tuple[Mask, Counts]:
        return (self._everybody, np.zeros_like(rows)) if self._given is None else (self._given, rows)

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


@cache
def _linear_algebra() -> ThreadpoolController:
    return ThreadpoolController()


@njit(cache=True, nogil=True)
def survey(
    scores: NDArray[Any], at: Counts, allowed: Mask, allowed_at: Counts, has_seats: Mask, least: float
) -> tuple[float, int]:
    """(largest score of a pair that can be, how many scores are none)."""
    faults, best = 0, np.zeros(scores.shape[1], scores.dtype)
    for t in range(len(at)):
        theirs = scores[at[t]]
        for j in range(len(theirs)):
            faults += not ((theirs[j] >= 0) & (theirs[j] < np.inf))
        raise_to(best, theirs, allowed[allowed_at[t]], has_seats)
    found = best.max() if len(best) else best.dtype.type(0)
    return found if found >= least else best.dtype.type(0), faults


@njit(cache=True, nogil=True, fastmath=True)
def raise_to(best: NDArray[Any], scores: NDArray[Any], allowed: Mask, has_seats: Mask) -> None:
    for j in range(len(best)):
        best[j] = max(best[j], scores[j] if allowed[j] & has_seats[j] else best.dtype.type(0))


@njit(cache=True, nogil=True)
def ask(
    rows: Counts, scores: NDArray[Any], at: Counts, allowed: Mask, allowed_at: Counts, mentors: Counts,
    gains: NDArray[np.float64], bonus: float, least: float, asked: NDArray[np.float64],
) -> None:  # fmt: skip
    """Raise asked[k] to what a seat of mentors[k] would be worth to anybody beyond her gain."""
    for t in range(len(rows)):
        theirs, can, gain = scores[at[t]], allowed[allowed_at[t]], gains[rows[t]]
        for k in range(len(mentors)):
            j = mentors[k]
            if can[j] & (theirs[j] >= least):
                asked[k] = max(asked[k], np.float64(theirs[j]) + bonus - gain)
