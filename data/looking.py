"""A store that is only looked at: nothing in it is created, migrated or changed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from data.errors import StoreBusy, StoreError


class ReadOnly:
    """A Reader on one connection, for one thread."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def read(self, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._execute(sql, params).fetchall()

    def frame(self, sql: str, params: Sequence[Any] = ()) -> pd.DataFrame:
        return self._execute(sql, params).df()

    def _execute(self, sql: str, params: Sequence[Any]) -> duckdb.DuckDBPyConnection:
        try:
            return self._connection.execute(sql, list(params))
        except duckdb.CatalogException:
            raise StoreError("The store lacks tables of this version; start the program with it once.") from None


@contextmanager
def looking_at(path: Path) -> Iterator[ReadOnly]:
    """The store at `path`, read-only. Raises StoreError where there is none or it cannot be read."""
    if not path.is_file():
        raise StoreError(f"There is no store at {path}.")
    try:
        connection = duckdb.connect(
            str(path),
            read_only=True,
            config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"},
        )
    except duckdb.Error as fault:
        if "Could not set lock" in str(fault):
            raise StoreBusy(f"{path} is open in another process; stop that one first.") from None
        raise StoreError(f"{path} cannot be read as a DuckDB file.") from None
    with connection:
        yield ReadOnly(connection)
