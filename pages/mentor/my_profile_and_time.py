"""My profile and time: what mentees read about me, how many I take, and when I pause."""

from datetime import timedelta

import streamlit as st

from mentoring import clock, offers
from mentoring.offers import OfferForm, OfferView
from pages import session
from pages.parts import about_form, words
from pages.parts.acting import acting, say
from pages.parts.page import header

_FORM = "offer"
_TAUGHT = 4


def page() -> None:
    store, actor = session.store(), session.known_actor()
    offer = offers.my_offer(store, actor)
    draft = offers.draft(store, actor)
    if "offer-bio" not in st.session_state:  # the fields are filled now, and this is what they are filled from
        st.session_state["offer-version"] = (draft or offer).version
    _fill((draft or offer).form)
    saved = (
        f"Saved {words.since(offer.saved, actor.time_zone)}"
        if offer.saved
        else "Not saved yet, takes about four minutes"
    )
    header("My profile and time", f"{saved} · changes are kept as a draft while you write", _save_button)
    say()
    if draft and draft.outdated:
        st.warning(
            "Your profile was saved in another window after you began this draft, so the draft cannot be saved. "
            "Copy what you want to keep, discard the changes, and you see what is saved.",
            icon=":material/history:",
        )
    _capacity(offer, actor.time_zone)
    with st.container(border=True, key="card-bio", gap="small"):
        st.header("What mentees read", anchor=False)
        st.caption("Seen by everybody in the program.")
        left, right = st.columns([2, 1])
        left.text_input(
            "Your current role", key="offer-current_role", placeholder="Senior data analyst", on_change=_keep
        )
        right.number_input("Years of experience", 0.0, 80.0, step=1.0, format="%g", key="offer-years", on_change=_keep)
        st.text_area(
            "About you", key="offer-bio", height=130, on_change=_keep,
            placeholder="What you did, whom you like to help, and how you work with people",
        )  # fmt: skip
        st.text_area(
            "Roles before, oldest first, one a line", key="offer-past_roles", height=110, on_change=_keep,
            placeholder="Physics teacher @ Nordlys School (2012-2019)",
            help="Role @ Organisation (2016-2019). Organisation and years may be left out. "
            "From these lines mentees see which moves you made.",
        )  # fmt: skip
    with st.container(border=True, key="card-skills", gap="small"):
        st.header("Skills you can help with", anchor=False)
        st.caption("Seen by everybody in the program. Beyond twelve, each one counts less.")
        about_form.skill_fields(_FORM, "Skills", _keep, default=_TAUGHT, now=False)
    with st.container(border=True, key="card-time", gap="small"):
        st.header("Time and ways of working", anchor=False)
        st.caption("Mentees see languages and ways of working; your hours are used to find shared ones.")
        about_form.time_fields(_FORM, _keep)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Save my profile", key="offer-save", on_click=_save)
        if draft:
            st.button("Discard changes", type="tertiary", key="offer-discard", on_click=_discard)


def _capacity(offer: OfferView, time_zone: str) -> None:
    with st.container(border=True, key="card-soft-capacity", gap="small"):
        st.header("Seats", anchor=False)
        left, right = st.columns(2, gap=24, vertical_alignment="bottom")
        left.number_input(
            "Mentees you take at the same time", 0, offers.MOST_CAPACITY, step=1, key="offer-capacity", on_change=_keep,
            help=f"You work with {words.count(offer.seats_taken, 'mentee')} now. A lower number takes nobody away.",
        )  # fmt: skip
        if offer.paused_until:
            right.markdown(f"You take no new mentees until **{words.day(offer.paused_until)}**. Your rooms go on.")
            right.button("End the pause", key="end-pause", on_click=_pause, args=(0,))
        else:
            right.selectbox(
                "Take a break from new mentees", (2, 4, 8, 12), index=None, key="pause-weeks", placeholder="No break",
                format_func=lambda weeks: f"for {weeks} weeks", on_change=_pause,
            )  # fmt: skip


def _fill(form: OfferForm) -> None:
    about_form.put("offer-bio", form.bio)
    about_form.put("offer-past_roles", form.past_roles)
    about_form.put("offer-capacity", form.capacity)
    about_form.fill(_FORM, form.about)
    about_form.fill_skills(_FORM, form.skills, default=_TAUGHT)


def _read() -> OfferForm:
    state = st.session_state
    return OfferForm(
        bio=state["offer-bio"],
        past_roles=state["offer-past_roles"],
        skills=about_form.read_skills(_FORM, default=_TAUGHT, now=False),
        capacity=int(state["offer-capacity"] or 0),
        about=about_form.read(_FORM),
    )


def _keep() -> None:
    with acting():
        offers.keep_draft(session.store(), session.known_actor(), _read(), st.session_state["offer-version"])


def _save_button() -> None:
    """Filled here, where it is in sight when the page opens; the same act at the foot is outlined."""
    st.button("Save", type="primary", key="offer-save-above", on_click=_save)


def _save() -> None:
    with acting("Your profile is saved."):
        offers.save_offer(session.store(), session.known_actor(), _read(), st.session_state["offer-version"])
        about_form.forget(_FORM)


def _discard() -> None:
    with acting("Your changes are discarded."):
        offers.forget_draft(session.store(), session.known_actor())
        about_form.forget(_FORM)


def _pause(weeks: int | None = None) -> None:
    actor = session.known_actor()
    chosen = st.session_state.get("pause-weeks") if weeks is None else weeks
    until = clock.today(actor.time_zone) + timedelta(weeks=chosen) if chosen else None
    with acting("Your pause has begun. Nothing else changes." if until else "Welcome back: mentees see you again."):
        offers.pause(session.store(), actor, until)
