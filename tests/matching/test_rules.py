"""Hard rules forbid what they name; what is unknown never forbids."""

from datetime import date
from typing import Any

import pytest

from matching import Mentee, Mentor, Rules, assign, locked_pairs, score, why_not_allowed, why_unmatched

EVENING = ((0, 1080, 1200),)
MORNING = ((0, 480, 600),)
UTC: dict[str, Any] = {"time_zone": "Etc/UTC"}
FORBIDDEN = {
    "the same person": (Mentee("m"), Mentor("m"), Rules()),
    "takes no new mentees at the moment": (
        Mentee("n"), Mentor("m", paused_until=date(2026, 12, 1)), Rules(week=date(2026, 11, 2))),
    "kept apart by a rule": (Mentee("n"), Mentor("m"), Rules(apart=(("n", "m"),))),
    "a required language is missing": (
        Mentee("n", languages=("en",)), Mentor("m", languages=("de",)), Rules(required_languages=("en",))),
    "too few shared hours": (
        Mentee("n", availability=EVENING, **UTC), Mentor("m", availability=MORNING, **UTC), Rules(min_overlap_hours=1)),
    "the same reporting line": (Mentee("n", manager_id="m"), Mentor("m"), Rules()),
    "the same team": (Mentee("n", team="Ward"), Mentor("m", team="ward"), Rules(same_team=False)),
    "a rule on attributes": (
        Mentee("n", attributes={"site": "A"}), Mentor("m", attributes={"site": "B"}), Rules(must_share=("site",))),
}  # fmt: skip
EVERY_RULE = Rules(
    apart=(("x", "y"),), required_languages=("en",), min_overlap_hours=5, same_team=False, must_share=("site",),
    must_differ=("unit",), week=date(2026, 1, 5),
)  # fmt: skip


@pytest.mark.parametrize("said", FORBIDDEN)
def test_each_rule_forbids_and_says_so(said: str) -> None:
    mentee, mentor, rules = FORBIDDEN[said]
    s = score([mentee], [mentor], rules=rules)
    assert not s.allowed[0, 0]
    assert why_not_allowed(s, 0, 0) == (said,)


def test_who_is_left_without_a_mentor_is_told_the_rules_that_forbid_all_of_them() -> None:
    mentors = [Mentor("m", paused_until=date(2026, 12, 1)), Mentor("k", team="Ward"), Mentor("l", team="ward")]
    s = score([Mentee("n", team="Ward"), Mentee("o")], mentors, rules=Rules(same_team=False))
    a = assign(s, [1, 0, 0])
    assert why_unmatched(s, a, 0) == "no allowed mentor: takes no new mentees at the moment, the same team"
    assert why_unmatched(s, a, 1) == "no seat: no free seat at the 2 possible mentors"
    nobody = score([Mentee("n")], [])
    assert why_unmatched(nobody, assign(nobody, []), 0) == "no allowed mentor"


@pytest.mark.parametrize("blank", [None, ""])
def test_what_is_unknown_on_both_sides_never_forbids(blank: str | None) -> None:
    unknown = {"site": blank or "", "unit": blank or ""}
    mentee = Mentee("n", team=blank, manager_id=blank, attributes=unknown)
    mentor = Mentor("m", team=blank, manager_id=blank, attributes=unknown)
    s = score([mentee], [mentor], rules=EVERY_RULE)
    assert s.allowed[0, 0]
    assert why_not_allowed(s, 0, 0) == ()


def test_what_is_unknown_on_one_side_never_forbids() -> None:
    full: dict[str, Any] = {
        "team": "Ward",
        "manager_id": "boss",
        "languages": ("en",),
        "attributes": {"site": "A", "unit": "B"},
    }
    s = score([Mentee("n", **full), Mentee("k")], [Mentor("m"), Mentor("l", **full)], rules=EVERY_RULE)
    assert s.allowed[0, 0]
    assert s.allowed[1].all()


def test_apart_holds_whoever_is_named_first() -> None:
    assert not score([Mentee("n")], [Mentor("m")], rules=Rules(apart=(("m", "n"),))).allowed[0, 0]


@pytest.mark.parametrize(
    ("mentee", "mentor"),
    [
        (Mentee("n", manager_id="m"), Mentor("m")),
        (Mentee("n"), Mentor("m", manager_id="n")),
        (Mentee("n", manager_id="boss"), Mentor("m", manager_id="boss")),
    ],
)
def test_a_reporting_line_is_up_down_or_shared(mentee: Mentee, mentor: Mentor) -> None:
    assert not score([mentee], [mentor]).allowed[0, 0]
    assert score([mentee], [mentor], rules=Rules(same_reporting_line=True)).allowed[0, 0]


def test_a_pause_that_is_over_by_the_week_does_not_forbid() -> None:
    mentor = Mentor("m", paused_until=date(2026, 11, 1))
    assert score([Mentee("n")], [mentor], rules=Rules(week=date(2026, 11, 2))).allowed[0, 0]
    assert not score([Mentee("n")], [mentor]).allowed[0, 0]


def test_seats_are_no_rule() -> None:
    assert score([Mentee("n")], [Mentor("m", capacity=0), Mentor("k", capacity=1, seats_taken=1)]).allowed.all()


def test_must_differ_forbids_the_same_and_allows_the_other() -> None:
    mentors = [Mentor("m", attributes={"unit": "A"}), Mentor("k", attributes={"unit": "B"})]
    s = score([Mentee("n", attributes={"unit": "A"})], mentors, rules=Rules(must_differ=("unit",)))
    assert s.allowed[0].tolist() == [False, True]


def test_enough_shared_hours_are_allowed_to_the_minute() -> None:
    mentee, mentor = Mentee("n", availability=EVENING, **UTC), Mentor("m", availability=EVENING, **UTC)
    assert score([mentee], [mentor], rules=Rules(min_overlap_hours=2)).allowed[0, 0]
    assert not score([mentee], [mentor], rules=Rules(min_overlap_hours=2.1)).allowed[0, 0]


def test_those_who_are_always_together_are_found_whoever_is_named_first() -> None:
    rules = Rules(together=(("m", "n"), ("o", "m"), ("n", "somebody who is not here")))
    scores = score([Mentee("n"), Mentee("o")], [Mentor("l"), Mentor("m")], rules=rules)
    assert locked_pairs(scores) == ((0, 1), (1, 1))
