"""What the operator reads on the console when the program starts."""

import streamlit as st

from mentoring import accounts
from pages import session


def announce() -> None:
    """The address, and the set-up link while there is no program."""
    at = f"http://{st.get_option('server.address')}:{st.get_option('server.port')}"
    token = accounts.first_run_token(session.store())
    if token:
        print(f"\n  Set up Menteo: {at}/set-up/{token}\n", flush=True)
    else:
        print(f"\n  Menteo is open at {at}\n", flush=True)
