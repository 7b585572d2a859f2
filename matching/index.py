"""Suggestions for one mentee at a time, over mentors that are prepared once and may change one by one."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matching.columns import MentorColumns
from matching.explain import Reason, explain
from matching.facts import Places
from matching.profiles import Mentee, Mentor, Rules, Weights
from matching.score import Scores, left_out

_FEW = 32  # changed mentors, or a tenth of all: more are worth preparing everybody afresh


@dataclass(frozen=True, slots=True)
class Suggestion:
    mentor_id: str
    total: float  # in [0, 1]
    reasons: tuple[Reason, ...]


class Suggestions(tuple[Suggestion, ...]):
    """Suggestions, best first; `left_out` says how many mentors a rule left out, by rule."""

    left_out: Mapping[str, int]


class Ranking:
    """All allowed mentors of a mentee, best first; reasons are made when asked for."""

    def __init__(self, scores: Scores, rank_of_id: Places) -> None:
        self.scores = scores
        self._rank_of_id = rank_of_id

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Positions in `scores.mentors`; ties by id."""
        return tuple(self._sorted(np.flatnonzero(self.scores.allowed[0])).tolist())

    def best(self, k: int) -> tuple[int, ...]:
        """The first k of `order`, without sorting the others."""
        allowed = np.flatnonzero(self.scores.allowed[0])
        if 0 < k < len(allowed):
            total = self.scores.total[0, allowed]
            allowed = allowed[total >= np.partition(total, -k)[-k]]
        return tuple(self._sorted(allowed)[: max(k, 0)].tolist())

    @cached_property
    def left_out(self) -> Mapping[str, int]:
        """How many mentors a rule leaves out, by rule."""
        return left_out(self.scores, 0)

    def reasons(self, position: int) -> tuple[Reason, ...]:
        return explain(self.scores, 0, position)

    def _sorted(self, positions: Places) -> Places:
        return positions[np.lexsort((self._rank_of_id[positions], -self.scores.total[0, positions]))]


class MentorIndex:
    """Mentors of a program, prepared for many questions.

    What changes lies in a small segment of its own beside the others, until it is worth while to prepare all afresh.
    """

    def __init__(self, mentors: Sequence[Mentor], weights: Weights | None = None, rules: Rules | None = None) -> None:
        self._mentors = _by_id(mentors)
        self.weights, self.rules = weights or Weights(), rules or Rules()
        self._all = MentorColumns(mentors, self.rules)
        self._changed: dict[str, None] = {}  # ids, in the order of their first change
        self._prepared: Snapshot | None = None
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._mentors)

    def add(self, mentor: Mentor) -> None:
        with self._lock:
            if mentor.id in self._mentors:
                raise ValueError(f"mentor {mentor.id!r} is in the index already; use update")
            self._mentors |= _by_id([mentor])
            self._changes(mentor.id)

    def update(self, mentor: Mentor) -> None:
        with self._lock:
            if mentor.id not in self._mentors:
                raise KeyError(f"mentor {mentor.id!r} is not in the index; use add")
            self._mentors[mentor.id] = mentor
            self._changes(mentor.id)

    def remove(self, mentor_id: str) -> None:
        with self._lock:
            if self._mentors.pop(mentor_id, None) is None:
                raise KeyError(f"mentor {mentor_id!r} is not in the index")
            self._changes(mentor_id)

    def become(self, mentors: Sequence[Mentor]) -> None:
        """Hold these mentors and no others; who is the same as before stays prepared."""
        with self._lock:
            wanted = _by_id(mentors)
            changed = [id for id, mentor in wanted.items() if self._mentors.get(id) != mentor]
            for mentor_id in (*changed, *(self._mentors.keys() - wanted.keys())):
                self._changes(mentor_id)
            self._mentors = wanted

    @property
    def segments(self) -> tuple[MentorColumns, ...]:
        return self.snapshot().segments

    def rank(self, mentee: Mentee) -> Ranking:
        """All allowed mentors, best first; ties by id."""
        return self.snapshot().rank(mentee)

    def snapshot(self) -> "Snapshot":
        """The mentors as they are now, whatever becomes of the index."""
        with self._lock:
            if self._prepared is None:
                self._prepared = Snapshot.of(self._columns(), self.weights)
            return self._prepared

    def _changes(self, mentor_id: str) -> None:
        self._changed[mentor_id] = None
        self._prepared = None

    def _columns(self) -> tuple[MentorColumns, ...]:
        if len(self._changed) > max(_FEW, len(self._mentors) // 10):
            self._all = MentorColumns(tuple(self._mentors.values()), self.rules)
            self._changed.clear()
        if not self._changed:
            return (self._all,)
        place = self._all.ids.number_of
        old = self._all.without([place[mentor_id] for mentor_id in self._changed if mentor_id in place])
        new = tuple(self._mentors[mentor_id] for mentor_id in self._changed if mentor_id in self._mentors)
        return (old, MentorColumns(new, self.rules)) if new else (old,)


def _by_id(mentors: Sequence[Mentor]) -> dict[str, Mentor]:
    found = {mentor.id: mentor for mentor in mentors}
    if len(found) != len(mentors):
        raise ValueError("two mentors have the same id")
    if "" in found:
        raise ValueError("a mentor has no id")
    return found


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Mentors that stay as they are, prepared for questions."""

    segments: tuple[MentorColumns, ...]
    weights: Weights
    rank_of_id: Places  # each mentor's place when all are sorted by id: what decides between equal scores

    @classmethod
    def of(cls, segments: tuple[MentorColumns, ...], weights: Weights) -> "Snapshot":
        ids = [mentor.id for columns in segments for mentor in columns.mentors]
        rank = np.empty(len(ids), np.intp)
        rank[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
        return cls(segments, weights, rank)

    def rank(self, mentee: Mentee) -> Ranking:
        """All allowed mentors, best first; ties by id."""
        return Ranking(Scores([mentee], self.segments, self.weights), self.rank_of_id)


def suggest(mentee: Mentee, index: MentorIndex, k: int = 10) -> Suggestions:
    """The k best allowed mentors with their reasons; ties by id, `.left_out` counts the others by rule."""
    ranking = index.rank(mentee)
    total = ranking.scores.total[0]
    found = Suggestions(
        Suggestion(ranking.scores.mentors[j].id, float(total[j]), ranking.reasons(j)) for j in ranking.best(k)
    )
    found.left_out = ranking.left_out
    return found
