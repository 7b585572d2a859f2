"""Ways from one page to another, by the path of the page's address."""

from collections.abc import Mapping
from urllib.parse import quote

import streamlit as st
from streamlit.navigation.page import Page

_KNOWN = "_pages"


def know(pages: Mapping[str, Page]) -> None:
    """navigation.py tells which pages there are in this run."""
    st.session_state[_KNOWN] = pages


def go(path: str, **query: str) -> None:
    """Open a page now; ends the run of the script."""
    st.switch_page(st.session_state[_KNOWN][path], query_params=query or None)


def link(path: str, label: str, *, icon: str = "", **query: str | list[str]) -> None:
    st.page_link(
        st.session_state[_KNOWN][path],
        label=label,
        icon=f":material/{icon}:" if icon else None,
        query_params=query or None,
    )


def mail(address: str) -> str:
    """Where a click writes to somebody."""
    return f"mailto:{quote(address, safe='@+')}"
