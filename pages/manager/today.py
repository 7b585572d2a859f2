"""Today: what waits for the manager, and how the cohort stands."""

from functools import partial

import streamlit as st

from mentoring import cohort, programs
from mentoring.home import Waiting
from pages import session
from pages.parts import links, markup, words
from pages.parts.acting import say
from pages.parts.mentor_card import Kind
from pages.parts.page import header, list_row, metrics


def page() -> None:
    store, actor = session.store(), session.known_actor()
    program, today = programs.my_program(store, actor), cohort.today(store, actor)
    header("Today", f"{program.name} · {program.cohort} · week {program.week} of {program.weeks}")
    say()
    counts = today.counts
    if counts.mentees or counts.mentors:
        without = f"{today.without_mentor} without mentor" if today.without_mentor else "all have a mentor"
        goals = (
            f"{counts.mentees - counts.with_goal} still open" if counts.mentees > counts.with_goal else "all written"
        )
        paused = f"{counts.paused_mentors} paused" if counts.paused_mentors else "none paused"
        metrics(
            [
                ("Mentees", f"{counts.mentees:,}", without, "orange" if today.without_mentor else "green"),
                ("Goals written", f"{counts.with_goal:,}", goals, "off"),
                ("Mentors", f"{counts.mentors:,}", paused, "off"),
                ("Free seats", f"{today.free_seats:,}", f"of {counts.capacity:,}", "off"),
            ]
        )
    with st.container(border=True, key="card-waiting"):
        st.header("Waiting for you", anchor=False)
        if not today.waiting:
            st.html(markup.box('<p class="mo-muted">Nothing waits for you today.</p>'))
        for place, one in enumerate(today.waiting):
            _row(one, place)
    if program.week:
        st.caption(f"The cohort runs from {words.day(program.starts)} to {words.day(program.ends)}.")


def _row(one: Waiting, place: int) -> None:
    line = markup.row(one.headline, one.detail, "sun" if one.urgent else "news")
    if not one.write_to:
        open_page = partial(links.go, one.page, **dict(one.query))
        list_row(line, one.verb, f"waiting-{place}", open_page, filled=place == 0)
        return
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, key=f"row-waiting-{place}"):
        st.html(line)
        kind: Kind = "primary" if place == 0 else "secondary"
        st.link_button(one.verb, links.mail(one.write_to), type=kind, width=108)
