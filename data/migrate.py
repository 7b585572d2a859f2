"""Migrations: numbered SQL files, each applied once, in order, in a transaction of its own."""

import contextlib
import hashlib
from pathlib import Path

import duckdb

from data.errors import StoreError

FOLDER = Path(__file__).parent / "migrations"


def migrate(connection: duckdb.DuckDBPyConnection, folder: Path = FOLDER) -> None:
    """Bring the store to the newest schema. Raises StoreError when its history is not a beginning of ours."""
    connection.execute(
        "CREATE TABLE IF NOT EXISTS schema_migrations "
        "(number integer PRIMARY KEY, name text NOT NULL, hash text NOT NULL)"
    )
    rows = connection.execute("SELECT number, name, hash FROM schema_migrations").fetchall()
    applied = {number: (name, hash_) for number, name, hash_ in rows}
    files = {int(path.name.split("_")[0]): path for path in sorted(folder.glob("*.sql"))}
    for number, (name, hash_) in applied.items():
        if number not in files:
            raise StoreError(f"The store was made by a newer version (migration {name}); update the program.")
        if _hash(files[number]) != hash_:
            raise StoreError(f"Migration {name} is not the one this store was made with; restore the original file.")
    missed = [path.name for number, path in files.items() if number not in applied and number < max(applied, default=0)]
    if missed:
        raise StoreError(f"The store has newer migrations than {missed[0]}, but not this one; give it a new number.")
    for number, path in files.items():
        if number not in applied:
            _apply(connection, number, path)


def _apply(connection: duckdb.DuckDBPyConnection, number: int, path: Path) -> None:
    connection.execute("BEGIN TRANSACTION")
    try:
        connection.execute(path.read_text(encoding="utf-8"))
        connection.execute("INSERT INTO schema_migrations VALUES ($1, $2, $3)", [number, path.name, _hash(path)])
        connection.execute("COMMIT")
    except duckdb.Error as fault:
        with contextlib.suppress(duckdb.Error):  # after a failed COMMIT there is nothing to take back
            connection.execute("ROLLBACK")
        raise StoreError(f"Migration {path.name} failed and changed nothing: {fault}") from fault


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
