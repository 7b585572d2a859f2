"""Scores of pairs: a weighted sum of eight parts, computed in blocks so that nothing dense need be held.

The score of a pair depends on the two profiles, the weights, the rules and what is shipped with the
engine, never on who else is in the call.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching import rules as hard_rules
from matching.assign import NOBODY_ALLOWED, Assignment
from matching.columns import Floats, MentorColumns
from matching.parts import PARTS, Known
from matching.profiles import Mentee, Mentor, Rules, Weights

Mask = NDArray[np.bool_]


class Parts(Mapping[str, Floats]):
    """Part name → float32 (n_mentees, n_mentors), computed when first asked for."""

    def __init__(self, mentees: Sequence[Mentee], columns: MentorColumns, rules: Rules) -> None:
        self._given = tuple(mentees), columns, rules
        self._found: dict[str, tuple[Floats, Known]] = {}

    def __getitem__(self, name: str) -> Floats:
        return self._part(name)[0]

    def known(self, name: str, i: int, j: int) -> bool:
        """Whether both profiles say what the part compares."""
        return self._part(name)[1].pair(i, j)

    def __iter__(self) -> Iterator[str]:
        return iter(PARTS)

    def __len__(self) -> int:
        return len(PARTS)

    def _part(self, name: str) -> tuple[Floats, Known]:
        if name not in self._found:
            self._found[name] = PARTS[name](*self._given)
        return self._found[name]


class Scores:
    """Scores of every mentee with every mentor; itself a block source for `assign`."""

    def __init__(self, mentees: Sequence[Mentee], columns: MentorColumns, weights: Weights, rules: Rules) -> None:
        self.mentees = tuple(mentees)
        self.mentors = columns.mentors
        self.weights = weights.shares()
        self.rules = rules
        self.columns = columns

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.mentees), len(self.mentors)

    @cached_property
    def parts(self) -> Parts:
        """Each part in [0, 1]; sum(weight × part) equals `total` to 1e-6."""
        return Parts(self.mentees, self.columns, self.rules)

    @cached_property
    def total(self) -> Floats:
        """float32 (n_mentees, n_mentors) in [0, 1], never NaN."""
        return _weighted(self.parts, self.weights, self.shape)

    @cached_property
    def allowed(self) -> Mask:
        """bool (n_mentees, n_mentors): False where a rule forbids the pair. Seats are not a rule."""
        return hard_rules.allowed(self.mentees, self.mentors, self.rules)

    def block(self, rows: slice) -> tuple[Floats, Mask]:
        """Totals and permissions of those mentees, computed afresh; nothing of them is kept."""
        mentees = self.mentees[rows]
        parts = Parts(mentees, self.columns, self.rules)
        total = _weighted(parts, self.weights, (len(mentees), len(self.mentors)))
        return total, hard_rules.allowed(mentees, self.mentors, self.rules)


def score(
    mentees: Sequence[Mentee],
    mentors: Sequence[Mentor],
    weights: Weights | None = None,
    rules: Rules | None = None,
) -> Scores:
    """Score every mentee with every mentor. Default weights and rules where none are given."""
    rules = rules or Rules()
    return Scores(mentees, MentorColumns(mentors, rules.week), weights or Weights(), rules)


def why_not_allowed(scores: Scores, i: int, j: int) -> tuple[str, ...]:
    """The rules that forbid the pair, in words; empty when it is allowed."""
    return hard_rules.reasons_against(scores.mentees[i], scores.mentors[j], scores.rules)


def why_unmatched(scores: Scores, assignment: Assignment, i: int) -> str:
    """Why mentee i got no mentor: what the assignment says, and by which rules where they forbid everybody."""
    reason = assignment.unmatched_reason[i]
    rules = hard_rules.left_out(scores.mentees[i], scores.mentors, scores.rules) if reason == NOBODY_ALLOWED else ()
    return f"{reason}: {', '.join(rules)}" if rules else reason


def _weighted(parts: Mapping[str, Floats], weights: Mapping[str, float], shape: tuple[int, int]) -> Floats:
    total = np.zeros(shape, dtype=np.float64)
    for name, weight in weights.items():
        if weight:
            total += weight * parts[name]
    return np.clip(total, 0, 1).astype(np.float32)
