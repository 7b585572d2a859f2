"""Integrity between tables, which the schema leaves to the use cases: one sentence per row that does not fit."""

from collections.abc import Iterator
from dataclasses import dataclass

from data.store import Reader

# What every row's program_id names, and who may be named by which column: table, column, target.
_OF_A_PROGRAM = (
    "cohorts", "people", "accounts", "sign_in_links", "sign_ins", "memberships", "imported_rows", "goals",
    "offers", "skills", "drafts", "marks", "requests", "rounds", "runs", "matches", "rooms", "notices",
    "due_jobs", "audit",
)  # fmt: skip
_PEOPLE = (
    ("accounts", "person_id"), ("sign_in_links", "person_id"), ("sign_in_links", "made_by"),
    ("sign_ins", "person_id"), ("memberships", "person_id"), ("drafts", "person_id"),
    ("runs", "computed_by"), ("notices", "person_id"), ("audit", "person_id"),
)  # fmt: skip
# Targets of the row's own program. A person may be in several programs, so people are not among them.
_SAME_PROGRAM = (
    ("memberships", "cohort_id", "cohorts"),
    ("goals", "membership_id", "memberships"),
    ("offers", "membership_id", "memberships"),
    ("skills", "membership_id", "memberships"),
    ("marks", "mentee_id", "memberships"),
    ("marks", "mentor_id", "memberships"),
    ("requests", "cohort_id", "cohorts"),
    ("requests", "mentee_id", "memberships"),
    ("requests", "mentor_id", "memberships"),
    ("requests", "closed_by_room", "rooms"),
    ("rounds", "cohort_id", "cohorts"),
    ("rounds", "published_run_id", "runs"),
    ("runs", "round_id", "rounds"),
    ("matches", "run_id", "runs"),
    ("matches", "mentee_id", "memberships"),
    ("matches", "mentor_id", "memberships"),
    ("matches", "room_id", "rooms"),
    ("rooms", "cohort_id", "cohorts"),
    ("rooms", "mentee_id", "memberships"),
    ("rooms", "mentor_id", "memberships"),
    ("rooms", "request_id", "requests"),
    ("rooms", "run_id", "runs"),
)


