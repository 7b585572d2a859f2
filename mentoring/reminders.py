"""Due jobs about requests: a reminder after three days, an end after two weeks."""

from datetime import datetime, timedelta
from uuid import UUID

from data import matches as request_rows
from data import memberships as member_rows
from data import schedule as due_rows
from data.schedule import DueJob
from data.store import Transaction
from mentoring import clock, notices

REMIND_AFTER = timedelta(days=3)
EXPIRE_AFTER = timedelta(days=14)


def plan(tx: Transaction, program_id: UUID, request_id: UUID, moment: datetime) -> None:
    """A step of a job: a request is open from now on, for the first time or again, and its time begins."""
    due_rows.plan(tx, program_id, "remind of request", request_id, moment + REMIND_AFTER)
    due_rows.plan(tx, program_id, "expire request", request_id, moment + EXPIRE_AFTER)


def remind_of_request(tx: Transaction, job: DueJob) -> None:
    """A due job: the mentor has not answered for three days."""
    request = request_rows.request(tx, job.subject_id)
    if request is not None and request.state == "open":
        people = member_rows.some_members(tx, [request.mentee_id, request.mentor_id])
        notices.tell(
            tx, job.program_id, people[request.mentor_id].person_id, "still waits",
            f"{people[request.mentee_id].name} still waits for your answer",
            "A no with a reason helps too. Without an answer the request closes after two weeks.", "requests",
        )  # fmt: skip


def expire_request(tx: Transaction, job: DueJob) -> None:
    """A due job: nobody answered for two weeks, so the mentee's place is free for another request."""
    moved = request_rows.set_state(
        tx,
        [job.subject_id],
        was="open",
        becomes="expired",
        answered=clock.now(),
        reason="No answer for two weeks.",
    )
    request = request_rows.request(tx, job.subject_id)
    if moved and request is not None:
        people = member_rows.some_members(tx, [request.mentee_id, request.mentor_id])
        notices.tell(
            tx, job.program_id, people[request.mentee_id].person_id, "expired",
            f"{people[request.mentor_id].name} did not answer in two weeks",
            "Your request is closed, and you can ask somebody else.", "find-a-mentor",
        )  # fmt: skip
