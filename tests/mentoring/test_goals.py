"""Goals and offers: saved once per window, drafts for their author alone, faults beside their field."""

import json
from dataclasses import asdict, replace
from datetime import timedelta

import pytest

from data import drafts as draft_rows
from mentoring import goals, offers
from mentoring.about import SkillLevel
from mentoring.access import Conflict, Invalid
from mentoring.goals import GoalDraft, GoalForm
from tests.support.world import NOON, World


def test_the_second_of_two_windows_is_told_and_loses_nothing_of_the_first(world: World) -> None:
    amara = world.mentee()
    one, two = goals.my_goal(world.store, amara), goals.my_goal(world.store, amara)
    goals.save_goal(world.store, amara, replace(one.form, target_role="Analytics engineer"), one.version)
    with pytest.raises(Conflict, match="another window"):
        goals.save_goal(world.store, amara, replace(two.form, target_role="Product analyst"), two.version)
    assert goals.my_goal(world.store, amara).form.target_role == "Analytics engineer"


def test_two_windows_that_both_write_the_first_goal(world: World) -> None:
    amara = world.mentee()
    world.store.write(lambda tx: tx.run("DELETE FROM goals WHERE membership_id = $1", [amara.membership_id]))
    empty = goals.my_goal(world.store, amara)
    goals.save_goal(world.store, amara, replace(empty.form, target_role="Data analyst"), empty.version)
    with pytest.raises(Conflict):
        goals.save_goal(world.store, amara, replace(empty.form, target_role="Writer"), empty.version)


def test_a_saved_goal_comes_back_as_it_was_written(world: World) -> None:
    amara = world.mentee()
    seen = goals.my_goal(world.store, amara)
    form = GoalForm(
        "Analyst 📈", "مرحبا <b>why</b>", ("One", "Two"), (SkillLevel("SQL", 4, 1),), "sales", seen.form.about
    )
    goals.save_goal(world.store, amara, form, seen.version)
    assert goals.my_goal(world.store, amara).form == form


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("outcomes", {"outcomes": ("a", "b", "c", "d")}),
        ("target_role", {"target_role": "x" * 5_000}),
        ("why", {"why": "x" * 50_000}),
    ],
)
def test_what_cannot_be_taken_is_named_by_its_field(world: World, field: str, change: dict[str, object]) -> None:
    amara = world.mentee()
    seen = goals.my_goal(world.store, amara)
    with pytest.raises(Invalid) as refusal:
        goals.save_goal(world.store, amara, replace(seen.form, **change), seen.version)  # type: ignore[arg-type]
    assert refusal.value.field == field
    assert goals.my_goal(world.store, amara) == seen


def test_a_draft_is_its_authors_and_ends_when_the_goal_is_saved(world: World) -> None:
    amara, ben = world.mentee(), world.mentee("Ben Ito")
    seen = goals.my_goal(world.store, amara)
    half = replace(seen.form, why="Because", skills=(SkillLevel("dbt", 3, None),))
    goals.keep_draft(world.store, amara, half, seen.version)
    assert goals.draft(world.store, amara) == GoalDraft(half, seen.version, outdated=False)
    assert goals.draft(world.store, ben) is None
    goals.save_goal(world.store, amara, half, seen.version)
    assert goals.draft(world.store, amara) is None


def test_a_mentors_draft_is_not_her_goals_draft(world: World) -> None:
    both = world.mentee(also_mentor=True)
    offer = offers.my_offer(world.store, both)
    offers.keep_draft(world.store, both, replace(offer.form, bio="Half a sentence"), offer.version)
    assert goals.draft(world.store, both) is None
    kept = offers.draft(world.store, both)
    assert kept is not None
    assert kept.form.bio == "Half a sentence"


def test_an_offer_saved_in_two_windows(world: World) -> None:
    linh = world.mentor()
    one = offers.my_offer(world.store, linh)
    offers.save_offer(world.store, linh, replace(one.form, capacity=4), one.version)
    with pytest.raises(Conflict):
        offers.save_offer(world.store, linh, replace(one.form, capacity=9), one.version)
    assert offers.my_offer(world.store, linh).seats_left == 4


