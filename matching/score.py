"""Scores of pairs: a weighted sum of eight parts, computed in blocks so that nothing dense need be held.

The score of a pair depends on the two profiles, the weights, the rules and what is shipped with the
engine, never on who else is in the call.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np

from matching import rules as hard_rules
from matching.assign import NOBODY_ALLOWED, Assignment
from matching.columns import MentorColumns, Role
from matching.facts import Floats, Mask
from matching.pairs import Pairs
from matching.parts import PARTS, Known
from matching.profiles import Mentee, Mentor, Rules, Weights
from matching.week import days_together

AT_ONCE = 200_000  # pairs that are scored at once: 20 MB are held for them meanwhile, and more are no faster


class Parts(Mapping[str, Floats]):
    """Part name → float32 (n, m) in [0, 1] of some mentees with all mentors, computed when first asked for."""

    def __init__(self, mentees: Sequence[Mentee], segments: Sequence[MentorColumns]) -> None:
        self.pairs = tuple(Pairs(mentees, columns) for columns in segments)
        self._found: dict[str, tuple[Floats, tuple[Known, ...]]] = {}

    def __getitem__(self, name: str) -> Floats:
        return self._part(name)[0]

    def __iter__(self) -> Iterator[str]:
        return iter(PARTS)

    def __len__(self) -> int:
        return len(PARTS)

    def known(self, name: str) -> tuple[Known, ...]:
        """Which values come from both profiles, by segment."""
        return self._part(name)[1]

    def total(self, weights: Mapping[str, float]) -> Floats:
        """Their sum by weights, float32 (n, m) in [0, 1]."""
        total = np.zeros((len(self.pairs[0].mentees), sum(len(pairs.columns.mentors) for pairs in self.pairs)))
        for name, weight in weights.items():
            if weight:
                total += weight * self[name]
        return np.clip(total, 0, 1).astype(np.float32)

    def allowed(self) -> Mask:
        """bool (n, m)."""
        return np.hstack([hard_rules.allowed(pairs) for pairs in self.pairs])

    def _part(self, name: str) -> tuple[Floats, tuple[Known, ...]]:
        if name not in self._found:
            values, known = zip(*map(PARTS[name], self.pairs), strict=True)
            self._found[name] = values[0] if len(values) == 1 else np.hstack(values), known
        return self._found[name]


@dataclass(frozen=True, slots=True)
class Pair:
    """A mentee and a mentor, and what is known of the two."""

    mentee: Mentee
    mentor: Mentor
    parts: Parts
    row: int
    column: int
    segment: int
    place: int  # of the mentor in the segment

    @property
    def pairs(self) -> Pairs:
        return self.parts.pairs[self.segment]

    def value(self, part: str) -> float:
        return float(self.parts[part][self.row, self.column])

    def known(self, part: str) -> bool:
        """Whether both profiles say what the part compares."""
        return self.parts.known(part)[self.segment].pair(self.row, self.place)

    def hours(self) -> float:
        """Shared hours a week, 0 where they are not known."""
        return float(self.pairs.hours[self.row, self.place])

    def days(self) -> tuple[frozenset[int], frozenset[int]]:
        """Days (0–6) on which shared hours begin, for the mentee and for the mentor."""
        return days_together(self.mentee, self.mentor, self.pairs.columns.rules.week)

    def all_english(self) -> bool:
        """Whether goal and offer are; where not, what is said of them is less certain."""
        return self.pairs.all_english(self.row, self.place)

    def closest_role(self) -> tuple[Role, float]:
        """The mentor's role (where there is one) that is closest to what the mentee wants, and how close."""
        return self.pairs.closest_role(self.row, self.place)

    def most_alike_move(self) -> tuple[Role, Role]:
        """The mentor's move (where there is one) that is most like the mentee's, which the part is about."""
        return self.pairs.most_alike_move(self.row, self.place)


