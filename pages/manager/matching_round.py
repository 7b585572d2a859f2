"""Matching round: calculate a draft, look at it, publish it, take a mistake back."""

from functools import partial

import pandas as pd
import streamlit as st

from mentoring import rounds
from mentoring.rounds import CurrentRound, Pair, RoundSettings, RunView
from pages import session
from pages.parts import markup, run_view, words
from pages.parts.acting import acting, say
from pages.parts.page import empty_state, header, metrics


def page() -> None:
    store, actor = session.store(), session.known_actor()
    found = rounds.current(store, actor)
    header("Matching round", _context(found, actor.time_zone), partial(_actions, found) if found.draft else None)
    say()
    if found.draft:
        _draft(found, found.draft, actor.time_zone)
    else:
        _invitation(found)
    if found.published:
        _published(found, actor.time_zone)


def _draft(found: CurrentRound, draft: RunView, time_zone: str) -> None:
    _metrics(draft)
    run_view.proof(draft, time_zone)
    left, right = st.columns([1, 2.3], gap=16)
    with left.container(border=True, key="card-settings", gap="small"):
        _settings(found)
    with right.container(border=True, key="card-pairs", gap="small"):
        _pairs(draft, "Draft pairs")
    if draft.unmatched:
        run_view.without_a_mentor(draft)


def _invitation(found: CurrentRound) -> None:
    """Where there is no draft; settings come with the first one."""
    if found.waiting:
        waiting = words.count(found.waiting, "mentee waits", "mentees wait")
        seats = words.count(found.free_seats, "seat is", "seats are")
        told = f"{waiting} and {seats} free. Calculating takes a moment, nobody is told, and you can change the rules."
        empty_state("No draft yet", told, partial(_first_draft, found))
    elif found.published:
        empty_state("Everybody has a room", "No mentee of this cohort waits for a mentor.")
    else:
        empty_state(
            "Nobody waits for a mentor",
            "When mentees and mentors are imported, one calculation finds the best pairs for all of them together.",
        )


def _context(found: CurrentRound, time_zone: str) -> str:
    parts = [found.cohort, f"round {found.number}"]
    if found.draft:
        parts.append(f"draft {found.draft.number}, calculated {words.since(found.draft.computed, time_zone)}")
    return " · ".join(parts)


def _actions(found: CurrentRound) -> None:
    if found.draft and found.draft.matched:
        again, publish = ("primary", "secondary") if found.draft.changed_since else ("secondary", "primary")
        if st.button("Calculate again", icon=":material/refresh:", type=again, key="calculate"):  # type: ignore[arg-type]
            _calculate(found)
        pairs = words.count(found.draft.matched, "pair")
        if st.button(f"Publish {pairs}", icon=":material/send:", type=publish, key="publish"):  # type: ignore[arg-type]
            _confirm(found.draft)
    elif found.waiting:
        _first_draft(found)


def _first_draft(found: CurrentRound) -> None:
    if st.button("Calculate a draft", icon=":material/join_inner:", type="primary", key="calculate"):
        _calculate(found)


def _metrics(run: RunView) -> None:
    left = run.mentees - run.matched
    mean, lowest = run.mean, run.lowest
    metrics(
        [
            (
                "Matched",
                f"{run.matched} of {run.mentees}",
                f"{left} without mentor" if left else "everybody",
                "orange" if left else "green",
            ),
            ("Mean score", f"{100 * mean:.1f}" if mean is not None else "–", "of 100 points", "off"),
            (
                "Lowest score",
                f"{100 * lowest:.0f}" if lowest is not None else "–",
                f"floor is {100 * run.settings.min_score:.0f}",
                "off",
            ),
            ("Seats used", f"{run.matched} of {run.seats}", f"{run.seats - run.matched} free", "off"),
        ]
    )


def _settings(found: CurrentRound) -> None:
    st.header("Settings", anchor=False)
    st.number_input(
        "Lowest score that may be published", 0, 100, round(100 * found.settings.min_score), step=5, key="round-min"
    )
    st.toggle(
        "Match most people first",
        found.settings.most_people_first,
        key="round-coverage",
        help="Else the largest sum of scores, which may leave somebody out whom a lower sum would include.",
    )
    st.toggle("Allow pairs within a team", found.settings.same_team, key="round-team")
    st.caption("Changes count from the next calculation.")