def test_what_both_roles_share_is_not_put_back_by_the_other_form(world: World) -> None:
    both = world.mentee(also_mentor=True)
    goal, offer = goals.my_goal(world.store, both), offers.my_offer(world.store, both)
    moved = replace(goal.form.about, time_zone="Asia/Tokyo", current_role="Analyst in training")
    goals.save_goal(world.store, both, replace(goal.form, about=moved), goal.version)
    with pytest.raises(Conflict, match="another window"):
        offers.save_offer(world.store, both, replace(offer.form, bio="Hello"), offer.version)
    assert offers.my_offer(world.store, both).form.about == moved
    assert offers.my_offer(world.store, both).form.bio == ""


def test_and_the_other_way_round(world: World) -> None:
    both = world.mentee(also_mentor=True)
    goal, offer = goals.my_goal(world.store, both), offers.my_offer(world.store, both)
    moved = replace(offer.form.about, time_zone="Asia/Tokyo")
    offers.save_offer(world.store, both, replace(offer.form, about=moved), offer.version)
    with pytest.raises(Conflict, match="another window"):
        goals.save_goal(world.store, both, replace(goal.form, why="Because"), goal.version)
    assert goals.my_goal(world.store, both).form.about == moved


def test_two_forms_that_change_nothing_shared_do_not_disturb_each_other(world: World) -> None:
    both = world.mentee(also_mentor=True)
    goal, offer = goals.my_goal(world.store, both), offers.my_offer(world.store, both)
    goals.save_goal(world.store, both, replace(goal.form, why="Because"), goal.version)
    offers.save_offer(world.store, both, replace(offer.form, bio="Hello"), offer.version)
    assert goals.my_goal(world.store, both).form.why == "Because"
    assert offers.my_offer(world.store, both).form.bio == "Hello"


def test_a_draft_begun_before_the_goal_was_saved_elsewhere_says_so_and_does_not_overwrite(world: World) -> None:
    amara = world.mentee()
    seen = goals.my_goal(world.store, amara)
    goals.save_goal(world.store, amara, replace(seen.form, target_role="Analytics engineer"), seen.version)
    goals.keep_draft(world.store, amara, replace(seen.form, why="Half"), seen.version)
    kept = goals.draft(world.store, amara)  # as after a reload
    assert kept is not None
    assert kept.outdated
    with pytest.raises(Conflict):
        goals.save_goal(world.store, amara, kept.form, kept.version)
    assert goals.my_goal(world.store, amara).form.target_role == "Analytics engineer"


def test_a_draft_of_a_profile_says_when_it_is_outdated_and_a_pause_does_not_make_it_so(world: World) -> None:
    linh = world.mentor()
    seen = offers.my_offer(world.store, linh)
    offers.keep_draft(world.store, linh, replace(seen.form, bio="Half"), seen.version)
    offers.pause(world.store, linh, NOON.date() + timedelta(weeks=4))
    kept = offers.draft(world.store, linh)
    assert kept is not None
    assert not kept.outdated
    offers.save_offer(world.store, linh, replace(seen.form, capacity=5), seen.version)
    offers.keep_draft(world.store, linh, replace(seen.form, bio="Half a sentence"), seen.version)
    kept = offers.draft(world.store, linh)
    assert kept is not None
    assert kept.outdated
    with pytest.raises(Conflict):
        offers.save_offer(world.store, linh, kept.form, kept.version)
    assert offers.my_offer(world.store, linh).form.capacity == 5
    assert offers.my_offer(world.store, linh).paused_until is not None


def test_a_draft_from_before_drafts_had_versions_counts_as_outdated(world: World) -> None:
    amara = world.mentee()
    form = goals.my_goal(world.store, amara).form
    old = json.dumps(asdict(form))
    world.store.write(lambda tx: draft_rows.keep(tx, amara.person_id, amara.program_id, "goal", old, NOON))
    kept = goals.draft(world.store, amara)
    assert kept is not None
    assert kept.form == form
    assert kept.outdated
