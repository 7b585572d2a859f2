"""Migrations: numbered files, each once and whole, and a history that must be a beginning of ours."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from data.errors import StoreError
from data.migrate import FOLDER, migrate


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "001_cards.sql").write_text("CREATE TABLE cards (n integer);\nINSERT INTO cards VALUES (1);\n")
    return folder


def cards(connection: duckdb.DuckDBPyConnection) -> list[int]:
    return [row[0] for row in connection.execute("SELECT n FROM cards ORDER BY n").fetchall()]


def applied(connection: duckdb.DuckDBPyConnection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT name FROM schema_migrations ORDER BY number").fetchall()]


def test_each_file_is_applied_once_and_recorded(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    migrate(connection, folder)
    (folder / "002_more.sql").write_text("INSERT INTO cards VALUES (2);")
    migrate(connection, folder)
    migrate(connection, folder)
    assert cards(connection) == [1, 2]
    assert applied(connection) == ["001_cards.sql", "002_more.sql"]


def test_files_are_applied_in_the_order_of_their_numbers(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    (folder / "010_ten.sql").write_text("UPDATE cards SET n = n * 10;")
    (folder / "002_two.sql").write_text("UPDATE cards SET n = n + 1;")
    migrate(connection, folder)
    assert cards(connection) == [20]


def test_a_file_that_fails_changes_nothing(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    (folder / "002_broken.sql").write_text("INSERT INTO cards VALUES (2); INSERT INTO nowhere VALUES (3);")
    with pytest.raises(StoreError, match=r"Migration 002_broken\.sql failed and changed nothing"):
        migrate(connection, folder)
    assert cards(connection) == [1]
    assert applied(connection) == ["001_cards.sql"]


def test_a_changed_file_that_was_applied_is_refused(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    migrate(connection, folder)
    (folder / "001_cards.sql").write_text("CREATE TABLE cards (n bigint);")
    with pytest.raises(StoreError) as raised:
        migrate(connection, folder)
    assert str(raised.value) == (
        "Migration 001_cards.sql is not the one this store was made with; restore the original file."
    )


def test_a_store_of_a_newer_program_is_refused(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    newer = folder / "002_newer.sql"
    newer.write_text("INSERT INTO cards VALUES (2);")
    migrate(connection, folder)
    newer.unlink()
    with pytest.raises(StoreError) as raised:
        migrate(connection, folder)
    assert str(raised.value) == ("The store was made by a newer version (migration 002_newer.sql); update the program.")


def test_our_own_files_are_numbered_without_gap_or_twin() -> None:
    names = sorted(path.name for path in FOLDER.glob("*.sql"))
    assert [name.split("_")[0] for name in names] == [f"{place:03}" for place in range(1, len(names) + 1)]


def test_our_own_files_keep_to_what_survives_a_crash() -> None:
    for path in FOLDER.glob("*.sql"):
        code = "\n".join(line.split("--")[0] for line in path.read_text().upper().splitlines())
        for word in (
            "CREATE INDEX",
            "CREATE UNIQUE INDEX",
            "FOREIGN KEY",
            " REFERENCES ",
            "TIMESTAMPTZ",
            "WITH TIME ZONE",
        ):
            assert word not in code, f"{path.name}: {word}"


def test_a_file_that_slips_in_before_applied_ones_is_refused(
    connection: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    (folder / "003_three.sql").write_text("INSERT INTO cards VALUES (3);")
    migrate(connection, folder)
    (folder / "002_two.sql").write_text("INSERT INTO cards VALUES (2);")
    with pytest.raises(StoreError, match=r"002_two\.sql"):
        migrate(connection, folder)
    assert cards(connection) == [1, 3]
