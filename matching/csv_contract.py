"""The public CSV contract: what a mentees or mentors file may hold, and the pairs file that comes out.

Pure functions, shared by the command line, the import page and the forms. A file is taken whole or
refused with every fault in it. Ids are never altered.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from matching.csv_fields import (
    PastRole,
    Skill,
    Slot,
    format_availability,
    format_languages,
    format_past_roles,
    format_preferences,
    format_skills,
    parse_availability,
    parse_capacity,
    parse_languages,
    parse_past_roles,
    parse_preferences,
    parse_skills,
    parse_time_zone,
    parse_years,
    shown,
    spreadsheet_safe,
    time_zones,
)
from matching.csv_pairs import Pair, write_pairs
from matching.csv_table import CsvFaults, Fault, read_table
from matching.profiles import Mentee, Mentor

__all__ = [
    "COLUMNS", "CsvFaults", "Fault", "Kind", "OtherKind", "Pair", "PastRole", "People", "PersonRow", "Skill", "Slot",
    "format_availability", "format_languages", "format_past_roles", "format_preferences", "format_skills",
    "parse_availability", "parse_capacity", "parse_languages", "parse_past_roles", "parse_preferences",
    "parse_skills", "parse_time_zone", "parse_years", "read_people", "spreadsheet_safe", "template",
    "time_zones", "to_mentee", "to_mentor", "write_pairs",
]  # fmt: skip

Kind = Literal["mentees", "mentors"]
_OTHER: dict[Kind, Kind] = {"mentees": "mentors", "mentors": "mentees"}
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_SHARED = ("languages", "time_zone", "availability", "preferences", "team", "manager_id")
_MENTEE_ONLY = ("target_role", "goals", "skills_wanted", "not_interested_in", "years_experience")
_MENTOR_ONLY = ("past_roles", "bio", "skills_offered", "years_experience", "capacity")
COLUMNS: dict[Kind, tuple[str, ...]] = {
    "mentees": ("id", "name", "email", "current_role", *_MENTEE_ONLY, *_SHARED),
    "mentors": ("id", "name", "email", "current_role", *_MENTOR_ONLY, *_SHARED),
}


class OtherKind(CsvFaults):
    """A file of mentors where the file of mentees is asked for, or the other way round."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of a file; what the file does not say is "", () or None."""

    row: int  # as a spreadsheet counts
    id: str
    name: str = ""
    email: str = ""
    current_role: str = ""
    target_role: str = ""
    goals: str = ""
    skills_wanted: tuple[Skill, ...] = ()
    not_interested_in: str = ""
    past_roles: tuple[PastRole, ...] = ()
    bio: str = ""
    skills_offered: tuple[Skill, ...] = ()
    years_experience: float | None = None
    capacity: int | None = None
    languages: tuple[str, ...] = ()
    time_zone: str | None = None
    availability: tuple[Slot, ...] | None = None
    preferences: tuple[str, ...] = ()
    team: str = ""
    manager_id: str = ""


@dataclass(frozen=True, slots=True)
class People:
    kind: Kind
    rows: tuple[PersonRow, ...]  # in file order
    columns: frozenset[str]  # of the contract, as far as the file has them
    notes: tuple[str, ...]  # what was read although it is unusual, one sentence each


