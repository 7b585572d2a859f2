"""kill -9 at random moments, from before the opening to the middle of a checkpoint."""

import subprocess
import sys
from pathlib import Path

import pytest

from data import memberships
from data.store import open_store
from tests.torture.killing import NOON, Killing, a_program, half_written, someone

ROUNDS = 20


def test_nothing_acknowledged_is_lost_and_nothing_half_written_is_seen(path: Path) -> None:
    killing = Killing(path, seed=3)
    for _ in range(ROUNDS):
        killing.round()
    assert min(len(killing.members), len(killing.small)) >= ROUNDS // 4, "too little to prove anything"
    check = subprocess.run(
        [sys.executable, "-m", "data", "check", str(path)], capture_output=True, text=True, check=False
    )
    assert (check.returncode, check.stdout) == (0, "The rows of the store fit together.\n")


def test_the_look_finds_a_lost_member(path: Path) -> None:
    """The instrument itself: what was acknowledged and is not there makes it fail."""
    store = open_store(str(path))
    member = someone(*a_program(store))
    store.close()
    killing = Killing(path, seed=0, members={member.id})
    with pytest.raises(AssertionError, match="1 acknowledged members are lost"):
        killing.look()


def test_the_look_finds_a_half_written_job(path: Path) -> None:
    store = open_store(str(path))
    member = someone(*a_program(store))
    store.write(lambda tx: memberships.add(tx, [member], NOON))
    assert half_written(store) == [member.id]
    store.close()
