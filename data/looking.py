"""A store that is only looked at: nothing in it is created, migrated or changed."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import duckdb
import pandas as pd

from data.errors import StoreError, why_not


class ReadOnly:
    """A Reader on one connection, for one thread."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self._path = path
        self._connection = connection

    def read(self, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return cast(list[tuple[Any, ...]], self._look(sql, params, lambda result: result.fetchall()))

    def frame(self, sql: str, params: Sequence[Any] = ()) -> pd.DataFrame:
        return cast(pd.DataFrame, self._look(sql, params, lambda result: result.df()))

    def _look(self, sql: str, params: Sequence[Any], take: Callable[[duckdb.DuckDBPyConnection], Any]) -> Any:
        try:  # also around the fetch: what is damaged may be read only then
            return take(self._connection.execute(sql, list(params)))
        except duckdb.CatalogException:
            raise StoreError("The store lacks tables of this version; start the program with it once.") from None
        except duckdb.Error as fault:
            raise why_not(self._path, fault) from None


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
        raise why_not(path, fault) from None
    with connection:
        yield ReadOnly(path, connection)
