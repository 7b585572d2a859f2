"""Account: who I am here, which role I see, my password, and signing out."""

import streamlit as st

from mentoring import programs
from pages import session
from pages.parts import markup
from pages.parts.page import header
from pages.parts.sidebar import ROLE_NAMES


def page() -> None:
    actor = session.known_actor()
    program = programs.my_program(session.store(), actor)
    header("Account", f"{program.name} · {program.cohort}")
    if st.query_params.get("changed") == "password":
        st.success("Your password is changed. Other browsers are signed out.", icon=":material/check_circle:")
    with st.container(border=True, key="card-me"):
        roles = ", ".join(ROLE_NAMES[role] for role in actor.roles)
        st.html(markup.box(markup.person(actor.name, roles, level=2)))
    if len(actor.roles) > 1:
        with st.container(border=True, key="card-roles"):
            st.header("Role shown here", anchor=False)
            forms = "".join(_role_form(role, role == actor.role) for role in actor.roles)
            st.html(f'<div class="mo mo-forms">{forms}</div>')
    with st.container(border=True, key="card-password"):
        st.header("Sign-in", anchor=False)
        st.html(
            '<div class="mo mo-forms"><a class="mo-plain" href="/change-password" target="_self">Change password</a>'
            '<form method="post" action="/sign-out"><button class="mo-plain">Sign out</button></form></div>'
        )


def _role_form(role: str, shown: bool) -> str:
    if shown:
        return f'<span class="mo-tag">{ROLE_NAMES[role]}: shown now</span>'
    return f'<form method="post" action="/role/{role}"><button class="mo-plain">Show {ROLE_NAMES[role]}</button></form>'
