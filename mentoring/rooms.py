"""Mentorship rooms: where one mentor and one mentee work together after their match."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from data import audit
from data import goals as goal_rows
from data import matches as request_rows
from data import memberships as member_rows
from data import offers as offer_rows
from data import programs as program_rows
from data import rooms as room_rows
from data import skills as skill_rows
from data.memberships import Member
from data.rooms import Room
from data.store import Store, Transaction
from mentoring import about, clock, notices, reminders
from mentoring.about import AboutMe, SkillLevel
from mentoring.access import Actor, Conflict, guarded

_FIRST_DAYS = 7


@dataclass(frozen=True, slots=True)
class Person:
    """One of the two in a room, as the other sees them."""

    membership_id: UUID
    name: str
    email: str
    about: AboutMe


@dataclass(frozen=True, slots=True)
class RoomView:
    """The first page of a room: both people, the goal, the dates."""

    id: UUID
    mentee: Person
    mentor: Person
    target_role: str
    why: str
    outcomes: tuple[str, ...]
    skills_wanted: tuple[SkillLevel, ...]
    bio: str
    past_roles: str
    skills_taught: tuple[SkillLevel, ...]
    message: str  # what she wrote when she asked; '' where a round brought them together
    from_round: bool
    opened: datetime
    state: str
    close_reason: str
    cohort: str
    cohort_ends: date
    ninety_days: date  # by when the outcomes should be true
    days_open: int


@dataclass(frozen=True, slots=True)
class MenteeRow:
    """A room as a row of *My mentees*."""

    room_id: UUID
    mentee_id: UUID
    name: str
    current_role: str
    target_role: str
    opened: datetime
    from_round: bool
    waits_for_me: str  # one sentence, '' when nothing waits
    outcomes: tuple[str, ...]


def open_rooms(tx: Transaction, wanted: Sequence[Room], moment: datetime) -> dict[UUID, str]:
    """A step of a job: open what can be opened now and close the other requests of those mentees.

    Seats and open rooms are checked here, inside the job. Why a room was not opened, by its id.
    """
    people = member_rows.some_members(tx, {id for room in wanted for id in (room.mentee_id, room.mentor_id)})
    settled = room_rows.settled(tx, [(room.mentee_id, room.cohort_id) for room in wanted])
    seats = offer_rows.seats_left_of(tx, {room.mentor_id for room in wanted})
    refused: dict[UUID, str] = {}
    opened: list[Room] = []
    for room in wanted:
        if (room.mentee_id, room.cohort_id) in settled:
            refused[room.id] = f"{people[room.mentee_id].name} has a mentorship room in this cohort already."
        elif seats.get(room.mentor_id, 0) < 1:
            refused[room.id] = f"{people[room.mentor_id].name} has no free seat."
        else:
            opened.append(room)
            settled.add((room.mentee_id, room.cohort_id))
            seats[room.mentor_id] -= 1
    room_rows.add(tx, opened)
    _close_other_requests(tx, opened, people, moment)
    audit.record_all(tx, [(room.program_id, room.id) for room in opened], moment, "room opened")
    return refused


def _close_other_requests(
    tx: Transaction, opened: Sequence[Room], people: dict[UUID, Member], moment: datetime
) -> None:
    """Open requests of mentees who now have a room end with it, and the mentors they asked are told."""
    room_of = {room.mentee_id: room for room in opened}
    others = [r for r in request_rows.open_of_mentees(tx, list(room_of)) if r.id != room_of[r.mentee_id].request_id]
    asked = member_rows.some_members(tx, {request.mentor_id for request in others})
    for request in others:
        room = room_of[request.mentee_id]
        mentee, mentor = people[room.mentee_id], people[room.mentor_id]
        request_rows.set_state(
            tx, [request.id], was="open", becomes="closed", answered=moment,
            reason=f"Matched with {mentor.name}.", closed_by_room=room.id,
        )  # fmt: skip
        if request.mentor_id != room.mentor_id:
            notices.tell(
                tx, room.program_id, asked[request.mentor_id].person_id, "request closed",
                f"{mentee.name} found a mentor", "The request to you is closed. You need not do anything.",
                "requests",
            )  # fmt: skip


def close_rooms(tx: Transaction, rooms: Sequence[Room], reason: str, moment: datetime) -> None:
    """A step of a job: take rooms back that were opened by mistake; requests that they closed are open again."""
    ids = [room.id for room in rooms]
    room_rows.close(tx, ids, reason, moment)
    reopened = request_rows.closed_by(tx, ids)
    request_rows.set_state(tx, [r.id for r in reopened], was="closed", becomes="open", answered=None)
    people = member_rows.some_members(tx, {id for r in reopened for id in (r.mentor_id, r.mentee_id)})
    for request in reopened:
        reminders.plan(tx, request.program_id, request.id, moment)
        notices.tell(
            tx, request.program_id, people[request.mentor_id].person_id, "request open again",
            f"{people[request.mentee_id].name} asks you again",
            "A match was taken back, so this request is open again.", "requests",
        )  # fmt: skip
    audit.record_all(tx, [(room.program_id, room.id) for room in rooms], moment, "room closed", {"reason": reason})


@guarded
def my_room(store: Store, actor: Actor) -> RoomView | None:
    """The mentee's room of this cohort, None while there is none."""
    room = room_rows.open_room_of_mentee(store, actor.membership_id, actor.cohort_id)
    return _view(store, room) if room else None


