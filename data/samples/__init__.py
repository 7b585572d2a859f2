"""Synthetic people for the sample program and for benchmarks."""

from data.samples.messages import decline_reason, outcomes_for, request_message
from data.samples.people import Personas, people, personas
from data.samples.rows import MENTEE_COLUMNS, MENTOR_COLUMNS, Row, SamplePeople, to_csv

__all__ = [
    "MENTEE_COLUMNS", "MENTOR_COLUMNS", "Personas", "Row", "SamplePeople", "decline_reason", "outcomes_for", "people",
    "personas", "request_message", "to_csv",
]  # fmt: skip
