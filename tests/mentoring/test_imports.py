"""Import: the same file changes nothing, a changed cell updates, what people wrote since stays."""

from pathlib import Path

import pytest

from data import memberships as member_rows
from mentoring import goals, imports
from mentoring.access import ROLES, Actor, Invalid
from mentoring.imports import Upload
from tests.support.world import World

FILES = Path(__file__).parents[1] / "files"
ONE = b"id,name,current_role,target_role,goals\nA1,Ada Lind,Nurse,Data analyst,I like charts\n"


def mentee_of(world: World, external_id: str) -> Actor:
    membership_id = member_rows.by_external_id(world.store, world.program_id, external_id)
    assert membership_id is not None
    member = member_rows.member(world.store, membership_id)
    assert member is not None
    roles = tuple(role for role in ROLES if getattr(member, role))
    return Actor(member.person_id, member.id, world.program_id, world.cohort_id, member.name, "mentee", roles, "")


def test_the_same_files_change_nothing_the_second_time(world: World) -> None:
    manager = world.manager()
    both = {
        "mentees": Upload("mentees.csv", (FILES / "mentees.csv").read_bytes()),
        "mentors": Upload("mentors.csv", (FILES / "mentors.csv").read_bytes()),
    }
    first = imports.import_people(world.store, manager, both)  # type: ignore[arg-type]
    again = imports.import_people(world.store, manager, both)  # type: ignore[arg-type]
    assert (len(first.new), len(again.new), len(again.changed), again.unchanged) == (32, 0, 0, 32)


def test_a_changed_cell_updates_and_what_was_written_since_stays(world: World) -> None:
    manager = world.manager()
    imports.import_people(world.store, manager, {"mentees": Upload("m.csv", ONE)})
    actor = mentee_of(world, "A1")
    mine = goals.my_goal(world.store, actor)
    written = goals.GoalForm("Health analyst", "My own words", about=mine.form.about)
    goals.save_goal(world.store, actor, written, mine.version)
    changed = imports.import_people(
        world.store, manager, {"mentees": Upload("m.csv", ONE.replace(b"Nurse", b"Head nurse"))}
    )
    now = goals.my_goal(world.store, actor).form
    assert changed.changed == ("Ada Lind",)
    assert (now.about.current_role, now.target_role, now.why) == ("Head nurse", "Health analyst", "My own words")


def test_one_fault_keeps_both_files_out(world: World) -> None:
    manager = world.manager()
    wrong = Upload("t.csv", b"id,name,capacity\nT1,Bo Park,many\n")
    with pytest.raises(Invalid, match=r"t\.csv, row 2, column capacity"):
        imports.import_people(world.store, manager, {"mentees": Upload("m.csv", ONE), "mentors": wrong})
    assert member_rows.by_external_id(world.store, world.program_id, "A1") is None
    check = imports.check_import(world.store, manager, {"mentees": Upload("m.csv", ONE), "mentors": wrong})
    assert [(fault.row, fault.column, fault.value) for fault in check.faults] == [(2, "capacity", "many")]


def test_a_blank_cell_takes_nothing_away(world: World) -> None:
    manager = world.manager()
    imports.import_people(world.store, manager, {"mentees": Upload("m.csv", ONE)})
    blank = Upload("m.csv", b"id,target_role,goals\nA1,,I like maps\n")
    imports.import_people(world.store, manager, {"mentees": blank})
    now = goals.my_goal(world.store, mentee_of(world, "A1")).form
    assert (now.target_role, now.why) == ("Data analyst", "I like maps")


def test_the_first_file_again_after_a_blank_cell_changes_nothing(world: World) -> None:
    manager = world.manager()
    imports.import_people(world.store, manager, {"mentees": Upload("m.csv", ONE)})
    imports.import_people(world.store, manager, {"mentees": Upload("m.csv", b"id,target_role\nA1,\n")})
    again = imports.check_import(world.store, manager, {"mentees": Upload("m.csv", ONE)})
    assert (again.changed, again.unchanged) == ((), 1)
