"""Menteo: what `streamlit run app.py` starts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from data.store import open_store
from mentoring.schedule import Schedule
from pages import session
from routes import announce, middleware, routes


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Open the store, run background work, and close both in order."""
    store = open_store()
    session.use(store)
    session.prepare()
    schedule = Schedule(store)
    schedule.start()
    announce()
    try:
        yield
    finally:
        schedule.stop()
        store.close()


app = st.App("pages/navigation.py", routes=routes(), middleware=middleware(), lifespan=lifespan)
