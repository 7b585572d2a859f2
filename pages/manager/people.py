"""People: everybody in one list, import from CSV, sign-in links to pass on."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from mentoring import accounts, imports, people
from mentoring.imports import Check, Upload
from pages import session
from pages.parts import markup, words
from pages.parts.acting import acting, say
from pages.parts.page import csv_of, empty_state, escaped, header

_SHOWN_FAULTS = 50
_LARGEST = 20  # MB, what the import takes
_SHOWN_NAMES = 10
_LOOK = 2  # seconds between two looks at what is read in the background
_LOOKS = 5  # after an import, before it has begun
_UNSEEN = ["membership_id", "mentee", "mentor", "link", "account"]  # columns that choose rows


def page() -> None:
    store, actor = session.store(), session.known_actor()
    lines = people.all_people(store, actor)
    others = [line for line in lines if line.membership_id != actor.membership_id]
    mentees, mentors = sum(line.mentee for line in lines), sum(line.mentor for line in lines)
    context = f"{words.count(mentees, 'mentee')} · {words.count(mentors, 'mentor')}" if others else ""
    calm = bool(st.session_state.get("links"))  # links just made are the one thing to take along now
    header("People", context, partial(_import_button, calm=calm) if others else None)
    say()
    if not others:
        empty_state(
            "Bring your people in",
            "Two CSV files, one of mentees and one of mentors; only the column id is required. "
            "You see what would change before anything is stored.",
            _import_button,
        )
        return
    _reading()
    _links_made()
    table = _table(lines)
    with st.container(border=True, key="card-people", gap="small"):
        with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
            text = st.text_input("Name, role or e-mail", key="people-text", width=320, bind="query-params")
            who = st.segmented_control(
                "Show",
                ["Everybody", "Mentees", "Mentors", "Never signed in"],
                default="Everybody",
                required=True,
                key="people-show",
                bind="query-params",
            )
        shown = table[_fits(table, text, who)]
        picked = _picked(shown)
        with st.container(horizontal=True, vertical_alignment="center"):
            label = f"Make {words.count(len(picked), 'sign-in link')}"
            if st.button(label, icon=":material/link:", key="make-links", disabled=not len(picked)):
                _confirm_links(picked)
            st.download_button(
                "List as CSV",
                csv_of(shown.drop(columns=_UNSEEN)),
                "people.csv",
                "text/csv",
                icon=":material/download:",
                on_click="ignore",
                type="tertiary",
            )
    st.caption(
        "Links are for the rows you choose, or for all shown who never signed in. A link works once, for two weeks, "
        "and replaces the one before."
    )


def _reading() -> None:
    """What the background thread reads, looked at again while it does, and for a while after an import."""
    if st.session_state.get("reading-begins") or people.reading(session.store(), session.known_actor()):
        st.fragment(_reading_now, run_every=_LOOK)()


def _reading_now() -> None:
    reading = people.reading(session.store(), session.known_actor())
    looks = st.session_state.pop("reading-begins", 0)
    if reading:
        texts = f"{reading.done:,} of {reading.of:,} texts"
        st.progress(reading.done / reading.of, f"Reading what people wrote, so that mentors can be suggested: {texts}")
    elif looks:
        st.session_state["reading-begins"] = looks - 1
        st.caption("What people wrote is read in a moment, so that mentors can be suggested.")
    else:
        st.rerun()


def _picked(shown: pd.DataFrame) -> pd.DataFrame:
    """The rows chosen in the table; without a choice, those shown who never signed in."""
    if shown.empty:
        st.html(markup.box('<p class="mo-muted">Nobody fits. Take a word or a choice away to see more.</p>'))
        return shown
    chosen = st.dataframe(
        shown.drop(columns=_UNSEEN), hide_index=True, key="people-table",
        on_select="rerun", selection_mode="multi-row", height=420,
    )  # fmt: skip
    rows = chosen.selection.rows if chosen else []
    return shown.iloc[rows] if rows else shown[~shown["account"]]


def _table(lines: Any) -> pd.DataFrame:
    rows = [
        {
            "membership_id": line.membership_id, "mentee": line.mentee, "mentor": line.mentor, "link": line.kept_here,
            "Name": line.name, "Id": line.external_id or "", "E-mail": line.email, "Role": _role(line),
            "Now": line.current_role, "Wants": line.target_role or "", "Mentor": line.mentors_name or "",
            "Mentees": f"{line.rooms} of {line.capacity}" if line.capacity is not None else "",
            "Sign-in": _sign_in(line), "account": line.signs_in_with is not None,
        }
        for line in lines
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _role(line: Any) -> str:
    held = {"mentee": line.mentee, "mentor": line.mentor, "manager": line.manager}
    return ", ".join(role for role, holds in held.items() if holds)


def _sign_in(line: Any) -> str:
    """Also the address, where it is another one than the program has by now."""
    if line.signs_in_with is None:
        return "link made" if line.link_expires else "never"
    same = line.signs_in_with == line.email.strip().casefold()
    return "signed in" if same else f"signed in with {line.signs_in_with}"


def _fits(table: pd.DataFrame, text: str, who: str | None) -> "pd.Series[bool]":
    said = table[["Name", "Id", "E-mail", "Now", "Wants"]].agg(" ".join, axis=1).str.casefold()
    fits = said.str.contains(text.casefold().strip(), regex=False)
    kinds = {"Mentees": table["mentee"], "Mentors": table["mentor"], "Never signed in": ~table["account"]}
    return fits & kinds[who] if who in kinds else fits


def _confirm_links(picked: pd.DataFrame) -> None:
    @st.dialog("Make sign-in links")
    def dialog() -> None:
        with st.container(key="dialog-links", gap="small"):
            number = words.count(len(picked), "person", "people")
            told = (
                "Older unused links end. Whoever holds a link can choose the password, so pass each one on in person."
            )
            st.markdown(f":gray[For {number}. {told}]")
            with st.container(horizontal=True, horizontal_alignment="right"):
                if st.button("Not now", type="tertiary", key="links-cancel"):
                    st.rerun()
                if st.button("Make links", type="primary", key="links-make"):
                    with acting("Links are made. They are shown once."):
                        ids = [id for id, kept in zip(picked["membership_id"], picked["link"], strict=True) if kept]
                        st.session_state["links"] = accounts.make_links(
                            session.store(), session.known_actor(), membership_ids=ids
                        )
                    st.rerun()

    dialog()


def _links_made() -> None:
    """Links just made, until the manager closes the list: the store cannot show them again."""
    made = st.session_state.get("links")
    if not made:
        return
    host = str(st.context.url).split("/", 3)
    base = "/".join(host[:3])
    table = pd.DataFrame(
        [(link.name, link.external_id, link.email, base + link.path, words.day(link.expires)) for link in made],
        columns=["Name", "Id", "E-mail", "Link", "Until"],
    )
    with st.container(border=True, key="card-soft-links", gap="small"):
        st.header("Sign-in links, shown once", anchor=False)
        st.markdown(":gray[Pass each link on in person. They are not kept anywhere: download them or make new ones.]")
        for link in made[:5]:
            st.html(markup.box(f'<p class="mo-strong">{markup.escape(link.name)}</p>'))
            st.code(base + link.path, language=None)
        if len(made) > 5:
            st.markdown(f":gray[{len(made) - 5} more are in the file.]")
        with st.container(horizontal=True):
            st.download_button(
                "Links as CSV",
                csv_of(table),
                "sign-in-links.csv",
                "text/csv",
                icon=":material/download:",
                on_click="ignore",
                type="primary",
            )
            if st.button("Close the list", type="tertiary", key="links-close"):
                del st.session_state["links"]
                st.rerun()


def _import_button(*, calm: bool = False) -> None:
    if st.button("Import people", icon=":material/upload:", key="import", type="secondary" if calm else "primary"):
        _import()


@st.dialog("Import people", width="large")
def _import() -> None:
    store, actor = session.store(), session.known_actor()
    with st.container(key="dialog-import", gap="small"):
        st.markdown(
            ":gray[One or both files. The same file again changes nothing, a changed cell updates, nobody is deleted.]"
        )
        left, right = st.columns(2)
        uploads: dict[Any, Upload] = {}
        for column, kind in ((left, "mentees"), (right, "mentors")):
            given = column.file_uploader(
                f"{kind.capitalize()}: CSV, up to {_LARGEST} MB", type="csv", max_upload_size=_LARGEST,
                key=f"upload-{kind}",
            )  # fmt: skip
            template = imports.template(store, actor, kind)  # type: ignore[arg-type]
            column.download_button(
                f"Template for {kind}",
                template,
                f"{kind}.csv",
                "text/csv",
                type="tertiary",
                icon=":material/download:",
                on_click="ignore",
                key=f"template-{kind}",
            )
            if given:
                uploads[kind] = Upload(given.name, given.getvalue())
        check = imports.check_import(store, actor, uploads) if uploads else Check()
        _show(check, bool(uploads))
        wrong = st.empty()
        with st.container(horizontal=True, horizontal_alignment="right"):
            nothing = not uploads or bool(check.faults) or not (check.new or check.changed)
            if st.button(_verb(check), type="primary", key="import-now", disabled=nothing):
                with acting(
                    f"{words.count(len(check.new), 'new person', 'new people')}, {len(check.changed)} changed."
                ) as outcome:
                    imports.import_people(store, actor, uploads)
                    st.session_state["reading-begins"] = _LOOKS
                if not outcome.failed:
                    st.rerun()
        say(wrong)


def _verb(check: Check) -> str:
    return f"Import {words.count(len(check.new) + len(check.changed), 'person', 'people')}"


def _show(check: Check, given: bool) -> None:
    if not given:
        return
    if check.faults:
        st.error(f"Nothing can be imported yet: {words.count(len(check.faults), 'fault')}.", icon=":material/error:")
        rows = [(f.file, f.row, f.column, f.value[:60], f.sentence) for f in check.faults[:_SHOWN_FAULTS]]
        table = pd.DataFrame(rows, columns=["File", "Row", "Column", "Value", "What is wrong"])
        st.dataframe(table, hide_index=True, key="import-faults")
        return
    st.markdown(f"**{len(check.new)}** new · **{len(check.changed)}** changed · **{check.unchanged}** unchanged")
    for kind, names in (("New", check.new), ("Changed", check.changed)):
        if names:
            st.markdown(f"{kind}: {_some(names)}")
    for note in check.notes:
        st.info(note, icon=":material/info:")


def _some(names: Sequence[str]) -> str:
    """The first names of a long list, and how many more there are."""
    more = len(names) - _SHOWN_NAMES
    shown = ", ".join(escaped(name) for name in names[:_SHOWN_NAMES])
    return f"{shown} and {more:,} more" if more > 0 else shown
