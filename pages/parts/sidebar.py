"""Below the list of pages: who I am, my notices, my account, and whether this is a sample."""

import streamlit as st

from mentoring import notices, programs
from mentoring.access import Actor
from pages import session
from pages.parts import links, markup, words

ROLE_NAMES = {"mentee": "Mentee", "mentor": "Mentor", "manager": "Program manager"}


def show(actor: Actor) -> None:
    store = session.store()
    unseen = notices.count_unseen(store, actor)
    program = programs.my_program(store, actor)
    role = ROLE_NAMES[actor.role]
    with st.sidebar:
        st.html(
            f'<div class="mo mo-row mo-who">{markup.avatar(actor.name, small=True)}<div><p class="mo-strong">'
            f'{markup.escape(actor.name)}</p><p class="mo-muted mo-small">{role}</p></div></div>'
        )
        with st.container(horizontal=True, gap="xsmall", key="sidebar-links"):
            links.link("notices", words.count(unseen, "notice"), icon="notifications")
            links.link("account", "Account", icon="account_circle")
        if program.synthetic:
            st.caption("Sample program: everybody in it is invented.")
