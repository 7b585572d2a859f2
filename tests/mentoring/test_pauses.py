"""A pause means one thing everywhere: while its end lies after today, nobody new is sent to this mentor."""

from datetime import date, timedelta

import pytest

from data import programs as program_rows
from data.programs import Cohort
from data.store import new_id
from mentoring import clock, cohort, matches, offers, people, rooms, rounds, suggestions
from mentoring.access import Actor, Conflict, Invalid
from mentoring.filters import Filters
from mentoring.rounds import RoundSettings
from tests.support.world import NOON, World

TODAY = NOON.date()
EIGHT_WEEKS = timedelta(weeks=8)


def before_the_cohort(world: World) -> World:
    """The same program with a cohort that starts in ten weeks, long after a pause of eight."""
    starts = TODAY + timedelta(weeks=10)
    later = Cohort(new_id(), world.program_id, "Spring 2027", starts, starts + timedelta(weeks=24))
    world.store.write(lambda tx: program_rows.add_cohort(tx, later))
    return World(world.store, world.program_id, later.id)


def suggested(world: World, mentee: Actor) -> list[str]:
    return [card.name for card in suggestions.suggested_mentors(world.store, mentee, Filters()).cards]


def test_a_paused_mentor_is_not_shown_asked_or_matched_and_her_seats_are_not_free(world: World) -> None:
    later = before_the_cohort(world)
    manager, mentee, linh = later.manager(), later.mentee(), later.mentor(capacity=3)
    bo = later.mentor("Bo Park", capacity=1)
    offers.pause(later.store, linh, TODAY + EIGHT_WEEKS)
    assert suggested(later, mentee) == ["Bo Park"]
    assert suggestions.seats_to_ask_for(later.store, mentee).free == 1
    with pytest.raises(Conflict, match="Linh Nguyen takes a pause"):
        matches.ask_for_mentorship(later.store, mentee, linh.membership_id, "Hello")
    assert cohort.today(later.store, manager).free_seats == 1
    assert cohort.today(later.store, manager).counts.paused_mentors == 1
    assert rounds.current(later.store, manager).free_seats == 1
    rounds.calculate(later.store, manager, RoundSettings())
    draft = rounds.current(later.store, manager).draft
    assert draft is not None
    assert draft.seats == 1
    assert [pair.mentor_id for pair in draft.pairs] == [bo.membership_id]
    offer = people.profile(later.store, mentee, linh.membership_id).offer
    assert offer is not None
    assert offer.paused


def test_a_pause_is_over_on_its_last_day(world: World) -> None:
    manager, mentee, linh = world.manager(), world.mentee(), world.mentor(capacity=3)
    offers.pause(world.store, linh, TODAY + EIGHT_WEEKS)
    clock.set_now(NOON + EIGHT_WEEKS)
    assert offers.my_offer(world.store, linh).paused_until is None
    assert suggested(world, mentee) == ["Linh Nguyen"]
    assert cohort.today(world.store, manager).free_seats == 3
    assert cohort.today(world.store, manager).counts.paused_mentors == 0
    matches.ask_for_mentorship(world.store, mentee, linh.membership_id, "Hello")


@pytest.mark.parametrize("until", [TODAY, TODAY - timedelta(days=1), date(1970, 1, 1)])
def test_a_pause_that_would_be_over_at_once_is_refused(world: World, until: date) -> None:
    with pytest.raises(Invalid, match="still to come"):
        offers.pause(world.store, world.mentor(), until)


def test_publishing_leaves_out_who_paused_since_the_draft(world: World) -> None:
    manager, linh = world.manager(), world.mentor(capacity=1)
    bo = world.mentor("Bo Park", capacity=1, teaches=("Figma",), current="UX designer")
    amara, diego = world.mentee(), world.mentee("Diego Ruiz", target="UX designer", wants=("Figma",))
    run = rounds.calculate(world.store, manager, RoundSettings())
    offers.pause(world.store, linh, TODAY + EIGHT_WEEKS)
    draft = rounds.current(world.store, manager).draft
    assert draft is not None
    assert draft.changed_since
    published = rounds.publish(world.store, manager, run)
    assert published.left_out == ("Linh Nguyen takes a pause, so Amara Okafor was not matched.",)
    assert rooms.my_room(world.store, amara) is None
    assert rooms.my_room(world.store, diego) is not None
    assert len(rooms.my_mentees(world.store, bo)) == 1


def test_a_mentor_may_say_yes_during_her_own_pause(world: World) -> None:
    mentee, linh = world.mentee(), world.mentor()
    request = matches.ask_for_mentorship(world.store, mentee, linh.membership_id, "Hello")
    offers.pause(world.store, linh, TODAY + EIGHT_WEEKS)
    matches.accept_request(world.store, linh, request)
    assert rooms.my_room(world.store, mentee) is not None


def test_a_draft_does_not_age_while_a_pause_goes_on(world: World) -> None:
    manager, linh, _ = world.manager(), world.mentor(), world.mentee()
    world.mentor("Bo Park")
    offers.pause(world.store, linh, TODAY + EIGHT_WEEKS)
    rounds.calculate(world.store, manager, RoundSettings())
    clock.set_now(NOON + timedelta(days=1))
    draft = rounds.current(world.store, manager).draft
    assert draft is not None
    assert not draft.changed_since
