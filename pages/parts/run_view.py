"""A run of a matching round: the certificate that no other assignment is better, and who it leaves without a mentor."""

import re

import streamlit as st

from mentoring.rounds import RunView
from pages.parts import markup, words

CHANGED = "People or seats have changed since this draft was calculated."
_MOST_UNMATCHED = 40  # of one reason


def proof(run: RunView, time_zone: str) -> None:
    total, bound = 100 * run.total, 100 * run.bound
    day = words.day(run.computed, time_zone)
    best = f"Was best on {day}" if run.changed_since else '<span class="mo-good">Proven best</span>'
    reaches, has = ("reached", "had") if run.changed_since else ("reaches", "has")
    with st.container(border=True, key="card-soft-proof"):
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.html(
            markup.box(
                f'<p class="mo-strong">{best}</p>'
                f"<p>No other assignment {_among(run)} {reaches} more than <b>{bound:,.0f} points</b>; "
                f"this one {has} {total:,.0f}. "
                f'<span class="mo-muted">Checked by a dual bound, gap {_gap(run)}.</span></p>',
                markup.note(f"{CHANGED} Calculate again to use them.") if run.changed_since else "",
            )
        )
        with right.popover("See proof", type="tertiary", width="stretch"):
            _what_is_proven(run)


def _among(run: RunView) -> str:
    return "with as many people matched" if run.settings.most_people_first else "under these rules"


def _gap(run: RunView) -> str:
    return "0" if run.gap < 1e-9 else f"{run.gap:.1e}"


def _what_is_proven(run: RunView) -> None:
    """Value, bound, gap and method, each with what it means."""
    facts = (
        ("Value", f"{100 * run.total:,.2f} points", f"The scores of all {words.count(run.matched, 'pair')}, added up."),
        ("Bound", f"{100 * run.bound:,.2f} points", f"More than this, no assignment {_among(run)} can reach."),
        ("Gap", _gap(run), "What is missing from value to bound, as a share of the bound. At 0 nothing better exists."),
        (
            "Method",
            "Dual bound",
            "All pairs are chosen together. That gives every seat a price, from 0 for a seat that nobody else wants. "
            "The prices of all seats, and what each mentee’s best mentor is worth beyond its price, add up to the "
            "bound. So it can be added up again without trusting how the pairs were found.",
        ),
    )
    for name, value, told in facts:
        st.markdown(f"**{name}: {value}**  \n:gray[{told}]")


def without_a_mentor(run: RunView) -> None:
    groups = by_reason(run)
    with st.container(border=True, key="card-unmatched", gap="small"):
        st.header(f"{len(run.unmatched)} without a mentor", anchor=False)
        st.markdown(f":gray[{' · '.join(f'{reason} ({len(people)})' for reason, people in groups.items())}]")
        for reason, people in groups.items():
            if len(groups) > 1:
                st.subheader(reason, anchor=False)
            st.html(markup.people_list(people[:_MOST_UNMATCHED]))
            if len(people) > _MOST_UNMATCHED:
                st.caption(f"{len(people) - _MOST_UNMATCHED} more are in the CSV file.")


def by_reason(run: RunView) -> dict[str, list[tuple[str, str]]]:
    """Reason → names, each with what differs between them; the reason of most people first.

    The engine's reasons are “kind: how it is for this mentee”.
    """
    names = {
        "No seat": "No free seat",
        "Below minimum score": f"Below {100 * run.settings.min_score:.0f} points",
        "No allowed mentor": "No mentor that the rules allow",
    }
    groups: dict[str, list[tuple[str, str]]] = {}
    for pair in run.unmatched:
        kind, _, told = pair.unmatched_reason.partition(": ")
        number = re.search(r"\d+", told)
        if kind == "No seat":
            told = words.count(int(number[0]) if number else 1, "possible mentor")
        elif kind == "Below minimum score" and number:
            told = f"best: {words.count(int(number[0]), 'point')}"
        groups.setdefault(names.get(kind, kind), []).append((pair.mentee, told))
    return dict(sorted(groups.items(), key=lambda group: -len(group[1])))
