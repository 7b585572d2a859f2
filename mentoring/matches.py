"""Requests for mentorship: ask, withdraw, accept, decline, and what follows for everybody else.

A mentee has at most one open room per cohort and three open requests. Both, and the mentor's seats,
are checked again inside the job that changes them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from data import audit
from data import goals as goal_rows
from data import matches as request_rows
from data import memberships as member_rows
from data import offers as offer_rows
from data import rooms as room_rows
from data.matches import Request
from data.memberships import Member
from data.rooms import Room
from data.store import Reader, Store, Transaction, new_id
from mentoring import clock, notices, offers, reasons, reminders, rooms
from mentoring.about import paragraph
from mentoring.access import Actor, Conflict, Invalid, guarded
from mentoring.reasons import PartRow

MOST_OPEN = 3
MOST_MESSAGE = 2_000
UNDO_WINDOW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class MyRequest:
    """A request as the mentee who asked sees it."""

    id: UUID
    mentor_id: UUID
    mentor: str
    message: str
    state: str
    reason: str  # why declined or closed
    asked: datetime
    answered: datetime | None


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request as the asked mentor sees it."""

    id: UUID
    mentee_id: UUID
    mentee: str
    current_role: str  # this and the goal as they are now, '' once the request is answered
    target_role: str
    why: str
    outcomes: tuple[str, ...]
    message: str
    score: float | None  # in [0, 1]; None: not enough information
    rows: tuple[PartRow, ...]
    asked: datetime
    state: str
    answered: datetime | None
    undo_until: datetime | None  # an acceptance that can still be taken back
    room_id: UUID | None  # the open room of an acceptance


@dataclass(frozen=True, slots=True)
class Requests:
    """A mentor's page of requests."""

    open: tuple[RequestRow, ...]  # those that waited longest first
    answered: tuple[RequestRow, ...]  # the newest first
    seats_left: int
    capacity: int


@guarded
def my_requests(store: Store, actor: Actor) -> tuple[MyRequest, ...]:
    """All requests of this cohort, the newest first."""
    found = request_rows.requests_by(store, actor.membership_id, actor.cohort_id)
    people = member_rows.some_members(store, {request.mentor_id for request in found})
    return tuple(
        MyRequest(r.id, r.mentor_id, people[r.mentor_id].name, r.message, r.state, r.reason, r.asked, r.answered)
        for r in found
    )


@guarded
def ask_for_mentorship(store: Store, actor: Actor, mentor_id: UUID, message: str) -> UUID:
    """Ask a mentor; the mentor is told. The reasons are kept as they are at this moment."""
    text = paragraph("message", "Your message", message)
    if not text:
        raise Invalid("message", "Write a sentence or two, so that your mentor knows what to say yes to.")
    if len(text) > MOST_MESSAGE:
        raise Invalid("message", f"Your message has {len(text):,} characters; at most {MOST_MESSAGE:,} fit.")
    score, kept = reasons.of_pair(store, actor.program_id, actor.cohort_id, actor.membership_id, mentor_id)
    moment = clock.now()
    request = Request(
        new_id(), actor.program_id, actor.cohort_id, actor.membership_id, mentor_id, text, score, kept,
        "open", "", None, moment, None,
    )  # fmt: skip

    def job(tx: Transaction) -> None:
        mentor = _may_ask(tx, actor, mentor_id)
        request_rows.add(tx, request)
        reminders.plan(tx, actor.program_id, request.id, moment)
        notices.tell(
            tx, actor.program_id, mentor.person_id, "asked",
            f"{actor.name} asks you to be their mentor", text[:200], "requests",
        )  # fmt: skip
        _record(tx, actor, "asked", request.id)

    store.write(job)
    return request.id


@guarded
def withdraw_request(store: Store, actor: Actor, request_id: UUID) -> None:
    moment = clock.now()

    def job(tx: Transaction) -> None:
        request = _still_open(tx, request_id, becomes="withdrawn", moment=moment)
        people = member_rows.some_members(tx, [request.mentor_id])
        notices.tell(
            tx, actor.program_id, people[request.mentor_id].person_id, "withdrawn",
            f"{actor.name} withdrew the request", "You need not do anything.", "requests",
        )  # fmt: skip
        _record(tx, actor, "withdrawn", request_id)

    store.write(job)


@guarded
def open_requests_for_me(store: Store, actor: Actor) -> Requests:
    found = request_rows.requests_to(store, actor.membership_id)
    offer = offer_rows.offer(store, actor.membership_id)
    opened = {room.request_id: room.id for room in room_rows.open_rooms_of_mentor(store, actor.membership_id)}
    rows = _rows(store, found, opened)
    answered = [row for row in rows if row.state in ("accepted", "declined")]
    return Requests(
        open=tuple(row for row in rows if row.state == "open"),
        answered=tuple(sorted(answered, key=lambda row: row.answered or row.asked, reverse=True)),
        seats_left=max(0, offer_rows.seats_left(store, actor.membership_id)) if offer else 0,
        capacity=offer.capacity if offer else 0,
    )


@guarded
def accept_request(store: Store, actor: Actor, request_id: UUID) -> UUID:
    """Open a room with the mentee; her other requests are closed. The id of the room."""
    moment, room_id = clock.now(), new_id()

    def job(tx: Transaction) -> None:
        request = _still_open(tx, request_id, becomes="accepted", moment=moment)
        room = Room(
            room_id, request.program_id, request.cohort_id, request.mentee_id, request.mentor_id,
            request.id, None, "opening", "", moment, None,
        )  # fmt: skip
        for refused in rooms.open_rooms(tx, [room], moment).values():
            raise Conflict(refused)
        mentee = member_rows.some_members(tx, [request.mentee_id])[request.mentee_id]
        notices.tell(
            tx, actor.program_id, mentee.person_id, "accepted",
            f"{actor.name} said yes", "Your mentorship room is open. Say hello and agree on a first date.",
            "mentorship-room",
        )  # fmt: skip
        _record(tx, actor, "accepted", request_id)

    store.write(job)
    return room_id


