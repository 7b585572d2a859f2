"""HTML for the shapes that Streamlit lacks. Every value that a person typed is escaped here."""

import hashlib
import html
import re
import unicodedata
from collections.abc import Sequence
from typing import Protocol
from uuid import UUID


class Row(Protocol):
    """A row of reasons: points got of points that could be got."""

    @property
    def label(self) -> str: ...
    @property
    def points(self) -> float: ...
    @property
    def out_of(self) -> float: ...
    @property
    def known(self) -> bool: ...
    @property
    def evidence(self) -> str: ...
    @property
    def holds(self) -> Sequence[str]: ...


def escape(text: str) -> str:
    return html.escape(text)


class Html(str):
    """What st.html shows as it stands; any other text it searches line by line for indents, on every rerun."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


def box(*parts: str) -> Html:
    return Html(f'<div class="mo">{"".join(parts)}</div>')


def initials(name: str) -> str:
    """First letters of the first and the last name, whatever the script."""
    words = [word for word in re.split(r"[\s·]+", name) if any(sign.isalnum() for sign in word)]
    if not words:
        return "?"
    chosen = words if len(words) == 1 else [words[0], words[-1]]
    return "".join(_first(word) for word in chosen).upper()


def avatar(name: str, *, small: bool = False) -> str:
    colour = hashlib.sha256(name.encode()).digest()[0] % 5
    size = " s" if small else ""
    return f'<div class="mo-avatar mo-a{colour}{size}" aria-hidden="true">{escape(initials(name))}</div>'


def person(name: str, *lines: str, level: int = 3, extra: str = "", opens: UUID | None = None) -> str:
    """Initials, name as a heading, muted lines below; `extra` is markup that is safe already."""
    said = "".join(
        f'<p class="mo-muted{" mo-small" if place else ""}">{escape(line)}</p>'
        for place, line in enumerate(lines)
        if line
    )
    heading = f'<h{level} class="mo-name">{called(name, opens)}</h{level}>'
    return f'<div class="mo-person">{avatar(name)}<div>{heading}{said}{extra}</div></div>'


def tags(has: Sequence[str], misses: Sequence[str] = (), most: int = 6) -> str:
    """What is there, and in another colour what is not, as it is to be read."""
    shown = [f'<li class="mo-tag">{escape(name)}</li>' for name in has]
    shown += [f'<li class="mo-tag miss">{escape(said)}</li>' for said in misses]
    rest = [f'<li class="mo-tag miss">{len(shown) - most} more</li>'] if len(shown) > most else []
    return f'<ul class="mo-tags">{"".join(shown[:most] + rest)}</ul>' if shown else ""


def score(points: float) -> str:
    return f'<div class="mo-score"><b>{round(points)}</b><span class="mo-muted mo-small">of 100 points</span></div>'


def reason_bars(rows: Sequence[Row], total: float) -> str:
    """Score and rows on one scale: tracks as long as what could be got, bars as long as what was got.

    menteo.css unfolds the rows where there is room for them.
    """
    longest = max((row.out_of for row in rows), default=1.0)
    shares = rounded_shares([row.points for row in rows], round(total))
    bars = "".join(_reason(row, longest, share) for row, share in zip(rows, shares, strict=True))
    folded = f'<details><summary>How it adds up</summary><ul class="mo-reasons">{bars}</ul></details>'
    return f'<div class="mo-why">{score(total)}{folded}</div>'


def comparison(
    names: Sequence[str], totals: Sequence[float], rows: Sequence[Sequence[Row]], seats: Sequence[tuple[int, int, str]]
) -> Html:
    """People side by side, part by part, on one scale; the points of each add up to the whole score.

    `seats`: how many are left of how many, and what to know beside them.
    """
    longest = max((row.out_of for pair in rows for row in pair), default=1.0)
    shares = [rounded_shares([pair[side].points for pair in rows], round(total)) for side, total in enumerate(totals)]
    heads = "".join(
        f'<th scope="col"><span class="mo-name">{escape(name)}</span>{score(total)}</th>'
        for name, total in zip(names, totals, strict=True)
    )
    lines = "".join(
        f'<tr><th scope="row">{escape(pair[0].label)}</th>'
        + "".join(_compared(row, longest, shares[side][place]) for side, row in enumerate(pair))
        + "</tr>"
        for place, pair in enumerate(rows)
    )
    cells = "".join(f"<td>{_got(*one)}</td>" for one in seats)
    lines += f'<tr><th scope="row">Seats left</th>{cells}</tr>'
    head = f'<thead><tr><th><span class="mo-sr">Part</span></th>{heads}</tr></thead>'
    return box(f'<table class="mo-compare">{head}<tbody>{lines}</tbody></table>')


def rounded_shares(points: Sequence[float], total: int) -> list[int]:
    """Whole points that add up to the whole total: largest remainders get the points that rounding lost."""
    whole = [int(value) for value in points]
    by_rest = sorted(range(len(points)), key=lambda place: whole[place] - points[place])
    for place in by_rest[: max(0, total - sum(whole))]:
        whole[place] += 1
    return whole


def evidence(rows: Sequence[Row], most: int = 3) -> str:
    """What both profiles say for the first rows that got points, in words."""
    said = [row.evidence for row in rows if row.known and row.evidence and row.points > 0]
    return bullets(said[:most])


def bullets(said: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(text[0].upper() + text[1:])}</li>" for text in said)
    return f'<ul class="mo-evidence">{items}</ul>' if items else ""


def note(text: str) -> str:
    return f'<p class="mo-note">{escape(text)}</p>'


def row(strong: str, muted: str, dot: str = "", when: str = "") -> str:
    """A list row: dot (`sun` waits for you, `news`, `seen` only keeps its place, or none), strong line, muted lines."""
    hidden = {"sun": "Waits for you: ", "news": "News: "}.get(dot, "")
    mark = f'<span class="mo-dot {dot}" aria-hidden="true"></span>' if dot else ""
    said = f'<span class="mo-sr">{hidden}</span>' if hidden else ""
    said_when = f'<p class="mo-muted mo-small mo-when">{escape(when)}</p>' if when else ""
    return (
        f'<div class="mo mo-row">{mark}<div><p class="mo-strong">{said}{escape(strong)}</p>'
        f'<p class="mo-muted mo-small">{escape(muted)}</p>{said_when}</div></div>'
    )


def called(name: str, opens: UUID | None) -> str:
    """A name that opens the page of the membership `opens`.

    A plain link costs no element, and one can open it in a new tab; the sign-in is a cookie and survives it.
    """
    return f'<a class="mo-open" href="/person?id={opens}" target="_self">{escape(name)}</a>' if opens else escape(name)


def person_row(name: str, muted: str, opens: UUID | None = None) -> str:
    return (
        f'<div class="mo mo-row">{avatar(name, small=True)}<div><p class="mo-strong">{called(name, opens)}</p>'
        f'<p class="mo-muted mo-small">{escape(muted)}</p></div></div>'
    )


def people_list(people: Sequence[tuple[str, str]]) -> str:
    """Name and muted line of many people, in two columns where there is room."""
    return box(f'<ul class="mo-two">{"".join(f"<li>{person_row(*one)}</li>" for one in people)}</ul>')


def lines(text: str) -> str:
    """What a person wrote, with its line breaks, as plain text."""
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def folded(text: str, most: int = 110) -> str:
    """What a person wrote: the first two lines of a long text, the rest on a click."""
    if len(text) <= most and len(text.splitlines()) <= 2:
        return lines(text)
    return f'<details class="mo-fold"><summary><span>{lines(text)}</span><u>Read on</u></summary></details>'


def _compared(row: Row, longest: float, share: int) -> str:
    out_of = max(round(row.out_of), share)
    if not row.known:
        return f'<td><span class="mo-muted">not known, counts {share} of {out_of}</span></td>'
    return f"<td>{_bar(row, longest)}{_got(share, out_of, row.evidence)}</td>"


def _got(count: int, out_of: int, said: str) -> str:
    why = f' <span class="mo-said">{escape(said[0].upper() + said[1:])}</span>' if said else ""
    return f'<span class="mo-pts"><b>{count}</b> of {out_of}{why}</span>'


def _bar(row: Row, longest: float) -> str:
    track, got = 100 * row.out_of / longest, 100 * row.points / row.out_of if row.out_of else 0
    low = " low" if row.points < row.out_of / 2 else ""
    return (
        f'<span class="mo-bar{low}" style="width:{track:.2f}%" aria-hidden="true">'
        f'<i style="width:{got:.2f}%"></i></span>'
    )


def _first(word: str) -> str:
    """The first letter with the accents and vowel signs that belong to it; quotes and marks before it are skipped."""
    letters = unicodedata.normalize("NFC", word)
    start = next(place for place, sign in enumerate(letters) if sign.isalnum())
    end = start + 1
    while end < len(letters) and unicodedata.category(letters[end]).startswith("M"):
        end += 1
    return letters[start:end]


def _reason(row: Row, longest: float, share: int) -> str:
    label, out_of = escape(row.label), max(round(row.out_of), share)  # 12.5 of 12.5 is never said as 13 of 12
    held = ", ".join(row.holds)
    holds = f'<span class="mo-muted mo-holds">{escape(held[0] + held[1:].lower())}</span>' if held else ""
    if not row.known:
        return (
            f'<li><span>{label}</span><span class="mo-muted">not known</span>'
            f'<span class="mo-pts">counts {share} of {out_of}</span>{holds}</li>'
        )
    points = f'<span class="mo-pts"><b>{share}</b> of {out_of}</span>'
    return f"<li><span>{label}</span>{_bar(row, longest)}{points}{holds}</li>"
