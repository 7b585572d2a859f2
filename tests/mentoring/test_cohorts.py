"""Cohorts of one program: each has its own mentors, seats and numbers."""

import pytest

from data import programs as program_rows
from data.programs import Cohort
from data.store import new_id
from mentoring import cohort, matches, rounds, suggestions
from mentoring.access import Actor, Conflict
from mentoring.filters import Filters
from mentoring.rounds import RoundSettings
from tests.support.world import NOON, World


def another_cohort(world: World) -> World:
    day = NOON.date()
    other = Cohort(new_id(), world.program_id, "Spring 2027", day, day.replace(year=2027))
    world.store.write(lambda tx: program_rows.add_cohort(tx, other))
    return World(world.store, world.program_id, other.id)


def suggested(world: World, mentee: Actor) -> list[str]:
    return [card.name for card in suggestions.suggested_mentors(world.store, mentee, Filters()).cards]


def test_mentees_are_suggested_mentors_of_their_own_cohort_as_in_its_round(world: World) -> None:
    spring = another_cohort(world)
    amara, diego = world.mentee(), spring.mentee("Diego Ruiz")
    linh, _ = world.mentor(), spring.mentor("Bo Park")
    assert suggested(world, amara) == ["Linh Nguyen"]
    assert suggested(world, diego) == ["Bo Park"]
    assert suggested(world, amara) == ["Linh Nguyen"]
    assert suggestions.seats_to_ask_for(world.store, amara).mentors == 1
    with pytest.raises(Conflict, match="Linh Nguyen is a mentor of another cohort"):
        matches.ask_for_mentorship(world.store, diego, linh.membership_id, "Hello")
    manager = spring.manager()
    rounds.calculate(world.store, manager, RoundSettings())
    draft = rounds.current(world.store, manager).draft
    assert draft is not None
    assert [(pair.mentee, pair.mentor) for pair in draft.pairs] == [("Diego Ruiz", "Bo Park")]


def test_a_cohorts_numbers_are_its_own(world: World) -> None:
    spring = another_cohort(world)
    manager, later = world.manager(), spring.manager("Ida Berg")
    amara, linh = world.mentee(), world.mentor(capacity=3)
    spring.mentee("Diego Ruiz")
    spring.mentor("Bo Park", capacity=4)
    request = matches.ask_for_mentorship(world.store, amara, linh.membership_id, "Hello")
    matches.accept_request(world.store, linh, request)
    ours, theirs = cohort.today(world.store, manager), cohort.today(world.store, later)
    assert (ours.counts.mentees, ours.counts.with_room, ours.counts.mentors, ours.free_seats) == (1, 1, 1, 2)
    assert (theirs.counts.mentees, theirs.counts.with_room, theirs.counts.mentors, theirs.free_seats) == (1, 0, 1, 4)
    assert rounds.current(world.store, later).free_seats == 4
    assert cohort.analytics(world.store, manager).load["rooms"].sum() == 1
    assert cohort.analytics(world.store, later).load["rooms"].sum() == 0
    assert ours.without_mentor == 0
    assert theirs.without_mentor == 1
