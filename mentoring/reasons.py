"""The reasons of a pair in the form that people see and the store keeps: rows whose points add up to the score."""

import json
from dataclasses import dataclass, replace
from uuid import UUID

from data.store import Reader
from matching import Mentee, card_rows, explain, score, text
from matching.explain import REST, Reason
from mentoring import profiles
from mentoring.access import Conflict
from mentoring.programs import context_of


@dataclass(frozen=True, slots=True)
class PartRow:
    """One row of the card, in points of 100."""

    label: str
    points: float
    out_of: float
    known: bool
    evidence: str
    holds: tuple[str, ...] = ()  # labels of the parts that are put together as the rest

    def as_list(self) -> list[object]:
        return [self.label, self.points, self.out_of, self.known, self.evidence, self.holds]


def rows_of(reasons: tuple[Reason, ...]) -> tuple[PartRow, ...]:
    """The five or six rows that say most; their points add up to the score times 100."""
    rows = card_rows(reasons)
    alone = {row.label for row in rows}
    rest = tuple(reason.label for reason in reasons if reason.label not in alone)
    return tuple(
        PartRow(r.label, 100 * r.points, 100 * r.out_of, r.known, r.evidence, rest if r.label == REST else ())
        for r in rows
    )


def all_rows(reasons: tuple[Reason, ...]) -> tuple[PartRow, ...]:
    """Every part on its own, evidence and what is missing in one text."""
    return tuple(
        PartRow(r.label, 100 * r.points, 100 * r.weight, r.known, "; ".join(filter(None, (r.evidence, r.missing))))
        for r in reasons
    )


def to_json(rows: tuple[PartRow, ...]) -> str:
    return json.dumps([row.as_list() for row in rows], ensure_ascii=False)


def from_json(text: str) -> tuple[PartRow, ...]:
    """Rows that were kept before the rest named its parts have five fields."""
    return tuple(
        PartRow(label, points, out_of, known, evidence, tuple(*holds))
        for label, points, out_of, known, evidence, *holds in json.loads(text)
    )


def main_reasons(rows: tuple[PartRow, ...], most: int = 2) -> str:
    """The strongest evidence in a few words; what was put together as the rest comes last."""
    told = (row for row in rows if row.known and row.evidence)
    said = sorted(told, key=lambda row: (row.label == REST, -row.points))
    return " · ".join(row.evidence for row in said[:most])


def of_pair(
    reader: Reader, program_id: UUID, cohort_id: UUID, mentee_id: UUID, mentor_id: UUID
) -> tuple[float | None, str]:
    """A step of use cases: score (None: not enough information) and reasons (JSON) of a pair, as they are now."""
    _, _, settings = context_of(reader, program_id, cohort_id)
    mentee, mentor = profiles.mentee(reader, mentee_id), profiles.mentor(reader, mentor_id, program_id)
    if mentor is None:
        raise Conflict("This mentor is no longer in your program.")
    # A pause may begin at any moment, so the job that asks looks for one, and names it.
    scores = score([mentee], [replace(mentor, paused_until=None)], settings.weights, settings.rules)
    if not scores.allowed[0, 0]:
        raise Conflict(f"The rules of your program do not allow a match with {mentor.name}.")
    rows = rows_of(explain(scores, 0, 0))
    return (float(scores.total[0, 0]) if says_enough(mentee) else None), to_json(rows)


def says_enough(mentee: Mentee) -> bool:
    """Whether a profile holds anything that a score could be about."""
    return bool(text.says_something(mentee.target_role) or text.says_something(mentee.goals) or mentee.skills_wanted)
