from collections.abc import Iterator
from pathlib import Path

import pytest

from data.store import Store, open_store
from mentoring import clock
from tests.support.world import NOON, World


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(str(tmp_path / "menteo.duckdb"))
    clock.set_now(NOON)
    yield store
    clock.set_now(None)
    store.close()


@pytest.fixture
def world(store: Store) -> World:
    return World.on(store)
