"""The long form of tests/data/test_kill.py, by itself: `python -m pytest tests/torture`."""

import secrets
from pathlib import Path

import pytest

from tests.torture.killing import Killing


@pytest.mark.parametrize("part", range(10))
def test_nothing_acknowledged_is_lost_in_thirty_more_kills(tmp_path: Path, part: int) -> None:
    killing = Killing(tmp_path / "menteo.duckdb", seed=secrets.randbits(32))
    for _ in range(30):
        killing.round()
    assert len(killing.acknowledged) > 100, "the child wrote too little to prove anything"
