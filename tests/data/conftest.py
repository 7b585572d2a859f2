from collections.abc import Iterator
from pathlib import Path

import pytest

from data.store import Store, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "menteo.duckdb"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    store = open_store(str(path))
    yield store
    store.close()


@pytest.fixture
def numbers(store: Store) -> Store:
    """A store with a table of its own to try things in."""
    store.write(lambda tx: tx.run("CREATE TABLE numbers (n integer PRIMARY KEY, word text UNIQUE, moment timestamp)"))
    return store
