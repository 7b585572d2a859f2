"""Rows of the two files of people, and the bytes they make; columns as the public CSV contract names them."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

Row = dict[str, str]
MENTEE_COLUMNS = (
    "id", "name", "email", "current_role", "target_role", "goals", "skills_wanted", "not_interested_in",
    "years_experience", "languages", "time_zone", "availability", "preferences", "team", "manager_id",
)  # fmt: skip
MENTOR_COLUMNS = (
    "id", "name", "email", "current_role", "past_roles", "bio", "skills_offered", "years_experience", "capacity",
    "languages", "time_zone", "availability", "preferences", "team", "manager_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SamplePeople:
    mentees: tuple[Row, ...]
    mentors: tuple[Row, ...]


def to_csv(rows: Sequence[Row]) -> bytes:
    """UTF-8 with a header; the columns of the first row."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode("utf-8")
