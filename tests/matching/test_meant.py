"""New names of skills: merged where they can only mean one of ours, asked about where they may."""

import pytest

from matching import skills
from matching.meant import Nearest, nearest


@pytest.mark.parametrize(
    ("name", "skill"),
    [("people managment", "people-management"), ("Kubernets", "kubernetes"), ("google spreadsheets", "excel")],
)
def test_a_name_that_may_mean_a_skill_is_asked_about(name: str, skill: str) -> None:
    assert nearest(name) == Nearest(skills.catalog()[skill], same=False)


@pytest.mark.parametrize("name", ["SQL", "k8s", "", " ", "Falconry"])
def test_names_that_are_known_or_near_nothing_are_left_alone(name: str) -> None:
    assert nearest(name) is None


@pytest.mark.parametrize(
    ("name", "skill", "same"), [("production of film", "film-production", True), ("CNC milling", "metalworking", False)]
)
def test_only_a_name_as_good_as_the_same_is_merged(name: str, skill: str, same: bool) -> None:
    assert nearest(name) == Nearest(skills.catalog()[skill], same)
