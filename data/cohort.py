"""Numbers of one cohort, counted in SQL."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from data.store import Reader


@dataclass(frozen=True, slots=True)
class Counts:
    mentees: int
    signed_in: int
    with_goal: int
    asked_or_in_round: int
    with_room: int  # whoever has one …
    came_all_the_way: int  # … and those of them who wrote a goal first
    mentors: int
    capacity: int
    paused_mentors: int


def counts(reader: Reader, program_id: UUID, cohort_id: UUID, moment: datetime) -> Counts:
    """What there is, and the steps of the funnel: these count those who reached every step before it too."""
    (row,) = reader.read(
        """
        WITH mentee AS (
            SELECT m.id,
                   a.person_id IS NOT NULL AS signed_in,
                   coalesce(g.target_role <> '' OR g.why <> '', false) AS with_goal,
                   q.mentee_id IS NOT NULL AS asked,
                   r.mentee_id IS NOT NULL AS with_room
            FROM memberships m
            LEFT JOIN accounts a ON a.person_id = m.person_id
            LEFT JOIN goals g ON g.membership_id = m.id
            LEFT JOIN (SELECT mentee_id FROM requests WHERE cohort_id = $2
                       UNION SELECT t.mentee_id FROM matches t JOIN runs u ON u.id = t.run_id
                       WHERE u.state = 'published') q ON q.mentee_id = m.id
            LEFT JOIN (SELECT DISTINCT mentee_id FROM rooms WHERE cohort_id = $2 AND state <> 'closed') r
                   ON r.mentee_id = m.id
            WHERE m.program_id = $1 AND m.cohort_id = $2 AND m.mentee
        ), mentor AS (
            SELECT o.capacity, o.paused_until > CAST($3 AS date) AS paused
            FROM memberships m JOIN offers o ON o.membership_id = m.id
            WHERE m.program_id = $1 AND m.cohort_id = $2 AND m.mentor
        )
        SELECT (SELECT count(*) FROM mentee),
               (SELECT count(*) FROM mentee WHERE signed_in),
               (SELECT count(*) FROM mentee WHERE with_goal),
               (SELECT count(*) FROM mentee WHERE with_goal AND (asked OR with_room)),
               (SELECT count(*) FROM mentee WHERE with_room),
               (SELECT count(*) FROM mentee WHERE with_goal AND with_room),
               (SELECT count(*) FROM mentor),
               (SELECT coalesce(sum(capacity), 0) FROM mentor),
               (SELECT count(*) FROM mentor WHERE paused)
        """,
        [program_id, cohort_id, moment],
    )
    return Counts(*(int(number) for number in row))


def scores_of_open_rooms(reader: Reader, cohort_id: UUID) -> tuple[float, ...]:
    """Scores in [0, 1] at the time of the match; rooms without enough information are absent."""
    rows = reader.read(
        """
        SELECT coalesce(q.score, t.score) AS score
        FROM rooms r
        LEFT JOIN requests q ON q.id = r.request_id
        LEFT JOIN matches t ON t.run_id = r.run_id AND t.mentee_id = r.mentee_id
        WHERE r.cohort_id = $1 AND r.state <> 'closed' AND coalesce(q.score, t.score) IS NOT NULL
        ORDER BY score
        """,
        [cohort_id],
    )
    return tuple(float(score) for (score,) in rows)


def mentor_load(reader: Reader, program_id: UUID, cohort_id: UUID) -> tuple[tuple[str, int, int, int], ...]:
    """Mentor, rooms, capacity, open requests: the fullest first."""
    rows = reader.read(
        """
        SELECT p.name,
               (SELECT count(*) FROM rooms r WHERE r.mentor_id = m.id AND r.state <> 'closed') AS taken,
               o.capacity,
               (SELECT count(*) FROM requests q WHERE q.mentor_id = m.id AND q.state = 'open') AS asked
        FROM memberships m JOIN people p ON p.id = m.person_id JOIN offers o ON o.membership_id = m.id
        WHERE m.program_id = $1 AND m.cohort_id = $2 AND m.mentor
        ORDER BY taken DESC, asked DESC, o.capacity DESC, p.name, m.id
        """,
        [program_id, cohort_id],
    )
    return tuple((name, int(taken), int(capacity), int(asked)) for name, taken, capacity, asked in rows)


def unanswered_since(reader: Reader, cohort_id: UUID, before: datetime) -> tuple[tuple[str, str, str, datetime], ...]:
    """Mentee, mentor, the mentor's address, asked: open requests from before that moment, the oldest first."""
    return tuple(
        (mentee, mentor, email, asked)
        for mentee, mentor, email, asked in reader.read(
            """
            SELECT pe.name, po.name, po.email, q.asked
            FROM requests q
            JOIN memberships me ON me.id = q.mentee_id JOIN people pe ON pe.id = me.person_id
            JOIN memberships mo ON mo.id = q.mentor_id JOIN people po ON po.id = mo.person_id
            WHERE q.cohort_id = $1 AND q.state = 'open' AND q.asked < $2 ORDER BY q.asked, q.id
            """,
            [cohort_id, before],
        )
    )


def without_account(reader: Reader, program_id: UUID) -> int:
    ((count,),) = reader.read(
        "SELECT count(*) FROM memberships m LEFT JOIN accounts a ON a.person_id = m.person_id "
        "WHERE m.program_id = $1 AND a.person_id IS NULL",
        [program_id],
    )
    return int(count)
