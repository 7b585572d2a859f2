"""New names of skills: merged where they can only mean one of ours, asked about where they may."""

from difflib import get_close_matches

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import skills
from matching.meant import MISSPELT, Nearest, misspelt, nearest
from matching.spelling import key


@pytest.mark.parametrize(
    ("name", "skill"),
    [
        ("Pyhton", "python"),
        ("people managment", "people-management"),
        ("Kubernets", "kubernetes"),
        ("google spreadsheets", "excel"),
    ],
)
def test_a_name_that_may_mean_a_skill_is_asked_about(name: str, skill: str) -> None:
    assert nearest(name) == Nearest(skills.catalog()[skill], same=False)


@pytest.mark.parametrize("name", ["SQL", "k8s", "", " ", "Falconry", "Pnohty", "RMC"])
def test_names_that_are_known_or_near_nothing_are_left_alone(name: str) -> None:
    assert nearest(name) is None


@pytest.mark.parametrize(
    ("name", "skill", "same"), [("production of film", "film-production", True), ("CNC milling", "metalworking", False)]
)
def test_only_a_name_as_good_as_the_same_is_merged(name: str, skill: str, same: bool) -> None:
    assert nearest(name) == Nearest(skills.catalog()[skill], same)


@st.composite
def slips(draw: st.DrawFn) -> str:
    """A spelling of the catalog in which up to three letters are something else, or gone."""
    name = draw(st.sampled_from(skills.spellings()))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(name)))
        name = name[:at] + draw(st.text("aeinst ÿ€😀", max_size=2)) + name[at + draw(st.integers(0, 2)) :]
    return name


def swaps(name: str) -> list[str]:
    """Spellings of the catalog that a name of five letters or more becomes when two neighbours change places."""
    turned = {f"{name[:k]}{name[k + 1]}{name[k]}{name[k + 2 :]}" for k in range(len(name) - 1)} if len(name) > 4 else ()
    return [spelling for spelling in skills.spellings() if spelling in turned]


@settings(max_examples=200, deadline=None)
@given(slips() | st.text(max_size=300))
def test_a_misspelt_name_is_found_as_if_it_were_compared_with_every_spelling(name: str) -> None:
    closest = get_close_matches(key(name), skills.spellings(), 1, MISSPELT) or swaps(key(name))
    assert misspelt(name) == (skills.normalise(closest[0]) if closest else None)


def test_halves_of_signs_are_near_nothing() -> None:
    assert misspelt("\ud800" * 20) is None
