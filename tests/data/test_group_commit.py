"""The writer thread: groups of at most 64, answers after the COMMIT, one bad job never harms another."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data.errors import StoreClosed, StoreError
from data.writer import Job, Transaction, Writer


@pytest.fixture
def connection(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect(str(path))
    connection.execute("CREATE TABLE numbers (n integer PRIMARY KEY)")
    yield connection
    connection.close()


@pytest.fixture
def writer(connection: duckdb.DuckDBPyConnection) -> Iterator[Writer]:
    writer = Writer(connection.cursor(), {})
    yield writer
    writer.close()


def together(writer: Writer, jobs: list[Job]) -> list["Future[Any]"]:
    """Queue all jobs while the writer is kept busy, so that they stand in the queue side by side."""
    busy, go = threading.Event(), threading.Event()

    def hold(tx: Transaction) -> None:
        busy.set()
        go.wait(10)

    writer.submit(hold)
    assert busy.wait(10)
    answers = [writer.submit(job) for job in jobs]
    go.set()
    return answers


def adding(n: int) -> Callable[[Transaction], int]:
    return lambda tx: tx.run("INSERT INTO numbers VALUES ($1)", [n])


def saved(connection: duckdb.DuckDBPyConnection) -> list[int]:
    return [row[0] for row in connection.cursor().execute("SELECT n FROM numbers ORDER BY n").fetchall()]


def test_jobs_that_wait_share_a_transaction_64_at_most(writer: Writer) -> None:
    answers = together(writer, [lambda tx: tx.read("SELECT txid_current()")[0][0]] * 100)
    assert list(Counter(answer.result(10) for answer in answers).values()) == [64, 36]


def test_an_answer_comes_after_its_commit(writer: Writer, connection: duckdb.DuckDBPyConnection) -> None:
    seen: list[list[int]] = []
    answers = together(writer, [lambda tx, n=n: adding(n)(tx) for n in range(3)])  # type: ignore[misc]
    for answer in answers:
        answer.add_done_callback(lambda _: seen.append(saved(connection)))
    assert [answer.result(10) for answer in answers] == [1, 1, 1]
    writer.close()
    assert seen == [[0, 1, 2]] * 3, "another connection saw all three when the first was answered"


def test_a_job_that_raises_is_rejected_alone(writer: Writer, connection: duckdb.DuckDBPyConnection) -> None:
    runs: Counter[str] = Counter()

    def good(n: int) -> Job:
        def job(tx: Transaction) -> int:
            runs[f"good {n}"] += 1
            return adding(n)(tx)

        return job

    def bad(tx: Transaction) -> None:
        runs["bad"] += 1
        adding(99)(tx)
        raise ValueError("not this one")

    first, refused, last = together(writer, [good(1), bad, good(2)])
    with pytest.raises(ValueError, match="not this one"):
        refused.result(10)
    assert (first.result(10), last.result(10)) == (1, 1)
    assert saved(connection) == [1, 2]
    assert runs == {"good 1": 2, "bad": 1, "good 2": 1}, "only what was rolled back ran again"


def test_many_refusals_run_nothing_more_than_twice(writer: Writer, connection: duckdb.DuckDBPyConnection) -> None:
    runs: Counter[str] = Counter()

    def long(tx: Transaction) -> int:
        runs["long"] += 1
        return adding(1)(tx)

    def refused(n: int) -> Job:
        def job(tx: Transaction) -> None:
            runs[f"refused {n}"] += 1
            raise ValueError(f"not number {n}")

        return job

    first, *others, last = together(writer, [long, *map(refused, range(40)), adding(2)])
    assert (first.result(10), last.result(10)) == (1, 1)
    assert [str(other.exception(10)) for other in others] == [f"not number {n}" for n in range(40)]
    assert runs["long"] == 2
    assert max(runs.values()) == 2
    assert saved(connection) == [1, 2]


def test_after_a_refusal_the_rest_keep_their_order(writer: Writer, connection: duckdb.DuckDBPyConnection) -> None:
    def bad(tx: Transaction) -> None:
        raise ValueError("not this one")

    double: Job = lambda tx: tx.run("UPDATE numbers SET n = n * 2")  # noqa: E731
    answers = together(writer, [adding(3), bad, double, adding(1), double])
    assert [answer.result(10) for answer in answers if answer is not answers[1]] == [1, 1, 1, 2]
    assert saved(connection) == [2, 12]


def test_what_is_refused_after_a_refusal_leaves_nothing(writer: Writer, connection: duckdb.DuckDBPyConnection) -> None:
    def half(n: int) -> Job:
        def job(tx: Transaction) -> None:
            adding(n)(tx)
            raise ValueError("half done")

        return job

    def swallows(tx: Transaction) -> None:
        adding(5)(tx)
        with suppress(duckdb.Error):
            tx.run("INSERT INTO nowhere VALUES (1)")

    answers = together(writer, [half(3), adding(1), half(4), swallows, adding(2)])
    assert [type(answer.exception(10)) for answer in answers] == [
        ValueError, type(None), ValueError, StoreError, type(None),
    ]  # fmt: skip
    assert saved(connection) == [1, 2]


def test_jobs_of_a_group_see_one_another_and_do_not_conflict(
    writer: Writer, connection: duckdb.DuckDBPyConnection
) -> None:
    change = "UPDATE numbers SET n = n + 1"
    answers = together(writer, [adding(1), *[lambda tx: tx.run(change)] * 20, adding(1)])
    assert [answer.result(10) for answer in answers] == [1] * 22
    assert saved(connection) == [1, 21]


def test_the_same_key_twice_in_a_group_rejects_only_the_second(
    writer: Writer, connection: duckdb.DuckDBPyConnection
) -> None:
    first, second, third = together(writer, [adding(1), adding(1), adding(2)])
    assert first.result(10) == 1
    with pytest.raises(StoreError, match=r"(?i)duplicate key"):
        second.result(10)
    assert third.result(10) == 1
    assert saved(connection) == [1, 2]


def test_after_a_failed_commit_every_job_gets_its_own_try(
    writer: Writer, connection: duckdb.DuckDBPyConnection
) -> None:
    rival = connection.cursor()
    rival.execute("BEGIN")
    rival.execute("INSERT INTO numbers VALUES (2)")

    def loser(tx: Transaction) -> None:
        adding(2)(tx)  # goes through, for the rival has not committed yet; only COMMIT finds the clash
        rival.execute("COMMIT")

    first, refused, last = together(writer, [adding(1), loser, adding(3)])
    assert (first.result(10), last.result(10)) == (1, 1)
    with pytest.raises(StoreError):
        refused.result(10)
    assert saved(connection) == [1, 2, 3]
    assert writer.alive


def test_a_commit_that_fails_for_a_single_job_rejects_it(writer: Writer, connection: duckdb.DuckDBPyConnection) -> None:
    rival = connection.cursor()
    rival.execute("BEGIN")
    rival.execute("INSERT INTO numbers VALUES (2)")

    def loser(tx: Transaction) -> None:
        adding(2)(tx)
        rival.execute("COMMIT")

    with pytest.raises(StoreError, match="Failed to commit"):
        writer.submit(loser).result(10)
    assert writer.submit(adding(3)).result(10) == 1


def test_closing_finishes_what_is_queued(writer: Writer, connection: duckdb.DuckDBPyConnection) -> None:
    answers = together(writer, [adding(n) for n in range(200)])
    writer.close()
    assert all(answer.done() for answer in answers)
    assert saved(connection) == list(range(200))
    with pytest.raises(StoreClosed):
        writer.submit(adding(200))
