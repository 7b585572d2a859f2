"""What a score promises: bounds, adding up, and that a pair is judged by its two profiles alone."""

import importlib
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Mentee, Mentor, Rules, Weights, explain, score, titles
from matching.parts import PARTS, UNKNOWN_MENTEE, UNKNOWN_MENTOR

ROLES = st.sampled_from(["", "Nurse", "Data analyst", "Project manager", "Team lead", "Senior nurse", "IT", "??"])
NAMES = st.sampled_from(["SQL", "statistics", "storytelling", "dbt", "Welsh", "k8s"])
SLOTS = st.tuples(st.integers(0, 6), st.integers(0, 1439), st.integers(1, 400)).map(lambda s: (s[0], s[1], s[1] + s[2]))
ZONES = st.sampled_from([None, "Europe/Berlin", "Asia/Kathmandu", "Pacific/Kiritimati", "America/Los_Angeles"])
SHARED: dict[str, Any] = {
    "current_role": ROLES,
    "years_experience": st.none() | st.floats(0, 60),
    "languages": st.lists(st.sampled_from(["en", "pt", "pt-BR"]), max_size=2, unique=True).map(tuple),
    "time_zone": ZONES,
    "availability": st.none() | st.lists(SLOTS, min_size=1, max_size=3).map(tuple),
    "preferences": st.lists(st.sampled_from(["video", "chat", "weekly"]), max_size=3, unique=True).map(tuple),
    "team": st.sampled_from([None, "", "Ward"]),
}
LEVELLED = st.lists(NAMES | st.tuples(NAMES, st.integers(1, 5)), max_size=4).map(tuple)
MENTEE = st.builds(
    Mentee, id=st.just("n"), target_role=ROLES, goals=st.text(max_size=40) | ROLES, skills_wanted=LEVELLED,
    not_interested_in=ROLES, **SHARED,
)  # fmt: skip
MENTOR = st.builds(
    Mentor, id=st.just("m"), bio=st.text(max_size=40) | ROLES, skills_offered=LEVELLED,
    past_roles=st.lists(ROLES, max_size=3).map(tuple), **SHARED,
)  # fmt: skip
MENTEES = st.lists(MENTEE, min_size=1, max_size=4)
MENTORS = st.lists(MENTOR, min_size=1, max_size=4)
few = settings(max_examples=40, deadline=None)


@few
@given(MENTEES, MENTORS)
def test_parts_lie_between_0_and_1_and_add_up_to_the_total(mentees: list[Mentee], mentors: list[Mentor]) -> None:
    s = score(mentees, mentors)
    added = sum(weight * s.parts[name].astype(float) for name, weight in s.weights.items())
    assert s.total.dtype == np.float32
    for values in (s.total, *s.parts.values()):
        assert np.isfinite(values).all()
        assert values.min() >= 0
        assert values.max() <= 1
    np.testing.assert_allclose(added, s.total, atol=1e-6)


@few
@given(MENTEES, MENTORS, st.randoms())
def test_permuting_people_permutes_the_matrix(mentees: list[Mentee], mentors: list[Mentor], order: Any) -> None:
    rows, columns = list(range(len(mentees))), list(range(len(mentors)))
    order.shuffle(rows)
    order.shuffle(columns)
    shuffled = score([mentees[i] for i in rows], [mentors[j] for j in columns]).total
    np.testing.assert_allclose(shuffled, score(mentees, mentors).total[np.ix_(rows, columns)], atol=1e-6)


@few
@given(MENTEES, MENTORS)
def test_a_pair_alone_scores_as_it_does_among_others(mentees: list[Mentee], mentors: list[Mentor]) -> None:
    s = score(mentees, mentors)
    for i, mentee in enumerate(mentees):
        for j, mentor in enumerate(mentors):
            assert score([mentee], [mentor]).total[0, 0] == pytest.approx(s.total[i, j], abs=1e-6)


@few
@given(MENTEES, MENTORS)
def test_a_block_is_the_same_as_those_rows_of_the_whole(mentees: list[Mentee], mentors: list[Mentor]) -> None:
    s = score(mentees, mentors)
    total, allowed = s.block(slice(1, None))
    np.testing.assert_allclose(total, s.total[1:], atol=1e-6)
    np.testing.assert_array_equal(allowed, s.allowed[1:])


