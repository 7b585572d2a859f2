"""Matching rounds as the manager works with them: drafts, reasons, publishing and taking back."""

import pytest

from mentoring import offers, rounds
from mentoring.access import Actor
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
