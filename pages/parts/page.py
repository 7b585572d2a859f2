"""What every page is made of: header, empty state, list rows, metrics, charts with table and CSV."""

import csv
import io
from collections.abc import Callable, Sequence
from threading import Lock

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from pages.charts.template import CONFIG
from pages.parts import markup

_ESCAPES = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]()#+-!|<>$~:"})

# Held while much is drawn from what is at hand, with no reading and no waiting inside: two scripts that draw at once
# only take the interpreter from each other, and both are late (docs/decisions/002).
one_draws = Lock()


def header(title: str, context: str = "", actions: Callable[[], None] | None = None) -> None:
    """Title and one line of context; at most two actions at the right."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(width="content", gap="xxsmall"):
            st.title(escaped(title), anchor=False)
            if context:
                st.markdown(f":gray[{escaped(context)}]")
        if actions:
            with st.container(horizontal=True, width="content", gap="xsmall"):
                actions()


def escaped(text: str) -> str:
    """Text that a person typed, inert in Markdown."""
    return text.translate(_ESCAPES)


def empty_state(headline: str, sentences: str, actions: Callable[[], None] | None = None) -> None:
    """The invitation that stands where nothing is yet."""
    with (
        st.container(border=True, key="card-soft-empty", horizontal_alignment="center", gap="small"),
        st.container(width=460, horizontal_alignment="center", gap="xsmall"),
    ):
        st.space("small")
        st.html('<div class="mo-path" aria-hidden="true"></div>', width=120)
        st.header(headline, anchor=False, text_alignment="center")
        st.markdown(f":gray[{escaped(sentences)}]", text_alignment="center")
        if actions:
            with st.container(horizontal=True, horizontal_alignment="center"):
                actions()
        st.space("small")


def list_row(html: str, label: str, key: str, act: Callable[[], None], *, filled: bool = False) -> None:
    """One line of a list with one verb at its right."""
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, key=f"row-{key}"):
        st.html(html)
        if st.button(label, key=f"act-{key}", type="primary" if filled else "secondary", width=108):
            act()


def metrics(values: Sequence[tuple[str, str, str, str]]) -> None:
    """Label, value, delta, colour of the delta: at most four in a row, two by two on a phone."""
    with st.grid(4, min_column_width=150):
        for label, value, delta, colour in values:
            st.metric(label, value, delta or None, delta_arrow="off", delta_color=colour, border=True)  # type: ignore[arg-type]


def chart(name: str, title: str, finding: str, figure: go.Figure, table: pd.DataFrame, *, empty: str = "") -> None:
    """A chart with what it says, its table and its CSV; `empty` stands in for a chart without data."""
    with st.container(border=True, key=f"chart-{name}", gap="small", height="stretch"):
        with st.container(horizontal=True, horizontal_alignment="distribute", wrap=False, key=f"charthead-{name}"):
            with st.container(gap="xxsmall"):
                st.subheader(title, anchor=False)
                st.html(markup.box(f'<p class="mo-small mo-muted">{markup.escape(empty or finding)}</p>'))
            with st.container(horizontal=True, width="content", gap=None, wrap=False, key=f"tools-{name}"):
                with st.popover(
                    f"{title} as table", icon=":material/table:", type="tertiary", key=f"icon-table-{name}",
                ):  # fmt: skip
                    if table.empty:
                        st.html(markup.box('<p class="mo-muted">Nothing to list yet.</p>'))
                    else:
                        st.dataframe(table, hide_index=True, key=f"table-{name}")
                st.download_button(
                    f"{title} as CSV", csv_of(table), f"{name}.csv", "text/csv", icon=":material/download:",
                    type="tertiary", on_click="ignore", key=f"icon-csv-{name}", width=40,
                )  # fmt: skip
        if not empty:
            st.plotly_chart(
                figure, theme="streamlit", config=CONFIG, key=f"fig-{name}-{st.context.theme.type}", alt=finding
            )


def csv_of(table: pd.DataFrame) -> bytes:
    """A table for a spreadsheet: what would be a formula there is kept as text."""
    file = io.StringIO(newline="")
    rows = csv.writer(file)
    rows.writerow(table.columns)
    rows.writerows([inert(cell) for cell in row] for row in table.itertuples(index=False))
    return file.getvalue().encode()


def inert(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    return f"'{cell}" if cell[:1] in ("\t", "\r") or cell.lstrip()[:1] in tuple("=+-@") else cell
