"""Today and Analytics: what the manager can do about what waits, and numbers that agree with each other."""

from datetime import timedelta

from mentoring import clock, cohort, matches, rounds
from tests.support.world import NOON, World


def test_a_request_that_waits_leads_to_the_mentor_who_does_not_answer(world: World) -> None:
    manager, mentee, mentor = world.manager(), world.mentee(), world.mentor()
    matches.ask_for_mentorship(world.store, mentee, mentor.membership_id, "Hello")
    clock.set_now(NOON + timedelta(days=4))
    waits = next(one for one in cohort.today(world.store, manager).waiting if "waits for" in one.headline)
    assert (waits.verb, waits.write_to) == ("Write", "linh@sample.example")


def test_who_never_signed_in_is_opened_as_the_list_of_exactly_these(world: World) -> None:
    manager, _ = world.manager(), world.mentee()
    silent = next(one for one in cohort.today(world.store, manager).waiting if "never signed in" in one.headline)
    assert (silent.page, silent.query) == ("people", (("people-show", "Never signed in"),))


def test_everybody_with_a_room_has_a_mentor_and_only_the_funnel_asks_for_a_goal_too(world: World) -> None:
    manager, mentor = world.manager(), world.mentor()
    people = [world.mentee(), world.mentee("Diego Fuentes", target="", why=""), world.mentee("Ada Lind")]
    for mentee in people[:2]:
        request = matches.ask_for_mentorship(world.store, mentee, mentor.membership_id, "Hello")
        matches.accept_request(world.store, mentor, request)
    found = cohort.analytics(world.store, manager)
    assert (found.counts.with_room, found.seats_used, found.counts.came_all_the_way) == (2, 2, 1)
    assert found.funnel["people"].tolist() == [3, 2, 1, 1]
    assert cohort.today(world.store, manager).without_mentor == 1
    assert rounds.current(world.store, manager).waiting == 1
