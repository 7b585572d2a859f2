"""Texts are read once: after a restart the store gives their vectors back, and they are the same."""

from collections.abc import Iterator, Mapping
from threading import Event
from uuid import UUID

import numpy as np
import pytest

from data import embeddings as rows
from data.store import Store, Transaction
from matching import Rules, encoders
from matching.columns import MentorColumns
from matching.reading import to_read
from matching.vectors import SIZE, Floats
from mentoring import embeddings, people, profiles
from mentoring import schedule as module
from mentoring.schedule import Schedule
from tests.support.world import World


def test_what_was_read_is_kept_and_recalled_as_it_was(store: Store) -> None:
    mentor = World.on(store).mentor()
    assert sum(embeddings.read_new(store)) > 0
    assert sum(embeddings.read_new(store)) == 0
    profile = profiles.mentor(store, mentor.membership_id, mentor.program_id)
    assert profile is not None
    (encoder, texts), *_ = to_read((), MentorColumns([profile], Rules())).items()
    before = encoder(texts)
    encoders.english.cache_clear()  # as a restart does
    again = encoders.english()
    assert again is not None
    kept = rows.vectors(store, mentor.program_id, again.name, rows.held(store, mentor.program_id, again.name))
    assert len(kept) >= len(texts)
    embeddings.recall(store, mentor.program_id, (), MentorColumns([profile], Rules()))
    assert again.unknown(texts) == []
    np.testing.assert_array_equal(again(texts), before)


def test_what_is_kept_is_not_computed_again(store: Store) -> None:
    mentor = World.on(store).mentor()
    list(embeddings.read_new(store))
    profile = profiles.mentor(store, mentor.membership_id, mentor.program_id)
    assert profile is not None
    encoders.english.cache_clear()
    again = encoders.english()
    assert again is not None
    asked: list[str] = []

    def told(text: str) -> Floats:
        asked.append(text)
        return np.zeros(SIZE, np.float32)

    again.compute = told
    embeddings.recall(store, mentor.program_id, (), MentorColumns([profile], Rules()))
    encoders.english.cache_clear()
    assert asked == []


def test_a_new_profile_is_read_and_the_others_are_not_again(store: Store) -> None:
    world = World.on(store)
    world.mentor()
    list(embeddings.read_new(store))
    world.mentor()
    assert sum(embeddings.read_new(store)) < 8


def test_a_manager_sees_how_far_the_reading_is_while_it_is(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embeddings, "_STEP", 2)
    world = World.on(store)
    world.mentor()
    manager, stranger = world.manager(), World.on(store, "Another program").manager("Ines Paz")
    told = []
    for step in embeddings.read_new(store):
        told.append((step, people.reading(store, manager)))
        assert people.reading(store, stranger) is None
    texts = sum(step for step, _ in told)
    assert [seen for _, seen in told] == [embeddings.Reading(done, texts) for done in range(0, texts, 2)]
    assert people.reading(store, manager) is None


def test_the_state_of_profiles_changes_with_a_profile_and_not_with_reading(store: Store) -> None:
    world = World.on(store)
    before = rows.state_of_profiles(store)
    world.mentor()
    after = rows.state_of_profiles(store)
    assert after != before
    list(embeddings.read_new(store))
    assert rows.state_of_profiles(store) == after


def test_the_background_thread_reads_and_stops(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    mentor, kept, add = World.on(store).mentor(), Event(), rows.add

    def told(tx: Transaction, program_id: UUID, model: str, found: Mapping[str, bytes]) -> None:
        add(tx, program_id, model, found)
        kept.set()

    monkeypatch.setattr(rows, "add", told)
    schedule = Schedule(store)
    schedule.start()
    assert kept.wait(60)
    schedule.stop()
    assert rows.held(store, mentor.program_id, "all-MiniLM-L6-v2/int8/2")


def test_a_fault_while_reading_stops_no_due_jobs(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    World.on(store).mentor()
    failed, ran = Event(), Event()

    def fails(store: Store) -> Iterator[int]:
        failed.set()
        raise ValueError("an encoder failed")

    def due(store: Store) -> int:
        if failed.is_set():
            ran.set()
        return 0

    monkeypatch.setattr(embeddings, "read_new", fails)
    monkeypatch.setattr(module, "run_due", due)
    monkeypatch.setattr(module, "_PAUSE", 0.05)
    schedule = Schedule(store)
    schedule.start()
    assert ran.wait(60)
    schedule.stop()
