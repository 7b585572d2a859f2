"""A mentorship room by its address: for the two who are in it."""

from uuid import UUID

import streamlit as st

from mentoring import rooms
from mentoring.access import NotYours
from pages import session
from pages.parts import room_view
from pages.shared import refused


def page() -> None:
    actor = session.known_actor()
    try:
        room = rooms.room(session.store(), actor, UUID(st.query_params.get("id", "")))
    except (ValueError, NotYours):
        refused.not_yours()
        return
    room_view.show(room, actor)
