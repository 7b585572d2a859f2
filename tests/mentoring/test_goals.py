"""Goals and offers: saved once per window, drafts for their author alone, faults beside their field."""

from dataclasses import replace

import pytest

from mentoring import goals, offers
from mentoring.about import SkillLevel
from mentoring.access import Conflict, Invalid
from mentoring.goals import GoalForm
from tests.support.world import World


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
    goals.keep_draft(world.store, amara, half)
    assert goals.draft(world.store, amara) == half
    assert goals.draft(world.store, ben) is None
    goals.save_goal(world.store, amara, half, seen.version)
    assert goals.draft(world.store, amara) is None


def test_a_mentors_draft_is_not_her_goals_draft(world: World) -> None:
    both = world.mentee(also_mentor=True)
    offer = offers.my_offer(world.store, both)
    offers.keep_draft(world.store, both, replace(offer.form, bio="Half a sentence"))
    assert goals.draft(world.store, both) is None
    kept = offers.draft(world.store, both)
    assert kept is not None
    assert kept.bio == "Half a sentence"


def test_an_offer_saved_in_two_windows(world: World) -> None:
    linh = world.mentor()
    one = offers.my_offer(world.store, linh)
    offers.save_offer(world.store, linh, replace(one.form, capacity=4), one.version)
    with pytest.raises(Conflict):
        offers.save_offer(world.store, linh, replace(one.form, capacity=9), one.version)
    assert offers.my_offer(world.store, linh).seats_left == 4
