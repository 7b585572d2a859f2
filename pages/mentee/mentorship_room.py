"""Mentorship room of this cohort."""

import streamlit as st

from mentoring import rooms
from pages import session
from pages.parts import links, room_view
from pages.parts.acting import say
from pages.parts.page import empty_state, header


def page() -> None:
    actor = session.known_actor()
    room = rooms.my_room(session.store(), actor)
    if room is None:
        header("Mentorship room")
        say()
        empty_state(
            "Your room opens with your match",
            "When a mentor says yes, or a matching round is published, you meet here: "
            "both of you, your goal, and what you agreed.",
            _find,
        )
        return
    say()
    room_view.show(room, actor)


def _find() -> None:
    if st.button("Find a mentor", type="primary", icon=":material/person_search:", key="find"):
        links.go("find-a-mentor")
