"""From rows to the engine's people: the one place where stored profiles become `Mentee` and `Mentor`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from data import goals as goal_rows
from data import memberships as member_rows
from data import offers as offer_rows
from data import skills as skill_rows
from data.goals import Goal
from data.memberships import Member
from data.offers import Offer
from data.skills import SkillRow
from data.store import Reader
from matching import Mentee, Mentor, csv_fields
from mentoring.offers import still_paused


@dataclass(frozen=True, slots=True)
class MentorProfile:
    """A mentor as the engine sees her, beside what pages show."""

    member: Member
    offer: Offer
    mentor: Mentor


def mentors_of(reader: Reader, program_id: UUID) -> dict[UUID, MentorProfile]:
    """All mentors of a program by membership; seats are not part of a profile."""
    everybody = member_rows.members(reader, program_id)
    offers = offer_rows.offers(reader, program_id)
    taught = skill_rows.skills_in(reader, program_id, "taught")
    by_external = external_ids(everybody)
    return {
        m.id: MentorProfile(m, offers[m.id], _mentor(m, offers[m.id], taught.get(m.id, ()), by_external))
        for m in everybody
        if m.mentor and m.id in offers
    }


def mentees_of(reader: Reader, program_id: UUID, ids: Collection[UUID]) -> dict[UUID, Mentee]:
    """The engine's view of those members, in the order of their ids."""
    everybody = member_rows.members(reader, program_id)
    goals = goal_rows.goals(reader, program_id)
    wanted = skill_rows.skills_in(reader, program_id, "wanted")
    by_external, chosen = external_ids(everybody), frozenset(ids)
    found = {m.id: _mentee(m, goals.get(m.id), wanted.get(m.id, ()), by_external) for m in everybody if m.id in chosen}
    return dict(sorted(found.items()))


def mentee(reader: Reader, membership_id: UUID) -> Mentee:
    """One mentee, in four small reads: this runs whenever *Find a mentor* is drawn."""
    member = member_rows.member(reader, membership_id)
    assert member is not None  # asked for by the member's own sign-in
    goal = goal_rows.goal(reader, membership_id)
    wanted = skill_rows.skills_of(reader, membership_id, "wanted")
    leader = member_rows.by_external_id(reader, member.program_id, member.manager_external_id)
    ids = {member.manager_external_id: str(leader)} if leader else {}
    return _mentee(member, goal, wanted, ids)


def mentor(reader: Reader, membership_id: UUID, program_id: UUID) -> Mentor | None:
    """One mentor of the program, None where the member is none."""
    member = member_rows.member(reader, membership_id)
    offer = offer_rows.offer(reader, membership_id)
    if member is None or offer is None or not member.mentor or member.program_id != program_id:
        return None
    taught = skill_rows.skills_of(reader, membership_id, "taught")
    leader = member_rows.by_external_id(reader, member.program_id, member.manager_external_id)
    ids = {member.manager_external_id: str(leader)} if leader else {}
    return _mentor(member, offer, taught, ids)


def external_ids(members: Collection[Member]) -> dict[str, str]:
    """External id → the id that the engine knows a member by."""
    return {m.external_id: str(m.id) for m in members if m.external_id is not None}


def _mentee(m: Member, goal: Goal | None, skills: tuple[SkillRow, ...], by_external: dict[str, str]) -> Mentee:
    return Mentee(
        id=str(m.id),
        name=m.name,
        current_role=m.current_role,
        target_role=goal.target_role if goal else "",
        goals=goal.why if goal else "",
        skills_wanted=tuple(_wanted(skill) for skill in skills),
        not_interested_in=goal.not_interested_in if goal else "",
        years_experience=m.years_experience,
        languages=csv_fields.parse_languages(m.languages),
        time_zone=m.time_zone or None,
        availability=csv_fields.parse_availability(m.availability) or None,
        preferences=csv_fields.parse_preferences(m.preferences),
        team=m.team or None,
        manager_id=_leader(m, by_external),
    )


def _mentor(m: Member, offer: Offer, skills: tuple[SkillRow, ...], by_external: dict[str, str]) -> Mentor:
    return Mentor(
        id=str(m.id),
        name=m.name,
        current_role=m.current_role,
        past_roles=csv_fields.parse_past_roles(offer.past_roles),
        bio=offer.bio,
        skills_offered=tuple((s.name, s.level) if s.level else s.name for s in skills),
        years_experience=m.years_experience,
        capacity=offer.capacity,
        # A pause counts today, whatever the week in which the cohort starts, which is what the engine would ask.
        paused_until=date.max if still_paused(offer) else None,
        languages=csv_fields.parse_languages(m.languages),
        time_zone=m.time_zone or None,
        availability=csv_fields.parse_availability(m.availability) or None,
        preferences=csv_fields.parse_preferences(m.preferences),
        team=m.team or None,
        manager_id=_leader(m, by_external),
    )


def _wanted(skill: SkillRow) -> str | tuple[str, int] | tuple[str, int, int]:
    if skill.level is None:
        return skill.name
    return (skill.name, skill.level) if skill.level_now is None else (skill.name, skill.level, skill.level_now)


def _leader(m: Member, by_external: dict[str, str]) -> str | None:
    """A leader outside the program still counts as shared by two people who name the same one."""
    return by_external.get(m.manager_external_id, m.manager_external_id) or None
