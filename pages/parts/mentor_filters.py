"""What a mentee filters her mentors by, in the address, so that the way back from a person finds the same ones."""

import streamlit as st

from mentoring.filters import ORDERS, Filters

_FILTERS = {
    "Free seat": "free_seat", "Shares my hours": "shared_hours", "Speaks my languages": "my_languages",
    "Made this move": "same_move", "Favourites": "favourites", "Not for me": "hidden",
}  # fmt: skip
_ORDER_WIDTH = 250  # pixels
_ORDER_NAMES = dict(zip(ORDERS, ("Best fit first", "Most seats first", "Quickest answer first"), strict=True))


def row() -> Filters:
    shown = st.pills(
        "Show only",
        list(_FILTERS),
        selection_mode="multi",
        default=["Free seat"],
        key="find-show",
        on_change=_to_first,
        wrap=False,
        bind="query-params",
    )
    with st.container(horizontal=True, gap=16, key="search"):
        text = st.text_input(
            "Name, role or skill", key="find-text", placeholder="Search", on_change=_to_first, bind="query-params"
        )
        order = st.selectbox(
            "Order", ORDERS, key="find-order", format_func=_ORDER_NAMES.__getitem__, on_change=_to_first,
            bind="query-params", width=_ORDER_WIDTH,
        )  # fmt: skip
    page = st.session_state.get("find-page")  # its widget stands below what it decides
    if page is None:
        asked = st.query_params.get("find-page", "")
        page = int(asked) if asked.isdecimal() else 1
    return Filters(text, order=order, page=page, **{name: label in shown for label, name in _FILTERS.items()})


def in_address() -> dict[str, list[str]]:
    """The filters as the address has them, also that of a person's page."""
    return {name: st.query_params.get_all(name) for name in st.query_params if name.startswith("find-")}


def chosen() -> list[str]:
    """What is searched and filtered for, in quotes."""
    text = st.session_state.get("find-text", "").strip()
    return [f"“{said}”" for said in (text, *(st.session_state.get("find-show") or ())) if said]


def clear() -> None:
    st.session_state["find-text"], st.session_state["find-show"] = "", []
    _to_first()


def _to_first() -> None:
    st.session_state["find-page"] = 1
