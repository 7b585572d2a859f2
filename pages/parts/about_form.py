"""The fields that both roles share, and skills with levels: outside of a form, so that nothing is lost."""

from collections.abc import Callable
from datetime import time
from typing import cast

import streamlit as st

from mentoring import about as about_me
from mentoring import skills
from mentoring.about import AboutMe, SkillLevel, Window
from pages import session
from pages.parts.acting import acting
from pages.parts.page import escaped

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LEVELS = {1: "1 · first steps", 2: "2 · with help", 3: "3 · on my own", 4: "4 · confident", 5: "5 · teach others"}
Changed = Callable[[], None]


def put(key: str, value: object) -> None:
    """Give a widget its first value; what the person entered since stays."""
    if key not in st.session_state:
        st.session_state[key] = value


def fill(form: str, about: AboutMe) -> None:
    put(f"{form}-current_role", about.current_role)
    put(f"{form}-years", about.years_experience)
    put(f"{form}-languages", list(about.languages))
    put(f"{form}-time_zone", about.time_zone or None)
    put(f"{form}-preferences", list(about.preferences))
    # The list of rows outlives a visit to another page, the fields of its rows do not.
    rows = st.session_state.get(f"{form}-slots")
    if rows is None or any(f"{form}-day-{slot}" not in st.session_state for slot in rows):
        st.session_state[f"{form}-slots"] = []
        for window in about.availability:
            _add_slot(form, window)


def time_fields(form: str, changed: Changed) -> None:
    """Languages, zone, weekly hours, ways of working."""
    choices = about_me.language_choices()
    chosen = st.session_state[f"{form}-languages"]
    left, right = st.columns(2)
    left.multiselect(
        "Languages", [*choices, *(tag for tag in chosen if tag not in choices)], key=f"{form}-languages",
        format_func=_language,
        placeholder="Choose languages", select_all=False, on_change=changed,
    )  # fmt: skip
    right.selectbox(
        "Time zone", about_me.time_zones(), key=f"{form}-time_zone", index=None, placeholder="Choose a city near you",
        on_change=changed,
    )  # fmt: skip
    st.markdown("**When you usually have time**")
    for slot in list(st.session_state[f"{form}-slots"]):
        _slot_fields(form, slot, changed)
    st.button("Add a time", icon=":material/add:", key=f"{form}-add", on_click=_add_and_keep, args=(form, changed))
    st.pills(
        "How you like to work", about_me.PREFERENCES, selection_mode="multi", key=f"{form}-preferences",
        on_change=changed,
    )  # fmt: skip


def _language(tag: str) -> str:
    name = about_me.language_name(tag)
    return f"{name} ({tag})" if "-" in tag else name


def read(form: str) -> AboutMe:
    """What the fields say now."""
    state = st.session_state
    return AboutMe(
        current_role=state[f"{form}-current_role"],
        years_experience=state[f"{form}-years"],
        languages=tuple(state[f"{form}-languages"]),
        time_zone=state[f"{form}-time_zone"] or "",
        availability=tuple(_window(form, slot) for slot in state[f"{form}-slots"]),
        preferences=tuple(state[f"{form}-preferences"] or ()),
    )


def fill_skills(form: str, skills: tuple[SkillLevel, ...], *, default: int) -> None:
    put(f"{form}-skills", [skill.name for skill in skills])
    for skill in skills:
        put(f"{form}-level-{skill.name}", skill.level or default)
        put(f"{form}-now-{skill.name}", skill.level_now or 1)


def skill_fields(form: str, label: str, changed: Changed, *, default: int, now: bool) -> None:
    """Skills by name or alias, new ones too, each with the level wanted or taught, and the level now."""
    names = skills.skill_names(session.store(), session.known_actor())
    key = f"{form}-skills"
    chosen = st.session_state[key]
    taken = {name.casefold() for name in chosen}
    choices = [*chosen, *(name for name in names if name.casefold() not in taken)]
    st.multiselect(
        label, choices, key=key, accept_new_options=True, select_all=False, filter_mode="contains",
        format_func=lambda name: names.get(name, name), placeholder="Type a skill, also an abbreviation such as k8s",
        on_change=_chosen, args=(form, names, changed),
    )  # fmt: skip
    if not st.session_state[key]:
        return
    heads = "<span>Now</span><span>Wanted</span>" if now else "<span>Level</span>"
    with st.container(gap="xsmall", key=f"levels-{'now-' if now else ''}{form}"):
        st.html(f'<div class="mo mo-levels mo-eyebrow" aria-hidden="true"><span>Skill</span>{heads}</div>')
        for name in st.session_state[key]:
            _level_fields(form, name, changed, default=default, now=now)
            if name not in names:
                _question(form, name, names, changed)


