"""For every test: the clock runs as the system's again afterwards, and a busy machine is no failure."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from mentoring import clock

# Two cores, a browser and a server: how long one example took says nothing. In CI every run tries the same examples.
settings.register_profile("menteo", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("menteo")


@pytest.fixture(autouse=True)
def systems_time() -> Iterator[None]:
    yield
    clock.set_now(None)