def _pairs(run: RunView, title: str) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header(title, anchor=False)
        export = rounds.export(session.store(), session.known_actor(), run_id=run.id)
        st.download_button(
            "CSV",
            export,
            "pairs.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
            type="tertiary",
            key=f"csv-{run.id}",
        )
    table = pd.DataFrame(
        [
            (p.mentee, p.mentor, 100 * p.score if p.score is not None else None, p.main_reasons, p.left_out or "–")
            for p in run.pairs
        ],
        columns=["Mentee", "Mentor", "Score", "Main reasons", "Note"],
    )
    column = st.column_config.ProgressColumn("Score", min_value=0, max_value=100, format="%.0f", width="small")
    chosen = st.dataframe(
        table, hide_index=True, height=min(430, 38 + 35 * len(table)), column_config={"Score": column},
        on_select="rerun", selection_mode="single-row", key=f"pairs-{run.id}",
    )  # fmt: skip
    if chosen and chosen.selection.rows:
        _why(run.pairs[chosen.selection.rows[0]])
    else:
        st.caption("Choose a row to see its reasons.")


def _why(pair: Pair) -> None:
    said = markup.reason_bars(pair.rows, 100 * (pair.score or 0))
    evidence = "".join(
        f"<li>{markup.escape(row.label)}: {markup.escape(row.evidence)}</li>" for row in pair.rows if row.evidence
    )
    st.html(
        markup.box(
            f'<p class="mo-strong">{markup.escape(pair.mentee)} and {markup.escape(pair.mentor)}</p>',
            said,
            f'<ul class="mo-evidence">{evidence}</ul>',
        )
    )


def _published(found: CurrentRound, time_zone: str) -> None:
    assert found.published is not None
    with st.container(border=True, key="card-published", gap="small"):
        when = words.moment(found.published_at, time_zone) if found.published_at else ""
        rooms = sum(not pair.left_out for pair in found.published.pairs)
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.html(
                markup.row(
                    f"Round {found.published_number} is published", f"{when} · {words.count(rooms, 'room')} opened"
                )
            )
            if found.undo_until and st.button("Take it back", key="undo-publish"):
                _undo(found.published, words.moment(found.undo_until, time_zone))
    with st.expander(f"Pairs of round {found.published_number}"):
        _pairs(found.published, "Published pairs")


def _calculate(found: CurrentRound) -> None:
    state, before = st.session_state, found.settings
    settings = RoundSettings(
        state.get("round-min", round(100 * before.min_score)) / 100,
        state.get("round-coverage", before.most_people_first),
        state.get("round-team", before.same_team),
    )
    with acting("A new draft is ready. Nobody has been told."), st.spinner("Calculating all pairs together"):
        rounds.calculate(session.store(), session.known_actor(), settings)
    st.rerun()


def _confirm(run: RunView) -> None:
    @st.dialog(f"Publish {words.count(run.matched, 'pair')}")
    def dialog() -> None:
        with st.container(key="dialog-publish", gap="small"):
            told = "A room opens for each pair and both are told. Open requests of these mentees close."
            st.markdown(f":gray[{told} For a day you can take it back.]")
            if run.changed_since:
                st.warning(f"{run_view.CHANGED} What no longer holds is left out.", icon=":material/update:")
            with st.container(horizontal=True, horizontal_alignment="right"):
                if st.button("Keep the draft", type="tertiary", key="publish-cancel"):
                    st.rerun()
                if st.button("Publish", type="primary", key="publish-now"):
                    _publish(run)
                    st.rerun()

    dialog()


def _publish(run: RunView) -> None:
    with acting() as outcome:
        done = rounds.publish(session.store(), session.known_actor(), run_id=run.id)
        left_out = f" Left out: {' '.join(done.left_out)}" if done.left_out else ""
        outcome.say(f"{words.count(done.rooms, 'room is', 'rooms are')} open.{left_out}")


def _undo(run: RunView, until: str) -> None:
    @st.dialog("Take the round back")
    def dialog() -> None:
        with st.container(key="dialog-undo", gap="small"):
            told = "Rooms of this round in which nothing happened yet close, requests they closed open again"
            st.markdown(f":gray[{told}, and both sides are told. The pairs are a draft again. Possible until {until}.]")
            with st.container(horizontal=True, horizontal_alignment="right"):
                if st.button("Keep it published", type="tertiary", key="undo-cancel"):
                    st.rerun()
                if st.button("Take it back", type="primary", key="undo-now"):
                    with acting("The round is taken back, and everybody in it is told."):
                        rounds.undo_publish(session.store(), session.known_actor(), run_id=run.id)
                    st.rerun()

    dialog()
