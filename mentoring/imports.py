"""People from CSV files: looked at first, then taken whole or not at all.

A row is compared with what the last import said of the same person, so that the same file changes
nothing, a changed cell updates, a blank one says nothing, what people wrote in the product since stays,
and nobody is deleted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from data import audit
from data import goals as goal_rows
from data import imports as import_rows
from data import memberships as member_rows
from data import offers as offer_rows
from data import programs as program_rows
from data import skills as skill_rows
from data.goals import Goal
from data.imports import Cells
from data.memberships import Member
from data.offers import Offer
from data.skills import SkillRow
from data.store import Reader, Store, Transaction, new_id
from matching import csv_contract, csv_fields
from matching.csv_contract import CsvFaults, Fault, Kind, People
from mentoring import clock
from mentoring.access import Actor, Invalid, guarded

_FIELDS = (
    "current_role", "languages", "time_zone", "availability", "preferences", "team", "name", "email",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Upload:
    file_name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Check:
    """What an import would do. With faults it would do nothing."""

    new: tuple[str, ...] = ()  # names, or ids where there is no name
    changed: tuple[str, ...] = ()
    unchanged: int = 0
    notes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(slots=True)
class _Person:
    """One person as the import leaves her."""

    member: Member
    new: bool
    goal: Goal | None = None
    offer: Offer | None = None
    wanted: tuple[SkillRow, ...] | None = None  # None: as stored
    taught: tuple[SkillRow, ...] | None = None
    changed: bool = False


@dataclass(slots=True)
class _Plan:
    people: dict[str, _Person] = field(default_factory=dict)
    cells: dict[Kind, dict[str, Cells]] = field(default_factory=dict)


@guarded
def template(store: Store, actor: Actor, kind: Kind) -> bytes:
    """An empty file with every column, to fill in."""
    return csv_contract.template(kind)


@guarded
def check_import(store: Store, actor: Actor, uploads: Mapping[Kind, Upload]) -> Check:
    """Read the files and say what importing them would do; nothing is stored."""
    files, faults = _read(uploads)
    if faults:
        return Check(faults=faults)
    plan = _plan(store, actor, files, clock.now())
    notes = tuple(note for people in files.values() for note in people.notes) + _shared_addresses(plan)
    return Check(
        new=tuple(_called(p.member) for p in plan.people.values() if p.new),
        changed=tuple(_called(p.member) for p in plan.people.values() if p.changed and not p.new),
        unchanged=sum(not p.changed and not p.new for p in plan.people.values()),
        notes=notes,
    )


@guarded
def import_people(store: Store, actor: Actor, uploads: Mapping[Kind, Upload]) -> Check:
    """Take the files, all of them or nothing."""
    files, faults = _read(uploads)
    if faults:
        raise Invalid("files", f"{faults[0]} Nothing was imported.")
    moment = clock.now()

    def job(tx: Transaction) -> Check:
        plan = _plan(tx, actor, files, moment)
        _store(tx, actor, plan, moment)
        changed = [p for p in plan.people.values() if p.changed and not p.new]
        new = [p for p in plan.people.values() if p.new]
        audit.record(
            tx, actor.program_id, moment, "people imported", person_id=actor.person_id,
            detail={"new": len(new), "changed": len(changed)},
        )  # fmt: skip
        return Check(
            tuple(_called(p.member) for p in new),
            tuple(_called(p.member) for p in changed),
            len(plan.people) - len(new) - len(changed),
        )

    return store.write(job)


def _read(uploads: Mapping[Kind, Upload]) -> tuple[dict[Kind, People], tuple[Fault, ...]]:
    files: dict[Kind, People] = {}
    faults: list[Fault] = []
    for kind, upload in uploads.items():
        try:
            files[kind] = csv_contract.read_people(upload.data, upload.file_name, kind)
        except CsvFaults as found:
            faults.extend(found.faults)
    return files, tuple(faults)


def _plan(reader: Reader, actor: Actor, files: Mapping[Kind, People], moment: datetime) -> _Plan:
    everybody = member_rows.members(reader, actor.program_id)
    known = {m.external_id: m for m in everybody if m.external_id is not None}
    # Somebody who came without a file (the manager) is recognised by the address.
    by_email = {m.email.casefold(): m for m in everybody if m.external_id is None and m.email}
    goals, offers = goal_rows.goals(reader, actor.program_id), offer_rows.offers(reader, actor.program_id)
    plan = _Plan()
    for kind, file in files.items():
        before = import_rows.imported(reader, actor.program_id, kind)
        plan.cells[kind] = {}
        for row in file.rows:
            # A blank cell says nothing, so it takes nothing away.
            cells = {column: text for column, text in _cells(row).items() if text and column in file.columns}
            plan.cells[kind][row.id] = before.get(row.id, {}) | cells
            person = plan.people.get(row.id)
            if person is None:
                member = known.get(row.id) or by_email.pop(row.email.casefold(), None)
                person = _Person(member or _new_member(actor, row.id), new=member is None)
                person.goal, person.offer = goals.get(person.member.id), offers.get(person.member.id)
                plan.people[row.id] = person
            said = before.get(row.id, {})
            _take(person, kind, {c: text for c, text in cells.items() if said.get(c) != text}, row, moment)
    return plan


def _take(person: _Person, kind: Kind, changed: Cells, row: csv_contract.PersonRow, moment: datetime) -> None:
    """Put the changed cells of one row into the person."""
    was = (person.member, person.goal, person.offer)
    texts: dict[str, Any] = {column: changed[column] for column in _FIELDS if column in changed}
    member = replace(person.member, **texts, external_id=row.id)
    member = replace(member, mentee=member.mentee or kind == "mentees", mentor=member.mentor or kind == "mentors")
    if "years_experience" in changed:
        member = replace(member, years_experience=row.years_experience)
    if "manager_id" in changed:
        member = replace(member, manager_external_id=row.manager_id)
    person.member = replace(member, name=member.name or row.id)
    if kind == "mentees":
        goal = person.goal or Goal(member.id, member.program_id, "", "", "[]", "", moment, 0)
        person.goal = replace(
            goal,
            target_role=changed.get("target_role", goal.target_role),
            why=changed.get("goals", goal.why),
            not_interested_in=changed.get("not_interested_in", goal.not_interested_in),
        )
        person.wanted = _skills(row.skills_wanted) if "skills_wanted" in changed else person.wanted
    else:
        offer = person.offer or Offer(member.id, member.program_id, "", "", 1, None, moment, 0)
        person.offer = replace(
            offer,
            past_roles=changed.get("past_roles", offer.past_roles),
            bio=changed.get("bio", offer.bio),
            capacity=row.capacity if "capacity" in changed and row.capacity is not None else offer.capacity,
        )
        person.taught = _skills(row.skills_offered) if "skills_offered" in changed else person.taught
    skills_changed = "skills_wanted" in changed or "skills_offered" in changed
    person.changed |= skills_changed or was != (person.member, person.goal, person.offer)


def _store(tx: Transaction, actor: Actor, plan: _Plan, moment: datetime) -> None:
    people = plan.people.values()
    member_rows.add(tx, [p.member for p in people if p.new], moment)
    changed = [p for p in people if p.changed and not p.new]
    member_rows.update_many(tx, [p.member for p in changed])
    goal_rows.update_many(tx, [p.goal for p in changed if p.goal and p.goal.version])
    offer_rows.update_many(tx, [p.offer for p in changed if p.offer and p.offer.version])
    goal_rows.add(tx, [p.goal for p in people if p.goal and not p.goal.version])
    offer_rows.add(tx, [p.offer for p in people if p.offer and not p.offer.version])
    wanted = {p.member.id: p.wanted for p in people if p.wanted is not None}
    taught = {p.member.id: p.taught for p in people if p.taught is not None}
    skill_rows.replace(tx, actor.program_id, "wanted", wanted)
    skill_rows.replace(tx, actor.program_id, "taught", taught)
    for kind, cells in plan.cells.items():
        import_rows.keep(tx, actor.program_id, kind, cells, moment)
    if any(p.changed or p.new for p in people):
        program_rows.mentors_changed(tx, actor.program_id)


def _cells(row: csv_contract.PersonRow) -> Cells:
    """Every column of a row as text in one form, whatever the file looked like."""
    return {
        "name": row.name, "email": row.email, "current_role": row.current_role,
        "target_role": row.target_role, "goals": row.goals, "not_interested_in": row.not_interested_in,
        "bio": row.bio, "team": row.team, "manager_id": row.manager_id,
        "capacity": "" if row.capacity is None else str(row.capacity),
        "skills_wanted": csv_fields.format_skills(row.skills_wanted, "wanted"),
        "skills_offered": csv_fields.format_skills(row.skills_offered, "taught"),
        "past_roles": csv_fields.format_past_roles(row.past_roles),
        "years_experience": "" if row.years_experience is None else f"{row.years_experience:g}",
        "languages": csv_fields.format_languages(row.languages), "time_zone": row.time_zone or "",
        "availability": csv_fields.format_availability(row.availability),
        "preferences": csv_fields.format_preferences(row.preferences),
    }  # fmt: skip


def _skills(skills: tuple[csv_contract.Skill, ...]) -> tuple[SkillRow, ...]:
    return tuple(SkillRow(skill) if isinstance(skill, str) else SkillRow(*skill) for skill in skills)


def _new_member(actor: Actor, external_id: str) -> Member:
    return Member(
        new_id(), actor.program_id, actor.cohort_id, new_id(), external_id, "", "", False, False, False,
        "", None, "", "", "", "", "", "",
    )  # fmt: skip


def _called(member: Member) -> str:
    return member.name or member.external_id or ""


def _shared_addresses(plan: _Plan) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    notes = []
    for person in plan.people.values():
        address = person.member.email.casefold()
        if address and address in seen:
            notes.append(
                f"{_called(person.member)} has the same e-mail address as {seen[address]}; "
                "one of them will need another one to sign in."
            )
        seen.setdefault(address, _called(person.member))
    return tuple(notes)
