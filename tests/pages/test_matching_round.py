"""Matching round: people without a mentor stand under what keeps them without one."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from mentoring.rounds import Pair, RoundSettings, RunView
from pages.parts.run_view import by_reason


def run_without(reasons: dict[str, str]) -> RunView:
    pair = Pair(UUID(int=1), "", "", None, "", "", None, (), "", "")
    return RunView(
        UUID(int=2), 1, "draft", datetime(2026, 11, 24), RoundSettings(min_score=0.35), 4, 2, 2, 0, 0.0, 0.0, 0.0, (),
        tuple(replace(pair, mentee=name, unmatched_reason=reason) for name, reason in reasons.items()), False,
    )  # fmt: skip


def test_those_with_the_same_reason_stand_together_the_most_first() -> None:
    low = "Below minimum score: the best allowed is 33 points, at least 35 points"
    run = run_without(
        {
            "Ada": low,
            "Bo": "No seat: no free seat at the only possible mentor",
            "Cy": "No seat: would need one more seat at one of 4 possible mentors",
            "Di": "No allowed mentor",
        }
    )
    assert by_reason(run) == {
        "No free seat": [("Bo", "1 possible mentor"), ("Cy", "4 possible mentors")],
        "Below 35 points": [("Ada", "best: 33 points")],
        "No mentor that the rules allow": [("Di", "")],
    }
