"""The one writer: a thread that runs queued jobs in groups, one BEGIN and COMMIT for up to 64 of them.

A future is resolved only after the COMMIT that holds its job. A job that raises is rolled back alone;
the others of its group run once more, each in a transaction of its own.
"""

import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, cast

import duckdb
import pandas as pd

from data.errors import StoreClosed, StoreError, WriterDead

GROUP = 64
FATAL = (duckdb.FatalException, duckdb.InternalException)  # after these DuckDB refuses everything


class Transaction:
    """What a job writes with. It remembers a failed statement, so that a swallowed error is not committed."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, columns: dict[str, dict[str, str]]) -> None:
        self._connection = connection
        self._columns = columns
        self.fault: Exception | None = None
        self.over = False

    def read(self, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return cast(list[tuple[Any, ...]], self._execute(sql, params, lambda result: result.fetchall()))

    def frame(self, sql: str, params: Sequence[Any] = ()) -> pd.DataFrame:
        return cast(pd.DataFrame, self._execute(sql, params, lambda result: result.df()))

    def run(self, sql: str, params: Sequence[Any] = ()) -> int:
        """Change rows; how many were changed."""
        rows = self.read(sql, params)
        return int(rows[0][0]) if rows else 0

    def insert_many(self, table: str, columns: dict[str, Sequence[Any]]) -> None:
        """Insert rows given by column: one statement, 9 ms per 1,000 rows against 163 row by row."""
        if not any(len(values) for values in columns.values()):
            return
        names = ", ".join(f'"{name}"' for name in columns)
        self.run(f"INSERT INTO {table} ({names}) {self._given(table, columns)}", [*map(list, columns.values())])

    def update_many(self, table: str, key: str, columns: dict[str, Sequence[Any]]) -> int:
        """Change rows found by `key`, one of the columns given, and raise their version: one statement."""
        sets = ", ".join(f'"{name}" = given."{name}"' for name in columns if name != key)
        return self.run(
            f"UPDATE {table} SET {sets}, version = version + 1 FROM ({self._given(table, columns)}) AS given "
            f'WHERE {table}."{key}" = given."{key}"',
            [*map(list, columns.values())],
        )

    def _given(self, table: str, columns: dict[str, Sequence[Any]]) -> str:
        """The lists as rows; lists of different lengths would be filled with NULL."""
        if len({len(values) for values in columns.values()}) > 1:
            raise StoreError(f"The columns for {table} have different lengths.")
        types = self._columns[table]
        lists = (f'unnest(${place}::{types[name]}[]) AS "{name}"' for place, name in enumerate(columns, 1))
        return f"SELECT {', '.join(lists)}"

    def _execute(self, sql: str, params: Sequence[Any], take: Callable[[duckdb.DuckDBPyConnection], Any]) -> Any:
        if self.over:
            raise StoreError("This transaction is over; what a job needs it has to do before it returns.")
        try:  # also around the fetch: DuckDB computes rows while they are fetched, and may fail then
            return take(self._connection.execute(sql, checked(params)))
        except Exception as fault:
            self.fault = self.fault or fault
            raise


def checked(params: Sequence[Any]) -> list[Any]:
    """Times in the store are naive UTC: an aware one would be stored shifted, so it is refused."""
    for param in params:
        for value in param if isinstance(param, list) else (param,):
            if getattr(value, "tzinfo", None) is not None:
                raise StoreError(f"{value!r} carries a time zone; the store takes naive UTC.")
    return list(params)


Job = Callable[[Transaction], Any]


@dataclass(slots=True)
class _Waiting:
    job: Job
    answer: "Future[Any]"
    result: Any = None


class Writer:
    """Owns the connection that writes."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, columns: dict[str, dict[str, str]]) -> None:
        self._connection = connection
        self._columns = columns
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._closing = False
        self._lock = threading.Lock()
        self.broken: Exception | None = None
        self.commits = 0
        self.unsaved = False  # whether the last COMMIT failed, as it does on a full disk
        self._thread = threading.Thread(target=self._loop, name="store writer", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        return self._thread.is_alive() and self.broken is None

    @property
    def is_here(self) -> bool:
        return threading.current_thread() is self._thread

    def submit(self, job: Job) -> "Future[Any]":
        if self.is_here:
            raise StoreError("A job of the store cannot write to the store again; it would wait for itself.")
        waiting = _Waiting(job, Future())
        with self._lock:
            if self._closing:
                raise StoreClosed("The store is closed.")
            if not self.alive:
                raise WriterDead("The store cannot write any more; restart the program.")
            self._queue.put(waiting)
        return waiting.answer

    def close(self) -> None:
        """Returns when everything that was queued before is committed or rejected."""
        with self._lock:
            self._closing = True
            self._queue.put(None)
        self._thread.join()

    def _loop(self) -> None:
        group: list[_Waiting] = []
        try:
            while (first := self._queue.get()) is not None:
                group, more = self._group(first)
                self._write(group)
                if not more:
                    return
        except BaseException as fault:  # whatever it is, nobody may wait for ever
            self.broken = fault if isinstance(fault, Exception) else RuntimeError(repr(fault))
            self._reject_all(group, fault)
            raise

    def _group(self, first: _Waiting) -> tuple[list[_Waiting], bool]:
        """Up to 64 jobs that wait now, and whether the writer goes on after them."""
        group = [first]
        while len(group) < GROUP:
            try:
                waiting = self._queue.get_nowait()
            except queue.Empty:
                return group, True
            if waiting is None:
                return group, False
            group.append(waiting)
        return group, True

    def _write(self, group: list[_Waiting]) -> None:
        """However many jobs of a group fail, the others run twice at most."""
        for waiting in self._attempt(group):
            self._attempt([waiting])

    def _attempt(self, group: list[_Waiting]) -> list[_Waiting]:
        """One transaction; the jobs that are left to run again, none where the group is a single job."""
        self._connection.execute("BEGIN TRANSACTION")
        for waiting in group:
            if fault := self._run(waiting):
                self._rollback()
                waiting.answer.set_exception(fault)
                return [other for other in group if other is not waiting]
        try:
            self._connection.execute("COMMIT")
        except Exception as fault:
            self._rollback()
            if _fatal(fault):
                raise
            if len(group) > 1:
                return group
            self.unsaved = True
            group[0].answer.set_exception(_said(fault))
            return []
        self.unsaved = False
        self.commits += 1  # before anybody hears of it: who knows of a change must not see the number before it
        for waiting in group:
            waiting.answer.set_result(waiting.result)
        return []

    def _run(self, waiting: _Waiting) -> BaseException | None:
        transaction = Transaction(self._connection, self._columns)
        try:
            waiting.result = waiting.job(transaction)
        except BaseException as fault:  # sys.exit in a job ends the job, not the writer
            if _fatal(fault):
                raise
            return _said(fault)
        finally:
            transaction.over = True
        return _said(transaction.fault) if transaction.fault else None

    def _rollback(self) -> None:
        try:
            self._connection.execute("ROLLBACK")
        except duckdb.Error:  # after a failed COMMIT there is nothing left to roll back, and DuckDB raises
            return

    def _reject_all(self, group: list[_Waiting], fault: BaseException) -> None:
        said = WriterDead(f"The store stopped writing: {fault}")
        with self._lock:
            while not self._queue.empty():
                if (waiting := self._queue.get()) is not None:
                    group.append(waiting)
        for waiting in group:
            if not waiting.answer.done():
                waiting.answer.set_exception(said)


def _fatal(fault: BaseException) -> bool:
    return isinstance(fault, FATAL)


def _said(fault: BaseException) -> BaseException:
    """Nobody above the store knows the driver: its errors become ours, everything else stays as raised."""
    return StoreError(f"The store refused a statement: {fault}") if isinstance(fault, duckdb.Error) else fault
