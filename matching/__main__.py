"""`python -m matching mentees.csv mentors.csv --out pairs.csv`: the cohort assignment without the product.

Exit code 0 and a file, or 2, a sentence for each fault, and no file. The last line of stderr is JSON.
"""

import argparse
import contextlib
import json
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from matching import Assignment, Rules, Scores, Weights, assign, card_rows, explain, reading, why_unmatched
from matching.columns import MentorColumns
from matching.csv_contract import (
    CsvFaults,
    Kind,
    OtherKind,
    Pair,
    People,
    read_people,
    to_mentee,
    to_mentor,
    write_pairs,
)
from matching.csv_skills import misnamed
from matching.csv_table import LARGEST_FILE
from matching.output import check_place, write_whole

if TYPE_CHECKING:
    from matching.profiles import Mentee, Mentor

MOST_FAULTS = 20
BAR = 30
INTERRUPTED = 130  # what a shell expects after Ctrl-C


class Refused(Exception):
    """Nothing was written; the text says why."""


def say(text: str, end: str = "\n") -> None:
    if sys.stderr is not None:
        with contextlib.suppress(OSError):  # nobody listens any more: the file still counts
            print(text, end=end, file=sys.stderr, flush=True)


def show_progress(fraction: float) -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        done = round(fraction * BAR)
        say(f"\r[{'#' * done}{'.' * (BAR - done)}] {fraction:4.0%}", end="\n" if fraction >= 1 else "")


def arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m matching", description="Match a cohort: two CSV files in, one out.")
    parser.add_argument("mentees", type=Path, help="CSV file of mentees; only the column id is required")
    parser.add_argument("mentors", type=Path, help="CSV file of mentors; only the column id is required")
    parser.add_argument("--out", type=Path, required=True, help="CSV file of pairs to write")
    parser.add_argument("--week", type=_monday, help="Monday of the week in which hours overlap, as 2026-09-07")
    parser.add_argument("--seed", type=_seed, default=0, help="decides between equally good results (0)")
    return parser.parse_args(words)


def _monday(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a date such as 2026-09-07") from None
    if day.weekday() != 0:
        raise argparse.ArgumentTypeError(f"{text} is not a Monday")
    return day


def _seed(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 0")
    return int(text)


def people_in(path: Path, kind: Kind) -> People:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)  # one byte more shows that it is too large
    except OSError as error:
        raise Refused(f"{path}: cannot be read ({error.strerror}).") from None
    people = read_people(data, str(path), kind)
    for note in people.notes:
        say(note)
    return people


def both(mentees: Path, mentors: Path) -> tuple[People, People]:
    """Faults of both files are told together."""
    found: list[People] = []
    faults: list[str] = []
    sides: tuple[tuple[Path, Kind], ...] = ((mentees, "mentees"), (mentors, "mentors"))
    for path, kind in sides:
        try:
            found.append(people_in(path, kind))
        except OtherKind as swapped:
            faults.append(f"{swapped} The file of mentees comes first, then the file of mentors.")
            break  # in the right order the other one is likely to be right, too
        except CsvFaults as refused:
            faults += [str(fault) for fault in refused.faults[:MOST_FAULTS]]
            if len(refused.faults) > MOST_FAULTS:
                faults.append(f"{path}: {len(refused.faults) - MOST_FAULTS} more faults.")
        except Refused as refused:
            faults.append(str(refused))
    if faults:
        raise Refused("\n".join(faults))
    return found[0], found[1]


def _told(scores: Scores, i: int, j: int) -> str:
    rows = card_rows(explain(scores, i, j))
    return " · ".join(
        f"{row.label} {row.points * 100:.0f} of {row.out_of * 100:.0f}{f' ({row.evidence})' if row.evidence else ''}"
        if row.known
        else f"{row.label} not known"
        for row in rows
    )


def pairs_of(people: People, scores: Scores, assignment: Assignment) -> list[Pair]:
    """One per mentee, in the order of the file."""
    place = {mentee.id: i for i, mentee in enumerate(scores.mentees)}
    pairs = []
    for person in people.rows:
        i = place[person.id]
        j = int(assignment.mentor_of[i])
        if j < 0:
            pairs.append(Pair(person.id, None, None, why_unmatched(scores, assignment, i)))
        else:
            points = float(scores.total[i, j])
            pairs.append(Pair(person.id, scores.mentors[j].id, points, _told(scores, i, j)))
    return pairs


def match(given: argparse.Namespace) -> dict[str, float]:
    """Read, score, assign, write; the figures of the last line."""
    started = time.perf_counter()
    check_place(given.out, (given.mentees, given.mentors))
    mentee_file, mentor_file = both(given.mentees, given.mentors)
    remark = misnamed([(str(given.mentees), mentee_file), (str(given.mentors), mentor_file)])
    if remark:
        say(remark)
    # By id, so that the order of people in the files does not matter.
    mentees: list[Mentee] = sorted(map(to_mentee, mentee_file.rows), key=lambda mentee: mentee.id)
    mentors: list[Mentor] = sorted(map(to_mentor, mentor_file.rows), key=lambda mentor: mentor.id)
    columns = MentorColumns(mentors, Rules(week=given.week))
    reading.read(mentees, columns, show_progress)
    scores = Scores(mentees, [columns], Weights())
    capacity = [mentor.capacity for mentor in mentors]
    assignment = assign(scores, capacity, seed=given.seed, progress=show_progress)
    write_whole(given.out, write_pairs(pairs_of(mentee_file, scores, assignment)))
    return {
        "mentees": len(mentees),
        "mentors": len(mentors),
        "seats": sum(capacity),
        "matched": int((assignment.mentor_of >= 0).sum()),
        "total": assignment.total,
        "bound": assignment.bound,
        "gap": assignment.gap,
        "seconds": round(time.perf_counter() - started, 3),
    }


def main(words: Sequence[str]) -> int:
    given = arguments(words)
    try:
        figures = match(given)
    except Refused as refused:
        say(str(refused))
        return 2
    except OSError as error:
        say(f"{given.out}: cannot be written ({error.strerror}).")
        return 2
    except KeyboardInterrupt:
        say(f"\nStopped; {given.out} was not written.")
        return INTERRUPTED
    say(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
