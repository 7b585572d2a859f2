"""People in a program: who they are, and what both of their roles share."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from data.store import Reader, Transaction

_COLUMNS = (
    "m.id, m.program_id, m.cohort_id, m.person_id, m.external_id, p.name, p.email, m.mentee, m.mentor, "
    'm.manager, m."current_role", m.years_experience, m.languages, m.time_zone, m.availability, '
    "m.preferences, m.team, m.manager_external_id, m.version"
)
_FROM = "FROM memberships m JOIN people p ON p.id = m.person_id"


@dataclass(frozen=True, slots=True)
class Member:
    """A person's membership; lists are in the form of the CSV contract, '' means unknown."""

    id: UUID
    program_id: UUID
    cohort_id: UUID
    person_id: UUID
    external_id: str | None
    name: str
    email: str
    mentee: bool
    mentor: bool
    manager: bool
    current_role: str
    years_experience: float | None
    languages: str
    time_zone: str
    availability: str
    preferences: str
    team: str
    manager_external_id: str
    version: int = 1


def member(reader: Reader, membership_id: UUID) -> Member | None:
    rows = reader.read(f"SELECT {_COLUMNS} {_FROM} WHERE m.id = $1", [membership_id])
    return Member(*rows[0]) if rows else None


def members(reader: Reader, program_id: UUID) -> tuple[Member, ...]:
    rows = reader.read(f"SELECT {_COLUMNS} {_FROM} WHERE m.program_id = $1 ORDER BY p.name, m.id", [program_id])
    return tuple(Member(*row) for row in rows)


def some_members(reader: Reader, ids: Collection[UUID]) -> dict[UUID, Member]:
    rows = reader.read(f"SELECT {_COLUMNS} {_FROM} WHERE m.id = ANY($1::uuid[])", [list(ids)])
    return {row[0]: Member(*row) for row in rows}


def managers(reader: Reader, program_id: UUID) -> tuple[Member, ...]:
    rows = reader.read(f"SELECT {_COLUMNS} {_FROM} WHERE m.program_id = $1 AND m.manager", [program_id])
    return tuple(Member(*row) for row in rows)


def kept_by(reader: Reader, program_id: UUID, ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of `ids` that are members of the program and whose record it keeps."""
    rows = reader.read(
        f"SELECT m.id {_FROM} WHERE m.id = ANY($2::uuid[]) AND m.program_id = $1 AND p.program_id = $1",
        [program_id, list(ids)],
    )
    return frozenset(row[0] for row in rows)


def add(tx: Transaction, members: Sequence[Member], joined: datetime) -> None:
    """New people with their memberships."""
    if not members:
        return
    tx.insert_many(
        "people",
        {
            "id": [m.person_id for m in members],
            "program_id": [m.program_id for m in members],
            "name": [m.name for m in members],
            "email": [m.email for m in members],
            "created": [joined] * len(members),
            "version": [1] * len(members),
        },
    )
    tx.insert_many(
        "memberships",
        _about(members)
        | {
            "id": [m.id for m in members],
            "program_id": [m.program_id for m in members],
            "cohort_id": [m.cohort_id for m in members],
            "person_id": [m.person_id for m in members],
            "external_id": [m.external_id for m in members],
            "mentee": [m.mentee for m in members],
            "mentor": [m.mentor for m in members],
            "manager": [m.manager for m in members],
            "joined": [joined] * len(members),
            "version": [1] * len(members),
        },
    )


def update(tx: Transaction, member: Member) -> int:
    """Save a changed member; 0 rows when somebody else saved since `member.version` was read."""
    tx.run(
        "UPDATE people SET name = $2, email = $3, version = version + 1 WHERE id = $1 AND (name <> $2 OR email <> $3)",
        [member.person_id, member.name, member.email],
    )
    return tx.run(
        "UPDATE memberships SET mentee = $3, mentor = $4, \"current_role\" = $5, years_experience = $6, "
        "languages = $7, time_zone = $8, availability = $9, preferences = $10, team = $11, "
        "manager_external_id = $12, version = version + 1 WHERE id = $1 AND version = $2",
        [
            member.id, member.version, member.mentee, member.mentor, member.current_role,
            member.years_experience, member.languages, member.time_zone, member.availability,
            member.preferences, member.team, member.manager_external_id,
        ],
    )  # fmt: skip


def update_many(tx: Transaction, members: Sequence[Member]) -> None:
    """Save changed members that were read in the same transaction; an external id is given once and stays."""
    if not members:
        return
    tx.update_many(
        "people", "id",
        {
            "id": [m.person_id for m in members],
            "name": [m.name for m in members],
            "email": [m.email for m in members],
        },
    )  # fmt: skip
    tx.update_many(
        "memberships", "id",
        _about(members)
        | {"id": [m.id for m in members], "mentee": [m.mentee for m in members], "mentor": [m.mentor for m in members]},
    )  # fmt: skip
    ids = [m.id for m in members]
    rows = tx.read("SELECT id FROM memberships WHERE external_id IS NULL AND id = ANY($1::uuid[])", [ids])
    without = {row[0] for row in rows}
    for member in (m for m in members if m.id in without):
        tx.run("UPDATE memberships SET external_id = $2 WHERE id = $1", [member.id, member.external_id])


def _about(members: Sequence[Member]) -> dict[str, Sequence[Any]]:
    return {
        "current_role": [m.current_role for m in members],
        "years_experience": [m.years_experience for m in members],
        "languages": [m.languages for m in members],
        "time_zone": [m.time_zone for m in members],
        "availability": [m.availability for m in members],
        "preferences": [m.preferences for m in members],
        "team": [m.team for m in members],
        "manager_external_id": [m.manager_external_id for m in members],
    }


def by_external_id(reader: Reader, program_id: UUID, external_id: str) -> UUID | None:
    if not external_id:
        return None
    rows = reader.read(
        "SELECT id FROM memberships WHERE program_id = $1 AND external_id = $2", [program_id, external_id]
    )
    return rows[0][0] if rows else None


def member_of_person(reader: Reader, person_id: UUID, program_id: UUID) -> Member | None:
    rows = reader.read(
        f"SELECT {_COLUMNS} {_FROM} WHERE m.person_id = $1 AND m.program_id = $2", [person_id, program_id]
    )
    return Member(*rows[0]) if rows else None
