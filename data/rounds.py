"""Matching rounds, their runs (drafts, one of which is published) and the matches of a run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from data.store import Reader, Transaction

_ROUND = "id, program_id, cohort_id, number, published_run_id, opened, published, version"
_RUN = (
    "id, program_id, round_id, number, state, settings, input_hash, mentees, mentors, seats, matched, "
    "total, bound, gap, seconds, computed, computed_by, version"
)
_MATCH = "run_id, program_id, mentee_id, mentor_id, score, reasons, unmatched_reason, left_out, room_id"


@dataclass(frozen=True, slots=True)
class Round:
    id: UUID
    program_id: UUID
    cohort_id: UUID
    number: int
    published_run_id: UUID | None
    opened: datetime
    published: datetime | None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Run:
    id: UUID
    program_id: UUID
    round_id: UUID
    number: int
    state: str
    settings: str
    input_hash: str
    mentees: int
    mentors: int
    seats: int
    matched: int
    total: float
    bound: float
    gap: float
    seconds: float
    computed: datetime
    computed_by: UUID
    version: int = 1


@dataclass(frozen=True, slots=True)
class Match:
    run_id: UUID
    program_id: UUID
    mentee_id: UUID
    mentor_id: UUID | None
    score: float | None
    reasons: str
    unmatched_reason: str
    left_out: str = ""
    room_id: UUID | None = None


def rounds(reader: Reader, cohort_id: UUID) -> tuple[Round, ...]:
    rows = reader.read(f"SELECT {_ROUND} FROM rounds WHERE cohort_id = $1 ORDER BY number", [cohort_id])
    return tuple(Round(*row) for row in rows)


def round_(reader: Reader, round_id: UUID) -> Round:
    (row,) = reader.read(f"SELECT {_ROUND} FROM rounds WHERE id = $1", [round_id])
    return Round(*row)


def run(reader: Reader, run_id: UUID) -> Run | None:
    rows = reader.read(f"SELECT {_RUN} FROM runs WHERE id = $1", [run_id])
    return Run(*rows[0]) if rows else None


def runs(reader: Reader, round_id: UUID) -> tuple[Run, ...]:
    rows = reader.read(f"SELECT {_RUN} FROM runs WHERE round_id = $1 ORDER BY number", [round_id])
    return tuple(Run(*row) for row in rows)


def matches(reader: Reader, run_id: UUID) -> tuple[Match, ...]:
    rows = reader.read(f"SELECT {_MATCH} FROM matches WHERE run_id = $1", [run_id])
    return tuple(Match(*row) for row in rows)


def add_round(tx: Transaction, round: Round) -> None:
    tx.run(
        f"INSERT INTO rounds ({_ROUND}) VALUES ($1, $2, $3, $4, $5, $6, $7, 1)",
        [
            round.id,
            round.program_id,
            round.cohort_id,
            round.number,
            round.published_run_id,
            round.opened,
            round.published,
        ],
    )


def add_run(tx: Transaction, run: Run, matches: Sequence[Match]) -> None:
    tx.run(
        f"INSERT INTO runs ({_RUN}) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 1)",
        [
            run.id, run.program_id, run.round_id, run.number, run.state, run.settings, run.input_hash,
            run.mentees, run.mentors, run.seats, run.matched, run.total, run.bound, run.gap, run.seconds,
            run.computed, run.computed_by,
        ],
    )  # fmt: skip
    if matches:
        tx.insert_many(
            "matches",
            {
                "run_id": [m.run_id for m in matches],
                "program_id": [m.program_id for m in matches],
                "mentee_id": [m.mentee_id for m in matches],
                "mentor_id": [m.mentor_id for m in matches],
                "score": [m.score for m in matches],
                "reasons": [m.reasons for m in matches],
                "unmatched_reason": [m.unmatched_reason for m in matches],
                "left_out": [m.left_out for m in matches],
                "room_id": [m.room_id for m in matches],
            },
        )


def set_run_state(tx: Transaction, run_id: UUID, *, was: str, becomes: str) -> int:
    return tx.run(
        "UPDATE runs SET state = $3, version = version + 1 WHERE id = $1 AND state = $2",
        [run_id, was, becomes],
    )


def set_published(tx: Transaction, round_id: UUID, run_id: UUID | None, published: datetime | None) -> None:
    tx.run(
        "UPDATE rounds SET published_run_id = $2, published = $3, version = version + 1 WHERE id = $1",
        [round_id, run_id, published],
    )


def set_outcome(tx: Transaction, run_id: UUID, rooms: dict[UUID, UUID], left_out: dict[UUID, str]) -> None:
    """What publishing made of each pair: its room, or why it was left out (both by mentee)."""
    tx.run(
        "UPDATE matches SET room_id = new.room_id FROM (SELECT unnest($2::uuid[]) AS mentee_id, "
        "unnest($3::uuid[]) AS room_id) AS new WHERE matches.run_id = $1 AND matches.mentee_id = new.mentee_id",
        [run_id, list(rooms), list(rooms.values())],
    )
    tx.run(
        "UPDATE matches SET left_out = new.left_out FROM (SELECT unnest($2::uuid[]) AS mentee_id, "
        "unnest($3::text[]) AS left_out) AS new WHERE matches.run_id = $1 AND matches.mentee_id = new.mentee_id",
        [run_id, list(left_out), list(left_out.values())],
    )
