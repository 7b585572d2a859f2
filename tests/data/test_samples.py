"""Synthetic people: the same for the same seed, as many as asked for, readable by the import, marked as invented."""

import pytest

from data import samples
from matching import csv_contract


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (3, 2), (120, 40)])
def test_as_many_people_as_asked_for(size: tuple[int, int]) -> None:
    made = samples.people(*size, seed=7)
    assert (len(made.mentees), len(made.mentors)) == size
    ids = [row["id"] for row in (*made.mentees, *made.mentors)]
    assert len(set(ids)) >= max(size)


def test_the_same_seed_makes_the_same_people_and_another_others() -> None:
    assert samples.people(60, 20, seed=1) == samples.people(60, 20, seed=1)
    assert samples.people(60, 20, seed=1) != samples.people(60, 20, seed=2)


def test_nobody_has_a_real_address() -> None:
    made = samples.people(200, 60, seed=3)
    addresses = [row["email"] for row in (*made.mentees, *made.mentors) if row["email"]]
    assert addresses
    assert [address for address in addresses if not address.endswith(".example")] == []


def test_both_files_keep_the_csv_contract() -> None:
    made = samples.people(120, 40, seed=5)
    assert len(csv_contract.read_people(samples.to_csv(made.mentees), "mentees.csv", "mentees").rows) == 120
    assert len(csv_contract.read_people(samples.to_csv(made.mentors), "mentors.csv", "mentors").rows) == 40


def test_words_are_varied() -> None:
    made = samples.people(300, 100, seed=4)
    whys = [row["goals"] for row in made.mentees if row["goals"]]
    bios = [row["bio"] for row in made.mentors if row["bio"]]
    assert len(set(whys)) > 0.95 * len(whys)
    assert len(set(bios)) > 0.95 * len(bios)
    assert len({row["name"] for row in made.mentees}) > 290
