"""The store: three verbs on one DuckDB file that this process owns.

`read` and `frame` look, `write` runs a job; what `write` has answered is on disk. Query functions take
a `Reader`, so that the same function serves outside of a job and inside.
"""

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast
from uuid import UUID

import duckdb
import pandas as pd
import uuid6

from data.errors import StoreBusy, StoreClosed, StoreError, StoreTimeout, WriterDead, why_not
from data.migrate import migrate
from data.writer import FATAL, Transaction, Writer, checked

__all__ = [
    "Health", "Reader", "Store", "StoreBusy", "StoreClosed", "StoreError", "StoreTimeout", "Transaction",
    "WriterDead", "new_id", "open_store",
]  # fmt: skip

DEFAULT = "var/menteo.duckdb"
_TIMEOUT = 30.0  # seconds that a page waits for the writer

T = TypeVar("T")


class Reader(Protocol):
    """Something to read from: the store, or a transaction inside a job."""

    def read(self, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]: ...

    def frame(self, sql: str, params: Sequence[Any] = ()) -> pd.DataFrame: ...


@dataclass(frozen=True, slots=True)
class Health:
    ok: bool
    said: str


def new_id() -> UUID:
    """A UUIDv7: unique, and rising with time."""
    return UUID(int=uuid6.uuid7().int)


def open_store(address: str | None = None) -> "Store":
    """Open the store at `address`, else at MENTEO_STORE, else at var/menteo.duckdb.

    A plain path or duckdb:///path is a DuckDB file. Raises StoreError with one sentence.
    """
    return Store(path_of(address or os.environ.get("MENTEO_STORE") or DEFAULT))


def path_of(address: str) -> Path:
    scheme, found, rest = address.partition("://")
    if found and scheme != "duckdb":
        raise StoreError(
            f"MENTEO_STORE begins with {scheme}://; this version keeps its store in a DuckDB file; give a path."
        )
    path = rest if found else address
    if path.startswith(":memory:"):  # DuckDB would take it and lose everything at the end
        raise StoreError("MENTEO_STORE names the memory, where nothing would last; give the path of a file.")
    return Path(path)


class Store:
    """Opened once per process, and closed at shutdown."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._closed = False
        self._openings = 0
        self._open()

    def _open(self) -> None:
        self._connection = _connect(self.path)
        try:
            self._connection.execute("CHECKPOINT")  # before the first write: a later one may lose to a crash
            migrate(self._connection)
            columns = _columns(self._connection)
        except BaseException as fault:
            self._connection.close()
            if isinstance(fault, duckdb.Error):  # only now it has read what is damaged
                raise why_not(self.path, fault) from None
            raise
        self._openings += 1
        self._writer = Writer(self._connection.cursor(), columns)

    def read(self, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return cast(list[tuple[Any, ...]], self._look(sql, params, lambda cursor: cursor.fetchall()))

    def frame(self, sql: str, params: Sequence[Any] = ()) -> pd.DataFrame:
        return cast(pd.DataFrame, self._look(sql, params, lambda cursor: cursor.df()))

    def write(self, job: Callable[[Transaction], T], timeout: float = _TIMEOUT) -> T:
        """Run the job in a transaction; its result once it is on disk, or what it raised.

        The job may run more than once, so it takes ids and times from outside.
        """
        answer = self._living_writer().submit(job)
        try:
            return cast(T, answer.result(timeout))
        except FutureTimeout:
            if answer.done():  # the job itself raised a TimeoutError
                raise
            raise StoreTimeout(
                "The store is busy and did not answer in time. "
                "What you did may still be saved; look before you repeat it."
            ) from None

    @property
    def version(self) -> tuple[int, int]:
        """Another value after every change; what was derived from the store under one value holds as long as it."""
        return self._openings, self._writer.commits

    def health(self) -> Health:
        if self._closed:
            return Health(False, "The store is closed.")
        if not self._writer.alive:
            return Health(False, "The writer of the store has stopped; restart the program.")
        if self._writer.unsaved:
            return Health(False, "The last write could not be saved; look for the reason on the console.")
        return Health(True, "The store is open, and the last write was saved.")

    def close(self) -> None:
        """Finish what is queued and close the file; a second call does nothing."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._writer.close()
            self._connection.close()

    def _look(self, sql: str, params: Sequence[Any], take: Callable[[duckdb.DuckDBPyConnection], Any]) -> Any:
        if self._closed:
            raise StoreClosed("The store is closed.")
        # A cursor per read: a connection that threads share returned another thread's rows.
        connection = self._connection
        try:
            with connection.cursor() as cursor:
                return take(cursor.execute(sql, checked(params)))
        except FATAL as fault:
            self._reopen(connection)
            raise StoreError("The store had to be opened again; try once more.") from fault
        except duckdb.ConnectionException as fault:
            raise StoreClosed("The store is closed.") from fault
        except duckdb.Error as fault:
            raise StoreError(f"The store refused a statement: {fault}") from fault

    def _reopen(self, broken: duckdb.DuckDBPyConnection) -> None:
        """Close everything and open it again: once, whoever notices the fatal error first."""
        if self._writer.is_here:  # a job that reads cannot wait for its own writer; whoever comes next reopens
            return
        with self._lock:
            if not self._closed and self._connection is broken:
                self._writer.close()
                broken.close()
                self._open()

    def _living_writer(self) -> Writer:
        """The writer; after a fatal error of DuckDB everything is closed and opened again first."""
        with self._lock:
            if self._closed:
                raise StoreClosed("The store is closed.")
            if isinstance(self._writer.broken, FATAL):
                self._connection.close()
                self._open()
            return self._writer


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = duckdb.connect(
            str(path),
            config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"},
        )
    except (duckdb.Error, OSError) as fault:
        raise why_not(path, fault) from None
    # SET GLOBAL: plain SET is not inherited by cursors, and 14:00 was stored for 12:00Z.
    connection.execute("SET GLOBAL TimeZone = 'UTC'")
    return connection


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Table → column → type, for inserting many rows with one statement."""
    columns: dict[str, dict[str, str]] = {}
    for table, column, kind in connection.execute(
        "SELECT table_name, column_name, data_type FROM information_schema.columns"
    ).fetchall():
        columns.setdefault(table, {})[column] = kind
    return columns
