"""A running program with a manager, a mentee who signs in with a password, and a link that nobody has used."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from benchmarks.program import Program, running
from data.store import open_store
from mentoring import accounts
from tests.support.world import World

EMAIL, PASSWORD = "amara@sample.example", "a walk by the river"


@dataclass(frozen=True)
class Doors:
    program: Program
    unused: str  # path of a link

    def browser(self, origin: str | None = "") -> httpx.Client:
        """A browser that follows nothing by itself; `origin` is what its forms are sent from."""
        sent = {} if origin is None else {"Origin": origin or self.program.url}
        return httpx.Client(base_url=self.program.url, headers={"Accept": "text/html", **sent})


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    path = tmp_path_factory.mktemp("routes") / "menteo.duckdb"
    store = open_store(str(path))
    world = World.on(store)
    manager, amara, linh = world.manager(), world.mentee(also_mentor=True), world.mentor()
    first, second = (accounts.make_links(store, manager, [who.membership_id])[0].path for who in (amara, linh))
    accounts.accept_link(store, first.removeprefix("/link/"), EMAIL, PASSWORD)
    store.close()
    with running(path) as program:
        yield Doors(program, second)
