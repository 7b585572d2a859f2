"""Kill a process that writes, open its store again, and look whether anything it acknowledged is missing.

`python -m tests.torture.killing PATH member` is that process: its threads write members, each in one job over
seven tables; with `small` they write single rows as fast as they can, so that many kills fall into a COMMIT.
They print the id of what they wrote after write() has answered, and only then.
"""

import os
import random
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from data import accounts, audit, goals, memberships, programs, schedule, skills
from data.accounts import Account
from data.check import faults
from data.goals import Goal
from data.memberships import Member
from data.programs import Cohort, Program
from data.skills import SkillRow
from data.store import Store, Transaction, new_id, open_store

NOON = datetime(2026, 11, 24, 12)
WRITERS = 6
SKILLS = ("SQL", "statistics", "dbt")
_ROOT = Path(__file__).parents[2]


@dataclass
class Killing:
    """One store that is killed again and again; `seed` repeats the moments, not what the threads did."""

    path: Path
    seed: int
    members: set[UUID] = field(default_factory=set)  # acknowledged
    small: set[UUID] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)

    def round(self) -> None:
        """Start the child, kill it at some moment, look."""
        kind = self._chance.choice(("member", "small"))
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.killing", str(self.path), kind],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=_ROOT, bufsize=0,
        )  # fmt: skip
        assert child.stdout is not None
        if self._chance.random() < 0.7:  # else the kill may also fall into the start
            first, most = child.stdout.readline(), 0.7
        else:
            first, most = b"", 1.0
        try:
            said, wrong = child.communicate(timeout=self._chance.uniform(0.0, most))
        except subprocess.TimeoutExpired:
            child.kill()
            said, wrong = child.communicate()
        assert child.returncode == -9, f"the child ended by itself: {wrong.decode()}"
        acknowledged = {UUID(line) for line in (first + said).decode().splitlines()}
        (self.members if kind == "member" else self.small).update(acknowledged)
        self.look()

    def look(self) -> None:
        store = open_store(str(self.path))
        try:
            lost = [id for id in self.members if memberships.member(store, id) is None]  # by key: indexes too
            assert not lost, f"seed {self.seed}: {len(lost)} acknowledged members are lost"
            there = {id for (id,) in store.read("SELECT subject_id FROM due_jobs WHERE kind = 'small'")}
            assert self.small <= there, f"seed {self.seed}: {len(self.small - there)} acknowledged rows are lost"
            assert [str(fault) for fault in faults(store)] == []
            assert half_written(store) == []
        finally:
            store.close()


def half_written(store: Store) -> list[UUID]:
    """Members of whom only a part of what one job writes is there, in whichever table it is missing."""
    rows = store.read(
        "SELECT m.id FROM memberships m "
        "LEFT JOIN people p ON p.id = m.person_id "
        "LEFT JOIN accounts a ON a.person_id = m.person_id "
        "LEFT JOIN goals g ON g.membership_id = m.id "
        "LEFT JOIN due_jobs d ON d.subject_id = m.id "
        "LEFT JOIN (SELECT membership_id, count(*) AS n FROM skills GROUP BY membership_id) s "
        "ON s.membership_id = m.id "
        "LEFT JOIN (SELECT subject_id, count(*) AS n FROM audit GROUP BY subject_id) u ON u.subject_id = m.id "
        "WHERE p.id IS NULL OR a.person_id IS NULL OR g.membership_id IS NULL OR d.id IS NULL "
        "OR s.n IS DISTINCT FROM $1 OR u.n IS DISTINCT FROM 1 OR p.version <> m.version",
        [len(SKILLS)],
    )
    return [row[0] for row in rows]


def add_member(tx: Transaction, member: Member) -> None:
    """Seven tables in one job, with inserts, upserts and updates of the same rows."""
    memberships.add(tx, [member], NOON)
    goals.add(tx, [Goal(member.id, member.program_id, "Data analyst", "I like it.", "[]", "", NOON)])
    skills.replace(tx, member.program_id, "wanted", {member.id: tuple(SkillRow(name, 4) for name in SKILLS)})
    for secret in ("first", "second"):
        account = Account(member.person_id, member.program_id, f"{member.person_id}@sample.example", secret)
        accounts.save_account(tx, account, NOON)
        schedule.plan(tx, member.program_id, "remind", member.id, NOON)
    for table, id in (("people", member.person_id), ("memberships", member.id)):
        tx.run(f"UPDATE {table} SET version = version + 1 WHERE id = $1", [id])
    audit.record(tx, member.program_id, NOON, "added", subject_id=member.id)


def someone(program_id: UUID, cohort_id: UUID) -> Member:
    return Member(
        new_id(), program_id, cohort_id, new_id(), None, "Amara Okafor", "", True, False, False, "Teacher", None,
        "en", "Europe/Berlin", "", "", "", "",
    )  # fmt: skip


def _write(store: Store, kind: str, program_id: UUID, cohort_id: UUID) -> None:
    while True:
        member = someone(program_id, cohort_id)
        if kind == "member":
            store.write(lambda tx, member=member: add_member(tx, member))  # type: ignore[misc]
        else:
            store.write(lambda tx, id=member.id: schedule.plan(tx, program_id, "small", id, NOON))  # type: ignore[misc]
        os.write(1, f"{member.id}\n".encode())  # one call for one line: a kill cannot cut it


def a_program(store: Store) -> tuple[UUID, UUID]:
    program = Program(new_id(), "Data Switch", True, "{}", 1)
    cohort = Cohort(new_id(), program.id, "Autumn 2026", date(2026, 9, 7), date(2027, 2, 21))

    def job(tx: Transaction) -> None:
        programs.add_program(tx, program, NOON)
        programs.add_cohort(tx, cohort)

    store.write(job)
    return program.id, cohort.id


def main() -> None:
    store = open_store(sys.argv[1])
    # A checkpoint every few hundred rows instead of every 16 MB, so that some kills fall into one.
    store.write(lambda tx: tx.run("SET GLOBAL wal_autocheckpoint = '1MB'"))
    program_id, cohort_id = a_program(store)
    for _ in range(WRITERS):
        threading.Thread(target=_write, args=(store, sys.argv[2], program_id, cohort_id)).start()


if __name__ == "__main__":
    main()
