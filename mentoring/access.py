"""Who may do what. Default deny: a use case without a row in ACCESS does not import.

A row names relationships; one that holds is enough. They are asked before the body of the use case
runs. What may have changed since then (a seat, a state) is the job's to check again.
"""

import functools
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, ParamSpec, TypeVar, cast
from uuid import UUID

from data import matches as request_rows
from data import memberships as member_rows
from data import rooms as room_rows
from data import rounds as round_rows
from data.store import Reader

Role = Literal["mentee", "mentor", "manager"]
ROLES: tuple[Role, ...] = ("mentee", "mentor", "manager")

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind a sign-in, in one program."""

    person_id: UUID
    membership_id: UUID
    program_id: UUID
    cohort_id: UUID
    name: str
    role: Role  # the role this browser shows
    roles: tuple[Role, ...]  # all roles held; access asks these
    time_zone: str


class Refusal(Exception):
    """The product says no; the text is one sentence for the person who asked."""


class SignInNeeded(Refusal):
    """Nobody is signed in."""


class NotYours(Refusal):
    """Somebody is signed in, and this is not theirs."""


class Invalid(Refusal):
    """What was entered cannot be taken; `field` names where."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class Conflict(Refusal):
    """Things changed since the page was drawn: a seat is taken, a request answered."""


Arguments = Mapping[str, Any]
Relationship = Callable[[Reader, Actor, Arguments], bool]


def signed_in(reader: Reader, actor: Actor, arguments: Arguments) -> bool:
    return True


def a_mentee(reader: Reader, actor: Actor, arguments: Arguments) -> bool:
    return "mentee" in actor.roles


def a_mentor(reader: Reader, actor: Actor, arguments: Arguments) -> bool:
    return "mentor" in actor.roles


def a_manager(reader: Reader, actor: Actor, arguments: Arguments) -> bool:
    return "manager" in actor.roles


def the_asked_mentor(reader: Reader, actor: Actor, arguments: Arguments) -> bool:
    request = request_rows.request(reader, arguments["request_id"])
    return request is not None and request.mentor_id == actor.membership_id


def the_asking_mentee(reader: Reader, actor: Actor, arguments: Arguments) -> bool:
    request = request_rows.request(reader, arguments["request_id"])
    return request is not None and request.mentee_id == actor.membership_id


def in_the_room(reader: Reader, actor: Actor, arguments: Arguments) -> bool:
    room = room_rows.room(reader, arguments["room_id"])
    return room is not None and actor.membership_id in (room.mentee_id, room.mentor_id)


def manages_the_run(reader: Reader, actor: Actor, arguments: Arguments) -> bool:
    run = round_rows.run(reader, arguments["run_id"])
    return run is not None and "manager" in actor.roles and run.program_id == actor.program_id


def manages_the_members(reader: Reader, actor: Actor, arguments: Arguments) -> bool:
    """Whose record the manager's own program keeps, all of them."""
    asked = frozenset(arguments["membership_ids"])
    return "manager" in actor.roles and asked <= member_rows.kept_by(reader, actor.program_id, asked)


def in_the_same_program(reader: Reader, actor: Actor, arguments: Arguments) -> bool:
    member = member_rows.member(reader, arguments["membership_id"])
    return member is not None and member.program_id == actor.program_id


ACCESS: dict[str, tuple[Relationship, ...]] = {
    "accounts.change_password": (signed_in,),
    "accounts.make_links": (manages_the_members,),
    "accounts.switch_role": (signed_in,),
    "cohort.today": (a_manager,),
    "cohort.analytics": (a_manager,),
    "goals.my_goal": (a_mentee,),
    "goals.save_goal": (a_mentee,),
    "goals.keep_draft": (a_mentee,),
    "goals.draft": (a_mentee,),
    "goals.forget_draft": (a_mentee,),
    "home.waiting_for_me": (a_mentee,),
    "imports.template": (a_manager,),
    "imports.check_import": (a_manager,),
    "imports.import_people": (a_manager,),
    "matches.my_requests": (a_mentee,),
    "matches.ask_for_mentorship": (a_mentee,),
    "matches.withdraw_request": (the_asking_mentee,),
    "matches.open_requests_for_me": (a_mentor,),
    "matches.accept_request": (the_asked_mentor,),
    "matches.undo_accept": (the_asked_mentor,),
    "matches.decline_request": (the_asked_mentor,),
    "notices.my_notices": (signed_in,),
    "notices.count_unseen": (signed_in,),
    "notices.mark_all_seen": (signed_in,),
    "offers.my_offer": (a_mentor,),
    "offers.save_offer": (a_mentor,),
    "offers.pause": (a_mentor,),
    "offers.keep_draft": (a_mentor,),
    "offers.draft": (a_mentor,),
    "offers.forget_draft": (a_mentor,),
    "people.all_people": (a_manager,),
    "people.profile": (in_the_same_program,),
    "people.reading": (a_manager,),
    "programs.my_program": (signed_in,),
    "rooms.my_room": (a_mentee,),
    "rooms.my_mentees": (a_mentor,),
    "rooms.room": (in_the_room,),
    "rounds.current": (a_manager,),
    "rounds.calculate": (a_manager,),
    "rounds.export": (manages_the_run,),
    "rounds.publish": (manages_the_run,),
    "rounds.undo_publish": (manages_the_run,),
    "skills.meant_by": (signed_in,),
    "skills.skill_names": (signed_in,),
    "suggestions.are_ready": (a_mentee,),
    "suggestions.prepare": (a_mentee,),
    "suggestions.suggested_mentors": (a_mentee,),
    "suggestions.suggestion": (in_the_same_program,),
    "suggestions.mark": (a_mentee,),
    "suggestions.seats_to_ask_for": (a_mentee,),
    "suggestions.what_would_change": (a_mentee,),
    "suggestions.to_compare": (a_mentee,),
    "suggestions.compared": (a_mentee,),
}

# Use cases that somebody who is not signed in has to reach.
OPEN_DOORS: frozenset[str] = frozenset(
    {
        "accounts.accept_link",
        "accounts.first_run_token",
        "accounts.is_synthetic",
        "accounts.may_set_up",
        "accounts.open_link",
        "accounts.set_up",
        "accounts.sign_in",
        "accounts.sign_in_as",  # only where everything in the store is a sample
        "accounts.sign_out",
        "accounts.who_is",
    }
)


def guarded(use_case: Callable[P, R]) -> Callable[P, R]:
    """Ask the use case's row of ACCESS before its body runs."""
    key = f"{use_case.__module__.removeprefix('mentoring.')}.{use_case.__name__}"
    row = ACCESS[key]
    names = tuple(inspect.signature(use_case).parameters)

    @functools.wraps(use_case)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        arguments = dict(zip(names, args, strict=False)) | kwargs
        actor = arguments["actor"]
        if actor is None:
            raise SignInNeeded("Sign in to go on.")
        store = cast(Reader, arguments["store"])
        if not any(holds(store, cast(Actor, actor), arguments) for holds in row):
            raise NotYours("This is not yours to see or change.")
        return use_case(*args, **kwargs)

    asked.access_row = row  # type: ignore[attr-defined]
    return asked
