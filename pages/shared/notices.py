"""Notices: everything the product told me, the newest first."""

from functools import partial

import streamlit as st

from mentoring import notices
from pages import session
from pages.parts import links, markup, words
from pages.parts.acting import acting, say
from pages.parts.page import empty_state, header, list_row

_LEADS_TO = {
    "requests": "See requests", "mentorship-room": "See room", "find-a-mentor": "See mentors", "home": "See home",
}  # fmt: skip


def page() -> None:
    store, actor = session.store(), session.known_actor()
    found = notices.my_notices(store, actor)
    unseen = sum(notice.seen is None for notice in found)
    header("Notices", f"{unseen} new" if unseen else "", _mark_all if unseen else None)
    say()
    if not found:
        empty_state(
            "Nothing to tell yet", "Answers to requests, matches and reminders will be listed here. Only you see them."
        )
        return
    with st.container(border=True, key="card-notices", gap=24):
        for notice in found:
            when = words.since(notice.made, actor.time_zone)
            line = markup.row(notice.headline, notice.detail, "seen" if notice.seen else "news", when)
            list_row(line, _LEADS_TO.get(notice.page, "Open"), f"notice-{notice.id}", partial(links.go, notice.page))


def _mark_all() -> None:
    if st.button("Mark all as seen", icon=":material/done_all:", key="all-seen"):
        with acting():
            notices.mark_all_seen(session.store(), session.known_actor())
        st.rerun()