def _text(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n").strip()


def _same(cell: str) -> str:
    return cell if cell.strip() else ""


_PARSERS: dict[str, Callable[[str], object]] = {
    "id": _same,
    "manager_id": _same,
    "skills_wanted": lambda cell: parse_skills(cell, "wanted"),
    "skills_offered": lambda cell: parse_skills(cell, "taught"),
    "past_roles": parse_past_roles,
    "years_experience": parse_years,
    "capacity": lambda cell: parse_capacity(cell) if cell.strip() else None,
    "languages": parse_languages,
    "time_zone": parse_time_zone,
    "availability": parse_availability,
    "preferences": parse_preferences,
}


def _person(file: str, row: int, cells: dict[str, str], seen: dict[str, int], faults: list[Fault]) -> PersonRow:
    values: dict[str, object] = {}
    for column, cell in cells.items():
        try:
            values[column] = _PARSERS.get(column, _text)(cell)
        except ValueError as error:
            faults.append(Fault(file, row, column, cell, str(error)))
    person_id = cells["id"]
    if not person_id.strip():
        faults.append(Fault(file, row, "id", person_id, "The id is blank; every person needs one."))
    elif person_id in seen:
        faults.append(Fault(file, row, "id", person_id, f"Row {seen[person_id]} has the same id."))
    seen.setdefault(person_id, row)
    return PersonRow(row=row, **values)  # type: ignore[arg-type]


def read_people(data: bytes, file_name: str, kind: Kind) -> People:
    """The people of one file. Raises CsvFaults with all faults found; nothing is taken then.

    UTF-8 with or without BOM, at most 20 MB; separators, lists and levels as the README of the contract
    says. Columns that the contract does not know are left out and named in the notes. Raises OtherKind
    where columns of the other kind alone are there.
    """
    table = read_table(data, file_name)
    _check_kind(table.header, file_name, kind)
    known = {name: place for place, name in enumerate(table.header) if name in COLUMNS[kind]}
    unknown = [name or f"number {place}" for place, name in enumerate(table.header, 1) if name not in known]
    faults = list(table.faults)
    seen: dict[str, int] = {}
    rows = tuple(
        _person(file_name, row, {name: cells[place] for name, place in known.items()}, seen, faults)
        for row, cells in table.records
    )
    if faults:
        raise CsvFaults(tuple(sorted(faults, key=lambda fault: fault.row or 0)))
    notes = list(table.notes)
    if unknown:
        notes.append(f"{file_name}: columns left out, as they are not known: {', '.join(unknown)}.")
    blanks = [str(person.row) for person in rows if person.id != person.id.strip()]
    if blanks:
        notes.append(f"{file_name}: ids with blanks around them, kept as they are, in row {', '.join(blanks[:10])}.")
    notes += [f"{file_name}: {sentence}" for sentence in _oddities(rows)]
    return People(kind, rows, frozenset(known), tuple(notes))


def _check_kind(header: tuple[str, ...], file: str, kind: Kind) -> None:
    """Such a file would be read as people of whom nothing is known: its columns would be left out."""
    other = _OTHER[kind]
    theirs = [name for name in header if name in COLUMNS[other] and name not in COLUMNS[kind]]
    ours = any(name in COLUMNS[kind] and name not in COLUMNS[other] for name in header)
    if theirs and not ours:
        columns, these = ("columns", "these columns") if len(theirs) > 1 else ("column", "this column")
        sentence = (
            f"This looks like a file of {other} (it has the {columns} {', '.join(theirs)}); give the file of {kind} "
            f"here, or take {these} out if it is one."
        )
        raise OtherKind((Fault(file, None, "", "", sentence),))


def _oddities(rows: tuple[PersonRow, ...]) -> list[str]:
    """What is taken as it is, and is probably not what was meant: one sentence per kind, with its first rows."""
    addresses = [f"{p.row} (“{shown(p.email)}”)" for p in rows if p.email and not _ADDRESS.fullmatch(p.email)]
    commas = [
        f"{p.row} (“{shown(name)}”)"
        for p in rows
        for skill in (*p.skills_wanted, *p.skills_offered)
        if "," in (name := skill if isinstance(skill, str) else skill[0])
    ]
    sentences = (
        ("these do not look like e-mail addresses; nobody can sign in with them, row", addresses),
        ("each of these was read as one skill; lists are separated by semicolons, row", commas),
    )
    return [
        f"{said} {', '.join(found[:5])}{f' and {len(found) - 5} more' if len(found) > 5 else ''}."
        for said, found in sentences
        if found
    ]


def to_mentee(person: PersonRow) -> Mentee:
    return Mentee(
        id=person.id,
        name=person.name,
        current_role=person.current_role,
        target_role=person.target_role,
        goals=person.goals,
        skills_wanted=person.skills_wanted,
        not_interested_in=person.not_interested_in,
        years_experience=person.years_experience,
        languages=person.languages,
        time_zone=person.time_zone,
        availability=person.availability,
        preferences=person.preferences,
        team=person.team or None,
        manager_id=person.manager_id or None,
    )


def to_mentor(person: PersonRow) -> Mentor:
    return Mentor(
        id=person.id,
        name=person.name,
        current_role=person.current_role,
        past_roles=person.past_roles,
        bio=person.bio,
        skills_offered=person.skills_offered,
        years_experience=person.years_experience,
        capacity=1 if person.capacity is None else person.capacity,
        languages=person.languages,
        time_zone=person.time_zone,
        availability=person.availability,
        preferences=person.preferences,
        team=person.team or None,
        manager_id=person.manager_id or None,
    )


def template(kind: Kind) -> bytes:
    """An empty file with every column of the contract, to download and fill in."""
    return (",".join(COLUMNS[kind]) + "\n").encode("utf-8")
