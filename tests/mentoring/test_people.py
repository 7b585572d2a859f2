"""A person's page: who sees how much of it, before, while and after two people have to do with each other."""

from dataclasses import replace

import pytest

from mentoring import goals, matches, people
from mentoring.access import Actor
from tests.support.world import World


def seen(world: World, reader: Actor, person: Actor) -> tuple[bool, bool, bool]:
    """Whether the reader is shown the e-mail address, the goal and the current role."""
    found = people.profile(world.store, reader, person.membership_id)
    return bool(found.email), found.goal is not None, bool(found.current_role)


EVERYTHING, NOTHING = (True, True, True), (False, False, False)
NO_ADDRESS = (False, True, True)


def test_a_mentees_page_is_for_her_and_the_manager(world: World) -> None:
    amara = world.mentee()
    assert seen(world, amara, amara) == EVERYTHING
    assert seen(world, world.manager(), amara) == EVERYTHING
    assert seen(world, world.mentee("Ada Lind"), amara) == NOTHING
    assert seen(world, world.mentor(), amara) == NOTHING
    found = people.profile(world.store, world.manager("Ida Berg"), amara.membership_id)
    assert (found.email, found.current_role) == ("amara@sample.example", "Maths teacher")
    assert found.goal is not None
    assert found.goal.why == "I want to answer questions with data every day."


def test_a_mentor_sees_goal_and_role_while_she_is_asked(world: World) -> None:
    amara, linh, bo = world.mentee(), world.mentor(), world.mentor("Bo Park")
    matches.ask_for_mentorship(world.store, amara, linh.membership_id, "Hello")
    assert seen(world, linh, amara) == NO_ADDRESS
    assert seen(world, bo, amara) == NOTHING


@pytest.mark.parametrize("end", ["declined", "withdrawn"])
def test_a_request_that_has_ended_shows_nothing_any_more(world: World, end: str) -> None:
    amara, linh = world.mentee(), world.mentor()
    request = matches.ask_for_mentorship(world.store, amara, linh.membership_id, "Hello")
    if end == "declined":
        matches.decline_request(world.store, linh, request, "I am full this spring.")
    else:
        matches.withdraw_request(world.store, amara, request)
    assert seen(world, linh, amara) == NOTHING


def test_two_in_a_room_see_each_other_and_no_longer_once_it_is_taken_back(world: World) -> None:
    amara, linh = world.mentee(), world.mentor()
    request = matches.ask_for_mentorship(world.store, amara, linh.membership_id, "Hello")
    matches.accept_request(world.store, linh, request)
    assert seen(world, linh, amara) == EVERYTHING
    assert seen(world, amara, linh) == (True, False, True)
    matches.undo_accept(world.store, linh, request)
    assert seen(world, linh, amara) == NO_ADDRESS  # the request is open again
    assert seen(world, amara, linh) == (False, False, True)


def test_a_mentors_current_role_is_public_and_her_own_goal_is_not(world: World) -> None:
    reader, both = world.mentee("Ada Lind"), world.mentee(also_mentor=True)
    assert seen(world, reader, world.mentor()) == (False, False, True)
    assert seen(world, reader, both) == (False, False, True)


@pytest.mark.parametrize("answer", ["declined", "accepted"])
def test_an_answered_request_does_not_carry_what_the_mentee_wants_now(world: World, answer: str) -> None:
    amara, linh = world.mentee(), world.mentor()
    request = matches.ask_for_mentorship(world.store, amara, linh.membership_id, "Hello")
    (row,) = matches.open_requests_for_me(world.store, linh).open
    assert (row.current_role, row.target_role) == ("Maths teacher", "Data analyst")
    assert row.why
    if answer == "declined":
        matches.decline_request(world.store, linh, request, "I am full this spring.")
    else:
        matches.accept_request(world.store, linh, request)
    goal = goals.my_goal(world.store, amara)
    goals.save_goal(world.store, amara, replace(goal.form, why="My manager must not know"), goal.version)
    (row,) = matches.open_requests_for_me(world.store, linh).answered
    assert (row.current_role, row.target_role, row.why) == ("", "", "")
    assert (row.mentee, row.message, row.state) == ("Amara Okafor", "Hello", answer)


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
