"""Default deny: every use case asks, and every relationship both admits and refuses in an example."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import UUID

import pytest

import mentoring
from data.store import Store
from mentoring import access, matches, rooms, rounds
from mentoring.access import ACCESS, OPEN_DOORS, Actor, NotYours, SignInNeeded
from tests.support.world import World

NO_USE_CASES = {"access", "clock", "embeddings", "schedule", "sample"}
Example = tuple[list[Actor], list[Actor], dict[str, Any]]  # admitted, refused, arguments


def use_cases() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of mentoring/ that takes a store or an actor; a step inside of one takes neither."""
    for module in pkgutil.iter_modules(mentoring.__path__):
        if module.name in NO_USE_CASES:
            continue
        loaded = importlib.import_module(f"mentoring.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            own = function.__module__ == loaded.__name__ and not name.startswith("_")
            if own and {"store", "actor"} & set(inspect.signature(function).parameters):
                yield f"{module.name}.{name}", function


def test_every_use_case_is_guarded_or_an_open_door() -> None:
    unguarded = {key for key, function in use_cases() if not hasattr(function, "access_row")}
    assert unguarded == OPEN_DOORS


def test_every_row_of_the_table_belongs_to_a_use_case() -> None:
    guarded = {key for key, function in use_cases() if hasattr(function, "access_row")}
    assert guarded == set(ACCESS)


def test_use_cases_without_a_row_do_not_import() -> None:
    def not_in_the_table(store: Store, actor: Actor) -> None: ...

    with pytest.raises(KeyError, match="not_in_the_table"):
        access.guarded(not_in_the_table)


@pytest.mark.parametrize("key", sorted(ACCESS))
def test_signed_out_people_are_asked_to_sign_in(store: Store, key: str) -> None:
    function = dict(use_cases())[key]
    with pytest.raises(SignInNeeded):
        function(store, None)


def a_request(world: World) -> tuple[Actor, Actor, UUID]:
    mentee, mentor = world.mentee(), world.mentor()
    return mentee, mentor, matches.ask_for_mentorship(world.store, mentee, mentor.membership_id, "Hello")


def a_room(world: World) -> tuple[Actor, Actor, UUID]:
    mentee, mentor, request_id = a_request(world)
    return mentee, mentor, matches.accept_request(world.store, mentor, request_id)


def example_of_roles(world: World, role: str) -> Example:
    people = {
        "mentee": world.mentee("Ada Lind"),
        "mentor": world.mentor("Bo Park"),
        "manager": world.manager(),
    }
    admitted = people.pop(role)
    return [admitted], list(people.values()), {}


def example_request(world: World, asked: bool) -> Example:
    mentee, mentor, request_id = a_request(world)
    strangers = [world.mentee("Ada Lind"), world.mentor("Bo Park"), world.manager()]
    admitted, other = (mentor, mentee) if asked else (mentee, mentor)
    return [admitted], [other, *strangers], {"request_id": request_id}


def example_room(world: World) -> Example:
    mentee, mentor, room_id = a_room(world)
    strangers = [world.mentee("Ada Lind"), world.mentor("Bo Park"), world.manager()]
    return [mentee, mentor], strangers, {"room_id": room_id}


def example_run(world: World) -> Example:
    mentee, mentor, manager = world.mentee(), world.mentor(), world.manager()
    run_id = rounds.calculate(world.store, manager, rounds.RoundSettings())
    elsewhere = World.on(world.store, "Another program")
    return [manager], [mentee, mentor, elsewhere.manager("Ines Paz")], {"run_id": run_id}


def example_members(world: World) -> Example:
    mentee, mentor, manager = world.mentee(), world.mentor(), world.manager()
    elsewhere = World.on(world.store, "Another program")
    return (
        [manager],
        [mentee, mentor, elsewhere.manager("Ines Paz")],
        {"membership_ids": [mentee.membership_id]},
    )


def example_same_program(world: World) -> Example:
    mentee, mentor, manager = world.mentee(), world.mentor(), world.manager()
    elsewhere = World.on(world.store, "Another program")
    outside = [elsewhere.mentee("Ines Paz"), elsewhere.manager("Jon Vik")]
    return [mentee, mentor, manager], outside, {"membership_id": mentor.membership_id}


EXAMPLES: Mapping[access.Relationship, Callable[[World], Example]] = {
    access.signed_in: lambda world: ([world.mentee(), world.mentor(), world.manager()], [], {}),
    access.a_mentee: lambda world: example_of_roles(world, "mentee"),
    access.a_mentor: lambda world: example_of_roles(world, "mentor"),
    access.a_manager: lambda world: example_of_roles(world, "manager"),
    access.the_asked_mentor: lambda world: example_request(world, asked=True),
    access.the_asking_mentee: lambda world: example_request(world, asked=False),
    access.in_the_room: example_room,
    access.manages_the_run: example_run,
    access.manages_the_members: example_members,
    access.in_the_same_program: example_same_program,
}


def test_every_relationship_of_the_table_has_an_example() -> None:
    assert {relationship for row in ACCESS.values() for relationship in row} == set(EXAMPLES)


@pytest.mark.parametrize("key", sorted(ACCESS))
def test_a_use_case_admits_and_refuses_whom_its_row_says(world: World, key: str) -> None:
    function = dict(use_cases())[key]
    (relationship,) = ACCESS[key]
    admitted, refused, arguments = EXAMPLES[relationship](world)
    for actor in admitted:
        assert relationship(world.store, actor, arguments)
    for actor in refused:
        with pytest.raises(NotYours):
            function(world.store, actor, **arguments)


@pytest.mark.parametrize("relationship", list(EXAMPLES), ids=lambda r: r.__name__)
def test_things_that_do_not_exist_belong_to_nobody(world: World, relationship: access.Relationship) -> None:
    _, _, arguments = EXAMPLES[relationship](world)
    if "membership_ids" in arguments:
        missing: dict[str, Any] = {"membership_ids": [UUID(int=1)]}
    else:
        missing = {name: UUID(int=1) for name in arguments}
    if missing:
        assert not relationship(world.store, world.manager("Eve Moss"), missing)


def test_both_roles_of_a_person_open_their_use_cases(world: World) -> None:
    both = world.mentee("Ada Lind", also_mentor=True)
    assert rooms.my_room(world.store, both) is None
    assert rooms.my_mentees(world.store, both) == ()
