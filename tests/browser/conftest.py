"""The real program and a real Chromium, for every test in this folder."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.program import Program, running
from data.store import open_store
from mentoring import clock, sample
from tests.support.running import Scheme, Visitor, browser

MOMENT = "2026-11-24T18:05:00"  # the sample program's present, naive UTC

Start = Callable[..., Program]
Visit = Callable[..., Visitor]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; each visitor has cookies of their own."""
    with browser() as launched:
        yield launched


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample program, played once; copy it before anything writes to it."""
    path = tmp_path_factory.mktemp("sample") / "sample.duckdb"
    store = open_store(str(path))
    try:
        clock.set_now(datetime.fromisoformat(MOMENT))
        sample.make(store, 120, 40)
    finally:
        clock.set_now(None)
        store.close()
    return path


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """`start(copy_of=None, demo=False, clock="")`: the program on a store of its own until the test ends."""
    with ExitStack() as open_programs:

        def starting(*, copy_of: Path | None = None, demo: bool = False, clock: str = "") -> Program:
            store = tmp_path / "store.duckdb"
            if copy_of:
                shutil.copy(copy_of, store)
            return open_programs.enter_context(running(store, demo=demo, clock=clock))

        yield starting


@pytest.fixture
def fresh(start: Start) -> Program:
    """The program as it is before anybody set it up."""
    return start()


@pytest.fixture(scope="session")
def demo(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """One running sample program for tests that only look; who writes uses `start`."""
    store = tmp_path_factory.mktemp("demo") / "demo.duckdb"
    shutil.copy(sample_store, store)
    with running(store, demo=True, clock=MOMENT) as program:
        yield program


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """`visit(program, width=1280, scheme="light")`: a new visitor; what they saw go wrong fails the test."""
    visitors: list[Visitor] = []

    def visiting(program: Program, *, width: int = 1280, scheme: Scheme = "light") -> Visitor:
        visitors.append(Visitor(chromium, program, width=width, scheme=scheme))
        return visitors[-1]

    yield visiting
    for visitor in visitors:
        visitor.close()
    assert [fault for visitor in visitors for fault in visitor.take_faults()] == []
