"""Synthetic people for the sample program and for benchmarks."""

from data.samples.people import (
    MENTEE_COLUMNS,
    MENTOR_COLUMNS,
    Row,
    SamplePeople,
    decline_reason,
    outcomes_for,
    people,
    request_message,
)
from data.samples.writing import to_csv

__all__ = [
    "MENTEE_COLUMNS", "MENTOR_COLUMNS", "Row", "SamplePeople", "decline_reason", "outcomes_for", "people",
    "request_message", "to_csv",
]  # fmt: skip
