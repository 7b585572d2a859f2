"""Jobs: what write() answers is on disk, what a job raises comes out and leaves nothing behind."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest

from data.store import Store, StoreError, StoreTimeout, Transaction, new_id


class Refused(Exception):
    """What a use case raises inside a job."""


def words(store: Store) -> list[str]:
    return [row[0] for row in store.read("SELECT word FROM numbers ORDER BY n")]


def add(tx: Transaction, n: int, word: str) -> int:
    return tx.run("INSERT INTO numbers VALUES ($1, $2, NULL)", [n, word])


def test_the_result_of_a_job_comes_back(numbers: Store) -> None:
    assert numbers.write(lambda tx: (add(tx, 1, "a"), "done")) == (1, "done")
    assert words(numbers) == ["a"]


def test_what_a_job_raises_comes_out_unchanged_and_leaves_nothing(numbers: Store) -> None:
    refusal = Refused("No seat is free.")

    def job(tx: Transaction) -> None:
        add(tx, 1, "a")
        raise refusal

    with pytest.raises(Refused) as raised:
        numbers.write(job)
    assert raised.value is refusal
    assert words(numbers) == []


def test_a_job_that_swallows_a_failed_statement_is_rejected(numbers: Store) -> None:
    def job(tx: Transaction) -> str:
        add(tx, 1, "a")
        with pytest.raises(Exception, match=r"(?i)duplicate key"):
            add(tx, 1, "again")
        return "saved"

    with pytest.raises(StoreError, match=r"(?i)duplicate key"):
        numbers.write(job)
    assert words(numbers) == []


def test_a_job_cannot_write_to_the_store_again(numbers: Store) -> None:
    def job(tx: Transaction) -> None:
        numbers.write(lambda inner: add(inner, 1, "a"))

    with pytest.raises(StoreError, match="cannot write to the store again; it would wait for itself"):
        numbers.write(job)
    assert numbers.health().ok


def test_waiting_for_the_writer_ends(numbers: Store) -> None:
    go = threading.Event()
    with pytest.raises(StoreTimeout, match="did not answer in time"):
        numbers.write(lambda tx: go.wait(), timeout=0.05)
    go.set()
    assert numbers.write(lambda tx: add(tx, 1, "a")) == 1, "the writer went on"


def test_a_time_out_of_the_job_itself_is_not_taken_for_one_of_the_store(numbers: Store) -> None:
    def job(tx: Transaction) -> None:
        raise TimeoutError("the job's own")

    with pytest.raises(TimeoutError, match="the job's own"):
        numbers.write(job)


def test_run_says_how_many_rows_changed(numbers: Store) -> None:
    def job(tx: Transaction) -> list[int]:
        return [
            tx.run("INSERT INTO numbers SELECT i, 'w' || i, NULL FROM range(5) t(i)"),
            tx.run("UPDATE numbers SET moment = $1 WHERE n < 3", [datetime(2026, 11, 24)]),
            tx.run("UPDATE numbers SET word = 'x' WHERE n = 77"),
            tx.run("INSERT INTO numbers VALUES (0, 'w0', NULL) ON CONFLICT DO NOTHING"),
            tx.run("DELETE FROM numbers WHERE n = 4"),
        ]

    assert numbers.write(job) == [5, 3, 0, 0, 1]


def test_of_two_who_save_the_same_version_the_second_changes_nothing(numbers: Store) -> None:
    numbers.write(lambda tx: tx.run("CREATE TABLE cards (id uuid PRIMARY KEY, version integer)"))
    id = new_id()
    numbers.write(lambda tx: tx.run("INSERT INTO cards VALUES ($1, 1)", [id]))
    save = "UPDATE cards SET version = version + 1 WHERE id = $1 AND version = $2"
    with ThreadPoolExecutor(8) as pool:
        changed = list(pool.map(lambda _: numbers.write(lambda tx: tx.run(save, [id, 1])), range(8)))
    assert sorted(changed) == [0] * 7 + [1]
    assert numbers.read("SELECT version FROM cards") == [(2,)]


def test_no_increment_of_many_threads_is_lost(numbers: Store) -> None:
    numbers.write(lambda tx: tx.run("INSERT INTO numbers VALUES (0, 'count', NULL)"))
    numbers.write(lambda tx: tx.run("CREATE TABLE total (n integer)"))
    numbers.write(lambda tx: tx.run("INSERT INTO total VALUES (0)"))
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda _: numbers.write(lambda tx: tx.run("UPDATE total SET n = n + 1")), range(200)))
    assert numbers.read("SELECT n FROM total") == [(200,)]


def test_a_key_may_be_deleted_and_inserted_again_in_one_job(numbers: Store) -> None:
    def job(tx: Transaction) -> None:
        for round in range(3):
            tx.run("DELETE FROM numbers WHERE n = 1")
            add(tx, 1, f"round {round}")
            tx.run("UPDATE numbers SET word = word || '!' WHERE n = 1")
            tx.run("UPDATE numbers SET word = word || '!' WHERE n = 1")

    numbers.write(job)
    numbers.write(job)
    assert words(numbers) == ["round 2!!"]


def test_many_rows_go_in_with_one_statement_and_keep_their_order_and_blanks(store: Store) -> None:
    program, people = new_id(), [new_id() for _ in range(500)]
    moment = datetime(2026, 11, 24, 12)
    subjects: list[UUID | None] = [id if place % 3 else None for place, id in enumerate(people)]
    store.write(
        lambda tx: tx.insert_many(
            "audit",
            {
                "program_id": [program] * 500,
                "moment": [moment] * 500,
                "person_id": people,
                "act": [f"نص {place} 'quoted'; -- \n" for place in range(500)],
                "subject_id": subjects,
                "detail": ["{}"] * 500,
            },
        )
    )
    rows = store.read("SELECT person_id, moment, act, subject_id FROM audit ORDER BY rowid")
    assert rows == [
        (id, moment, f"نص {place} 'quoted'; -- \n", subject)
        for place, (id, subject) in enumerate(zip(people, subjects, strict=True))
    ]


def test_many_rows_may_be_none(store: Store) -> None:
    store.write(lambda tx: tx.insert_many("audit", {"program_id": [], "act": []}))
    assert store.read("SELECT count(*) FROM audit") == [(0,)]


def test_health_knows_when_the_disk_is_full_and_when_it_is_not_any_more(path: Path) -> None:
    said = subprocess.run([sys.executable, "-c", FILLS, str(path)], capture_output=True, text=True, check=True)
    assert said.stdout.splitlines() == ["True", "Could not write", "False", "True"]


FILLS = """
import os, resource, signal, sys
from data.store import StoreError, open_store
store = open_store(sys.argv[1])
store.write(lambda tx: tx.run("CREATE TABLE words (word text)"))
print(store.health().ok)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
no_limit = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (os.path.getsize(sys.argv[1] + ".wal"), no_limit[1]))
try:
    store.write(lambda tx: tx.run("INSERT INTO words VALUES ('too long')"))
except StoreError as fault:
    print("Could not write" if "Could not write" in str(fault) else fault)
print(store.health().ok)
resource.setrlimit(resource.RLIMIT_FSIZE, no_limit)
store.write(lambda tx: tx.run("INSERT INTO words VALUES ('saved')"))
print(store.health().ok)
store.close()
"""
