"""Synthetic people in the form of the CSV contract: same seed, same people; every one of them invented."""

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle

from data.samples.fragments import Writer, table
from data.samples.mentees import mentee, thin_mentee
from data.samples.mentors import mentor, thin_mentor
from data.samples.names import Names, Someone
from data.samples.rows import MENTEE_COLUMNS, MENTOR_COLUMNS, Row, SamplePeople

_BARE, _THIN = 0.03, 0.10  # shares of people with a name only, and with little more
_SENIOR = 10  # years from which somebody may lead a team

Write = Callable[[Writer, Someone, str], Row]


@dataclass(frozen=True, slots=True)
class Personas:
    """Those as whom the demo can be entered; the manager is in neither file."""

    mentee: Row
    mentor: Row
    manager: Row


def personas() -> Personas:
    mentees, mentors = _fixed()
    return Personas(mentees[0], mentors[0], dict(table("personas")["managers"][0]))


def people(mentees: int, mentors: int, seed: int) -> SamplePeople:
    """Rows of both files. The personas come first, then somebody who is in both files, then everybody else."""
    first_mentees, first_mentors = (rows[:size] for rows, size in zip(_fixed(), (mentees, mentors), strict=True))
    writer = Writer(random.Random(seed))
    names = Names(writer, [row["name"] for row in (*first_mentees, *first_mentors)])
    mentee_rows = first_mentees + _crowd(writer, names, "m", mentees - len(first_mentees), mentee, thin_mentee)
    mentor_rows = first_mentors + _crowd(writer, names, "t", mentors - len(first_mentors), mentor, thin_mentor)
    _report_to(writer, mentor_rows[len(first_mentors) :], mentee_rows + mentor_rows)
    return SamplePeople(tuple(mentee_rows), tuple(mentor_rows))


def _crowd(writer: Writer, names: Names, letter: str, size: int, full: Write, thin: Write) -> list[Row]:
    bare, little = round(size * _BARE), round(size * _THIN)
    kinds: list[Write] = [_bare(full)] * bare + [thin] * little + [full] * (size - bare - little)
    writer.rng.shuffle(kinds)
    return [write(writer, names.draw(), f"{letter}{101 + place}") for place, write in enumerate(kinds)]


def _bare(full: Write) -> Write:
    """Somebody who has only been invited: id and name."""

    def write(writer: Writer, someone: Someone, person_id: str) -> Row:
        row = full(writer, someone, person_id)
        return dict.fromkeys(row, "") | {"id": person_id, "name": someone.name}

    return write


def _report_to(writer: Writer, mentors: Sequence[Row], everybody: Sequence[Row]) -> None:
    """Most people of a team report to one of the experienced mentors in it; those report to nobody here."""
    leads: dict[str, list[str]] = defaultdict(list)
    for row in mentors:
        if row["team"] and int(row["years_experience"] or 0) >= _SENIOR:
            leads[row["team"]].append(row["id"])
    heads = {team: cycle(ids[: 1 + len(ids) // 4]) for team, ids in leads.items()}
    leading = {row for ids in leads.values() for row in ids[: 1 + len(ids) // 4]}
    for row in everybody:
        if row["team"] in heads and row["id"] not in leading and writer.rng.random() < 0.7:
            row["manager_id"] = next(heads[row["team"]])


def _fixed() -> tuple[list[Row], list[Row]]:
    known = table("personas")
    return (
        [dict.fromkeys(MENTEE_COLUMNS, "") | row for row in known["mentees"]],
        [dict.fromkeys(MENTOR_COLUMNS, "") | row for row in known["mentors"]],
    )
