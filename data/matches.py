"""Requests for mentorship, and what a mentee marked while looking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from data.store import Reader, Transaction

_COLUMNS = (
    "id, program_id, cohort_id, mentee_id, mentor_id, message, score, reasons, state, reason, "
    "closed_by_room, asked, answered, version"
)


@dataclass(frozen=True, slots=True)
class Request:
    id: UUID
    program_id: UUID
    cohort_id: UUID
    mentee_id: UUID
    mentor_id: UUID
    message: str
    score: float | None
    reasons: str
    state: str
    reason: str
    closed_by_room: UUID | None
    asked: datetime
    answered: datetime | None
    version: int = 1


def request(reader: Reader, request_id: UUID) -> Request | None:
    rows = reader.read(f"SELECT {_COLUMNS} FROM requests WHERE id = $1", [request_id])
    return Request(*rows[0]) if rows else None


def requests_by(reader: Reader, mentee_id: UUID, cohort_id: UUID) -> tuple[Request, ...]:
    """All requests of a mentee in a cohort, the newest first."""
    rows = reader.read(
        f"SELECT {_COLUMNS} FROM requests WHERE mentee_id = $1 AND cohort_id = $2 ORDER BY asked DESC, id",
        [mentee_id, cohort_id],
    )
    return tuple(Request(*row) for row in rows)


def requests_to(reader: Reader, mentor_id: UUID) -> tuple[Request, ...]:
    """All requests to a mentor, those that waited longest first."""
    rows = reader.read(f"SELECT {_COLUMNS} FROM requests WHERE mentor_id = $1 ORDER BY asked, id", [mentor_id])
    return tuple(Request(*row) for row in rows)


def closed_by(reader: Reader, room_ids: Sequence[UUID]) -> tuple[Request, ...]:
    rows = reader.read(
        f"SELECT {_COLUMNS} FROM requests WHERE closed_by_room = ANY($1::uuid[]) AND state = 'closed' ORDER BY id",
        [list(room_ids)],
    )
    return tuple(Request(*row) for row in rows)


def open_of_mentees(reader: Reader, mentee_ids: Sequence[UUID]) -> tuple[Request, ...]:
    rows = reader.read(
        f"SELECT {_COLUMNS} FROM requests WHERE mentee_id = ANY($1::uuid[]) AND state = 'open' ORDER BY id",
        [list(mentee_ids)],
    )
    return tuple(Request(*row) for row in rows)


def declined_pairs(reader: Reader, cohort_id: UUID) -> tuple[tuple[UUID, UUID], ...]:
    """(mentee, mentor) of a cohort where the mentor's last word on her was no."""
    rows = reader.read(
        "SELECT DISTINCT r.mentee_id, r.mentor_id FROM requests r WHERE r.cohort_id = $1 AND r.state = 'declined' "
        "AND NOT EXISTS (SELECT 1 FROM requests n WHERE n.mentee_id = r.mentee_id AND n.mentor_id = r.mentor_id "
        "AND n.cohort_id = r.cohort_id AND n.asked > r.asked) ORDER BY r.mentee_id, r.mentor_id",
        [cohort_id],
    )
    return tuple((mentee, mentor) for mentee, mentor in rows)


def hours_to_answer(reader: Reader, program_id: UUID) -> dict[UUID, tuple[float, int]]:
    """Per mentor: median hours from asked to answered, and over how many answers."""
    rows = reader.read(
        "SELECT mentor_id, percentile_cont(0.5) WITHIN GROUP "
        "(ORDER BY extract(epoch FROM answered) - extract(epoch FROM asked)) / 3600, count(*) "
        "FROM requests WHERE program_id = $1 AND state IN ('accepted', 'declined') GROUP BY mentor_id",
        [program_id],
    )
    return {mentor: (float(hours), int(answers)) for mentor, hours, answers in rows}


def add(tx: Transaction, request: Request) -> None:
    tx.run(
        f"INSERT INTO requests ({_COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)",
        [
            request.id, request.program_id, request.cohort_id, request.mentee_id, request.mentor_id,
            request.message, request.score, request.reasons, request.state, request.reason,
            request.closed_by_room, request.asked, request.answered,
        ],
    )  # fmt: skip


def set_state(
    tx: Transaction,
    request_ids: Sequence[UUID],
    *,
    was: str,
    becomes: str,
    answered: datetime | None,
    reason: str = "",
    closed_by_room: UUID | None = None,
) -> int:
    """Move requests that are still in state `was`; the number moved."""
    return tx.run(
        "UPDATE requests SET state = $3, answered = $4, reason = $5, closed_by_room = $6, version = version + 1 "
        "WHERE id = ANY($1::uuid[]) AND state = $2",
        [list(request_ids), was, becomes, answered, reason, closed_by_room],
    )


def marks(reader: Reader, mentee_id: UUID) -> dict[UUID, str]:
    rows = reader.read("SELECT mentor_id, mark FROM marks WHERE mentee_id = $1 AND mark <> 'none'", [mentee_id])
    return dict(rows)


def set_mark(tx: Transaction, program_id: UUID, mentee_id: UUID, mentor_id: UUID, mark: str, changed: datetime) -> None:
    tx.run(
        "INSERT INTO marks (mentee_id, mentor_id, program_id, mark, changed) VALUES ($1, $2, $3, $4, $5) "
        "ON CONFLICT (mentee_id, mentor_id) DO UPDATE SET mark = excluded.mark, changed = excluded.changed",
        [mentee_id, mentor_id, program_id, mark, changed],
    )


def has_asked(reader: Reader, mentee_id: UUID, mentor_id: UUID) -> bool:
    """Whether the mentee's request to the mentor is open."""
    return bool(
        reader.read(
            "SELECT 1 FROM requests WHERE mentee_id = $1 AND mentor_id = $2 AND state = 'open' LIMIT 1",
            [mentee_id, mentor_id],
        )
    )