@dataclass(frozen=True, slots=True)
class Fault:
    sentence: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{'warning' if self.warning else 'fault'}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A query that finds what is wrong; its columns fill the places of the sentence."""

    sentence: str
    sql: str
    warning: bool = False


RULES = (
    Rule(
        "mentee {} has {} open rooms in cohort {}",
        "SELECT mentee_id, count(*), cohort_id FROM rooms WHERE state <> 'closed' "
        "GROUP BY mentee_id, cohort_id HAVING count(*) > 1 ORDER BY mentee_id",
    ),
    Rule(
        "mentor {} has {} open rooms and {} seats",
        "SELECT r.mentor_id, count(*), coalesce(o.capacity, 0) FROM rooms r "
        "LEFT JOIN offers o ON o.membership_id = r.mentor_id WHERE r.state <> 'closed' "
        "GROUP BY r.mentor_id, o.capacity HAVING count(*) > coalesce(o.capacity, 0) ORDER BY r.mentor_id",
        warning=True,  # a mentor may lower the capacity while rooms are open
    ),
    Rule(
        "mentor {} has no offer",
        "SELECT m.id FROM memberships m LEFT JOIN offers o ON o.membership_id = m.id "
        "WHERE m.mentor AND o.membership_id IS NULL",
    ),
    Rule("room {} joins a person with herself", "SELECT id FROM rooms WHERE mentee_id = mentor_id"),
    Rule("request {} asks the mentee herself", "SELECT id FROM requests WHERE mentee_id = mentor_id"),
    Rule(
        "room {} is {} but closed at {}",
        "SELECT id, state, closed FROM rooms WHERE (state = 'closed') <> (closed IS NOT NULL)",
    ),
    Rule(
        "request {} is {} but answered at {}",
        "SELECT id, state, answered FROM requests WHERE (state = 'open') <> (answered IS NULL)",
    ),
    Rule(
        "request {} is accepted but opened no room",
        "SELECT q.id FROM requests q WHERE q.state = 'accepted' "
        "AND NOT EXISTS (SELECT 1 FROM rooms r WHERE r.request_id = q.id)",
    ),
    Rule(
        "room {} is open but its request {} is {}",
        "SELECT r.id, q.id, q.state FROM rooms r JOIN requests q ON q.id = r.request_id "
        "WHERE r.state <> 'closed' AND q.state <> 'accepted'",
    ),
    Rule(
        "room {} and its request {} name different people or cohorts",
        "SELECT r.id, q.id FROM rooms r JOIN requests q ON q.id = r.request_id WHERE r.mentee_id <> q.mentee_id "
        "OR r.mentor_id <> q.mentor_id OR r.cohort_id <> q.cohort_id",
    ),
    Rule(
        "request {} is open although its mentee has room {}",
        "SELECT q.id, r.id FROM requests q JOIN rooms r ON r.mentee_id = q.mentee_id AND r.cohort_id = q.cohort_id "
        "WHERE q.state = 'open' AND r.state <> 'closed'",
    ),
    Rule(
        "room {} of run {} has no match with the same two people",
        "SELECT r.id, r.run_id FROM rooms r LEFT JOIN matches m ON m.run_id = r.run_id "
        "AND m.mentee_id = r.mentee_id AND m.mentor_id = r.mentor_id AND m.room_id = r.id "
        "WHERE r.run_id IS NOT NULL AND m.run_id IS NULL",
    ),
    Rule(
        "match of mentee {} in run {} names room {}, which is not of that run and pair",
        "SELECT m.mentee_id, m.run_id, m.room_id FROM matches m JOIN rooms r ON r.id = m.room_id "
        "WHERE r.run_id IS NULL OR r.run_id <> m.run_id OR r.mentee_id <> m.mentee_id "
        "OR m.mentor_id IS NULL OR r.mentor_id <> m.mentor_id",
    ),
    Rule(
        "run {} is published, and mentee {} has neither a room nor why she was left out",
        "SELECT m.run_id, m.mentee_id FROM matches m JOIN runs n ON n.id = m.run_id WHERE n.state = 'published' "
        "AND m.mentor_id IS NOT NULL AND m.room_id IS NULL AND m.left_out = ''",
    ),
    Rule(
        "round {} names run {} as published, which is {} and of round {}",
        "SELECT d.id, n.id, n.state, n.round_id FROM rounds d JOIN runs n ON n.id = d.published_run_id "
        "WHERE n.state <> 'published' OR n.round_id <> d.id",
    ),
    Rule(
        "run {} is published but its round {} does not name it",
        "SELECT n.id, d.id FROM runs n JOIN rounds d ON d.id = n.round_id WHERE n.state = 'published' "
        "AND (d.published_run_id IS NULL OR d.published_run_id <> n.id)",
    ),
    Rule(
        "run {} counts {} pairs and has {}",
        "SELECT n.id, n.matched, count(m.mentor_id) FROM runs n LEFT JOIN matches m ON m.run_id = n.id "
        "GROUP BY n.id, n.matched HAVING count(m.mentor_id) <> n.matched",
    ),
)  # fmt: skip


def faults(reader: Reader) -> list[Fault]:
    """Everything that does not fit: ids that name nothing first, then what the product promises."""
    return [
        Fault(rule.sentence.format(*row), rule.warning)
        for rule in (*_pointers(), *RULES)
        for row in reader.read(rule.sql)
    ]


def _pointers() -> Iterator[Rule]:
    for table in _OF_A_PROGRAM:
        yield _points(table, "program_id", "programs")
    for table, column in _PEOPLE:
        yield _points(table, column, "people")
    for table, column, target in _SAME_PROGRAM:
        yield _points(table, column, target)
        yield Rule(
            f"{table}.{column} {{}} is of program {{}}, the row of program {{}}",
            f"SELECT DISTINCT t.id, t.program_id, s.program_id FROM {table} s JOIN {target} t ON t.id = s.{column} "
            "WHERE t.program_id <> s.program_id ORDER BY t.id",
        )


def _points(table: str, column: str, target: str) -> Rule:
    return Rule(
        f"{table}.{column} names {{}}, which is not in {target} ({{}} rows)",
        f"SELECT s.{column}, count(*) FROM {table} s LEFT JOIN {target} t ON t.id = s.{column} "
        f"WHERE s.{column} IS NOT NULL AND t.id IS NULL GROUP BY s.{column} ORDER BY s.{column}",
    )
