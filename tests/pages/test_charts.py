"""Charts: only the theme's colours, numbers that agree with the frame, and a finding that says the same."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pages.charts import cohort, template

STEPS = pd.DataFrame({"step": ["In the cohort", "Wrote a goal", "Has a mentor"], "people": [2666, 1400, 1399]})
POINTS = pd.DataFrame({"points": [41.0, 78.4, 81.0, 100.0]})
SEATS = pd.DataFrame({"mentor": ["Linh", "Samuel", "Priya"], "rooms": [3, 1, 0], "capacity": [3, 2, 4]})
FIGURES: dict[str, tuple[Callable[[pd.DataFrame], go.Figure], pd.DataFrame]] = {
    "funnel": (cohort.funnel, STEPS),
    "scores": (cohort.scores, POINTS),
    "load": (cohort.load, SEATS),
}
SLOTS = {*template.SLOTS.values(), *template.SEQUENTIAL}


def drawn(name: str) -> dict[str, Any]:
    figure, frame = FIGURES[name]
    found: dict[str, Any] = json.loads(figure(frame).to_json())
    return found


def axes(layout: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from (value for key, value in layout.items() if re.fullmatch(r"[xy]axis\d*", key))


@pytest.mark.parametrize("name", FIGURES)
def test_every_colour_is_a_slot_that_the_theme_fills(name: str) -> None:
    figure = drawn(name)
    figure["layout"].pop("template", None)
    text = json.dumps(figure)
    colours = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", text))
    assert colours <= SLOTS
    assert not re.search(r"rgba?\(|hsl", text)
    assert all("color" in trace["marker"] for trace in figure["data"] if trace["type"] == "bar")


@pytest.mark.parametrize("name", FIGURES)
def test_a_chart_stays_still_under_a_finger(name: str) -> None:
    layout = drawn(name)["layout"]
    assert layout["dragmode"] is False
    assert all(axis["fixedrange"] for axis in axes(layout))
    assert template.CONFIG["displayModeBar"] is False


@pytest.mark.parametrize("name", FIGURES)
def test_an_axis_keeps_few_lines_and_no_ticks(name: str) -> None:
    for axis in axes(drawn(name)["layout"]):
        assert axis["ticks"] == ""
        assert axis["zeroline"] is False
        assert axis.get("nticks", 0) <= 5


def test_the_funnel_labels_each_step_with_people_and_share() -> None:
    bars = drawn("funnel")["data"][0]
    assert dict(zip(bars["y"], bars["x"], strict=True)) == dict(zip(STEPS["step"], STEPS["people"], strict=True))
    assert bars["text"][-1] == "<b>2,666</b>  100%"
    assert bars["text"][0] == "<b>1,399</b>  52%"
    assert bars["y"][-1] == "In the cohort", "the first step stands on top"


def test_the_funnel_finds_its_largest_loss() -> None:
    said = "The largest loss is before “Wrote a goal”: 1,266 of 2,666 are not there yet."
    assert cohort.say_funnel(STEPS) == said
    last = STEPS.assign(people=[10, 10, 9])
    assert cohort.say_funnel(last) == "The largest loss is before “Has a mentor”: 1 of 10 is not there yet."
    assert cohort.say_funnel(STEPS.assign(people=[4, 4, 4])) == "All 4 mentees reached every step."
    assert cohort.say_funnel(STEPS.assign(people=[0, 0, 0])) == "There are no mentees in this cohort yet."


@given(st.lists(st.floats(0, 100), min_size=1, max_size=200))
@example([0.0, 5.0, 100.0])
def test_every_pair_stands_in_one_bar_of_its_points(points: list[float]) -> None:
    frame = pd.DataFrame({"points": points})
    table = cohort.score_table(frame)
    assert table["pairs"].sum() == len(points)
    assert (table["from"].iloc[0], table["to"].iloc[-1]) == (0, 100)
    for start, end, pairs in table.itertuples(index=False, name=None):
        last = end == 100
        assert pairs == sum(start <= value < end or (last and value == 100) for value in points)


def test_the_median_line_stands_where_it_says() -> None:
    figure = drawn("scores")
    bars, line = figure["data"]
    median = POINTS["points"].median()
    assert set(line["x"]) == {median}
    assert figure["layout"]["annotations"][0]["text"] == f"median {median:.0f}"
    assert figure["layout"]["yaxis"]["range"][1] > max(bars["y"])


def test_scores_are_said_with_how_many_are_weak() -> None:
    assert cohort.say_scores(POINTS) == "4 pairs, half of them above 80 points, 1 below 50."
    assert cohort.say_scores(POINTS.tail(3)) == "3 pairs, half of them above 81 points, none below 50."
    assert cohort.say_scores(POINTS.head(0)) == "No pair has a score yet."


def test_taken_and_free_seats_add_up_to_the_capacity() -> None:
    taken, free = drawn("load")["data"]
    names = drawn("load")["layout"]["yaxis"]["ticktext"]
    both = {name: (rooms, rest) for name, rooms, rest in zip(names, taken["x"], free["x"], strict=True)}
    assert both == {"Linh": (3, 0), "Samuel": (1, 1), "Priya": (0, 4)}
    assert (names[-1], taken["y"]) == ("Linh", [0, 1, 2]), "the first stands on top"


def test_two_mentors_of_one_name_keep_a_bar_each() -> None:
    figure = json.loads(cohort.load(SEATS.assign(mentor=["Ana", "Ana", "Priya"])).to_json())
    assert len(set(figure["data"][0]["y"])) == 3
    assert figure["layout"]["yaxis"]["ticktext"] == ["Priya", "Ana", "Ana"]


def test_a_mentor_over_capacity_has_no_negative_bar() -> None:
    over = SEATS.assign(rooms=[5, 2, 0])
    assert min(json.loads(cohort.load(over).to_json())["data"][1]["x"]) == 0


def test_the_load_is_said_for_all_mentors() -> None:
    assert cohort.say_load(SEATS) == "1 of 3 mentors is full, 1 has nobody yet."
    assert cohort.say_load(SEATS.assign(rooms=[3, 2, 0])) == "2 of 3 mentors are full, 1 has nobody yet."
    assert cohort.say_load(SEATS.assign(rooms=[0, 0, 0])) == "0 of 3 mentors are full, 3 have nobody yet."
    assert cohort.say_load(SEATS.head(0)) == "There are no mentors in this cohort yet."


def test_of_many_mentors_the_first_are_drawn_and_the_rest_is_counted() -> None:
    many = pd.DataFrame({"mentor": [f"Mentor {n}" for n in range(40)], "rooms": [1] * 40, "capacity": [2] * 40})
    shown = json.loads(cohort.load(many).to_json())["layout"]["yaxis"]["ticktext"]
    assert shown == [f"Mentor {n}" for n in range(11, -1, -1)]
    assert cohort.say_load(many).endswith("The 12 with most mentees are shown.")
