"""A mentorship room, first page: both people, the goal, the dates."""

import streamlit as st

from mentoring.access import Actor
from mentoring.rooms import Person, RoomView
from pages.parts import markup, words
from pages.parts.page import header

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
        write = f"Write to {first}: " if other.email else ""
        address = (
            f'<a href="mailto:{markup.escape(other.email)}">{markup.escape(other.email)}</a>' if other.email else ""
        )
        hours = _hours(other)
        st.html(
            markup.box(f'<p class="mo-muted">{why} {write}{address}</p><p class="mo-muted">{markup.escape(hours)}</p>')
        )
    left, right = st.columns([1.4, 1], gap=16)
    with left.container(border=True, key="card-goal", height="stretch"):
        st.header("The goal", anchor=False)
        st.html(_goal(room))
    with right.container(border=True, key="card-people", height="stretch", gap="small"):
        st.header("The two of you", anchor=False)
        st.html(markup.box(_person(room.mentor, "Mentor")))
        st.html(markup.box(_person(room.mentee, "Mentee")))
        if room.skills_taught:
            st.html(
                markup.box(
                    '<p class="mo-eyebrow">Can help with</p>', markup.tags([s.name for s in room.skills_taught], most=8)
                )
            )
    left, right = st.columns(2, gap=16)
    with left.container(border=True, key="card-how", height="stretch"):
        st.header("How you came together", anchor=False)
        said = "A matching round of the program brought you together." if room.from_round else room.message
        st.html(f'<div class="mo mo-text">{markup.lines(said)}</div>')
    with right.container(border=True, key="card-dates", height="stretch"):
        st.header("Dates", anchor=False)
        facts = (
            ("Room opened", opened),
            (f"90 days {'are' if room.days_open < 90 else 'were'} over", words.day(room.ninety_days, actor.time_zone)),
            ("Cohort ends", words.day(room.cohort_ends)),
        )
        st.html(
            markup.box(
                '<dl class="mo-facts">' + "".join(f"<dt>{name}</dt><dd>{day}</dd>" for name, day in facts) + "</dl>"
            )
        )
    st.caption("Both of you see this page. Your program manager sees that the room exists.")


def _goal(room: RoomView) -> str:
    items = "".join(f"<li>{markup.escape(outcome)}</li>" for outcome in room.outcomes)
    outcomes = f'<p class="mo-eyebrow">In 90 days</p><ol class="mo-outcomes">{items}</ol>' if items else ""
    target = f'<p class="mo-strong">{markup.escape(room.target_role or "The role is still open")}</p>'
    wanted = markup.tags([skill.name for skill in room.skills_wanted], most=8)
    return f'<div class="mo mo-text">{target}{markup.lines(room.why)}{outcomes}{wanted}</div>'


def _person(person: Person, role: str) -> str:
    return markup.person(person.name, role, person.about.current_role, opens=person.membership_id)


def _hours(other: Person) -> str:
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    slots = [
        f"{days[d]} {s // 60:02}:{s % 60:02}–{e // 60 % 24:02}:{e % 60:02}" for d, s, e in other.about.availability
    ]
    if not slots:
        return ""
    zone = f" ({other.about.time_zone})" if other.about.time_zone else ""
    return f"{words.first_name(other.name)} usually has time {', '.join(slots[:5])}{zone}."
