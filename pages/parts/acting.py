"""Around every action: refusals become sentences in place, surprises become one honest sentence."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mentoring.access import Refusal
from pages.parts import markup
from pages.parts.page import escaped

_log = logging.getLogger(__name__)
_SAID = "_said"


class Outcome:
    """What became of an action, known after its block."""

    failed = False

    def say(self, done: str) -> None:
        """What was done, where that is known only inside of the block."""
        st.session_state[_SAID] = ("done", done)


@contextmanager
def acting(done: str = "") -> Iterator[Outcome]:
    """`with acting("Saved."):` a use case; nothing after a refusal inside of the block runs.

    What was done is said on the next run too, so that it survives a rerun.
    """
    outcome = Outcome()
    try:
        yield outcome
    except Refusal as refusal:
        outcome.failed = True
        st.session_state[_SAID] = ("error", str(refusal))
    except Exception as fault:
        if type(fault).__module__.startswith("streamlit"):
            raise  # its ways to rerun and to stop a script are exceptions
        outcome.failed = True
        number = secrets.token_hex(4)
        _log.exception("an action failed (%s)", number)
        said = f"Something went wrong on our side (number {number}). Reload the page to see what was saved."
        st.session_state[_SAID] = ("error", said)
    else:
        if done:
            st.session_state[_SAID] = ("done", done)


@contextmanager
def drawing() -> Iterator[None]:
    """Around a page: what goes wrong while it is drawn becomes one sentence, never a traceback."""
    try:
        yield
    except Refusal as refusal:
        st.error(escaped(str(refusal)), icon=":material/error:")
    except Exception as fault:
        if type(fault).__module__.startswith("streamlit"):
            raise  # its ways to rerun and to stop a script are exceptions
        number = secrets.token_hex(4)
        _log.exception("a page failed (%s)", number)
        said = f"This page cannot be shown at the moment (number {number}). What you saved is safe."
        st.error(said, icon=":material/error:")


def say(place: DeltaGenerator | None = None) -> None:
    """Show what the last action has to say; a refusal in a dialog is a line at the `place` under its field."""
    kind, text = st.session_state.pop(_SAID, ("", ""))
    if kind == "done":
        st.toast(escaped(text), icon=":material/check_circle:")
    elif kind == "error" and place:
        place.html(markup.box(f'<p class="mo-wrong" role="alert">{markup.escape(text)}</p>'))
    elif kind == "error":
        st.error(escaped(text), icon=":material/error:")
