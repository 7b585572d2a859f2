"""Texts are read once: after a restart the store gives their vectors back, and they are the same."""

import numpy as np

from data.store import Store
from matching import encoders
from matching.reading import to_read
from mentoring import embeddings, profiles
from tests.support.world import World


def test_what_was_read_is_kept_and_recalled_as_it_was(store: Store) -> None:
    world = World.on(store)
    mentor = world.mentor()
    assert embeddings.read_new(store) > 0
    assert embeddings.read_new(store) == 0
    profile = profiles.mentor(store, mentor.membership_id, mentor.program_id)
    assert profile is not None
    (encoder, texts), *_ = to_read((), [profile]).items()
    before = encoder(texts)
    encoder.remember(dict.fromkeys(texts, np.zeros(encoders.SIZE, np.float32)))  # as if something else were remembered
    embeddings.recall(store, mentor.program_id, (), [profile])
    np.testing.assert_array_equal(encoder(texts), before)


def test_a_new_profile_is_read_and_the_others_are_not_again(store: Store) -> None:
    world = World.on(store)
    world.mentor()
    embeddings.read_new(store)
    world.mentor()
    assert embeddings.read_new(store) < 8


def test_the_state_of_profiles_changes_with_a_profile_and_not_with_reading(store: Store) -> None:
    from data.embeddings import state_of_profiles

    world = World.on(store)
    before = state_of_profiles(store)
    world.mentor()
    after = state_of_profiles(store)
    assert after != before
    embeddings.read_new(store)
    assert state_of_profiles(store) == after