@few
@given(MENTEES, MENTORS, st.integers(1, 5))
def test_scoring_in_smaller_steps_changes_nothing(mentees: list[Mentee], mentors: list[Mentor], pairs: int) -> None:
    whole = score(mentees, mentors)
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(importlib.import_module("matching.score"), "AT_ONCE", pairs)
        stepped = score(mentees, mentors)
        np.testing.assert_array_equal(stepped.total, whole.total)
        np.testing.assert_array_equal(stepped.allowed, whole.allowed)
        np.testing.assert_array_equal(stepped.block(slice(None))[0], whole.total)
        for name in whole.parts:
            np.testing.assert_array_equal(stepped.parts[name], whole.parts[name])
        assert explain(stepped, len(mentees) - 1, 0) == explain(whole, len(mentees) - 1, 0)


@few
@given(MENTOR)
def test_an_empty_mentee_gets_half_from_every_mentor(mentor: Mentor) -> None:
    s = score([Mentee("n")], [mentor])
    assert all(values[0, 0] == UNKNOWN_MENTEE for values in s.parts.values())


@few
@given(MENTEE)
def test_an_empty_mentor_gets_the_fixed_values_wherever_the_mentee_says_something(mentee: Mentee) -> None:
    s = score([mentee], [Mentor("m")])
    for name, values in s.parts.items():
        assert values[0, 0] in (np.float32(UNKNOWN_MENTEE), np.float32(UNKNOWN_MENTOR[name]))


def test_silence_of_a_mentor_is_worth_less_than_half_in_every_part() -> None:
    assert UNKNOWN_MENTOR.keys() == PARTS.keys()
    assert all(0 < value < UNKNOWN_MENTEE for value in UNKNOWN_MENTOR.values())


@pytest.mark.parametrize("shape", [(0, 0), (0, 2), (2, 0)])
def test_nobody_on_a_side_is_no_fault(shape: tuple[int, int]) -> None:
    s = score([Mentee(str(i)) for i in range(shape[0])], [Mentor(f"m{j}") for j in range(shape[1])])
    assert s.total.shape == s.allowed.shape == shape


def part(name: str, mentee: Mentee, mentor: Mentor, rules: Rules | None = None) -> float:
    return float(score([mentee], [mentor], rules=rules).parts[name][0, 0])


def test_a_skill_is_covered_in_full_at_the_wanted_level_and_partly_below() -> None:
    mentee = Mentee("n", skills_wanted=(("SQL", 4),))
    got = [part("skills", mentee, Mentor("m", skills_offered=(("SQL", level),))) for level in (2, 4, 5)]
    assert got == pytest.approx([0.5, 1, 1])


def test_an_alias_counts_as_the_skill_itself() -> None:
    mentee = Mentee("n", skills_wanted=("Kubernetes",))
    assert part("skills", mentee, Mentor("m", skills_offered=("k8s",))) == 1


def test_skills_beyond_twelve_are_damped() -> None:
    stuffed = Mentor("m", skills_offered=("SQL", *(f"thing number {n} x{n}" for n in range(47))))
    assert part("skills", Mentee("n", skills_wanted=("SQL",)), stuffed) == pytest.approx((12 / 48) ** 0.5)


@few
@given(LEVELLED, LEVELLED, NAMES)
def test_wanting_what_a_mentor_teaches_never_lowers_her_against_one_who_teaches_nothing_related(
    asked: tuple[Any, ...], offered: tuple[Any, ...], more: str
) -> None:
    teaches = Mentor("m", skills_offered=(*offered, (more, 5)))
    unrelated = Mentor("u", skills_offered=("glassblowing",))
    before = score([Mentee("n", skills_wanted=asked)], [teaches, unrelated]).total[0]
    after = score([Mentee("n", skills_wanted=(*asked, more))], [teaches, unrelated]).total[0]
    assert after[0] - after[1] >= before[0] - before[1] - 1e-6


def test_hours_are_shared_across_zones_past_midnight_and_past_the_end_of_the_week() -> None:
    late = Mentee("n", time_zone="Europe/Berlin", availability=((6, 1380, 1500),))  # Sun 22:00-24:00 UTC
    early = Mentor("m", time_zone="Asia/Tokyo", availability=((0, 420, 480),))  # Mon 07:00 = Sun 22:00 UTC
    assert part("time", late, early) == pytest.approx(1 / 3)


