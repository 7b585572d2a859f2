"""A person's page: what its form promises others read, and nothing beyond."""

from mentoring import matches, people
from tests.support.world import World


def test_a_mentee_reads_of_a_mentor_what_the_form_says_that_mentees_read(world: World) -> None:
    mentee, mentor = world.mentee(), world.mentor()
    found = people.profile(world.store, mentee, mentor.membership_id)
    assert found.offer is not None
    assert found.ways is not None
    assert found.offer.past_roles == ("Physics teacher @ Nordlys School (2012-2019)",)
    assert "teaching physics" in found.offer.bio
    assert found.ways.languages == ("English",)
    assert found.email == ""


def test_a_goal_and_its_ways_of_working_are_read_by_a_mentor_only_once_asked(world: World) -> None:
    mentee, mentor = world.mentee(), world.mentor()
    before = people.profile(world.store, mentor, mentee.membership_id)
    assert (before.goal, before.ways) == (None, None)
    matches.ask_for_mentorship(world.store, mentee, mentor.membership_id, "Hello")
    after = people.profile(world.store, mentor, mentee.membership_id)
    assert after.goal is not None
    assert after.ways is not None
