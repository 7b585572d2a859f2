"""Import: the same file changes nothing, a changed cell updates, what people wrote since stays."""

from dataclasses import replace
from pathlib import Path

import pytest

from data import memberships as member_rows
from mentoring import goals, imports, offers
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


def test_who_was_only_named_by_an_import_has_saved_nothing_yet(world: World) -> None:
    manager, bare = world.manager(), b"id,name\nA1,Ada Lind\n"
    files = {"mentees": Upload("m.csv", bare), "mentors": Upload("t.csv", bare.replace(b"A1,Ada", b"B1,Bo"))}
    imports.import_people(world.store, manager, files)  # type: ignore[arg-type]
    ada, bo = mentee_of(world, "A1"), mentee_of(world, "B1")
    assert goals.my_goal(world.store, ada).saved is None
    assert offers.my_offer(world.store, bo).saved is None
    mine = goals.my_goal(world.store, ada)
    goals.save_goal(world.store, ada, replace(mine.form, why="I like charts"), mine.version)
    assert goals.my_goal(world.store, ada).saved is not None


def test_a_look_at_a_file_names_who_is_new_and_who_changes(world: World) -> None:
    manager = world.manager()
    imports.import_people(world.store, manager, {"mentees": Upload("m.csv", ONE)})
    more = ONE.replace(b"Nurse", b"Head nurse") + b"A2,Cy Mo,Baker,Chef,\n"
    check = imports.check_import(world.store, manager, {"mentees": Upload("m.csv", more)})
    assert (check.new, check.changed) == (("Cy Mo",), ("Ada Lind",))
