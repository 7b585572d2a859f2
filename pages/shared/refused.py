"""What stands where a page is not for the person who opened it."""

import streamlit as st


def not_yours() -> None:
    st.title("Not yours", anchor=False)
    st.markdown(
        "This page belongs to another role, so there is nothing for you here. What is yours is in the menu."
    )


def sign_in_first(path: str) -> None:
    st.title("Sign in", anchor=False)
    st.markdown("This page is for people of the program. After signing in you come back to it.")
    st.link_button("Sign in", f"/sign-in?next=/{path}", type="primary", target="_self")
