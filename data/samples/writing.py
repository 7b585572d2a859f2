"""Sample rows as the bytes of a CSV file."""

import csv
import io
from collections.abc import Sequence

from data.samples.people import Row


def to_csv(rows: Sequence[Row]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode("utf-8")
