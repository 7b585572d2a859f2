"""Due jobs: background work as rows, so that a restart forgets nothing."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from data.store import Reader, Transaction, new_id

_COLUMNS = "id, program_id, kind, subject_id, due, attempts"


@dataclass(frozen=True, slots=True)
class DueJob:
    id: UUID
    program_id: UUID
    kind: str
    subject_id: UUID
    due: datetime
    attempts: int


def plan(tx: Transaction, program_id: UUID, kind: str, subject_id: UUID, due: datetime) -> None:
    """Do `kind` with `subject_id` at `due`; planned again, it moves and waits again."""
    tx.run(
        "INSERT INTO due_jobs (id, program_id, kind, subject_id, due, state, attempts, fault) "
        "VALUES ($1, $2, $3, $4, $5, 'waiting', 0, '') "
        "ON CONFLICT (kind, subject_id) DO UPDATE SET due = excluded.due, state = 'waiting', attempts = 0, fault = ''",
        [new_id(), program_id, kind, subject_id, due],
    )


def due(reader: Reader, moment: datetime, most: int) -> tuple[DueJob, ...]:
    rows = reader.read(
        f"SELECT {_COLUMNS} FROM due_jobs WHERE state = 'waiting' AND due <= $1 ORDER BY due, id LIMIT $2",
        [moment, most],
    )
    return tuple(DueJob(*row) for row in rows)


def is_waiting(reader: Reader, job_id: UUID) -> bool:
    return bool(reader.read("SELECT 1 FROM due_jobs WHERE id = $1 AND state = 'waiting'", [job_id]))


def set_done(tx: Transaction, job_id: UUID) -> None:
    tx.run("UPDATE due_jobs SET state = 'done' WHERE id = $1", [job_id])


def set_fault(tx: Transaction, job: DueJob, fault: str, again: datetime | None) -> None:
    """Try again at `again`, or give up where that is None."""
    tx.run(
        "UPDATE due_jobs SET attempts = attempts + 1, fault = $2, state = $3, due = $4 WHERE id = $1",
        [job.id, fault, "failed" if again is None else "waiting", again or job.due],
    )
