"""Mentorship rooms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from data.store import Reader, Transaction

_COLUMNS = (
    "id, program_id, cohort_id, mentee_id, mentor_id, request_id, run_id, state, close_reason, opened, closed, version"
)


@dataclass(frozen=True, slots=True)
class Room:
    id: UUID
    program_id: UUID
    cohort_id: UUID
    mentee_id: UUID
    mentor_id: UUID
    request_id: UUID | None
    run_id: UUID | None
    state: str
    close_reason: str
    opened: datetime
    closed: datetime | None
    version: int = 1


def room(reader: Reader, room_id: UUID) -> Room | None:
    rows = reader.read(f"SELECT {_COLUMNS} FROM rooms WHERE id = $1", [room_id])
    return Room(*rows[0]) if rows else None


def open_room_of_mentee(reader: Reader, mentee_id: UUID, cohort_id: UUID) -> Room | None:
    rows = reader.read(
        f"SELECT {_COLUMNS} FROM rooms WHERE mentee_id = $1 AND cohort_id = $2 AND state <> 'closed'",
        [mentee_id, cohort_id],
    )
    return Room(*rows[0]) if rows else None


def open_rooms_of_mentor(reader: Reader, mentor_id: UUID) -> tuple[Room, ...]:
    rows = reader.read(
        f"SELECT {_COLUMNS} FROM rooms WHERE mentor_id = $1 AND state <> 'closed' ORDER BY opened, id",
        [mentor_id],
    )
    return tuple(Room(*row) for row in rows)


def rooms_of_request(reader: Reader, request_id: UUID) -> tuple[Room, ...]:
    rows = reader.read(f"SELECT {_COLUMNS} FROM rooms WHERE request_id = $1 ORDER BY opened", [request_id])
    return tuple(Room(*row) for row in rows)


def rooms_of_run(reader: Reader, run_id: UUID) -> tuple[Room, ...]:
    rows = reader.read(f"SELECT {_COLUMNS} FROM rooms WHERE run_id = $1 ORDER BY opened, id", [run_id])
    return tuple(Room(*row) for row in rows)


def settled(reader: Reader, mentees: Sequence[tuple[UUID, UUID]]) -> set[tuple[UUID, UUID]]:
    """Those (mentee, cohort) that have a room which is not closed."""
    rows = reader.read(
        "SELECT mentee_id, cohort_id FROM rooms WHERE mentee_id = ANY($1::uuid[]) AND state <> 'closed'",
        [[mentee for mentee, _ in mentees]],
    )
    return {(mentee, cohort) for mentee, cohort in rows} & set(mentees)


def mentees_with_room(reader: Reader, cohort_id: UUID) -> frozenset[UUID]:
    rows = reader.read("SELECT mentee_id FROM rooms WHERE cohort_id = $1 AND state <> 'closed'", [cohort_id])
    return frozenset(row[0] for row in rows)


def add(tx: Transaction, rooms: Sequence[Room]) -> None:
    if rooms:
        tx.insert_many(
            "rooms",
            {
                "id": [r.id for r in rooms],
                "program_id": [r.program_id for r in rooms],
                "cohort_id": [r.cohort_id for r in rooms],
                "mentee_id": [r.mentee_id for r in rooms],
                "mentor_id": [r.mentor_id for r in rooms],
                "request_id": [r.request_id for r in rooms],
                "run_id": [r.run_id for r in rooms],
                "state": [r.state for r in rooms],
                "close_reason": [r.close_reason for r in rooms],
                "opened": [r.opened for r in rooms],
                "closed": [r.closed for r in rooms],
                "version": [1] * len(rooms),
            },
        )


def close(tx: Transaction, room_ids: Sequence[UUID], reason: str, closed: datetime) -> int:
    """Close those that are still open; the number closed."""
    return tx.run(
        "UPDATE rooms SET state = 'closed', close_reason = $2, closed = $3, version = version + 1 "
        "WHERE id = ANY($1::uuid[]) AND state <> 'closed'",
        [list(room_ids), reason, closed],
    )


def share_a_room(reader: Reader, one: UUID, other: UUID) -> bool:
    """Whether these two have a room that is not closed."""
    return bool(
        reader.read(
            "SELECT 1 FROM rooms WHERE state <> 'closed' AND (mentee_id = $1 AND mentor_id = $2 "
            "OR mentee_id = $2 AND mentor_id = $1) LIMIT 1",
            [one, other],
        )
    )
