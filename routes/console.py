"""What the operator reads on the console when the program starts."""

from typing import TYPE_CHECKING

import streamlit as st

from mentoring import accounts

if TYPE_CHECKING:
    from data.store import Store


def announce(store: "Store") -> None:
    """The address, and the set-up link while there is no program."""
    at = f"http://{st.get_option('server.address')}:{st.get_option('server.port')}"
    token = accounts.first_run_token(store)
    if token:
        print(f"\n  Set up Menteo: {at}/set-up/{token}\n", flush=True)
    else:
        print(f"\n  Menteo is open at {at}\n", flush=True)
