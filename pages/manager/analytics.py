"""Analytics: first numbers of the cohort, each with its table and CSV."""

import streamlit as st

from mentoring import cohort
from mentoring.cohort import Counts
from pages import session
from pages.charts import cohort as charts
from pages.parts import links, words
from pages.parts.acting import say
from pages.parts.page import chart, empty_state, header, metrics


def page() -> None:
    found = cohort.analytics(session.store(), session.known_actor())
    header("Analytics", f"{found.cohort} · as of now")
    say()
    counts = found.counts
    if not counts.asked_or_in_round and not counts.with_room:
        _nothing_yet(counts.mentees)
        return
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
    said = charts.say_funnel(found.funnel) + _beside_the_funnel(counts)
    if found.scores.empty:
        chart("funnel", "From cohort to mentor", said, charts.funnel(found.funnel), found.funnel)
    else:
        left, right = st.columns(2, gap=16)
        with left:
            chart("funnel", "From cohort to mentor", said, charts.funnel(found.funnel), found.funnel)
        with right:
            table = charts.score_table(found.scores)
            chart("scores", "Scores of pairs", charts.say_scores(found.scores), charts.scores(found.scores), table)
    if not found.load.empty:
        chart("load", "Mentor load", charts.say_load(found.load), charts.load(found.load), found.load)
    if found.seats_used > counts.with_room:
        st.caption("Seats used also hold mentees of other cohorts.")


def _beside_the_funnel(counts: Counts) -> str:
    """Why the last step may be smaller than the number of those with a mentor."""
    beside = counts.with_room - counts.came_all_the_way
    return f" {words.count(beside, 'more has', 'more have')} a mentor without a written goal." if beside else ""


def _nothing_yet(mentees: int) -> None:
    page, label = ("matching-round", "To the matching round") if mentees else ("people", "Bring people in")

    def action() -> None:
        if st.button(label, type="primary", key="to-first-numbers"):
            links.go(page)

    told = "How many write a goal, ask and find a mentor, how well pairs fit and who has free seats. "
    empty_state("Numbers come with the first request", f"{told}They begin with a request or a matching round.", action)
