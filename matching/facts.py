"""Facts of many mentors as arrays, so that one question is answered for all of them at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]
Places = NDArray[np.intp]

_UNKNOWN, _NOBODYS = -1, -2


@dataclass(frozen=True, slots=True)
class Coded:
    """One fact of each person as a number, the same for the same fact, below 0 where it is unknown."""

    number_of: Mapping[str, int]
    numbers: NDArray[np.int32]  # (m,)

    @classmethod
    def of(cls, values: Iterable[str | None]) -> "Coded":
        number_of: dict[str, int] = {}
        numbers = [number_of.setdefault(value, len(number_of)) if value else _UNKNOWN for value in values]
        return cls(number_of, np.array(numbers, np.int32))

    def same(self, values: Sequence[str | None]) -> Mask:
        """(n, m): who of them has the same; False where it is unknown of either."""
        ours = [self.number_of.get(value, _NOBODYS) if value else _NOBODYS for value in values]
        return np.equal(np.array(ours, np.int32)[:, None], self.numbers, dtype=np.bool_)

    def known(self, values: Sequence[str | None]) -> Mask:
        """(n, m): whether it is known of both."""
        return np.array([bool(value) for value in values], np.bool_)[:, None] & (self.numbers >= 0)


@dataclass(frozen=True, slots=True)
class Owned:
    """Texts of mentors: row k says text which[k] and belongs to mentor owner[k] (rising)."""

    which: Places
    owner: Places
    first: Places  # where the rows of each mentor who has some begin
    has: Mask  # (m,) who has some

    @classmethod
    def of(cls, rows: Sequence[tuple[int, str]], place: Mapping[str, int], mentors: int) -> "Owned":
        owner = np.array([j for j, _ in rows], np.intp)
        first = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]][: len(owner)])
        has = np.zeros(mentors, np.bool_)
        has[owner] = True
        return cls(np.array([place[text] for _, text in rows], np.intp), owner, first, has)

    def rows_of(self, j: int) -> slice:
        start, end = np.searchsorted(self.owner, [j, j + 1])
        return slice(int(start), int(end))

    def by_row(self, values: Floats) -> Floats:
        """(n, texts) → (n, rows)."""
        return values[:, self.which]

    def best(self, values: Floats) -> Floats:
        """(n, rows) → (n, m): the largest value of each mentor's rows, 0 where a mentor has none."""
        found = np.zeros((values.shape[0], len(self.has)), np.float32)
        largest(values, self.owner, self.first, found)
        return found

    def mean(self, values: Floats) -> Floats:
        """(n, rows) → (n, m): the mean of each mentor's rows, 0 where a mentor has none."""
        found = np.zeros((values.shape[0], len(self.has)), np.float32)
        means(values, self.owner, self.first, found)
        return found


@njit(cache=True, nogil=True)
def largest(values: Floats, owner: Places, first: Places, found: Floats) -> None:
    for i in range(len(values)):
        for k in range(len(first)):
            end = first[k + 1] if k + 1 < len(first) else len(owner)
            best = values[i, first[k]]
            for row in range(first[k] + 1, end):
                best = max(best, values[i, row])
            found[i, owner[first[k]]] = best


@njit(cache=True, nogil=True)
def means(values: Floats, owner: Places, first: Places, found: Floats) -> None:
    for i in range(len(values)):
        for k in range(len(first)):
            end = first[k + 1] if k + 1 < len(first) else len(owner)
            total = np.float32(0)
            for row in range(first[k], end):
                total += values[i, row]
            found[i, owner[first[k]]] = total / np.float32(end - first[k])
