"""Who did what to whom: append-only."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from data.store import Transaction


def record(
    tx: Transaction,
    program_id: UUID,
    moment: datetime,
    act: str,
    *,
    person_id: UUID | None = None,
    subject_id: UUID | None = None,
    detail: dict[str, object] | None = None,
) -> None:
    """`person_id` None: the product itself did it."""
    tx.run(
        "INSERT INTO audit (program_id, moment, person_id, act, subject_id, detail) VALUES ($1, $2, $3, $4, $5, $6)",
        [
            program_id,
            moment,
            person_id,
            act,
            subject_id,
            json.dumps(detail or {}, ensure_ascii=False, default=str),
        ],
    )


def record_all(
    tx: Transaction,
    subjects: Sequence[tuple[UUID, UUID]],
    moment: datetime,
    act: str,
    detail: dict[str, object] | None = None,
) -> None:
    """One act of the product on many subjects, given as (program, subject)."""
    if subjects:
        tx.insert_many(
            "audit",
            {
                "program_id": [program for program, _ in subjects],
                "moment": [moment] * len(subjects),
                "person_id": [None] * len(subjects),
                "act": [act] * len(subjects),
                "subject_id": [subject for _, subject in subjects],
                "detail": [json.dumps(detail or {}, ensure_ascii=False, default=str)] * len(subjects),
            },
        )
