"""Script of every browser session: who is here, and which pages that opens.

Every page is registered for everybody, so that a deep link never dead-ends: a page of another role
says "not yours", and to somebody signed out "sign in", and then leads back.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import streamlit as st

from mentoring.access import Actor, Role
from pages import session
from pages.manager import analytics, matching_round, people, today
from pages.mentee import find_a_mentor, home, mentorship_room, my_goals
from pages.mentor import my_mentees, my_profile_and_time, requests
from pages.parts import links, sidebar
from pages.parts.acting import drawing
from pages.shared import account, notices, person, refused, room

STATIC = Path(__file__).parent / "static"


class Entry(NamedTuple):
    path: str
    title: str
    icon: str
    role: Role | None  # None: for everybody who is signed in
    body: Callable[[], None]
    listed: bool = True


ENTRIES = (
    Entry("home", "Home", "home", "mentee", home.page),
    Entry("find-a-mentor", "Find a mentor", "person_search", "mentee", find_a_mentor.page),
    Entry("mentorship-room", "Mentorship room", "forum", "mentee", mentorship_room.page),
    Entry("my-goals", "My goals", "flag", "mentee", my_goals.page, listed=False),
    Entry("my-mentees", "My mentees", "group", "mentor", my_mentees.page),
    Entry("requests", "Requests", "mark_email_unread", "mentor", requests.page),
    Entry("my-profile-and-time", "My profile and time", "schedule", "mentor", my_profile_and_time.page),
    Entry("today", "Today", "space_dashboard", "manager", today.page),
    Entry("matching-round", "Matching round", "join_inner", "manager", matching_round.page),
    Entry("people", "People", "badge", "manager", people.page),
    Entry("analytics", "Analytics", "monitoring", "manager", analytics.page),
    Entry("room", "Mentorship room", "forum", None, room.page, listed=False),
    Entry("person", "Person", "person", None, person.page, listed=False),
    Entry("notices", "Notices", "notifications", None, notices.page, listed=False),
    Entry("account", "Account", "account_circle", None, account.page, listed=False),
)
START: dict[Role, str] = {"mentee": "home", "mentor": "my-mentees", "manager": "today"}


def body_for(entry: Entry, actor: Actor | None) -> Callable[[], None]:
    if actor is None:
        return partial(refused.sign_in_first, entry.path)
    if entry.role is not None and entry.role not in actor.roles:
        return refused.not_yours
    return entry.body


def unknown() -> tuple[Entry, ...]:
    """An address nobody knows is a page that says so; Streamlit would open its own dialog over the start page."""
    path = unquote(urlsplit(st.context.url or "").path).rsplit("/", 1)[-1].strip()
    if path in {"", *(entry.path for entry in ENTRIES)}:
        return ()
    return (Entry(path, "No such page", "help", None, refused.no_such_page, listed=False),)


def to_start_page() -> None:
    """The root address leads to the first page of one's role, which keeps an address of its own."""
    if actor is None:
        refused.sign_in_first("")
    else:
        links.go(START[actor.role])


st.set_page_config("Menteo", STATIC / "mark.svg", layout="wide", initial_sidebar_state=236)
st.html(STATIC / "menteo.css")
st.logo(STATIC / "logo.svg", icon_image=STATIC / "mark.svg", size="medium")

actor = session.current_actor()
opened = {
    entry.path: st.Page(
        body_for(entry, actor),
        title=entry.title,
        icon=f":material/{entry.icon}:",
        url_path=entry.path,
        visibility="visible" if actor and entry.listed and entry.role == actor.role else "hidden",
    )
    for entry in (*ENTRIES, *unknown())
}
root = st.Page(to_start_page, title="Menteo", url_path="", default=True, visibility="hidden")
links.know(opened)
page = st.navigation([root, *opened.values()], position="sidebar" if actor else "hidden")
if actor:
    sidebar.show(actor)
theme = f"theme-{st.context.theme.type or 'light'}"  # menteo.css gives its scheme to what lies outside of the app
with (
    st.container(horizontal_alignment="center", key=theme),
    st.container(width=1080, key="page", gap="medium"),
    drawing(),
):
    page.run()
