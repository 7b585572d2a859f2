"""Requests: what both sides see, and that seats, rooms and limits hold whatever happens in between."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from data import check
from data import rooms as room_rows
from mentoring import clock, matches, notices, rooms, rounds, schedule
from mentoring.access import Actor, Conflict, Invalid
from mentoring.rounds import RoundSettings
from tests.support.world import NOON, World


def headlines(world: World, actor: Actor) -> list[str]:
    return [notice.headline for notice in notices.my_notices(world.store, actor)]


def test_a_mentor_sees_who_asks_and_why_they_fit(world: World) -> None:
    mentee, mentor = world.mentee(), world.mentor()
    matches.ask_for_mentorship(world.store, mentee, mentor.membership_id, "Would you show me how you started?")
    (row,) = matches.open_requests_for_me(world.store, mentor).open
    assert (row.mentee, row.message) == ("Amara Okafor", "Would you show me how you started?")
    assert row.score is not None
    assert sum(part.points for part in row.rows) == pytest.approx(100 * row.score, abs=1e-3)
    assert (row.why, row.outcomes) == ("I want to answer questions with data every day.", ("Finish one SQL case",))
    assert {part.label for part in row.rows} >= {"Skills asked for", "Role wanted"}  # one wording for every reader
    assert headlines(world, mentor) == ["Amara Okafor asks you to be their mentor"]


def test_accepting_opens_a_room_and_closes_the_other_requests(world: World) -> None:
    mentee, linh, bo = world.mentee(), world.mentor(), world.mentor("Bo Park")
    to_linh = matches.ask_for_mentorship(world.store, mentee, linh.membership_id, "Hello")
    matches.ask_for_mentorship(world.store, mentee, bo.membership_id, "Hello")
    matches.accept_request(world.store, linh, to_linh)
    room = rooms.my_room(world.store, mentee)
    assert room is not None
    assert room.mentor.name == "Linh Nguyen"
    assert matches.open_requests_for_me(world.store, bo).open == ()
    (answered,) = matches.open_requests_for_me(world.store, linh).answered
    assert answered.room_id == room.id
    assert "Amara Okafor found a mentor" in headlines(world, bo)
    assert "Linh Nguyen said yes" in headlines(world, mentee)


def test_an_acceptance_taken_back_restores_what_it_closed(world: World) -> None:
    mentee, linh, bo = world.mentee(), world.mentor(), world.mentor("Bo Park")
    to_linh = matches.ask_for_mentorship(world.store, mentee, linh.membership_id, "Hello")
    matches.ask_for_mentorship(world.store, mentee, bo.membership_id, "Hello")
    matches.accept_request(world.store, linh, to_linh)
    matches.undo_accept(world.store, linh, to_linh)
    assert rooms.my_room(world.store, mentee) is None
    assert len(matches.open_requests_for_me(world.store, linh).open) == 1
    assert len(matches.open_requests_for_me(world.store, bo).open) == 1
    assert matches.open_requests_for_me(world.store, linh).answered == ()


def test_an_acceptance_stands_after_ten_minutes(world: World) -> None:
    mentee, mentor = world.mentee(), world.mentor()
    request = matches.ask_for_mentorship(world.store, mentee, mentor.membership_id, "Hello")
    matches.accept_request(world.store, mentor, request)
    clock.set_now(NOON + timedelta(minutes=11))
    with pytest.raises(Conflict, match="Ten minutes"):
        matches.undo_accept(world.store, mentor, request)


def test_three_open_requests_are_the_most(world: World) -> None:
    mentee = world.mentee()
    mentors = [world.mentor(f"Mentor {n}") for n in range(4)]
    for mentor in mentors[:3]:
        matches.ask_for_mentorship(world.store, mentee, mentor.membership_id, "Hello")
    with pytest.raises(Conflict, match="Three requests"):
        matches.ask_for_mentorship(world.store, mentee, mentors[3].membership_id, "Hello")
    matches.withdraw_request(world.store, mentee, matches.my_requests(world.store, mentee)[0].id)
    matches.ask_for_mentorship(world.store, mentee, mentors[3].membership_id, "Hello")


def test_the_last_seat_is_given_once_when_two_tabs_accept_at_once(world: World) -> None:
    mentor = world.mentor(capacity=1)
    mentees = [world.mentee(f"Mentee {n}") for n in range(6)]
    requests = [matches.ask_for_mentorship(world.store, mentee, mentor.membership_id, "Hello") for mentee in mentees]

    def accept(request_id: object) -> bool:
        try:
            matches.accept_request(world.store, mentor, request_id)  # type: ignore[arg-type]
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(accept, requests)) == 1
    assert len(room_rows.open_rooms_of_mentor(world.store, mentor.membership_id)) == 1
    assert len(matches.open_requests_for_me(world.store, mentor).open) == 5


def test_a_full_mentor_cannot_be_asked(world: World) -> None:
    mentor = world.mentor(capacity=0)
    with pytest.raises(Conflict, match="no free seat"):
        matches.ask_for_mentorship(world.store, world.mentee(), mentor.membership_id, "Hello")


def test_a_no_reaches_the_mentee_with_its_reason(world: World) -> None:
    mentee, mentor = world.mentee(), world.mentor()
    request = matches.ask_for_mentorship(world.store, mentee, mentor.membership_id, "Hello")
    with pytest.raises(Invalid):
        matches.decline_request(world.store, mentor, request, "  ")
    matches.decline_request(world.store, mentor, request, "I am away until March.")
    (mine,) = matches.my_requests(world.store, mentee)
    assert (mine.state, mine.reason) == ("declined", "I am away until March.")


def test_silence_is_reminded_of_and_ends_after_two_weeks(world: World) -> None:
    mentee, mentor = world.mentee(), world.mentor()
    matches.ask_for_mentorship(world.store, mentee, mentor.membership_id, "Hello")
    clock.set_now(NOON + timedelta(days=3, minutes=1))
    assert schedule.run_due(world.store) == 1
    assert schedule.run_due(world.store) == 0
    assert "Amara Okafor still waits for your answer" in headlines(world, mentor)
    clock.set_now(NOON + timedelta(days=14, minutes=1))
    assert schedule.run_due(world.store) == 1
    assert matches.my_requests(world.store, mentee)[0].state == "expired"


def test_a_round_matches_who_waits_and_takes_only_free_seats(world: World) -> None:
    manager, linh = world.manager(), world.mentor(capacity=2)
    settled, *waiting = [world.mentee(f"Mentee {n}") for n in range(4)]
    request = matches.ask_for_mentorship(world.store, settled, linh.membership_id, "Hello")
    matches.accept_request(world.store, linh, request)
    run = rounds.calculate(world.store, manager, RoundSettings())
    draft = rounds.current(world.store, manager).draft
    assert draft is not None
    assert (draft.mentees, draft.seats, draft.matched, len(draft.unmatched)) == (3, 1, 1, 2)
    assert all(pair.unmatched_reason for pair in draft.unmatched)
    assert rounds.publish(world.store, manager, run).rooms == 1
    assert sum(rooms.my_room(world.store, mentee) is not None for mentee in waiting) == 1


def test_pairs_that_conflict_while_publishing_are_named_and_left_out(world: World) -> None:
    manager = world.manager()
    linh, bo = world.mentor(capacity=1), world.mentor("Bo Park", capacity=1, teaches=("Figma",), current="UX designer")
    amara, diego = world.mentee(), world.mentee("Diego Fuentes", target="UX designer", wants=("Figma",))
    run = rounds.calculate(world.store, manager, RoundSettings())
    request = matches.ask_for_mentorship(world.store, amara, linh.membership_id, "Hello")
    matches.accept_request(world.store, linh, request)
    published = rounds.publish(world.store, manager, run)
    assert published.rooms == 1
    assert published.left_out == ("Amara Okafor has a mentorship room in this cohort already.",)
    assert rooms.my_room(world.store, diego) is not None
    assert len(rooms.my_mentees(world.store, bo)) == 1


def test_a_mistaken_publish_is_taken_back(world: World) -> None:
    manager, mentor, other = world.manager(), world.mentor(capacity=1), world.mentor("Bo Park", teaches=())
    mentee = world.mentee()
    matches.ask_for_mentorship(world.store, mentee, other.membership_id, "Hello")
    run = rounds.calculate(world.store, manager, RoundSettings())
    rounds.publish(world.store, manager, run)
    assert matches.open_requests_for_me(world.store, other).open == ()
    assert rounds.undo_publish(world.store, manager, run) == 1
    assert rooms.my_room(world.store, mentee) is None
    assert len(matches.open_requests_for_me(world.store, other).open) == 1
    assert rooms.my_mentees(world.store, mentor) == ()
    assert "Your match with Linh Nguyen was taken back" in headlines(world, mentee)
    assert "Your match with Amara Okafor was taken back" in headlines(world, mentor)
    rounds.calculate(world.store, manager, RoundSettings())
    assert rounds.current(world.store, manager).number == 1


def test_a_round_taken_back_is_the_draft_again_and_can_be_published_again(world: World) -> None:
    manager, _, amara = world.manager(), world.mentor(), world.mentee()
    rounds.calculate(world.store, manager, RoundSettings(min_score=1))  # an older draft, without a pair
    run = rounds.calculate(world.store, manager, RoundSettings())
    rounds.publish(world.store, manager, run)
    rounds.undo_publish(world.store, manager, run)
    draft = rounds.current(world.store, manager).draft
    assert draft is not None
    assert (draft.matched, draft.changed_since) == (1, False)
    with pytest.raises(Conflict):
        rounds.publish(world.store, manager, run)
    assert rounds.publish(world.store, manager, draft.id).rooms == 1
    assert rooms.my_room(world.store, amara) is not None
    assert check.faults(world.store) == []


def test_a_round_taken_back_knows_that_people_changed_meanwhile(world: World) -> None:
    manager, _, _ = world.manager(), world.mentor(), world.mentee()
    run = rounds.calculate(world.store, manager, RoundSettings())
    rounds.publish(world.store, manager, run)
    world.mentee("Diego Fuentes")
    rounds.undo_publish(world.store, manager, run)
    draft = rounds.current(world.store, manager).draft
    assert draft is not None
    assert draft.changed_since


def test_a_round_taken_back_is_the_newest_draft_also_where_the_next_round_has_begun(world: World) -> None:
    manager, _, _ = world.manager(), world.mentor(), world.mentee()
    run = rounds.calculate(world.store, manager, RoundSettings())
    rounds.publish(world.store, manager, run)
    world.mentee("Diego Fuentes")
    rounds.calculate(world.store, manager, RoundSettings())
    rounds.undo_publish(world.store, manager, run)
    draft = rounds.current(world.store, manager).draft
    assert draft is not None
    assert [pair.mentee for pair in draft.pairs] == ["Amara Okafor"]
    assert check.faults(world.store) == []


def test_the_proof_speaks_of_points_also_where_most_people_come_first(world: World) -> None:
    manager, _, _ = world.manager(), world.mentor(), world.mentee()
    rounds.calculate(world.store, manager, RoundSettings(most_people_first=True))
    draft = rounds.current(world.store, manager).draft
    assert draft is not None
    assert draft.bound == pytest.approx(draft.total)
    assert draft.total < 1


def test_a_closed_room_shows_nobodys_goal(world: World) -> None:
    mentee, mentor = world.mentee(), world.mentor()
    request = matches.ask_for_mentorship(world.store, mentee, mentor.membership_id, "Hello")
    room_id = matches.accept_request(world.store, mentor, request)
    matches.undo_accept(world.store, mentor, request)
    for person in (mentee, mentor):
        with pytest.raises(Conflict, match="closed"):
            rooms.room(world.store, person, room_id)


def test_a_round_does_not_pair_those_of_whom_one_said_no(world: World) -> None:
    manager, mentee, linh = world.manager(), world.mentee(), world.mentor()
    request = matches.ask_for_mentorship(world.store, mentee, linh.membership_id, "Hello")
    matches.decline_request(world.store, linh, request, "I am full this spring.")
    rounds.calculate(world.store, manager, RoundSettings())
    draft = rounds.current(world.store, manager).draft
    assert draft is not None
    assert draft.pairs == ()


def test_a_no_after_the_draft_leaves_the_pair_out(world: World) -> None:
    manager, amara, diego, linh = world.manager(), world.mentee(), world.mentee("Diego Ruiz"), world.mentor()
    request = matches.ask_for_mentorship(world.store, amara, linh.membership_id, "Hello")
    run_id = rounds.calculate(world.store, manager, RoundSettings())
    matches.decline_request(world.store, linh, request, "I am full this spring.")
    current = rounds.current(world.store, manager)
    assert current.draft is not None
    assert current.draft.changed_since
    done = rounds.publish(world.store, manager, run_id=run_id)
    assert done.left_out == ("Linh Nguyen declined a request from Amara Okafor.",)
    assert rooms.my_room(world.store, amara) is None
    assert rooms.my_room(world.store, diego) is not None


def test_who_is_asked_again_may_be_paired_again(world: World) -> None:
    manager, mentee, linh = world.manager(), world.mentee(), world.mentor()
    request = matches.ask_for_mentorship(world.store, mentee, linh.membership_id, "Hello")
    matches.decline_request(world.store, linh, request, "Ask me again in spring.")
    clock.set_now(NOON + timedelta(days=1))
    matches.ask_for_mentorship(world.store, mentee, linh.membership_id, "Hello again")
    rounds.calculate(world.store, manager, RoundSettings())
    draft = rounds.current(world.store, manager).draft
    assert draft is not None
    assert len(draft.pairs) == 1
