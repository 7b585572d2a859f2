"""Due jobs: once in effect, also after a crash in the middle; a fault waits longer each time and stops nobody else."""

from datetime import timedelta
from uuid import UUID

import pytest

from data import schedule as due_rows
from data.schedule import DueJob
from data.store import Transaction
from mentoring import clock, matches, notices, schedule
from mentoring.access import Actor
from tests.support.world import NOON, World


def asked(world: World) -> tuple[Actor, Actor, UUID]:
    mentee, mentor = world.mentee(), world.mentor()
    return mentee, mentor, matches.ask_for_mentorship(world.store, mentee, mentor.membership_id, "Hello")


def told(world: World, actor: Actor) -> list[str]:
    return [notice.headline for notice in notices.my_notices(world.store, actor)]


def test_a_reminder_is_sent_once(world: World) -> None:
    _, mentor, _ = asked(world)
    assert schedule.run_due(world.store) == 0
    clock.set_now(NOON + timedelta(days=3, hours=1))
    assert schedule.run_due(world.store) == 1
    assert schedule.run_due(world.store) == 0
    assert told(world, mentor).count("Amara Okafor still waits for your answer") == 1


def test_the_same_due_row_taken_up_twice_does_its_work_once(world: World) -> None:
    _, mentor, _ = asked(world)
    clock.set_now(NOON + timedelta(days=3, hours=1))
    (row,) = due_rows.due(world.store, clock.now(), 10)
    for _ in range(2):  # as after a crash between the look and the work
        schedule._run_one(world.store, row)
    assert told(world, mentor).count("Amara Okafor still waits for your answer") == 1


def test_a_crash_in_the_middle_of_a_job_leaves_nothing_of_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _, mentor, _ = asked(world)
    clock.set_now(NOON + timedelta(days=3, hours=1))
    remind = schedule.HANDLERS["remind of request"]

    def half(tx: Transaction, job: DueJob) -> None:
        remind(tx, job)
        raise RuntimeError("the lights went out")

    monkeypatch.setitem(schedule.HANDLERS, "remind of request", half)
    assert schedule.run_due(world.store) == 0
    assert "Amara Okafor still waits for your answer" not in told(world, mentor)
    monkeypatch.setitem(schedule.HANDLERS, "remind of request", remind)
    clock.set_now(NOON + timedelta(days=3, hours=2))
    assert schedule.run_due(world.store) == 1
    assert told(world, mentor).count("Amara Okafor still waits for your answer") == 1


def test_a_job_that_always_fails_is_given_up_and_kept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(tx: Transaction, job: DueJob) -> None:
        raise RuntimeError("always")

    asked(world)
    monkeypatch.setitem(schedule.HANDLERS, "remind of request", broken)
    for day in range(3, 10):
        clock.set_now(NOON + timedelta(days=day, hours=1))
        schedule.run_due(world.store)
    rows = world.store.read("SELECT state, attempts, fault FROM due_jobs WHERE kind = 'remind of request'")
    assert rows == [("failed", 5, "RuntimeError: always")]


def test_a_request_nobody_answers_frees_its_place(world: World) -> None:
    mentee, mentor, _ = asked(world)
    clock.set_now(NOON + timedelta(days=14, hours=1))
    schedule.run_due(world.store)
    assert "Linh Nguyen did not answer in two weeks" in told(world, mentee)
    assert matches.open_requests_for_me(world.store, mentor).open == ()
    matches.ask_for_mentorship(world.store, mentee, mentor.membership_id, "Hello again")


def test_a_request_that_is_open_again_has_its_two_weeks_again(world: World) -> None:
    mentee, mentor, request_id = asked(world)
    clock.set_now(NOON + timedelta(days=4))
    schedule.run_due(world.store)
    matches.accept_request(world.store, mentor, request_id)
    clock.set_now(NOON + timedelta(days=4, minutes=5))
    matches.undo_accept(world.store, mentor, request_id)
    clock.set_now(NOON + timedelta(days=8))
    schedule.run_due(world.store)
    assert told(world, mentor).count("Amara Okafor still waits for your answer") == 2
    clock.set_now(NOON + timedelta(days=15))
    schedule.run_due(world.store)
    assert matches.open_requests_for_me(world.store, mentor).open != ()
    clock.set_now(NOON + timedelta(days=19))
    schedule.run_due(world.store)
    assert "Linh Nguyen did not answer in two weeks" in told(world, mentee)


def test_a_request_closed_by_a_match_that_is_taken_back_expires_all_the_same(world: World) -> None:
    mentee, asked_first, _ = asked(world)
    other = world.mentor("Tomás Silva")
    second = matches.ask_for_mentorship(world.store, mentee, other.membership_id, "Hello")
    clock.set_now(NOON + timedelta(days=13, hours=23, minutes=55))
    matches.accept_request(world.store, other, second)
    clock.set_now(NOON + timedelta(days=14, minutes=1))
    schedule.run_due(world.store)  # both are answered or closed: nothing happens to them
    matches.undo_accept(world.store, other, second)
    assert len(matches.open_requests_for_me(world.store, asked_first).open) == 1
    clock.set_now(NOON + timedelta(days=29))
    schedule.run_due(world.store)
    assert matches.open_requests_for_me(world.store, asked_first).open == ()
