"""Suggestions for one mentee at a time, over mentors that are prepared once and may change one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from matching import rules as hard_rules
from matching.columns import MentorColumns
from matching.explain import Reason, explain
from matching.profiles import Mentee, Mentor, Rules, Weights
from matching.score import Scores


@dataclass(frozen=True, slots=True)
class Suggestion:
    mentor_id: str
    total: float  # in [0, 1]
    reasons: tuple[Reason, ...]


class Suggestions(tuple[Suggestion, ...]):
    """Suggestions, best first; `left_out` says how many mentors a rule left out, by rule."""

    left_out: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Ranking:
    """All allowed mentors of a mentee, best first; reasons are made when asked for."""

    scores: Scores
    order: tuple[int, ...]  # positions in scores.mentors
    left_out: Mapping[str, int] = field(default_factory=dict)

    def reasons(self, position: int) -> tuple[Reason, ...]:
        return explain(self.scores, 0, position)


class MentorIndex:
    """Mentors of a program, prepared for many questions."""

    def __init__(self, mentors: Sequence[Mentor], weights: Weights | None = None, rules: Rules | None = None) -> None:
        self._mentors = {mentor.id: mentor for mentor in mentors}
        if len(self._mentors) != len(mentors):
            raise ValueError("two mentors have the same id")
        self.weights, self.rules = weights or Weights(), rules or Rules()
        self._columns: MentorColumns | None = None

    def __len__(self) -> int:
        return len(self._mentors)

    def add(self, mentor: Mentor) -> None:
        if mentor.id in self._mentors:
            raise ValueError(f"mentor {mentor.id!r} is in the index already; use update")
        self._mentors[mentor.id] = mentor
        self._columns = None

    def update(self, mentor: Mentor) -> None:
        if mentor.id not in self._mentors:
            raise KeyError(mentor.id)
        self._mentors[mentor.id] = mentor
        self._columns = None

    def remove(self, mentor_id: str) -> None:
        del self._mentors[mentor_id]
        self._columns = None

    def rank(self, mentee: Mentee) -> Ranking:
        """All allowed mentors, best first; ties by id."""
        if self._columns is None:
            self._columns = MentorColumns(tuple(self._mentors.values()), self.rules.week)
        scores = Scores([mentee], self._columns, self.weights, self.rules)
        total, allowed = scores.total[0], scores.allowed[0]
        places = np.lexsort((self._columns.rank_of_id, -total))
        order = tuple(places[allowed[places]].tolist())
        left_out = {} if allowed.all() else hard_rules.left_out(mentee, scores.mentors, self.rules)
        return Ranking(scores, order, left_out)


def suggest(mentee: Mentee, index: MentorIndex, k: int = 10) -> Suggestions:
    """The k best allowed mentors with their reasons; ties by id, `.left_out` counts the others by rule."""
    ranking = index.rank(mentee)
    total = ranking.scores.total[0]
    found = Suggestions(
        Suggestion(ranking.scores.mentors[j].id, float(total[j]), ranking.reasons(j)) for j in ranking.order[:k]
    )
    found.left_out = ranking.left_out
    return found
