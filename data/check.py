"""Integrity between tables, which the schema leaves to the use cases: one sentence per row that does not fit."""

from data.store import Reader

# table.column → table whose id it names
_POINTERS = (
    ("cohorts", "program_id", "programs", "id"),
    ("people", "program_id", "programs", "id"),
    ("accounts", "person_id", "people", "id"),
    ("sign_in_links", "person_id", "people", "id"),
    ("sign_ins", "person_id", "people", "id"),
    ("memberships", "program_id", "programs", "id"),
    ("memberships", "cohort_id", "cohorts", "id"),
    ("memberships", "person_id", "people", "id"),
    ("goals", "membership_id", "memberships", "id"),
    ("offers", "membership_id", "memberships", "id"),
    ("skills", "membership_id", "memberships", "id"),
    ("drafts", "person_id", "people", "id"),
    ("marks", "mentee_id", "memberships", "id"),
    ("marks", "mentor_id", "memberships", "id"),
    ("requests", "mentee_id", "memberships", "id"),
    ("requests", "mentor_id", "memberships", "id"),
    ("requests", "closed_by_room", "rooms", "id"),
    ("rounds", "cohort_id", "cohorts", "id"),
    ("rounds", "published_run_id", "runs", "id"),
    ("runs", "round_id", "rounds", "id"),
    ("matches", "run_id", "runs", "id"),
    ("matches", "mentee_id", "memberships", "id"),
    ("matches", "mentor_id", "memberships", "id"),
    ("matches", "room_id", "rooms", "id"),
    ("rooms", "mentee_id", "memberships", "id"),
    ("rooms", "mentor_id", "memberships", "id"),
    ("rooms", "request_id", "requests", "id"),
    ("rooms", "run_id", "runs", "id"),
    ("notices", "person_id", "people", "id"),
)

_RULES = (
    (
        "mentee {0} has {1} open rooms in one cohort",
        "SELECT mentee_id, count(*) FROM rooms WHERE state <> 'closed' GROUP BY mentee_id, cohort_id HAVING count(*) > 1",
    ),
    (
        "accepted request {0} has no room",
        "SELECT q.id FROM requests q LEFT JOIN rooms r ON r.request_id = q.id WHERE q.state = 'accepted' AND r.id IS NULL",
    ),
    (
        "mentor {0} has no offer",
        "SELECT m.id FROM memberships m LEFT JOIN offers o ON o.membership_id = m.id "
        "WHERE m.mentor AND o.membership_id IS NULL",
    ),
    (
        "request {0} joins people of different programs",
        "SELECT q.id FROM requests q JOIN memberships a ON a.id = q.mentee_id JOIN memberships b ON b.id = q.mentor_id "
        "WHERE a.program_id <> b.program_id",
    ),
)


def faults(reader: Reader) -> list[str]:
    """Every row that does not fit, in a sentence; an empty list when all do."""
    found = []
    for table, column, other, key in _POINTERS:
        rows = reader.read(
            f"SELECT t.{column}, count(*) FROM {table} t LEFT JOIN {other} o ON o.{key} = t.{column} "
            f"WHERE t.{column} IS NOT NULL AND o.{key} IS NULL GROUP BY t.{column}"
        )
        found += [f"{table}.{column} names {id}, which is not in {other} ({count} rows)" for id, count in rows]
    for said, sql in _RULES:
        found += [said.format(*row) for row in reader.read(sql)]
    return found
