"""A small program to try things in: a manager, mentees and mentors, made of rows, on a real store."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from data import goals as goal_rows
from data import memberships as member_rows
from data import offers as offer_rows
from data import programs as program_rows
from data import skills as skill_rows
from data.goals import Goal
from data.memberships import Member
from data.offers import Offer
from data.programs import Cohort, Program
from data.skills import SkillRow
from data.store import Store, new_id
from mentoring.access import ROLES, Actor, Role

NOON = datetime(2026, 11, 24, 12)


@dataclass(frozen=True)
class World:
    """One program with one cohort on a store; people are added by the test."""

    store: Store
    program_id: UUID
    cohort_id: UUID

    @classmethod
    def on(cls, store: Store, name: str = "Data Switch") -> "World":
        program = Program(new_id(), name, False, "{}", 1)
        cohort = Cohort(new_id(), program.id, "Autumn 2026", date(2026, 9, 7), date(2027, 2, 21))
        store.write(lambda tx: program_rows.add_program(tx, program, NOON))
        store.write(lambda tx: program_rows.add_cohort(tx, cohort))
        return cls(store, program.id, cohort.id)

    def manager(self, name: str = "Hannah Weiss") -> Actor:
        return self._add(name, "manager")

    def mentee(
        self,
        name: str = "Amara Okafor",
        *,
        current: str = "Maths teacher",
        target: str = "Data analyst",
        wants: tuple[str, ...] = ("SQL", "statistics"),
        why: str = "I want to answer questions with data every day.",
        also_mentor: bool = False,
    ) -> Actor:
        actor = self._add(name, "mentee", current=current, also_mentor=also_mentor)
        goal = Goal(actor.membership_id, self.program_id, target, why, json.dumps(["Finish one SQL case"]), "", NOON)
        self.store.write(lambda tx: goal_rows.add(tx, [goal]))
        self._skills(actor, "wanted", wants)
        if also_mentor:
            self._offer(actor, 1, "")
        return actor

    def mentor(
        self,
        name: str = "Linh Nguyen",
        *,
        current: str = "Senior data analyst",
        teaches: tuple[str, ...] = ("SQL", "statistics", "dbt"),
        capacity: int = 2,
        bio: str = "I moved from teaching physics to analytics and help teachers do the same.",
        past: str = "Physics teacher @ Nordlys School (2012-2019)",
    ) -> Actor:
        actor = self._add(name, "mentor", current=current)
        self._offer(actor, capacity, bio, past)
        self._skills(actor, "taught", teaches)
        return actor

    def _offer(self, actor: Actor, capacity: int, bio: str, past: str = "") -> None:
        offer = Offer(actor.membership_id, self.program_id, past, bio, capacity, None, NOON)
        self.store.write(lambda tx: offer_rows.add(tx, [offer]))

    def _skills(self, actor: Actor, kind: skill_rows.Kind, names: tuple[str, ...]) -> None:
        rows = tuple(SkillRow(name, 4) for name in names)
        self.store.write(lambda tx: skill_rows.replace(tx, self.program_id, kind, {actor.membership_id: rows}))

    def _add(self, name: str, role: Role, *, current: str = "", also_mentor: bool = False) -> Actor:
        held = {role} | ({"mentor"} if also_mentor else set())
        member = Member(
            id=new_id(), program_id=self.program_id, cohort_id=self.cohort_id, person_id=new_id(),
            external_id=None, name=name, email=f"{name.split()[0].lower()}@sample.example",
            mentee="mentee" in held, mentor="mentor" in held, manager="manager" in held,
            current_role=current, years_experience=None, languages="en", time_zone="Europe/Berlin",
            availability="Mon 18:00-20:00", preferences="", team="", manager_external_id="",
        )  # fmt: skip
        self.store.write(lambda tx: member_rows.add(tx, [member], NOON))
        roles = tuple(role for role in ROLES if role in held)
        return Actor(member.person_id, member.id, self.program_id, self.cohort_id, name, role, roles, member.time_zone)
