"""`python -m data check`: it finds what it is there for, and nothing in a store that the use cases filled."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from data.__main__ import check, main
from data.check import faults
from data.store import Store, StoreError, new_id, open_store
from mentoring import clock, matches, rounds
from mentoring.rounds import RoundSettings
from tests.support.world import NOON, World


@pytest.fixture
def world(store: Store) -> Iterator[World]:
    clock.set_now(NOON)
    yield World.on(store)
    clock.set_now(None)


@pytest.fixture
def room(world: World) -> UUID:
    """An accepted request and its room."""
    mentee, mentor = world.mentee(), world.mentor()
    request = matches.ask_for_mentorship(world.store, mentee, mentor.membership_id, "Hello")
    return matches.accept_request(world.store, mentor, request)


def change(world: World, sql: str, *params: object) -> list[str]:
    """What is found after the rows were changed past every use case."""
    world.store.write(lambda tx: tx.run(sql, params))
    return [str(fault) for fault in faults(world.store)]


def test_what_the_use_cases_wrote_fits_together(world: World, room: UUID) -> None:
    mentees = [world.mentee(name) for name in ("Bo Park", "Mira Sol", "Ada Quist")]
    mentor = world.mentor("Sven Dahl")
    withdrawn = matches.ask_for_mentorship(world.store, mentees[0], mentor.membership_id, "Hello")
    matches.withdraw_request(world.store, mentees[0], withdrawn)
    manager = world.manager()
    for undo in (True, False):
        run = rounds.calculate(world.store, manager, RoundSettings())
        rounds.publish(world.store, manager, run)
        if undo:
            clock.set_now(NOON + timedelta(hours=1))
            rounds.undo_publish(world.store, manager, run)
    assert world.store.read("SELECT count(*) FROM rooms WHERE state <> 'closed'")[0][0] > 1
    assert faults(world.store) == []


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("memberships", "person_id"), ("memberships", "cohort_id"), ("goals", "membership_id"),
        ("offers", "membership_id"), ("skills", "membership_id"), ("rooms", "mentee_id"), ("rooms", "request_id"),
        ("requests", "mentor_id"), ("notices", "person_id"), ("due_jobs", "program_id"), ("audit", "person_id"),
    ],
)  # fmt: skip
def test_an_id_that_names_nothing_is_found(world: World, room: UUID, table: str, column: str) -> None:
    nobody = new_id()
    row = world.store.read(f"SELECT min(rowid) FROM {table}")[0][0]
    found = change(world, f"UPDATE {table} SET {column} = $1 WHERE rowid = $2", nobody, row)
    assert any(fault.startswith(f"fault: {table}.{column} names {nobody}, which is not in ") for fault in found)


def test_a_room_of_another_program_is_found(world: World, room: UUID) -> None:
    stranger = World.on(world.store, "Another program").mentee("Mira Sol").membership_id
    found = change(world, "UPDATE rooms SET mentee_id = $1", stranger)
    assert any(f"rooms.mentee_id {stranger} is of program" in fault for fault in found)


def test_two_open_rooms_of_a_mentee_are_found(world: World, room: UUID) -> None:
    again = (
        "INSERT INTO rooms SELECT $1, program_id, cohort_id, mentee_id, mentor_id, NULL, NULL, 'active', '', opened, "
        "NULL, 1 FROM rooms"
    )
    found = change(world, again, new_id())
    assert len(found) == 1
    assert "has 2 open rooms in cohort" in found[0]


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("DELETE FROM rooms", "is accepted but opened no room"),
        ("UPDATE requests SET state = 'declined'", "is open but its request"),
        ("UPDATE requests SET state = 'open', answered = NULL", "is open although its mentee has room"),
        ("UPDATE rooms SET mentee_id = mentor_id", "joins a person with herself"),
        ("UPDATE rooms SET closed = opened", "but closed at"),
        ("UPDATE requests SET answered = NULL", "but answered at None"),
        ("DELETE FROM offers", "has no offer"),
    ],
)
def test_rows_that_contradict_one_another_are_found(world: World, room: UUID, sql: str, said: str) -> None:
    assert faults(world.store) == []
    assert any(said in fault for fault in change(world, sql))


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE rounds SET published_run_id = NULL", "is published but its round"),
        ("UPDATE runs SET state = 'undone'", "as published, which is undone"),
        ("UPDATE runs SET matched = 9", "counts 9 pairs and has 1"),
        ("UPDATE matches SET room_id = NULL", "neither a room nor why she was left out"),
        ("UPDATE matches SET mentor_id = mentee_id", "which is not of that run and pair"),
        ("DELETE FROM matches", "has no match with the same two people"),
    ],
)
def test_a_round_that_contradicts_its_rooms_is_found(world: World, sql: str, said: str) -> None:
    world.mentee()
    world.mentor()
    manager = world.manager()
    rounds.publish(world.store, manager, rounds.calculate(world.store, manager, RoundSettings()))
    assert faults(world.store) == []
    assert any(said in fault for fault in change(world, sql))


def test_more_rooms_than_seats_is_only_a_warning(
    world: World, room: UUID, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (warning,) = change(world, "UPDATE offers SET capacity = 0")
    assert warning.startswith("warning: mentor ")
    assert warning.endswith("has 1 open rooms and 0 seats")
    world.store.close()
    assert check(str(path)) == 0
    assert capsys.readouterr().out.splitlines() == [warning, "0 faults, 1 warnings"]


def test_the_command_prints_a_line_per_fault_and_changes_nothing(
    world: World, room: UUID, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = change(world, "DELETE FROM rooms")
    world.store.close()
    before = path.read_bytes()
    assert check(str(path)) == 1
    assert capsys.readouterr().out.splitlines() == [*expected, f"{len(expected)} faults, 0 warnings"]
    assert path.read_bytes() == before


def test_a_check_of_no_store_is_one_sentence_and_makes_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = tmp_path / "nowhere.duckdb"
    monkeypatch.setattr("sys.argv", ["data", "check", str(missing)])
    assert main() == 1
    assert capsys.readouterr().err == f"There is no store at {missing}.\n"
    assert not missing.exists()


def test_a_store_of_an_older_program_is_one_sentence(path: Path) -> None:
    store = open_store(str(path))
    store.write(lambda tx: tx.run("DROP TABLE audit"))
    store.close()
    with pytest.raises(StoreError, match="lacks tables of this version"):
        check(str(path))
