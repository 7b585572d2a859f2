"""The people of a program: the manager's list, and a person's page."""

import json
from dataclasses import dataclass
from uuid import UUID

from data import goals as goal_rows
from data import matches as request_rows
from data import memberships as member_rows
from data import offers as offer_rows
from data import people as people_rows
from data import rooms as room_rows
from data import skills as skill_rows
from data.memberships import Member
from data.people import PersonLine
from data.store import Reader, Store
from mentoring import about, clock, embeddings
from mentoring.about import SkillLevel
from mentoring.access import Actor, guarded
from mentoring.embeddings import Reading
from mentoring.offers import still_paused


@dataclass(frozen=True, slots=True)
class OfferPart:
    past_roles: tuple[str, ...]  # oldest first
    bio: str
    skills: tuple[SkillLevel, ...]
    capacity: int
    seats_left: int
    paused: bool


@dataclass(frozen=True, slots=True)
class GoalPart:
    target_role: str
    why: str
    outcomes: tuple[str, ...]
    skills: tuple[SkillLevel, ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """What the forms of both roles say that others read beside offer or goal; hours are not among it."""

    years_experience: float | None
    languages: tuple[str, ...]  # by name
    preferences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A person's page, as much of it as the reader may see."""

    membership_id: UUID
    name: str
    email: str  # '' unless the reader may write: the manager, and the other one in a room
    current_role: str  # a mentor's is public, a mentee's is seen by those who see her goal
    ways: Ways | None  # whoever may read the offer or the goal
    offer: OfferPart | None  # everybody in the program sees what a mentor offers
    goal: GoalPart | None  # the manager, herself, and mentors she asks or works with


@guarded
def all_people(store: Store, actor: Actor) -> tuple[PersonLine, ...]:
    return people_rows.people(store, actor.program_id, clock.now())


@guarded
def profile(store: Store, actor: Actor, membership_id: UUID) -> Profile:
    member = member_rows.member(store, membership_id)
    assert member is not None  # the access row has found it
    themselves = membership_id == actor.membership_id
    together = room_rows.share_a_room(store, membership_id, actor.membership_id)
    close = themselves or together or "manager" in actor.roles
    sees_goal = close or request_rows.has_asked(store, membership_id, actor.membership_id)
    offer = _offer(store, membership_id) if member.mentor else None
    goal = _goal(store, membership_id) if member.mentee and sees_goal else None
    return Profile(
        member.id,
        member.name,
        member.email if close else "",
        member.current_role if sees_goal or member.mentor or not member.mentee else "",
        _ways(member) if offer or goal else None,
        offer,
        goal,
    )


def _ways(member: Member) -> Ways:
    said = about.about_of(member)
    return Ways(said.years_experience, tuple(about.language_name(tag) for tag in said.languages), said.preferences)


def _offer(reader: Reader, membership_id: UUID) -> OfferPart | None:
    offer = offer_rows.offer(reader, membership_id)
    if offer is None:
        return None
    return OfferPart(
        tuple(role.strip() for role in offer.past_roles.split(";") if role.strip()),
        offer.bio,
        about.skill_levels(skill_rows.skills_of(reader, membership_id, "taught")),
        offer.capacity,
        max(0, offer_rows.seats_left(reader, membership_id)),
        still_paused(offer) is not None,
    )


def _goal(reader: Reader, membership_id: UUID) -> GoalPart | None:
    goal = goal_rows.goal(reader, membership_id)
    if goal is None:
        return None
    wanted = about.skill_levels(skill_rows.skills_of(reader, membership_id, "wanted"))
    return GoalPart(goal.target_role, goal.why, tuple(json.loads(goal.outcomes)), wanted)


@guarded
def reading(store: Store, actor: Actor) -> Reading | None:
    """How far the reading of what people wrote has come; None while nothing is read."""
    return embeddings.progress(store, actor.program_id)
