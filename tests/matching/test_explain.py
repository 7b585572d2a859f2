"""Reasons add up to the score and say nothing that the profiles do not say."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Mentee, Mentor, Weights, card_rows, explain, languages, score
from matching.explain import NOT_ENGLISH, REST

MENTEE = Mentee(
    "n", current_role="Marketing specialist", target_role="Data analyst", goals="Read statistics of public health",
    skills_wanted=("SQL", "statistics", "storytelling", "dbt"), years_experience=3, languages=("pt", "en"),
    time_zone="Europe/Lisbon", availability=((0, 1080, 1320),), preferences=("video",),
)  # fmt: skip
MENTOR = Mentor(
    "m", current_role="Data analyst", past_roles=(("Marketing specialist", "Shop", 2014, 2019),),
    bio="Statistics of public health in plain words", skills_offered=("SQL", "stats", "storytelling"),
    years_experience=12, languages=("pt-BR",), time_zone="Europe/Lisbon", availability=((0, 1080, 1320),),
    preferences=("video", "chat"),
)  # fmt: skip
WEIGHTS = st.lists(st.floats(0, 10), min_size=8, max_size=8).filter(lambda w: max(w) > 0.01).map(lambda w: Weights(*w))
PAIRS = st.tuples(st.sampled_from([MENTEE, Mentee("n")]), st.sampled_from([MENTOR, Mentor("m")]))


@settings(max_examples=40, deadline=None)
@given(PAIRS, WEIGHTS, st.integers(2, 8))
def test_reasons_and_card_rows_add_up_to_the_total(pair: tuple[Mentee, Mentor], weights: Weights, most: int) -> None:
    s = score([pair[0]], [pair[1]], weights)
    reasons = explain(s, 0, 0)
    rows = card_rows(reasons, most)
    assert sum(reason.points for reason in reasons) == pytest.approx(s.total[0, 0], abs=1e-6)
    assert sum(row.points for row in rows) == pytest.approx(s.total[0, 0], abs=1e-6)
    assert sum(row.out_of for row in rows) == pytest.approx(1)
    assert len(rows) <= most


def said(mentee: Mentee, mentor: Mentor) -> dict[str, tuple[str, str]]:
    reasons = explain(score([mentee], [mentor]), 0, 0)
    return {reason.part: (reason.evidence, reason.missing) for reason in reasons}


def test_evidence_names_what_both_profiles_say() -> None:
    words = said(MENTEE, MENTOR)
    assert words["skills"] == ("covers 3 of the 4 skills (SQL, statistics and storytelling)", "not dbt")
    assert words["transition"][0] == "made the move from Marketing specialist to Data analyst in 2019"
    assert words["time"][0] == "4 shared hours a week, on weekdays"
    assert words["languages"][0] == "both speak Portuguese"
    assert words["seniority"][0] == "9 more years of experience"


@pytest.mark.parametrize(
    ("zone", "windows", "when"),
    [
        ("Europe/Berlin", ((5, 600, 660), (6, 600, 720)), "3 shared hours a week, at weekends"),
        ("Europe/Berlin", ((4, 600, 660), (5, 600, 660)), "2 shared hours a week"),
        ("Europe/Berlin", ((4, 1200, 1680),), "8 shared hours a week"),  # Friday evening into Saturday
        ("Europe/Berlin", tuple((day, 0, 1440) for day in range(7)), "168 shared hours a week"),
        ("Europe/Berlin", ((6, 1320, 1560),), "4 shared hours a week"),  # Sunday evening into Monday
        ("Pacific/Auckland", ((5, 60, 180),), "2 shared hours a week"),  # Saturday there, Friday here
    ],
)
def test_hours_are_on_weekdays_or_at_weekends_where_both_calendars_say_so(
    zone: str, windows: tuple[tuple[int, int, int], ...], when: str
) -> None:
    always = tuple((day, 0, 1440) for day in range(7))
    mentee = Mentee("n", time_zone=zone, availability=windows)
    other = "America/New_York" if zone.startswith("Pacific") else zone
    assert said(mentee, Mentor("m", time_zone=other, availability=always))["time"][0] == when


def test_a_move_with_one_end_alike_is_not_called_the_same() -> None:
    mentee = Mentee("n", current_role="Maths teacher", target_role="Data analyst")
    mentor = Mentor("m", current_role="Senior data analyst", past_roles=(("Data analyst", "", 2015, 2019),))
    assert said(mentee, mentor)["transition"] == ("", "")


def test_points_for_a_related_skill_are_explained() -> None:
    mentee, mentor = Mentee("n", skills_wanted=("Data visualisation",)), Mentor("m", skills_offered=("Slide design",))
    assert said(mentee, mentor)["skills"] == ("teaches Slide design, which is close", "not Data visualisation")


def test_a_mentee_who_says_only_what_she_does_not_want_hears_of_no_goal() -> None:
    mentee, mentor = Mentee("n", goals="no sales please"), Mentor("m", bio="I look after stone walls.")
    assert said(mentee, mentor)["goal"] == ("", "")


@pytest.mark.parametrize(("mentee", "mentor"), [(Mentee("n"), MENTOR), (MENTEE, Mentor("m"))])
def test_where_a_side_is_silent_nothing_is_known_and_nothing_is_said(mentee: Mentee, mentor: Mentor) -> None:
    for reason in explain(score([mentee], [mentor]), 0, 0):
        assert not reason.known
        assert reason.evidence == reason.missing == ""


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["SQL", "dbt", "Welsh", "k8s"]), unique=True).map(tuple), st.booleans(), st.booleans())
def test_no_reason_holds_a_capital_or_a_number_that_the_profiles_do_not(
    offered: tuple[str, ...], year: bool, silent: bool
) -> None:
    past = ("Marketing specialist", "Shop", None, 2019 if year else None)
    mentor = Mentor("m", current_role="" if silent else "Data analyst", past_roles=(past,), skills_offered=offered)
    mentee = Mentee("n", current_role="Marketing specialist", target_role="Data analyst", skills_wanted=("SQL", "dbt"))
    profile = " ".join(("SQL dbt Marketing specialist Data analyst", *offered, "2019" if year else ""))
    for evidence, missing in said(mentee, mentor).values():
        for word in re.findall(r"\b[A-Z]\w+|\b\d{4}\b", f"{evidence} {missing}"):
            assert word in profile


def test_the_rest_is_one_row_at_the_end() -> None:
    rows = card_rows(explain(score([MENTEE], [MENTOR]), 0, 0))
    assert len(rows) == 6
    assert [row.label for row in rows].index(REST) == 5


OURS = set(
    "covers the skill skills of none not teaches which is close names so each counts less what they write are their "
    "role and to goal "
    "compared all English with certainty works as has worked made move from to in more years experience a step ahead "
    "both speak no language common shared hours hour week on weekdays at weekends like and".split()
)
TITLES = st.sampled_from(["", "Nurse", "Night nurse", "Data analyst", "Head of sales", "Lehrerin", "Cook"])
SKILLS = st.lists(st.sampled_from(["SQL", "k8s", "storytelling", "Slide design", "glassblowing"]), max_size=4).map(
    tuple
)
TEXTS = st.sampled_from(
    ["", "I want to work with data", "not sales", "Ich helfe gern", "Nurse to data analyst, in 2019"]
)
SPOKEN = st.lists(st.sampled_from(["en", "pt", "pt-BR", "de"]), max_size=2, unique=True).map(tuple)
WAYS = st.lists(st.sampled_from(["video", "chat"]), max_size=2, unique=True).map(tuple)
HOURS = st.sampled_from([None, ((0, 1080, 1320),), ((0, 1110, 1200), (3, 480, 555))])
BOTH: dict[str, Any] = {
    "current_role": TITLES, "languages": SPOKEN, "preferences": WAYS, "availability": HOURS,
    "years_experience": st.sampled_from([None, 2, 9.5]), "time_zone": st.sampled_from([None, "Europe/Berlin"]),
}  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.builds(Mentee, id=st.just("n"), target_role=TITLES, goals=TEXTS, skills_wanted=SKILLS, **BOTH),
    st.builds(Mentor, id=st.just("m"), past_roles=st.lists(TITLES, max_size=2).map(tuple), bio=TEXTS,
              skills_offered=SKILLS, **BOTH),
)  # fmt: skip
def test_no_reason_mentions_what_the_profiles_do_not_say(mentee: Mentee, mentor: Mentor) -> None:
    spoken = {languages.name(tag) for tag in (*mentee.languages, *mentor.languages)}
    written = (
        mentee.current_role, mentee.target_role, mentor.current_role, *map(str, mentor.past_roles), *spoken,
        *map(str, mentee.skills_wanted), *map(str, mentor.skills_offered), *mentee.preferences, *mentor.preferences,
    )  # fmt: skip
    allowed = OURS | {word for text in written for word in re.findall(r"\w+", text)}
    for reason in explain(score([mentee], [mentor]), 0, 0):
        mentioned = set(re.findall(r"\w+", f"{reason.evidence} {reason.missing}"))
        assert {word for word in mentioned - allowed if not word.isdigit()} == set()


def test_a_goal_compared_with_a_text_that_is_not_english_says_that_this_is_less_certain() -> None:
    german = replace(MENTOR, bio="Ich erkläre Statistik der öffentlichen Gesundheit in einfachen Worten")
    assert NOT_ENGLISH in said(MENTEE, german)["goal"][0]
    assert NOT_ENGLISH not in said(MENTEE, MENTOR)["goal"][0]


def test_a_mentor_who_names_forty_skills_is_flagged() -> None:
    many = tuple(f"thing number {n} x{n}" for n in range(39))
    flagged, close = (replace(MENTOR, skills_offered=("SQL", *many[:n])) for n in (39, 38))
    assert "names 40 skills, so each counts less" in said(MENTEE, flagged)["skills"][0]
    assert "each counts less" not in said(MENTEE, close)["skills"][0]
