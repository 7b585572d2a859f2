"""What mentees want."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from data.store import Reader, Transaction

_COLUMNS = "membership_id, program_id, target_role, why, outcomes, not_interested_in, saved, version"


@dataclass(frozen=True, slots=True)
class Goal:
    membership_id: UUID
    program_id: UUID
    target_role: str
    why: str
    outcomes: str  # JSON list
    not_interested_in: str
    saved: datetime
    version: int = 1


def goal(reader: Reader, membership_id: UUID) -> Goal | None:
    rows = reader.read(f"SELECT {_COLUMNS} FROM goals WHERE membership_id = $1", [membership_id])
    return Goal(*rows[0]) if rows else None


def goals(reader: Reader, program_id: UUID) -> dict[UUID, Goal]:
    rows = reader.read(f"SELECT {_COLUMNS} FROM goals WHERE program_id = $1", [program_id])
    return {row[0]: Goal(*row) for row in rows}


def some_goals(reader: Reader, ids: Collection[UUID]) -> dict[UUID, Goal]:
    rows = reader.read(f"SELECT {_COLUMNS} FROM goals WHERE membership_id = ANY($1::uuid[])", [list(ids)])
    return {row[0]: Goal(*row) for row in rows}


def add(tx: Transaction, goals: Sequence[Goal]) -> None:
    tx.insert_many(
        "goals",
        _columns(goals) | {"program_id": [g.program_id for g in goals], "version": [1] * len(goals)},
    )


def update_many(tx: Transaction, goals: Sequence[Goal]) -> None:
    """Save goals that were read in the same transaction."""
    if goals:
        tx.update_many("goals", "membership_id", _columns(goals))


def _columns(goals: Sequence[Goal]) -> dict[str, Sequence[Any]]:
    return {
        "membership_id": [g.membership_id for g in goals],
        "target_role": [g.target_role for g in goals],
        "why": [g.why for g in goals],
        "outcomes": [g.outcomes for g in goals],
        "not_interested_in": [g.not_interested_in for g in goals],
        "saved": [g.saved for g in goals],
    }


def update(tx: Transaction, goal: Goal) -> int:
    return tx.run(
        "UPDATE goals SET target_role = $3, why = $4, outcomes = $5, not_interested_in = $6, saved = $7, "
        "version = version + 1 WHERE membership_id = $1 AND version = $2",
        [
            goal.membership_id,
            goal.version,
            goal.target_role,
            goal.why,
            goal.outcomes,
            goal.not_interested_in,
            goal.saved,
        ],
    )
