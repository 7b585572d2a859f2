"""What mentors give."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from data.store import Reader, Transaction

_COLUMNS = "membership_id, program_id, past_roles, bio, capacity, paused_until, saved, version"


@dataclass(frozen=True, slots=True)
class Offer:
    membership_id: UUID
    program_id: UUID
    past_roles: str
    bio: str
    capacity: int
    paused_until: date | None
    saved: datetime
    version: int = 1


def offer(reader: Reader, membership_id: UUID) -> Offer | None:
    rows = reader.read(f"SELECT {_COLUMNS} FROM offers WHERE membership_id = $1", [membership_id])
    return Offer(*rows[0]) if rows else None


def offers(reader: Reader, program_id: UUID) -> dict[UUID, Offer]:
    rows = reader.read(f"SELECT {_COLUMNS} FROM offers WHERE program_id = $1", [program_id])
    return {row[0]: Offer(*row) for row in rows}


def add(tx: Transaction, offers: Sequence[Offer]) -> None:
    tx.insert_many(
        "offers",
        _columns(offers) | {"program_id": [o.program_id for o in offers], "version": [1] * len(offers)},
    )


def update_many(tx: Transaction, offers: Sequence[Offer]) -> None:
    """Save offers that were read in the same transaction."""
    if offers:
        tx.update_many("offers", "membership_id", _columns(offers))


def _columns(offers: Sequence[Offer]) -> dict[str, Sequence[Any]]:
    return {
        "membership_id": [o.membership_id for o in offers],
        "past_roles": [o.past_roles for o in offers],
        "bio": [o.bio for o in offers],
        "capacity": [o.capacity for o in offers],
        "paused_until": [o.paused_until for o in offers],
        "saved": [o.saved for o in offers],
    }


def update(tx: Transaction, offer: Offer) -> int:
    return tx.run(
        "UPDATE offers SET past_roles = $3, bio = $4, capacity = $5, paused_until = $6, saved = $7, "
        "version = version + 1 WHERE membership_id = $1 AND version = $2",
        [
            offer.membership_id,
            offer.version,
            offer.past_roles,
            offer.bio,
            offer.capacity,
            offer.paused_until,
            offer.saved,
        ],
    )


def seats_left(reader: Reader, membership_id: UUID) -> int:
    """Capacity less the rooms that are not closed; a mentor who lowered it may be below zero; 0 without an offer."""
    return seats_left_of(reader, [membership_id]).get(membership_id, 0)


def seats_left_of(reader: Reader, ids: Collection[UUID]) -> dict[UUID, int]:
    rows = reader.read(
        "SELECT o.membership_id, o.capacity - count(r.id) FROM offers o "
        "LEFT JOIN rooms r ON r.mentor_id = o.membership_id AND r.state <> 'closed' "
        "WHERE o.membership_id = ANY($1::uuid[]) GROUP BY o.membership_id, o.capacity",
        [list(ids)],
    )
    return {mentor: int(seats) for mentor, seats in rows}


def seats_taken(reader: Reader, program_id: UUID) -> dict[UUID, int]:
    """Open rooms per mentor of a program; mentors without one are absent."""
    rows = reader.read(
        "SELECT mentor_id, count(*) FROM rooms WHERE program_id = $1 AND state <> 'closed' GROUP BY mentor_id",
        [program_id],
    )
    return {mentor: int(taken) for mentor, taken in rows}
