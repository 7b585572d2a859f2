"""Cohorts made up for measuring assignments: popular mentors, forbidden pairs, profiles that say almost nothing."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]
Counts = NDArray[np.int64]

WIDTH = 128  # factors of a person
_FIELDS = 12  # around which people lie
_TEAMS = 12  # of which one's own is forbidden


class Market:
    """Scores by factors, never held: .shape and .block(rows) as `assign` takes them."""

    def __init__(self, mentees: int, mentors: int, seed: int = 0) -> None:
        draw = np.random.default_rng(seed)
        fields = draw.normal(size=(_FIELDS, WIDTH)).astype(np.float32)
        self._wants, self._offers = _people(fields, mentees, draw), _people(fields, mentors, draw)
        popular = (0.15 * draw.pareto(3, mentors)).clip(0, 0.3).astype(np.float32)
        self._offers *= 0.4
        self._begins_at = 0.35 + popular
        self._teams = draw.integers(0, _TEAMS, mentees), draw.integers(0, _TEAMS, mentors)
        self.shape = (mentees, mentors)

    def block(self, rows: slice) -> tuple[Floats, Mask]:
        scores = self._wants[rows] @ self._offers.T
        scores += self._begins_at
        np.clip(scores, 0, 1, out=scores)
        return scores, self._teams[0][rows, None] != self._teams[1]

    def dense(self, near_empty: float = 0.0, seed: int = 0) -> tuple[Floats, Mask]:
        """All at once; a share of the mentees has said so little that mentors differ by three values at most."""
        scores, allowed = self.block(slice(0, self.shape[0]))
        draw = np.random.default_rng(seed)
        empty = draw.random(len(scores)) < near_empty
        scores[empty] = (0.35 + 0.01 * draw.integers(0, 3, self.shape[1])).astype(np.float32)
        return scores, allowed


def seats(mentors: int, total: int, seed: int = 0) -> Counts:
    """`total` seats, of which few mentors have many."""
    draw = np.random.default_rng(seed)
    wished = draw.pareto(2.5, mentors) + 0.3
    capacity: Counts = np.floor(wished / wished.sum() * total).astype(np.int64)
    np.add.at(capacity, draw.integers(0, mentors, total - int(capacity.sum())), 1)
    return capacity


def _people(fields: Floats, count: int, draw: np.random.Generator) -> Floats:
    vectors = fields[draw.integers(0, _FIELDS, count)] + 1.2 * draw.normal(size=(count, WIDTH)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)
