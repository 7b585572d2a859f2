"""Half-written forms, so that a reload loses nothing."""

from datetime import datetime
from uuid import UUID

from data.store import Reader, Transaction


def draft(reader: Reader, person_id: UUID, program_id: UUID, form: str) -> str:
    """The kept content (JSON), '' where there is none."""
    rows = reader.read(
        "SELECT content FROM drafts WHERE person_id = $1 AND program_id = $2 AND form = $3",
        [person_id, program_id, form],
    )
    return rows[0][0] if rows else ""


def keep(tx: Transaction, person_id: UUID, program_id: UUID, form: str, content: str, saved: datetime) -> None:
    """Keep `content`; '' forgets the draft (the row stays: deleting against updating loses silently)."""
    tx.run(
        "INSERT INTO drafts (person_id, program_id, form, content, saved) VALUES ($1, $2, $3, $4, $5) "
        "ON CONFLICT (person_id, program_id, form) DO UPDATE SET content = excluded.content, saved = excluded.saved",
        [person_id, program_id, form, content, saved],
    )
