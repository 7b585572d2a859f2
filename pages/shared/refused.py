"""What stands where a page is not for the person who opened it."""

from urllib.parse import quote

import streamlit as st

from pages.parts.page import header


def not_yours() -> None:
    header("Not yours")
    st.markdown("This page belongs to somebody else or to another role. What is yours is in the menu.")


def no_such_page() -> None:
    header("No such page")
    st.markdown("Nothing stands at this address. What is yours is in the menu.")


def sign_in_first(path: str) -> None:
    header("Sign in")
    st.markdown("This page is for people of the program. After signing in you come back to it.")
    st.html(
        f'<div class="mo"><a class="mo-button" href="/sign-in?next=/{quote(path)}" target="_self">Sign in</a></div>'
    )
