"""CSV that goes out to people: the pairs of a round, and text that no spreadsheet runs as a formula."""

from collections.abc import Iterable
from dataclasses import dataclass

from matching.csv_fields import spreadsheet_safe


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of the pairs file; without a mentor the reason says why."""

    mentee_id: str
    mentor_id: str | None
    score: float | None  # in [0, 1]
    reason: str


def _cell(text: str) -> str:
    # The csv module of Python 3.11 leaves a bare carriage return unquoted, which splits the line for readers.
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\r\n') else text


def write_pairs(pairs: Iterable[Pair]) -> bytes:
    """`mentee_id,mentor_id,score,reason`, UTF-8 without BOM; ids exactly as they came, reasons inert."""
    lines = ["mentee_id,mentor_id,score,reason"]
    for pair in pairs:
        score = "" if pair.score is None else f"{pair.score:.6f}"
        cells = (pair.mentee_id, pair.mentor_id or "", score, spreadsheet_safe(pair.reason))
        lines.append(",".join(_cell(cell) for cell in cells))
    return ("\n".join(lines) + "\n").encode("utf-8")
