"""A mentorship room, first page: both people, the goal, the dates."""

import streamlit as st

from mentoring.access import Actor
from mentoring.rooms import Person, RoomView
from pages.parts import links, markup, words
from pages.parts.page import escaped, header

_FIRST_WEEKS = 21  # days
_FIRST = "Agree on a first date", "The first meeting decides more than any later one."
_NEXT = "Agree on the next date", "A date in the calendar keeps it going."


def show(room: RoomView, actor: Actor) -> None:
    other = room.mentor if actor.membership_id == room.mentee.membership_id else room.mentee
    opened = words.day(room.opened, actor.time_zone)
    header(f"Room with {other.name}", f"Open since {opened} · {room.cohort}")
    first = words.first_name(other.name)
    with st.container(border=True, key="card-soft-next", gap="small"):
        title, why = _FIRST if room.days_open <= _FIRST_WEEKS else _NEXT
        st.header(title, anchor=False)
        said = "".join(f'<p class="mo-muted">{markup.escape(line)}</p>' for line in (why, _hours(other, actor)) if line)
        st.html(markup.box(said))
        if other.email:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.link_button(
                    f"Write to {escaped(first)}", links.mail(other.email), type="primary", icon=":material/mail:"
                )
                st.markdown(f":gray[{escaped(other.email)}]", width="content")
    left, right = st.columns([1.4, 1], gap=16)
    with left.container(border=True, key="card-goal", height="stretch"):
        st.header("The goal", anchor=False)
        st.html(_goal(room))
    with right.container(border=True, key="card-people", height="stretch", gap="small"):
        st.header("The two of you", anchor=False)
        st.html(markup.box(_person(room.mentor, "Mentor"), _taught(room)))
        st.html(markup.box(_person(room.mentee, "Mentee")))
    left, right = st.columns(2, gap=16)
    with left.container(border=True, key="card-how", height="stretch"):
        st.header("How you came together", anchor=False)
        said = "A matching round of the program brought you together." if room.from_round else room.message
        st.html(f'<div class="mo mo-text">{markup.lines(said)}</div>')
    with right.container(border=True, key="card-dates", height="stretch"):
        st.header("Dates", anchor=False)
        facts = (
            ("Room opened", opened),
            ("90 days end" if room.days_open < 90 else "90 days ended", words.day(room.ninety_days, actor.time_zone)),
            ("Cohort ends", words.day(room.cohort_ends)),
        )
        st.html(
            markup.box(
                '<dl class="mo-facts">' + "".join(f"<dt>{name}</dt><dd>{day}</dd>" for name, day in facts) + "</dl>"
            )
        )
    st.caption("Both of you see this page. Your program manager sees that the room exists.")


def _taught(room: RoomView) -> str:
    tags = markup.tags([skill.name for skill in room.skills_taught], most=8)
    return f'<p class="mo-eyebrow">Can help with</p>{tags}' if tags else ""


def _goal(room: RoomView) -> str:
    items = "".join(f"<li>{markup.escape(outcome)}</li>" for outcome in room.outcomes)
    outcomes = f'<p class="mo-eyebrow">In 90 days</p><ol class="mo-outcomes">{items}</ol>' if items else ""
    target = f'<p class="mo-strong">{markup.escape(room.target_role or "The role is still open")}</p>'
    wanted = markup.tags([skill.name for skill in room.skills_wanted], most=8)
    return f'<div class="mo mo-text">{target}{markup.lines(room.why)}{outcomes}{wanted}</div>'


def _person(person: Person, role: str) -> str:
    return markup.person(person.name, role, person.about.current_role, opens=person.membership_id)


def _hours(other: Person, actor: Actor) -> str:
    """In the reader's zone; with people abroad both places are named."""
    about, first = other.about, words.first_name(other.name)
    if not about.availability:
        return ""
    said = f"{first} usually has time {words.weekly(about.availability[:5], about.time_zone, actor.time_zone)}"
    if about.time_zone and actor.time_zone and about.time_zone != actor.time_zone:
        return f"{said} your time ({words.place(actor.time_zone)}; {first}: {words.place(about.time_zone)})."
    return f"{said} ({words.place(about.time_zone)})." if about.time_zone else f"{said}."
