"""The long form of tests/data/test_kill.py: `make torture`."""

import secrets
from pathlib import Path

import pytest

from tests.torture.killing import Killing

ROUNDS = 30


@pytest.mark.parametrize("part", range(10))
def test_nothing_acknowledged_is_lost_in_thirty_more_kills(tmp_path: Path, part: int) -> None:
    killing = Killing(tmp_path / "menteo.duckdb", seed=secrets.randbits(32))
    for _ in range(ROUNDS):
        killing.round()
    assert min(len(killing.members), len(killing.small)) >= ROUNDS // 4, "too little to prove anything"
