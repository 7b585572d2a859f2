"""A mentee's home: what waits for her, apart from what she waits for."""

from datetime import timedelta

from mentoring import clock, home, matches
from tests.support.world import NOON, World


def test_an_open_request_is_what_she_waits_for_and_nothing_that_waits_for_her(world: World) -> None:
    mentee, mentor = world.mentee(), world.mentor()
    (ask,) = home.waiting_for_me(world.store, mentee).waiting
    assert ask.headline == "Ask a mentor"
    matches.ask_for_mentorship(world.store, mentee, mentor.membership_id, "Hello")
    found = home.waiting_for_me(world.store, mentee)
    assert found.waiting == ()
    assert [(one.mentor_id, one.mentor) for one in found.asked] == [(mentor.membership_id, "Linh Nguyen")]


def test_the_first_hello_waits_only_in_the_first_days_of_a_room(world: World) -> None:
    mentee, mentor = world.mentee(), world.mentor()
    request = matches.ask_for_mentorship(world.store, mentee, mentor.membership_id, "Hello")
    matches.accept_request(world.store, mentor, request)
    (hello,) = home.waiting_for_me(world.store, mentee).waiting
    assert hello.headline == "Say hello to Linh"
    clock.set_now(NOON + timedelta(days=8, minutes=1))
    assert home.waiting_for_me(world.store, mentee).waiting == ()