@guarded
def undo_accept(store: Store, actor: Actor, request_id: UUID) -> None:
    """Take an acceptance back within ten minutes: the request is open again, and those it closed too."""
    moment = clock.now()

    def job(tx: Transaction) -> None:
        request = request_rows.request(tx, request_id)
        opened = [room for room in room_rows.rooms_of_request(tx, request_id) if room.state == "opening"]
        if request is None or request.state != "accepted" or not opened:
            raise Conflict("This acceptance was taken back already.")
        if request.answered is None or moment > request.answered + UNDO_WINDOW:
            raise Conflict("Ten minutes have passed, so this can no longer be undone here. Talk to each other first.")
        rooms.close_rooms(tx, opened, "acceptance taken back", moment)
        request_rows.set_state(tx, [request_id], was="accepted", becomes="open", answered=None)
        reminders.plan(tx, actor.program_id, request_id, moment)
        mentee = member_rows.some_members(tx, [request.mentee_id])[request.mentee_id]
        notices.tell(
            tx, actor.program_id, mentee.person_id, "acceptance taken back",
            f"{actor.name} took the yes back for now",
            "It was a slip: your request is open again and the room is closed.", "find-a-mentor",
        )  # fmt: skip
        _record(tx, actor, "acceptance taken back", request_id)

    store.write(job)


@guarded
def decline_request(store: Store, actor: Actor, request_id: UUID, reason: str) -> None:
    """Say no, with a reason that the mentee reads."""
    text = paragraph("reason", "Your reason", reason)
    if not text:
        raise Invalid("reason", "Say why in a few words; it helps the mentee to ask the right person next.")
    moment = clock.now()

    def job(tx: Transaction) -> None:
        request = _still_open(tx, request_id, becomes="declined", moment=moment, reason=text)
        mentee = member_rows.some_members(tx, [request.mentee_id])[request.mentee_id]
        notices.tell(
            tx, actor.program_id, mentee.person_id, "declined",
            f"{actor.name} cannot take this on", text[:300], "find-a-mentor",
        )  # fmt: skip
        _record(tx, actor, "declined", request_id)

    store.write(job)


def _may_ask(tx: Transaction, actor: Actor, mentor_id: UUID) -> Member:
    if room_rows.open_room_of_mentee(tx, actor.membership_id, actor.cohort_id):
        raise Conflict("You have a mentorship room in this cohort already, so there is no need to ask again.")
    mentor = member_rows.member(tx, mentor_id)
    if mentor is None or mentor.program_id != actor.program_id or not mentor.mentor:
        raise Conflict("This mentor is no longer in your program.")
    if mentor.cohort_id != actor.cohort_id:  # her seats are that cohort's, in its rounds and numbers
        raise Conflict(f"{mentor.name} is a mentor of another cohort. Ask somebody of yours.")
    open_now = [r for r in request_rows.requests_by(tx, actor.membership_id, actor.cohort_id) if r.state == "open"]
    if any(r.mentor_id == mentor_id for r in open_now):
        raise Conflict(f"You have asked {mentor.name} already. The answer will appear on Home.")
    if len(open_now) >= MOST_OPEN:
        raise Conflict("Three requests are open, and that is the most. Withdraw one to ask somebody else.")
    offer = offer_rows.offer(tx, mentor_id)
    if offer is not None and offers.still_paused(offer):
        raise Conflict(f"{mentor.name} takes a pause at the moment and takes no new mentees.")
    if offer_rows.seats_left(tx, mentor_id) < 1:
        raise Conflict(f"{mentor.name} has no free seat any more.")
    return mentor


def _still_open(tx: Transaction, request_id: UUID, *, becomes: str, moment: datetime, reason: str = "") -> Request:
    if not request_rows.set_state(tx, [request_id], was="open", becomes=becomes, answered=moment, reason=reason):
        raise Conflict("This request is no longer open. Reload to see what became of it.")
    request = request_rows.request(tx, request_id)
    assert request is not None  # a row of it was just changed
    return request


def _rows(reader: Reader, found: tuple[Request, ...], opened: Mapping[UUID | None, UUID]) -> list[RequestRow]:
    ids = {request.mentee_id for request in found}
    people, goals = member_rows.some_members(reader, ids), goal_rows.some_goals(reader, ids)
    rows = []
    for r in found:
        mentee, goal = people[r.mentee_id], goals.get(r.mentee_id) if r.state == "open" else None
        undo = r.answered + UNDO_WINDOW if r.state == "accepted" and r.answered else None
        row = RequestRow(
            r.id,
            r.mentee_id,
            mentee.name,
            mentee.current_role if r.state == "open" else "",
            goal.target_role if goal else "",
            goal.why if goal else "",
            tuple(json.loads(goal.outcomes)) if goal else (),
            r.message,
            r.score,
            reasons.from_json(r.reasons),
            r.asked,
            r.state,
            r.answered,
            undo if undo and undo > clock.now() else None,
            opened.get(r.id),
        )
        rows.append(row)
    return rows


def _record(tx: Transaction, actor: Actor, act: str, request_id: UUID) -> None:
    audit.record(tx, actor.program_id, clock.now(), f"request {act}", person_id=actor.person_id, subject_id=request_id)