class Scores:
    """Scores of every mentee with every mentor; itself a block source for `assign`.

    The mentors lie in `segments`: one, or two of an index that has changed.
    """

    def __init__(self, mentees: Sequence[Mentee], segments: Sequence[MentorColumns], weights: Weights) -> None:
        self.mentees = tuple(mentees)
        self.segments = tuple(segments)
        self.mentors = tuple(chain.from_iterable(columns.mentors for columns in segments))
        self.weights = weights.shares()
        self._held: tuple[int, Parts] | None = None

    @property
    def rules(self) -> Rules:
        return self.segments[0].rules

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.mentees), len(self.mentors)

    @cached_property
    def parts(self) -> Mapping[str, Floats]:
        """Each part, float32 (n_mentees, n_mentors) in [0, 1]; sum(weight × part) equals `total` to 1e-6."""
        return self._step(0) if len(self.mentees) <= self._rows else Parts(self.mentees, self.segments)

    @cached_property
    def total(self) -> Floats:
        """float32 (n_mentees, n_mentors) in [0, 1], never NaN."""
        total = np.empty(self.shape, np.float32)
        for number, rows in enumerate(self._steps(len(self.mentees))):
            total[rows] = self._step(number).total(self.weights)
        return total

    @cached_property
    def allowed(self) -> Mask:
        """bool (n_mentees, n_mentors): False where a rule forbids the pair. Seats are not a rule."""
        allowed = np.empty(self.shape, np.bool_)
        for number, rows in enumerate(self._steps(len(self.mentees))):
            allowed[rows] = self._step(number).allowed()
        return allowed

    def block(self, rows: slice) -> tuple[Floats, Mask]:
        """Totals and permissions of those mentees, computed afresh in small steps; nothing else is held."""
        mentees = self.mentees[rows]
        total = np.empty((len(mentees), len(self.mentors)), np.float32)
        allowed = np.empty(total.shape, np.bool_)
        for some in self._steps(len(mentees)):
            parts = Parts(mentees[some], self.segments)
            total[some], allowed[some] = parts.total(self.weights), parts.allowed()
        return total, allowed

    def pair(self, i: int, j: int) -> Pair:
        segment, place = 0, j
        while place >= len(self.segments[segment].mentors):
            place -= len(self.segments[segment].mentors)
            segment += 1
        parts, row = self.parts_of(i)
        return Pair(self.mentees[i], self.mentors[j], parts, row, j, segment, place)

    def parts_of(self, i: int) -> tuple[Parts, int]:
        """The parts of mentee i and some others, and her row among them."""
        number, row = divmod(i, self._rows)
        return self._step(number), row

    @property
    def _rows(self) -> int:
        return max(1, AT_ONCE // max(1, len(self.mentors)))

    def _steps(self, mentees: int) -> Iterator[slice]:
        return (slice(start, start + self._rows) for start in range(0, mentees, self._rows))

    def _step(self, number: int) -> Parts:
        """The last ones are held, for who explains one pair after the other."""
        held = self._held
        if held is None or held[0] != number:
            some = self.mentees[number * self._rows : (number + 1) * self._rows]
            held = self._held = number, Parts(some, self.segments)
        return held[1]


def score(
    mentees: Sequence[Mentee],
    mentors: Sequence[Mentor],
    weights: Weights | None = None,
    rules: Rules | None = None,
) -> Scores:
    """Score every mentee with every mentor. Default weights and rules where none are given."""
    return Scores(mentees, [MentorColumns(mentors, rules or Rules())], weights or Weights())


def why_not_allowed(scores: Scores, i: int, j: int) -> tuple[str, ...]:
    """The rules that forbid the pair, in words; empty when it is allowed."""
    return hard_rules.reasons_against(scores.mentees[i], scores.mentors[j], scores.rules)


def locked_pairs(scores: Scores) -> tuple[tuple[int, int], ...]:
    """(i, j) of all who are always together by a rule and both here, whoever is named first; for `assign`."""
    rows = {mentee.id: i for i, mentee in enumerate(scores.mentees)}
    columns = {mentor.id: j for j, mentor in enumerate(scores.mentors)}
    named = (pair for one in scores.rules.together for pair in (one, one[::-1]))
    return tuple((rows[mentee], columns[mentor]) for mentee, mentor in named if mentee in rows and mentor in columns)


def left_out(scores: Scores, i: int) -> dict[str, int]:
    """How many mentors each rule leaves out for mentee i; who is forbidden by several counts for the first of them."""
    parts, row = scores.parts_of(i)
    return hard_rules.left_out(parts.pairs, row)


def why_unmatched(scores: Scores, assignment: Assignment, i: int) -> str:
    """Why mentee i got no mentor: what the assignment says, and by which rules where they forbid everybody."""
    reason = assignment.unmatched_reason[i]
    rules = left_out(scores, i) if reason == NOBODY_ALLOWED else ()
    return f"{reason}: {', '.join(rules)}" if rules else reason
