"""The bridge between Streamlit and the use cases: the store, and who is here.

The only place that touches cookies.
"""

import atexit
import gc
import importlib
import os
import pkgutil
from typing import TYPE_CHECKING

import streamlit as st

import pages
from mentoring import accounts
from mentoring.access import Actor
from mentoring.rankings import Rankings

if TYPE_CHECKING:
    from data.store import Store

_ACTOR = "_actor"
_NEW = object()  # a session that nobody has used yet
_opened: "Store | None" = None


def use(store: "Store") -> None:
    """Hand over the store that the program opened."""
    global _opened  # noqa: PLW0603 - caches of Streamlit can be cleared by any visitor
    _opened = store


def prepare() -> None:
    """What the first visitor would wait for, done at the start: pages and engine are imported.

    None of it will ever be garbage; left to the collector, it stopped everybody for 150 ms every few seconds.
    """
    for module in pkgutil.walk_packages(pages.__path__, "pages."):
        if module.name != "pages.navigation":  # the script of a visitor's session, run by Streamlit alone
            importlib.import_module(module.name)
    Rankings.prepare()
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # else the driver says at the end that its types leaked


def store() -> "Store":
    assert _opened is not None, "the store is handed over before the first page is drawn"
    return _opened


def cookie_name() -> str:
    """The sample program and the real one never share a sign-in."""
    return "menteo_demo" if os.environ.get("MENTEO_DEMO") == "1" else "menteo"


def token() -> str:
    return str(st.context.cookies.get(cookie_name(), ""))


def current_actor() -> Actor | None:
    """Who is signed in. When that changes, what the last person left in this session is dropped."""
    actor = accounts.who_is(store(), token())
    whose = (actor.person_id, actor.role) if actor else None
    before = st.session_state.get(_ACTOR, _NEW)
    if before not in (_NEW, whose):
        st.session_state.clear()
    if before != whose:
        st.session_state[_ACTOR] = whose
    return actor


def known_actor() -> Actor:
    """Who reads or acts. Where the sign-in has ended meanwhile, the whole app is drawn again and says so.

    Callbacks, dialogs and fragments run without navigation.py, which asks everybody else.
    """
    actor = current_actor()
    if actor is None:
        st.rerun()
    return actor
