"""A mentee's home: what waits for her, in the order of what helps most."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from data import matches as request_rows
from data import memberships as member_rows
from data import rooms as room_rows
from data.memberships import Member
from data.rooms import Room
from data.store import Store
from mentoring.access import Actor, guarded
from mentoring.goals import GoalView, goal_of
from mentoring.rooms import is_new


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for somebody: what, why now, and where it leads."""

    headline: str
    detail: str
    page: str
    verb: str
    urgent: bool  # waits for you, rather than news
    query: tuple[tuple[str, str], ...] = ()  # what the page is opened with: its filters
    write_to: str = ""  # an e-mail address: the verb writes there instead of opening the page


@dataclass(frozen=True, slots=True)
class Asked:
    """A mentor whose answer the mentee waits for."""

    mentor_id: UUID
    mentor: str
    asked: datetime


@dataclass(frozen=True, slots=True)
class Home:
    waiting: tuple[Waiting, ...]
    goal: GoalView
    room: Room | None
    mentor: Member | None  # of the room
    asked: tuple[Asked, ...]  # open requests, the newest first


@guarded
def waiting_for_me(store: Store, actor: Actor) -> Home:
    goal = goal_of(store, actor.membership_id)
    room = room_rows.open_room_of_mentee(store, actor.membership_id, actor.cohort_id)
    mentor = member_rows.member(store, room.mentor_id) if room else None
    requests = request_rows.requests_by(store, actor.membership_id, actor.cohort_id)
    still_open = [request for request in requests if request.state == "open"]
    waiting = _about_goal(goal)
    if room and mentor and is_new(room):
        first = mentor.name.split()[0]
        waiting.append(
            Waiting(
                f"Say hello to {first}",
                f"{mentor.name} is your mentor. Agree on a first date.",
                "mentorship-room",
                "Open room",
                True,
            )
        )
    elif not room and goal.written and not still_open:
        waiting.append(
            Waiting(
                "Ask a mentor",
                "Your suggestions are ready, with the reasons for each.",
                "find-a-mentor",
                "Look",
                True,
            )
        )
    people = member_rows.some_members(store, {request.mentor_id for request in still_open})
    asked = tuple(Asked(r.mentor_id, people[r.mentor_id].name, r.asked) for r in still_open)
    return Home(tuple(waiting), goal, room, mentor, asked)


def _about_goal(goal: GoalView) -> list[Waiting]:
    if not goal.written:
        return [
            Waiting(
                "Write down your goal",
                "Mentors are suggested from it. It takes about four minutes.",
                "my-goals",
                "Write",
                True,
            )
        ]
    if not goal.form.outcomes:
        return [
            Waiting(
                "Name one outcome for the next 90 days",
                "Pairs who agree on one early know sooner whether it works.",
                "my-goals",
                "Add",
                True,
            )
        ]
    if not goal.form.skills:
        return [
            Waiting(
                "Add the skills you want",
                "They count most when mentors are suggested.",
                "my-goals",
                "Add",
                True,
            )
        ]
    return []
