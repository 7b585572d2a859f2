"""Home: what waits for me, my mentor, my goal, what is new."""

from functools import partial

import streamlit as st

from mentoring import clock, home, notices, programs
from mentoring.home import Home
from pages import session
from pages.parts import links, markup, words
from pages.parts.acting import say
from pages.parts.mentor_card import Kind
from pages.parts.page import header, list_row

_MOST = "Ask up to three mentors at a time."


def page() -> None:
    store, actor = session.store(), session.known_actor()
    program, found = programs.my_program(store, actor), home.waiting_for_me(store, actor)
    form = found.goal.form
    move = " → ".join(filter(None, (form.about.current_role, form.target_role)))
    header(
        _greeting(actor.name, actor.time_zone),
        " · ".join(filter(None, (f"Week {program.week} of {program.weeks}", move))),
    )
    say()
    left, right = st.columns([1.7, 1], gap=16)
    with left.container(border=True, key="card-waiting", height="stretch"):
        st.header("Waiting for you", anchor=False)
        if not found.waiting:
            st.html(markup.box('<p class="mo-muted">Nothing waits for you.</p>'))
        for place, one in enumerate(found.waiting):
            line = markup.row(one.headline, one.detail, "sun" if one.urgent else "news")
            list_row(line, one.verb, f"waiting-{place}", partial(links.go, one.page), filled=place == 0)
    with right.container(border=True, key="card-soft-mentor", height="stretch"):
        _mentor(found, actor.time_zone)
    left, right = st.columns(2, gap=16)
    with left.container(border=True, key="card-goal", height="stretch"):
        _goal(found)
    with right.container(border=True, key="card-news", height="stretch"):
        st.header("News", anchor=False)
        recent = notices.my_notices(store, actor)[:3]
        said = "".join(markup.row(n.headline, f"{n.detail} · {words.since(n.made, actor.time_zone)}") for n in recent)
        st.html(said or markup.box('<p class="mo-muted">Answers of mentors and matches will appear here.</p>'))
        st.space("stretch")
        with st.container(key="flush-notices"):
            links.link("notices", "All notices", icon="notifications")


def _mentor(found: Home, time_zone: str) -> None:
    calm: Kind = "secondary" if found.waiting else "primary"  # else the first row is filled
    st.header("Your requests" if found.asked else "Your mentor", anchor=False)
    if found.room and found.mentor:
        said = markup.person(
            found.mentor.name, found.mentor.current_role, f"Room open since {words.day(found.room.opened, time_zone)}",
            opens=found.mentor.id,
        )  # fmt: skip
        st.html(markup.box(said))
        st.space("stretch")
        if st.button("Open room", icon=":material/forum:", type=calm, key="open-room"):
            links.go("mentorship-room")
    else:
        st.html(_asked(found, time_zone))
        st.space("stretch")
        if st.button("Find a mentor", icon=":material/person_search:", type=calm, key="find"):
            links.go("find-a-mentor")


def _asked(found: Home, time_zone: str) -> str:
    """What she waits for: the answers of mentors."""
    rows = "".join(
        markup.person_row(one.mentor, f"Asked {words.since(one.asked, time_zone)}", one.mentor_id)
        for one in found.asked
    )
    text = "The first who says yes becomes your mentor."
    if not found.asked:
        return markup.box(f'<p class="mo-strong">Nobody asked yet</p><p class="mo-muted">{_MOST} {text}</p>')
    return markup.box(rows, f'<p class="mo-muted mo-small">You will be told here. {text}</p>')


def _goal(found: Home) -> None:
    st.header("My goals", anchor=False)
    form = found.goal.form
    if found.goal.written:
        items = "".join(f"<li>{markup.escape(outcome)}</li>" for outcome in form.outcomes)
        outcomes = f'<p class="mo-eyebrow">In 90 days</p><ol class="mo-outcomes">{items}</ol>' if items else ""
        target = markup.escape(form.target_role or "A role that is still open")
        st.html(markup.box(f'<p class="mo-strong">{target}</p>', markup.tags([s.name for s in form.skills]), outcomes))
    else:
        st.html(markup.box('<p class="mo-muted">Where you are, where you want to be, and the skills in between.</p>'))
    st.space("stretch")
    with st.container(key="flush-goals"):
        links.link("my-goals", "Edit my goals" if found.goal.written else "Write my goals", icon="flag")


def _greeting(name: str, time_zone: str) -> str:
    hour = clock.local(clock.now(), time_zone).hour
    part = "Good morning" if 4 <= hour < 12 else "Good afternoon" if 12 <= hour < 18 else "Good evening"
    return f"{part}, {words.first_name(name)}"