def _chosen(form: str, names: dict[str, str], changed: Changed) -> None:
    """A new name that can only be one of those to choose from becomes it."""
    with acting() as outcome:
        for name in [name for name in st.session_state[f"{form}-skills"] if name not in names]:
            found = skills.meant_by(session.store(), session.known_actor(), name, names)
            if found and found.same and found.name != name:
                _rename(form, name, found.name)
                outcome.say(f"{name} is listed as {found.name}, so that it finds the same people.")
    changed()


def _question(form: str, name: str, names: dict[str, str], changed: Changed) -> None:
    """Where a new name may be one of those to choose from, until it is saved."""
    found = skills.meant_by(session.store(), session.known_actor(), name, names)
    if found is None or found.same or found.name in st.session_state[f"{form}-skills"]:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=f"meant-{form}-{name}"):
        st.caption(f"Nobody here has named {escaped(name)} yet.", width="content")
        st.button(
            f"Use {escaped(found.name)} instead", type="tertiary", key=f"{form}-use-{name}",
            on_click=_use, args=(form, name, found.name, changed),
        )  # fmt: skip


def _use(form: str, name: str, skill: str, changed: Changed) -> None:
    _rename(form, name, skill)
    changed()


def _rename(form: str, name: str, skill: str) -> None:
    """Another name for a chosen skill, at its place and with its levels; named twice it stands once."""
    state, key = st.session_state, f"{form}-skills"
    state[key] = list(dict.fromkeys(skill if other == name else other for other in state[key]))
    for field in ("level", "now"):
        if f"{form}-{field}-{name}" in state:
            put(f"{form}-{field}-{skill}", state[f"{form}-{field}-{name}"])


def _level_fields(form: str, name: str, changed: Changed, *, default: int, now: bool) -> None:
    """One line; menteo.css puts it under the heads, and on a phone the levels under the name."""
    put(f"{form}-level-{name}", default)
    put(f"{form}-now-{name}", 1)
    with st.container(horizontal=True, key=f"skill-{form}-{name}"):
        st.markdown(f"**{escaped(name)}**")
        if now:
            st.selectbox(
                f"{name}: level now", list(LEVELS), key=f"{form}-now-{name}", format_func=LEVELS.__getitem__,
                label_visibility="collapsed", on_change=changed,
            )  # fmt: skip
        st.selectbox(
            f"{name}: level wanted" if now else f"{name}: level", list(LEVELS), key=f"{form}-level-{name}",
            format_func=LEVELS.__getitem__, label_visibility="collapsed", on_change=changed,
        )  # fmt: skip


def read_skills(form: str, *, default: int, now: bool) -> tuple[SkillLevel, ...]:
    state = st.session_state
    return tuple(
        SkillLevel(
            name, state.get(f"{form}-level-{name}", default), state.get(f"{form}-now-{name}", 1) if now else None
        )
        for name in state[f"{form}-skills"]
    )


def forget(form: str) -> None:
    """Fill the fields anew on the next run."""
    for key in [key for key in st.session_state if str(key).startswith(f"{form}-")]:
        del st.session_state[key]


def _slot_fields(form: str, slot: int, changed: Changed) -> None:
    day = DAYS[st.session_state[f"{form}-day-{slot}"]]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall", key=f"slot-{form}-{slot}"):
        st.selectbox("Day", range(7), key=f"{form}-day-{slot}", format_func=lambda d: DAYS[d], on_change=changed)
        st.time_input("From", key=f"{form}-start-{slot}", step=900, on_change=changed)
        st.time_input("Until", key=f"{form}-end-{slot}", step=900, on_change=changed)
        st.button(
            f"Remove this {day}", icon=":material/close:", type="tertiary", key=f"icon-remove-{form}-{slot}", width=40,
            on_click=_remove_slot, args=(form, slot, changed),
        )  # fmt: skip


def _add_slot(form: str, window: Window) -> None:
    slots = st.session_state[f"{form}-slots"]
    slot = max(slots, default=-1) + 1
    day, start, end = window
    put(f"{form}-day-{slot}", day)
    put(f"{form}-start-{slot}", time(start // 60, start % 60))
    put(f"{form}-end-{slot}", time(end // 60 % 24, end % 60))
    st.session_state[f"{form}-slots"] = [*slots, slot]


def _add_and_keep(form: str, changed: Changed) -> None:
    _add_slot(form, (0, 18 * 60, 20 * 60))
    changed()


def _remove_slot(form: str, slot: int, changed: Changed) -> None:
    st.session_state[f"{form}-slots"] = [other for other in st.session_state[f"{form}-slots"] if other != slot]
    changed()


def _window(form: str, slot: int) -> Window:
    """A time that ends before it starts goes on past midnight."""
    start, end = (cast(time, st.session_state[f"{form}-{edge}-{slot}"]) for edge in ("start", "end"))
    first, last = start.hour * 60 + start.minute, end.hour * 60 + end.minute
    return st.session_state[f"{form}-day-{slot}"], first, last if last > first else last + 24 * 60
