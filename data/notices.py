"""What people are told inside the product."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from data.store import Reader, Transaction

_COLUMNS = "id, program_id, person_id, kind, headline, detail, page, made, seen"


@dataclass(frozen=True, slots=True)
class Notice:
    id: UUID
    program_id: UUID
    person_id: UUID
    kind: str
    headline: str
    detail: str
    page: str
    made: datetime
    seen: datetime | None = None


def notices(reader: Reader, person_id: UUID, program_id: UUID, most: int) -> tuple[Notice, ...]:
    """The newest first."""
    rows = reader.read(
        f"SELECT {_COLUMNS} FROM notices WHERE person_id = $1 AND program_id = $2 ORDER BY made DESC, id DESC LIMIT $3",
        [person_id, program_id, most],
    )
    return tuple(Notice(*row) for row in rows)


def count_unseen(reader: Reader, person_id: UUID, program_id: UUID, most: int) -> int:
    """How many of the newest `most` are unseen."""
    ((unseen,),) = reader.read(
        "SELECT count(*) FROM (SELECT seen FROM notices WHERE person_id = $1 AND program_id = $2 "
        "ORDER BY made DESC, id DESC LIMIT $3) AS newest WHERE seen IS NULL",
        [person_id, program_id, most],
    )
    return int(unseen)


def add(tx: Transaction, notices: Sequence[Notice]) -> None:
    if notices:
        tx.insert_many(
            "notices",
            {
                "id": [n.id for n in notices],
                "program_id": [n.program_id for n in notices],
                "person_id": [n.person_id for n in notices],
                "kind": [n.kind for n in notices],
                "headline": [n.headline for n in notices],
                "detail": [n.detail for n in notices],
                "page": [n.page for n in notices],
                "made": [n.made for n in notices],
                "seen": [n.seen for n in notices],
            },
        )


def mark_seen(tx: Transaction, person_id: UUID, program_id: UUID, upto: datetime, seen: datetime) -> None:
    tx.run(
        "UPDATE notices SET seen = $4 WHERE person_id = $1 AND program_id = $2 AND made <= $3 AND seen IS NULL",
        [person_id, program_id, upto, seen],
    )
