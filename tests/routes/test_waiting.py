"""What one door waits for keeps nobody else waiting: the writer is busy, and the rest goes on."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import anyio
import httpx
import pytest
from starlette.applications import Starlette

from data.store import Store, Transaction, open_store
from mentoring import accounts
from pages import session
from routes import middleware, routes
from tests.support.world import World

HOST = "http://menteo.example"
PASSWORD = "a walk by the river"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(str(tmp_path / "menteo.duckdb"))
    session.use(store)
    yield store
    store.close()


@pytest.fixture
def token(store: Store) -> str:
    world = World.on(store)
    manager, both = world.manager(), world.mentee(also_mentor=True)
    (link,) = accounts.make_links(store, manager, [both.membership_id])
    return accounts.accept_link(store, link.path.removeprefix("/link/"), "amara@sample.example", PASSWORD)


@pytest.fixture
def busy(store: Store, token: str) -> Iterator[threading.Event]:
    """The writer does one long job, until the event is set."""
    begun, over = threading.Event(), threading.Event()

    def long(tx: Transaction) -> None:
        begun.set()
        over.wait(20)

    with ThreadPoolExecutor(1) as somebody:
        somebody.submit(store.write, long)
        assert begun.wait(10)
        yield over
        over.set()


@pytest.mark.parametrize("path", ["/role/mentor", "/sign-out", "/sign-in"])
def test_a_door_that_waits_for_the_writer_stops_nobody(token: str, busy: threading.Event, path: str) -> None:
    app = Starlette(routes=routes(), middleware=middleware())
    answers: dict[str, int] = {}

    async def visit() -> None:
        browser = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url=HOST, headers={"Origin": HOST}, cookies={"menteo": token}
        )

        async def knock() -> None:
            form = {"email": "amara@sample.example", "password": PASSWORD}
            answers[path] = (await browser.post(path, data=form, timeout=None)).status_code

        async with browser, anyio.create_task_group() as together:
            together.start_soon(knock)
            await anyio.lowlevel.checkpoint()
            with anyio.fail_after(10):
                assert (await browser.get("/health")).status_code == 200
                assert (await browser.get("/forgot")).status_code == 200
                assert (await browser.get("/change-password")).status_code == 200
            assert answers == {}, "it still waits"
            busy.set()

    with ThreadPoolExecutor(1) as another:  # this one may have a loop already, of the browser that other tests drive
        another.submit(anyio.run, visit).result()
    assert answers == {path: 303}
