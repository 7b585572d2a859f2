"""What people say in their own words: wanted and unwanted, offered and refused, for whom."""

import pytest

from matching import Mentee, said


@pytest.mark.parametrize(
    ("goal", "wanted", "unwanted"),
    [
        ("I want to write code, not management.", "write code", "management"),
        ("I don't want to become a head teacher, I want to teach reading well.", "teach reading", "head teacher"),
        ("I am tired of sales. I would like to move into training.", "training", "sales"),
        ("Quiero enseñar, no quiero dirigir un colegio", "enseñar", "dirigir"),
        ("SQL I already have, no need for more. What I lack is presenting.", "presenting", "more"),
        ("I'm not interested in design, only in research.", "research", "design"),
        ("Anything but finance. I like marketing.", "marketing", "finance"),
        ("I would like to avoid phone calls, and write instead.", "write instead", "phone calls"),
        ("So forget the camera, I want to learn budgets.", "budgets", "the camera"),
        ("I want to learn statistics rather than programming", "statistics", "programming"),
    ],
)
def test_what_is_not_wanted_is_not_read_as_a_wish(goal: str, wanted: str, unwanted: str) -> None:
    wish = said.wish(goal)
    assert wanted in wish.wanted
    assert unwanted not in wish.wanted
    assert unwanted in wish.unwanted


@pytest.mark.parametrize("other", ["SQL", "direct"])
def test_what_one_has_or_others_expect_is_no_wish(other: str) -> None:
    text = "SQL I already have, no need for more. Everybody thinks I want to direct. What I lack is presenting."
    assert other not in said.wish(text).wanted


def test_what_one_does_not_want_to_lose_is_wanted() -> None:
    assert "hands-on work" in said.wish("I want to go up without losing the hands-on work.").wanted


def test_who_looks_for_a_mentor_seeks() -> None:
    assert said.offer("I run a small kitchen. I am looking for a mentor in wine.").seeks


@pytest.mark.parametrize(
    "other",
    [
        "I am looking for a mentor in wine.",
        "I want to learn about wine.",
        "I need help with wine.",
        "I'd like to get better at wine.",
        "I am looking for somebody who teaches me wine.",
        "I know nothing about wine.",
        "I don't know wine.",
        "I'm no good at wine.",
        "I have never done wine.",
        "Nothing about wine, please.",
        "Not wine.",
    ],
)
def test_what_a_mentor_looks_for_or_does_not_know_is_no_offer(other: str) -> None:
    assert said.offer(f"I run a small kitchen. {other}").sections == ("I run a small kitchen.",)


@pytest.mark.parametrize(
    "bio", ["I help people who don't know who to ask.", "I never stop learning and like to help others learn."]
)
def test_what_others_do_not_know_is_an_offer(bio: str) -> None:
    assert said.offer(bio).sections == (bio,)


@pytest.mark.parametrize(
    "goal",
    ["I don't know how to say no.", "I don't want to stop coding.", "It is not that I don't want to lead a team."],
)
def test_a_not_that_negates_no_wish_is_left_alone(goal: str) -> None:
    assert said.wish(goal).wanted == goal


def test_a_text_of_refusals_alone_wishes_nothing() -> None:
    assert said.wish("not sales") == said.Wish("", "sales")


def test_what_a_mentor_does_not_help_with_is_no_offer() -> None:
    offer = said.offer("I run a kitchen. I don't help with wine lists.")
    assert offer.sections == ("I run a kitchen.",)
    assert "wine" in offer.refused


@pytest.mark.parametrize(
    ("bio", "seeks"),
    [("I am looking for a mentor myself.", True), ("New to the field and still learning.", True),
     ("This is my very first job in product.", True), ("I help people who look for work.", False)],
)  # fmt: skip
def test_who_looks_for_a_mentor_is_told_from_who_is_one(bio: str, seeks: bool) -> None:
    assert said.offer(bio).seeks is seeks


@pytest.mark.parametrize(
    ("bio", "inside", "outside"),
    [
        ("First-time managers only.", 3.0, 5.0),
        ("I only mentor directors.", 5.0, 2.0),
        ("Graduates only, please.", 1.0, 3.0),
    ],
)
def test_whom_a_mentor_takes_is_read_from_the_bio(bio: str, inside: float, outside: float) -> None:
    audience = said.offer(bio).audience
    assert audience is not None
    low, high = audience
    assert low <= inside <= high
    assert not low <= outside <= high


@pytest.mark.parametrize(
    ("goal", "role"),
    [("I want to become a midwife and work at night", "midwife"), 
     ("Next year I would move into data analysis.", "data analysis"),
     ("I do not want to become a manager", ""), ("Help me present", "")],
)  # fmt: skip
def test_the_wanted_role_is_read_from_the_goal_where_the_field_is_empty(goal: str, role: str) -> None:
    assert said.target_role(Mentee("n", goals=goal)) == role
    assert said.target_role(Mentee("n", goals=goal, target_role="Nurse")) == "Nurse"


def test_a_heap_of_keywords_is_told_from_a_text() -> None:
    assert said.plainness("Grants grants grants, grant writing, grant funding, funding grants, grant expert") < 0.6
    assert said.plainness("I have written and assessed grant applications and will read your draft with you.") == 1
    assert said.plainness("SQL, SQL, SQL") == 1  # too little to tell


def test_repeated_text_is_said_once_and_a_long_bio_in_at_most_three_sections() -> None:
    assert said.offer("I teach dbt. I teach dbt. I teach dbt.").sections == ("I teach dbt.",)
    assert len(said.offer(" ".join(f"Sentence number {n} says something." for n in range(40))).sections) == 3
