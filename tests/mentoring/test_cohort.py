"""Today and Analytics: what the manager can do about what waits, and numbers that agree with each other."""

from datetime import timedelta

from mentoring import clock, cohort, matches
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
