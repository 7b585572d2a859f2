"""Matching rounds as the manager works with them: drafts, reasons, publishing and taking back."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from data import programs as program_rows
from data.store import new_id
from mentoring import clock, cohort, matches, notices, offers, programs, rooms, rounds, runs
from mentoring.access import Actor, Conflict
from mentoring.rounds import RoundSettings, RunView
from mentoring.runs import _in_points
from tests.support.world import NOON, World


def draft_of(world: World, manager: Actor) -> RunView:
    draft = rounds.current(world.store, manager).draft
    assert draft is not None
    return draft


def test_a_mentee_whom_no_rule_lets_be_matched_is_told_which(world: World) -> None:
    manager, linh, _ = world.manager(), world.mentor(), world.mentee()
    offers.pause(world.store, linh, NOON.date().replace(year=2027))
    rounds.calculate(world.store, manager, RoundSettings())
    (left_out,) = draft_of(world, manager).unmatched
    assert left_out.unmatched_reason == "No allowed mentor: takes no new mentees at the moment"


@pytest.mark.parametrize(
    ("engine", "said"),
    [
        ("the best allowed is 0.710, at least 0.800", "The best allowed is 71 points, at least 80 points"),
        ("the best allowed is 0.762, at least 0.765", "The best allowed is 76.2 points, at least 76.5 points"),
        ("the best allowed is 0.7648, at least 0.7650", "The best allowed is 76.48 points, at least 76.50 points"),
        ("no seat: others fill every seat", "No seat: others fill every seat"),
    ],
)
def test_points_that_differ_are_shown_to_differ(engine: str, said: str) -> None:
    assert _in_points(engine) == said


def calculated(world: World, manager: Actor) -> UUID:
    return rounds.calculate(world.store, manager, RoundSettings())


def headlines(world: World, actor: Actor) -> list[str]:
    return [notice.headline for notice in notices.my_notices(world.store, actor)]


def test_publishing_tells_both_of_each_pair_and_nobody_else(world: World) -> None:
    manager, amara, linh, bo = world.manager(), world.mentee(), world.mentor(), world.mentor("Bo Park", capacity=0)
    rounds.publish(world.store, manager, calculated(world, manager))
    assert headlines(world, amara) == ["Linh Nguyen is your mentor"]
    assert headlines(world, linh) == ["Amara Okafor is your mentee"]
    assert headlines(world, bo) == []


def test_a_draft_is_published_once(world: World) -> None:
    manager, amara = world.manager(), world.mentee()
    world.mentor()
    run = calculated(world, manager)
    rounds.publish(world.store, manager, run)
    with pytest.raises(Conflict, match="This draft was published meanwhile"):
        rounds.publish(world.store, manager, run)
    assert rooms.my_room(world.store, amara) is not None


def test_only_the_newest_draft_is_published(world: World) -> None:
    manager, amara = world.manager(), world.mentee()
    world.mentor()
    older, newer = calculated(world, manager), calculated(world, manager)
    with pytest.raises(Conflict, match="A newer draft has replaced this one"):
        rounds.publish(world.store, manager, older)
    assert rooms.my_room(world.store, amara) is None
    assert draft_of(world, manager).id == newer
    rounds.publish(world.store, manager, newer)
    with pytest.raises(Conflict, match="Another draft of this round is published already"):
        rounds.publish(world.store, manager, older)


def test_a_round_taken_back_is_the_draft_again_and_an_older_one_is_not(world: World) -> None:
    manager, _, _ = world.manager(), world.mentee(), world.mentor()
    older, newer = calculated(world, manager), calculated(world, manager)
    rounds.publish(world.store, manager, newer)
    rounds.undo_publish(world.store, manager, newer)
    again = draft_of(world, manager)
    assert (again.number, again.changed_since) == (3, False)
    assert [pair.mentee for pair in again.pairs] == ["Amara Okafor"]
    with pytest.raises(Conflict, match="A newer draft has replaced this one"):
        rounds.publish(world.store, manager, older)


def two_rounds(world: World, manager: Actor) -> tuple[UUID, UUID]:
    """Published one after the other, within a day."""
    world.mentor(capacity=5)
    runs = []
    for name in ("Amara Okafor", "Diego Ruiz"):
        world.mentee(name)
        calculated(world, manager)  # a draft that the next one replaces
        runs.append(calculated(world, manager))
        rounds.publish(world.store, manager, runs[-1])
    return runs[0], runs[1]


def test_a_round_is_not_taken_back_under_a_later_one(world: World) -> None:
    manager = world.manager()
    first, second = two_rounds(world, manager)
    with pytest.raises(Conflict, match="A later round is published already"):
        rounds.undo_publish(world.store, manager, first)  # as from a tab that was left open
    now = rounds.current(world.store, manager)
    assert (now.number, now.published_number, now.draft) == (3, 2, None)
    assert rounds.undo_publish(world.store, manager, second) == 1
    assert rounds.undo_publish(world.store, manager, first) == 1


def test_rounds_taken_back_one_after_the_other_leave_one_under_way(world: World) -> None:
    manager = world.manager()
    for run in reversed(two_rounds(world, manager)):
        rounds.undo_publish(world.store, manager, run)
    now = rounds.current(world.store, manager)
    assert (now.number, now.published) == (2, None)
    assert draft_of(world, manager).changed_since  # it is the draft of the round before, and people have come since
    run = calculated(world, manager)
    assert draft_of(world, manager).id == run
    assert rounds.current(world.store, manager).number == 2
    assert cohort.today(world.store, manager).waiting[0].headline == "A draft waits to be published"
    assert rounds.publish(world.store, manager, run).rooms == 2


def test_a_published_round_is_taken_back_within_a_day_and_not_after(world: World) -> None:
    manager, amara, _ = world.manager(), world.mentee(), world.mentor()
    run = calculated(world, manager)
    rounds.publish(world.store, manager, run)
    clock.set_now(NOON + timedelta(days=1, minutes=1))
    assert rounds.current(world.store, manager).undo_until is None
    with pytest.raises(Conflict, match="A day has passed"):
        rounds.undo_publish(world.store, manager, run)
    assert rooms.my_room(world.store, amara) is not None
    clock.set_now(NOON + timedelta(hours=23))
    assert rounds.undo_publish(world.store, manager, run) == 1
    assert rooms.my_room(world.store, amara) is None


def test_a_draft_of_which_no_pair_holds_any_more_stays_a_draft(world: World) -> None:
    manager, amara, linh = world.manager(), world.mentee(), world.mentor()
    run = calculated(world, manager)
    matches.accept_request(
        world.store, linh, matches.ask_for_mentorship(world.store, amara, linh.membership_id, "Hello")
    )
    with pytest.raises(Conflict, match="No pair of this draft can be published any more"):
        rounds.publish(world.store, manager, run)
    now = rounds.current(world.store, manager)
    assert now.published is None
    assert draft_of(world, manager).id == run


def with_rules(world: World, **rules: object) -> runs.Result:
    cohort = program_rows.cohort(world.store, world.cohort_id)
    settings = programs.settings_of(program_rows.program(world.store, world.program_id), cohort)
    chosen = replace(settings, rules=replace(settings.rules, **rules))  # type: ignore[arg-type]
    return runs.calculate(new_id(), world.program_id, runs.input_of(world.store, cohort), chosen)


def test_who_is_always_together_is_matched_whatever_the_score(world: World) -> None:
    amara, far = world.mentee(), world.mentor("Bo Park", current="Chef", past="Baker (2012-2022)", teaches=("Baking",))
    world.mentor()
    ids = (str(amara.membership_id), str(far.membership_id))
    (match,) = with_rules(world).matches
    assert match.mentor_id != far.membership_id
    (match,) = with_rules(world, together=(ids,)).matches
    assert match.mentor_id == far.membership_id


def test_rules_that_contradict_who_is_together_are_named(world: World) -> None:
    amara, cy, linh = world.mentee(), world.mentee("Cy Young"), world.mentor(capacity=1)
    first, second = ((str(mentee.membership_id), str(linh.membership_id)) for mentee in (amara, cy))
    with pytest.raises(Conflict, match=r"Amara Okafor and Linh Nguyen .* kept apart by a rule\.$"):
        with_rules(world, together=(first,), apart=(first,))
    with pytest.raises(Conflict, match=r"Linh Nguyen .* with Amara Okafor and Cy Young by rules, but only one seat is"):
        with_rules(world, together=(first, second))
    other = (str(amara.membership_id), str(world.mentor("Bo Park").membership_id))
    with pytest.raises(Conflict, match=r"Amara Okafor is to be together with .* only one can be the mentor"):
        with_rules(world, together=(first, other))
