"""Import: the same file changes nothing, a changed cell updates, what people wrote since stays."""

from dataclasses import replace
from pathlib import Path

import pytest

from data import memberships as member_rows
from data import offers as offer_rows
from mentoring import goals, imports, offers, rounds
from mentoring.access import ROLES, Actor, Invalid
from mentoring.imports import Upload
from mentoring.rounds import RoundSettings
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


def test_a_file_of_mentors_is_not_taken_for_one_of_mentees(world: World) -> None:
    manager = world.manager()
    swapped = {"mentees": Upload("t.csv", b"id,name,capacity\nT1,Bo Park,2\n"), "mentors": Upload("m.csv", ONE)}
    check = imports.check_import(world.store, manager, swapped)  # type: ignore[arg-type]
    assert [(fault.file, fault.sentence[:34]) for fault in check.faults] == [
        ("t.csv", "This looks like a file of mentors "), ("m.csv", "This looks like a file of mentees "),
    ]  # fmt: skip
    with pytest.raises(Invalid, match="file of mentors"):
        imports.import_people(world.store, manager, swapped)  # type: ignore[arg-type]
    assert member_rows.by_external_id(world.store, world.program_id, "T1") is None


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


def test_who_came_without_a_file_gets_the_id_of_the_file_once(world: World) -> None:
    manager = world.manager()  # hannah@sample.example, without an external id
    mentors = Upload("t.csv", b"id,name,email\nT1,Hannah Weiss,Hannah@sample.example\n")
    mentees = Upload("m.csv", b"id,name,manager_id\nM1,Ada Lind,T1\n")
    imports.import_people(world.store, manager, {"mentees": mentees, "mentors": mentors})
    assert member_rows.by_external_id(world.store, world.program_id, "T1") == manager.membership_id
    again = imports.import_people(world.store, manager, {"mentees": mentees, "mentors": mentors})
    assert (again.new, again.changed, again.unchanged) == ((), (), 2)
    rounds.calculate(world.store, manager, RoundSettings())
    draft = rounds.current(world.store, manager).draft
    assert draft is not None
    assert draft.pairs == ()  # nobody is matched with her own manager


def test_two_rows_with_the_address_of_one_person_are_two_people(world: World) -> None:
    manager = world.manager()
    file = Upload("t.csv", b"id,name,email\nT1,Hannah Weiss,hannah@sample.example\nT2,H Weiss,hannah@sample.example\n")
    check = imports.check_import(world.store, manager, {"mentors": file})
    assert (check.new, check.changed) == (("H Weiss",), ("Hannah Weiss",))
    assert any("same e-mail address" in note for note in check.notes)
    imports.import_people(world.store, manager, {"mentors": file})
    assert member_rows.by_external_id(world.store, world.program_id, "T2") not in (None, manager.membership_id)


def test_a_blank_cell_for_seats_keeps_the_seats(world: World) -> None:
    manager = world.manager()
    imports.import_people(world.store, manager, {"mentors": Upload("t.csv", b"id,name,capacity\nT1,Bo,3\nT2,Al,\n")})
    imports.import_people(world.store, manager, {"mentors": Upload("t.csv", b"id,capacity,bio\nT1,,Hi\n")})
    seats = {name: offer_rows.seats_left(world.store, mentee_of(world, name).membership_id) for name in ("T1", "T2")}
    assert seats == {"T1": 3, "T2": 1}


def test_many_changed_rows_are_saved_as_they_are(world: World) -> None:
    manager = world.manager()

    def file(word: str) -> Upload:
        rows = "".join(f"P{n},Person {n},{word} {n},Analyst {word} {n}\n" for n in range(300))
        return Upload("m.csv", f"id,name,current_role,target_role\n{rows}".encode())

    imports.import_people(world.store, manager, {"mentees": file("old")})
    changed = imports.import_people(world.store, manager, {"mentees": file("new")})
    assert len(changed.changed) == 300
    for n in (0, 299):
        form = goals.my_goal(world.store, mentee_of(world, f"P{n}")).form
        assert (form.about.current_role, form.target_role) == (f"new {n}", f"Analyst new {n}")


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
