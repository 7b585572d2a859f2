"""Everybody of a program in one list, for the manager."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from data.store import Reader


@dataclass(frozen=True, slots=True)
class PersonLine:
    membership_id: UUID
    external_id: str | None
    name: str
    email: str
    mentee: bool
    mentor: bool
    manager: bool
    current_role: str
    target_role: str | None
    signs_in_with: str | None  # the account's address, which an import leaves as it is; None without an account
    link_expires: datetime | None  # of an unused sign-in link
    kept_here: bool  # this program keeps the record, so its manager may make links
    mentors_name: str | None  # of the open room as a mentee
    rooms: int  # open, as a mentor
    capacity: int | None
    paused_until: date | None


def people(reader: Reader, program_id: UUID, moment: datetime) -> tuple[PersonLine, ...]:
    rows = reader.read(
        """
        SELECT m.id, m.external_id, p.name, p.email, m.mentee, m.mentor, m.manager, m."current_role",
               g.target_role, a.email_key, l.expires, p.program_id = $1, mentor.name,
               coalesce(load.taken, 0), o.capacity, o.paused_until
        FROM memberships m
        JOIN people p ON p.id = m.person_id
        LEFT JOIN goals g ON g.membership_id = m.id
        LEFT JOIN offers o ON o.membership_id = m.id
        LEFT JOIN accounts a ON a.person_id = m.person_id
        LEFT JOIN (SELECT person_id, max(expires) AS expires FROM sign_in_links
                   WHERE program_id = $1 AND used IS NULL AND expires > $2 GROUP BY person_id) l
               ON l.person_id = m.person_id
        LEFT JOIN rooms r ON r.mentee_id = m.id AND r.cohort_id = m.cohort_id AND r.state <> 'closed'
        LEFT JOIN memberships mm ON mm.id = r.mentor_id
        LEFT JOIN people mentor ON mentor.id = mm.person_id
        LEFT JOIN (SELECT mentor_id, count(*) AS taken FROM rooms
                   WHERE program_id = $1 AND state <> 'closed' GROUP BY mentor_id) load ON load.mentor_id = m.id
        WHERE m.program_id = $1
        ORDER BY p.name, m.id
        """,
        [program_id, moment],
    )
    return tuple(PersonLine(*row) for row in rows)