@guarded
def room(store: Store, actor: Actor, room_id: UUID) -> RoomView:
    """A room for the two who are in it; once it is closed, neither reads on in the other's goal."""
    found = room_rows.room(store, room_id)
    assert found is not None  # the access row has found it
    if found.state == "closed":
        raise Conflict(f"This room is closed: {found.close_reason}.")
    return _view(store, found)


@guarded
def my_mentees(store: Store, actor: Actor) -> tuple[MenteeRow, ...]:
    """The mentor's open rooms: those that wait for somebody first, then in the order they were opened."""
    rooms = room_rows.open_rooms_of_mentor(store, actor.membership_id)
    people = member_rows.some_members(store, [room.mentee_id for room in rooms])
    goals = goal_rows.some_goals(store, [room.mentee_id for room in rooms])
    rows = []
    for room in rooms:
        mentee, goal = people[room.mentee_id], goals.get(room.mentee_id)
        rows.append(
            MenteeRow(
                room_id=room.id,
                mentee_id=mentee.id,
                name=mentee.name,
                current_role=mentee.current_role,
                target_role=goal.target_role if goal else "",
                opened=room.opened,
                from_round=room.run_id is not None,
                waits_for_me=_waits_for_mentor(room, mentee),
                outcomes=tuple(json.loads(goal.outcomes)) if goal else (),
            )
        )
    return tuple(sorted(rows, key=lambda row: (not row.waits_for_me, row.opened)))


def is_new(room: Room) -> bool:
    """In its first days a room waits for its first hello; later nobody can say so any more."""
    return room.state == "opening" and (clock.now() - room.opened).days <= _FIRST_DAYS


def _waits_for_mentor(room: Room, mentee: Member) -> str:
    """The one slot that says what a mentee waits for; a new room waits for its first hello."""
    if not is_new(room):
        return ""
    days = (clock.now() - room.opened).days
    since = "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"
    return f"Room opened {since}. Write to {mentee.name.split()[0]} and agree on a first date."


def _view(store: Store, room: Room) -> RoomView:
    people = member_rows.some_members(store, [room.mentee_id, room.mentor_id])
    goal = goal_rows.goal(store, room.mentee_id)
    offer = offer_rows.offer(store, room.mentor_id)
    request = request_rows.request(store, room.request_id) if room.request_id else None
    cohort = program_rows.cohort(store, room.cohort_id)
    return RoomView(
        id=room.id,
        mentee=_person(people[room.mentee_id]),
        mentor=_person(people[room.mentor_id]),
        target_role=goal.target_role if goal else "",
        why=goal.why if goal else "",
        outcomes=tuple(json.loads(goal.outcomes)) if goal else (),
        skills_wanted=about.skill_levels(skill_rows.skills_of(store, room.mentee_id, "wanted")),
        bio=offer.bio if offer else "",
        past_roles=offer.past_roles if offer else "",
        skills_taught=about.skill_levels(skill_rows.skills_of(store, room.mentor_id, "taught")),
        message=request.message if request else "",
        from_round=room.run_id is not None,
        opened=room.opened,
        state=room.state,
        close_reason=room.close_reason,
        cohort=cohort.name,
        cohort_ends=cohort.ends,
        ninety_days=room.opened.date() + timedelta(days=90),
        days_open=(clock.now() - room.opened).days,
    )


def _person(member: Member) -> Person:
    return Person(member.id, member.name, member.email, about.about_of(member))
