"""The first three charts of a cohort: funnel, score distribution, mentor load."""

from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from pages.charts.template import CATEGORY_AXIS, HEIGHTS, LAYOUT, SEQUENTIAL, SLOTS

_TEXT = {"size": 13, "color": SLOTS["text"]}
_MOST_MENTORS = 12
_BIN = 5  # points


def funnel(steps: pd.DataFrame) -> go.Figure:
    """`step`, `people`: how many reached each step, with their share of the first."""
    first = max(1, int(steps["people"].iloc[0]))
    shown = steps.iloc[::-1]
    shares = [f"  {people / first:.0%}" if steps["people"].iloc[0] else "" for people in shown["people"]]
    labels = [f"<b>{people:,}</b>{share}" for people, share in zip(shown["people"], shares, strict=True)]
    bars = {
        "type": "bar", "orientation": "h", "x": shown["people"].tolist(), "y": shown["step"].tolist(), "text": labels,
        "textposition": "outside", "textfont": _TEXT, "marker": {"color": SLOTS["pine"]}, "cliponaxis": False,
        "hovertemplate": "%{y}: %{x}<extra></extra>",
    }  # fmt: skip
    layout = LAYOUT | {
        "height": HEIGHTS["half"], "hovermode": "closest",
        "xaxis": LAYOUT["xaxis"] | {"visible": False, "range": [0, first * 1.8]},
        "yaxis": LAYOUT["yaxis"] | CATEGORY_AXIS,
    }  # fmt: skip
    return go.Figure({"data": [bars], "layout": layout})


def say_funnel(steps: pd.DataFrame) -> str:
    people = steps["people"].tolist()
    if not people or people[0] == 0:
        return "There are no mentees in this cohort yet."
    lost = [before - after for before, after in pairwise(people)]
    place = max(range(len(lost)), key=lambda i: lost[i])
    if lost[place] == 0:
        return f"All {people[0]:,} mentees reached every step."
    step, verb = steps["step"].iloc[place + 1], "is" if lost[place] == 1 else "are"
    return f"The largest loss is before “{step}”: {lost[place]:,} of {people[place]:,} {verb} not there yet."


def scores(points: pd.DataFrame) -> go.Figure:
    """`points`: one row per pair; a bar for every five points, and the median."""
    counts = score_table(points)
    bars = {
        "type": "bar", "x": (counts["from"] + _BIN / 2).tolist(), "y": counts["pairs"].tolist(),
        "marker": {"color": SLOTS["pine"]}, "width": _BIN * 0.86,
        "customdata": counts[["from", "to"]].to_numpy().tolist(),
        "hovertemplate": "%{customdata[0]}–%{customdata[1]} points: %{y} pairs<extra></extra>",
    }  # fmt: skip
    median = float(points["points"].median())
    top = int(counts["pairs"].max())
    line = {
        "type": "scatter", "mode": "lines", "x": [median, median], "y": [0, top * 1.25], "hoverinfo": "skip",
        "line": {"color": SLOTS["text"], "width": 1.5, "dash": "dot"},
    }  # fmt: skip
    layout = LAYOUT | {
        "height": HEIGHTS["half"], "hovermode": "closest", "bargap": 0.1,
        "margin": LAYOUT["margin"] | {"t": 24},  # the note stands over the plot, clear of its lines
        "xaxis": LAYOUT["xaxis"] | {"range": [0, 101], "dtick": 20, "title": _titled("points of 100")},
        "yaxis": LAYOUT["yaxis"] | {"range": [0, top * 1.25], "tickformat": "d", "title": _titled("pairs")},
        "annotations": [{
            "x": median, "yref": "paper", "y": 1, "yanchor": "bottom", "text": f"median {median:.0f}",
            "showarrow": False, "font": _TEXT,
        }],
    }  # fmt: skip
    return go.Figure({"data": [bars, line], "layout": layout})


def score_table(points: pd.DataFrame) -> pd.DataFrame:
    bins = (points["points"].clip(upper=99.999) // _BIN).astype(int)
    rows = [(start * _BIN, (start + 1) * _BIN, int((bins == start).sum())) for start in range(100 // _BIN)]
    return pd.DataFrame(rows, columns=["from", "to", "pairs"])


def say_scores(points: pd.DataFrame) -> str:
    if points.empty:
        return "No pair has a score yet."
    low = int((points["points"] < 50).sum())
    weak = f"{low:,} below 50" if low else "none below 50"
    pairs = "pair" if len(points) == 1 else "pairs"
    return f"{len(points):,} {pairs}, half of them above {points['points'].median():.0f} points, {weak}."


def load(mentors: pd.DataFrame) -> go.Figure:
    """`mentor`, `rooms`, `capacity`: seats taken and free, those with most mentees first."""
    shown = mentors.head(_MOST_MENTORS).iloc[::-1]
    free = (shown["capacity"] - shown["rooms"]).clip(lower=0)
    most = max([*shown["capacity"].tolist(), *shown["rooms"].tolist()], default=0)
    names, places = shown["mentor"].tolist(), list(range(len(shown)))  # two mentors may share a name
    taken_bars = {
        "type": "bar", "orientation": "h", "name": "Mentees", "x": shown["rooms"].tolist(), "y": places,
        "customdata": names, "marker": {"color": SLOTS["pine"]},
        "hovertemplate": "%{customdata}: %{x} mentees<extra></extra>",
    }  # fmt: skip
    free_bars = {
        "type": "bar", "orientation": "h", "name": "Free seats", "x": free.tolist(), "y": places,
        "customdata": names, "marker": {"color": SEQUENTIAL[2]},
        "hovertemplate": "%{customdata}: %{x} free<extra></extra>",
    }  # fmt: skip
    layout = LAYOUT | {
        "height": HEIGHTS["tall"], "hovermode": "closest", "barmode": "stack", "showlegend": True,
        "legend": LAYOUT["legend"] | {"traceorder": "normal"}, "margin": LAYOUT["margin"] | {"t": 32},
        "xaxis": LAYOUT["xaxis"] | {
            "showgrid": True, "tickformat": "d", "dtick": -(-most // 5) or 1,
            "title": _titled("seats"),
        },
        "yaxis": LAYOUT["yaxis"] | CATEGORY_AXIS | {"tickvals": places, "ticktext": names},
    }  # fmt: skip
    return go.Figure({"data": [taken_bars, free_bars], "layout": layout})


def _titled(text: str) -> dict[str, object]:
    return {"text": text, "font": {"size": 12, "color": SLOTS["text_muted"]}}


def say_load(mentors: pd.DataFrame) -> str:
    if mentors.empty:
        return "There are no mentors in this cohort yet."
    full = int((mentors["rooms"] >= mentors["capacity"]).sum())
    idle = int((mentors["rooms"] == 0).sum())
    shown = f" The {_MOST_MENTORS} with most mentees are shown." if len(mentors) > _MOST_MENTORS else ""
    are, have = "is" if full == 1 else "are", "has" if idle == 1 else "have"
    return f"{full:,} of {len(mentors):,} mentors {are} full, {idle:,} {have} nobody yet.{shown}"