def test_overlap_is_counted_in_the_week_of_the_rules() -> None:
    mentee = Mentee("n", time_zone="Europe/Berlin", availability=((1, 1080, 1260),))
    mentor = Mentor("m", time_zone="America/New_York", availability=((1, 720, 900),))
    winter, between = Rules(week=date(2026, 1, 5)), Rules(week=date(2026, 3, 16))  # only one has changed its clocks
    assert part("time", mentee, mentor, winter) == pytest.approx(1)
    assert part("time", mentee, mentor, between) == pytest.approx(2 / 3)


def test_a_language_meets_its_variety_at_a_reduced_value() -> None:
    mentee = Mentee("n", languages=("pt",))
    got = [part("languages", mentee, Mentor("m", languages=(tag,))) for tag in ("pt", "pt-BR", "de")]
    assert got[0] == 1 > got[1] > got[2] == 0


def test_a_mentor_must_be_ahead_and_not_merely_alike() -> None:
    mentee = Mentee("n", current_role="Nurse", years_experience=5)
    alike, ahead = (Mentor("m", current_role=r, years_experience=y) for r, y in (("Nurse", 5), ("Head nurse", 15)))
    assert part("seniority", mentee, alike) < 0.5 < part("seniority", mentee, ahead)


def test_the_same_move_counts_and_the_way_back_does_not() -> None:
    mentee = Mentee("n", current_role="Nurse", target_role="Data analyst")
    made = Mentor("m", past_roles=("Nurse",), current_role="Data analyst")
    back = Mentor("m", past_roles=("Data analyst",), current_role="Nurse")
    assert part("transition", mentee, made) > 0.95
    assert part("transition", mentee, back) < 0.1


def test_a_role_of_everyday_words_is_still_a_role() -> None:
    mentee = Mentee("n", target_role="Project manager")
    assert part("role", mentee, Mentor("m", current_role="Project manager")) > 0.99


def test_what_a_mentee_is_not_interested_in_lowers_the_mentors_who_are_about_it() -> None:
    wish = Mentee("n", target_role="Sales analyst", not_interested_in="sales")
    mentor = Mentor("m", current_role="Sales analyst")
    assert part("role", wish, mentor) < part("role", Mentee("n", target_role="Sales analyst"), mentor)


def test_weights_are_shares_and_refuse_what_cannot_be_one() -> None:
    assert sum(Weights(skills=7, goal=2).shares().values()) == pytest.approx(1)
    for wrong in (-1.0, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="weight"):
            Weights(skills=wrong)
    with pytest.raises(ValueError, match="all weights are 0"):
        Weights(0, 0, 0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("title", "above"),
    [("Staff engineer", "Senior engineer"), ("Chief of staff", "Staff nurse"), ("Director", "HR business partner")],
)
def test_words_that_say_a_rank_in_one_title_and_none_in_another(title: str, above: str) -> None:
    assert titles.level(title) > titles.level(above)


def test_who_has_been_further_ahead_is_still_ahead() -> None:
    teacher = Mentee("n", current_role="Teacher")
    never, before = (Mentor("m", current_role="Consultant", past_roles=past) for past in ((), ("Head teacher",)))
    assert part("seniority", teacher, never) < part("seniority", teacher, before)


def test_a_mentor_who_takes_others_only_offers_her_little() -> None:
    mentee = Mentee("n", current_role="Carpenter", goals="I want to run building sites")
    bio = "I run building sites for a builder. I take on apprentices only."
    taken, turned_away = (Mentor("m", bio=said) for said in (bio.replace(" only", " too"), bio))
    assert part("goal", mentee, turned_away) < part("goal", mentee, taken)


ODD = ["data \ud800 analyst", "\ud800", "a" + "\u0315\u0300" * 50, "x" * 20_000, "  \t " * 3_000]


@pytest.mark.parametrize("text", ODD)
def test_no_text_breaks_a_score(text: str) -> None:
    mentee = Mentee("n", goals=text, current_role=text, target_role=text, skills_wanted=(text,))
    s = score([mentee], [Mentor("m", bio=text, current_role=text, skills_offered=(text,))])
    assert 0 <= s.total[0, 0] <= 1


def test_a_way_back_is_no_way_there() -> None:
    mentee = Mentee("n", current_role="Software engineer", target_role="Engineering manager")
    there = Mentor("m", current_role="Engineering manager", past_roles=("Software engineer",))
    back = Mentor("m", current_role="Software engineer", past_roles=("Engineering manager",))
    assert part("transition", mentee, there) > 0.9
    assert part("transition", mentee, back) < 0.3
