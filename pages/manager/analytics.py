"""Analytics: first numbers of the cohort, each with its table and CSV."""

import streamlit as st

from mentoring import cohort
from pages import session
from pages.charts import cohort as charts
from pages.parts.acting import say
from pages.parts.page import chart, header, metrics


def page() -> None:
    found = cohort.analytics(session.store(), session.known_actor())
    header("Analytics", f"{found.cohort} · as of now")
    say()
    counts = found.counts
    share = f"{counts.with_room / counts.mentees:.0%} of all" if counts.mentees else "nobody yet"
    median = f"{found.scores['points'].median():.0f}" if len(found.scores) else "–"
    metrics(
        [
            ("Mentees", f"{counts.mentees:,}", f"{counts.signed_in:,} signed in", "off"),
            ("With a mentor", f"{counts.with_room:,}", share, "green" if counts.with_room else "off"),
            ("Median score", median, "of 100 points", "off"),
            ("Seats used", f"{found.seats_used:,}", f"of {counts.capacity:,}", "off"),
        ]
    )
    left, right = st.columns(2, gap=16)
    none = "" if counts.mentees else charts.say_funnel(found.funnel)
    with left:
        chart(
            "funnel",
            "From cohort to mentor",
            charts.say_funnel(found.funnel),
            charts.funnel(found.funnel),
            found.funnel,
            empty=none,
        )
    with right:
        said = charts.say_scores(found.scores)
        if found.scores.empty:
            chart("scores", "Scores of pairs", said, charts.funnel(found.funnel), found.scores, empty=said)
        else:
            chart("scores", "Scores of pairs", said, charts.scores(found.scores), charts.score_table(found.scores))
    said = charts.say_load(found.load)
    chart("load", "Mentor load", said, charts.load(found.load), found.load, empty=said if found.load.empty else "")
