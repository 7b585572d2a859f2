"""Matching rounds: calculate a draft for the whole cohort, look at it, publish it, take it back.

A run takes only mentees without a room and only free seats. Both are checked again while publishing:
pairs that conflict by then are named and left out, the rest is published.
"""

import csv
import io
import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from data import audit
from data import matches as request_rows
from data import memberships as member_rows
from data import offers as offer_rows
from data import rooms as room_rows
from data import rounds as round_rows
from data.rooms import Room
from data.rounds import Round, Run
from data.store import Store, Transaction, new_id
from matching import csv_contract
from mentoring import clock, notices, offers, rooms, runs
from mentoring.access import Actor, Conflict, Invalid, guarded
from mentoring.programs import context_of
from mentoring.runs import Pair, RoundSettings, RunView

UNDO_WINDOW = timedelta(hours=24)

__all__ = ["Pair", "RoundSettings", "RunView"]


@dataclass(frozen=True, slots=True)
class CurrentRound:
    """Where the cohort's matching stands."""

    number: int  # of the round under way, or of the next one
    cohort: str
    waiting: int  # mentees without a room
    free_seats: int
    settings: RoundSettings
    draft: RunView | None  # the newest draft of the round under way
    published: RunView | None  # the newest published run of this cohort
    published_number: int  # of its round
    published_at: datetime | None
    undo_until: datetime | None  # None: too late, or nothing published


@dataclass(frozen=True, slots=True)
class Published:
    rooms: int
    left_out: tuple[str, ...]  # one sentence per pair


@guarded
def current(store: Store, actor: Actor) -> CurrentRound:
    _, cohort, by_program = context_of(store, actor.program_id, actor.cohort_id)
    every = round_rows.rounds(store, cohort.id)
    under_way = runs.under_way(store, cohort.id)
    last = next((r for r in reversed(every) if r.published_run_id is not None), None)
    given = runs.input_of(store, cohort)
    newest = runs.newest_draft(store, under_way) if under_way else None
    settings = RoundSettings(by_program.min_score, by_program.most_people_first, by_program.rules.same_team)
    draft = None
    if newest:
        settings = runs.settings_from(newest)
        changed = newest.input_hash != given.hash(runs.chosen(by_program, settings))
        draft = runs.view_of(store, newest, changed)
    published = round_rows.run(store, last.published_run_id) if last and last.published_run_id else None
    undo = last.published + UNDO_WINDOW if last and last.published else None
    return CurrentRound(
        number=under_way.number if under_way else len(every) + 1,
        cohort=cohort.name,
        waiting=len(given.mentees),
        free_seats=sum(given.capacity),
        settings=settings,
        draft=draft,
        published=runs.view_of(store, published) if published else None,
        published_number=last.number if last else 0,
        published_at=last.published if last else None,
        undo_until=undo if undo and undo > clock.now() else None,
    )


@guarded
def calculate(store: Store, actor: Actor, settings: RoundSettings) -> UUID:
    """Assign the whole cohort and keep the result as a new draft; nobody is told."""
    if not 0 <= settings.min_score <= 1:
        raise Invalid("min_score", "The lowest score lies between 0 and 100 points.")
    started, moment, run_id = time.perf_counter(), clock.now(), new_id()
    _, cohort, by_program = context_of(store, actor.program_id, actor.cohort_id)
    given, chosen = runs.input_of(store, cohort), runs.chosen(by_program, settings)
    if not given.mentees:
        raise Conflict("Nobody waits for a mentor: every mentee of this cohort has a room.")
    if not given.mentors:
        raise Conflict("There are no mentors in this cohort yet. Import them in People first.")
    result = runs.calculate(run_id, actor.program_id, given, chosen)

    def job(tx: Transaction) -> None:
        round_id = _round_under_way(tx, actor.program_id, actor.cohort_id, moment)
        run = Run(
            run_id, actor.program_id, round_id, len(round_rows.runs(tx, round_id)) + 1, "draft",
            runs.settings_json(settings), given.hash(chosen), len(given.mentees), len(given.mentors),
            sum(given.capacity), sum(match.mentor_id is not None for match in result.matches), result.total,
            result.bound, result.gap, time.perf_counter() - started, moment, actor.person_id,
        )  # fmt: skip
        round_rows.add_run(tx, run, result.matches)
        audit.record(tx, actor.program_id, moment, "run calculated", person_id=actor.person_id, subject_id=run_id)

    store.write(job)
    return run_id


@guarded
def export(store: Store, actor: Actor, run_id: UUID) -> bytes:
    """The run as CSV for a spreadsheet: ids, names, score, reasons; formulas are inert."""
    run = round_rows.run(store, run_id)
    assert run is not None  # the access row has found it
    view = runs.view_of(store, run)
    file = io.StringIO(newline="")
    rows = csv.writer(file)
    rows.writerow(["mentee_id", "mentee", "mentor_id", "mentor", "score", "reason"])
    for pair in (*view.pairs, *view.unmatched):
        told = pair.main_reasons if pair.mentor_id else pair.unmatched_reason
        points = f"{pair.score:.6f}" if pair.score is not None else ""
        names = (pair.mentee_external_id, pair.mentee, pair.mentor_external_id, pair.mentor)
        rows.writerow([csv_contract.spreadsheet_safe(cell) for cell in (*names, points, told)])
    return file.getvalue().encode()


@guarded
def publish(store: Store, actor: Actor, run_id: UUID) -> Published:
    """Open a room for every pair that still holds; the others are named and left out."""
    moment = clock.now()

    def job(tx: Transaction) -> Published:
        run = round_rows.run(tx, run_id)
        assert run is not None  # the access row has found it
        round = round_rows.round_(tx, run.round_id)
        if not round_rows.set_run_state(tx, run_id, was="draft", becomes="published"):
            raise Conflict("This draft was published meanwhile. Reload to see where the round stands.")
        if round.published_run_id is not None:
            raise Conflict("Another draft of this round is published already. Take it back first.")
        if round_rows.runs(tx, round.id)[-1].id != run_id or runs.under_way(tx, round.cohort_id) != round:
            raise Conflict("A newer draft has replaced this one. Reload to see it.")
        opened, left_out = _open_rooms(tx, run, round, moment)
        if not opened:
            raise Conflict("No pair of this draft can be published any more. Calculate again.")
        round_rows.set_published(tx, round.id, run_id, moment)
        round_rows.set_outcome(tx, run_id, opened, left_out)
        audit.record(
            tx, run.program_id, moment, "run published", person_id=actor.person_id, subject_id=run_id,
            detail={"rooms": len(opened), "left out": len(left_out)},
        )  # fmt: skip
        return Published(len(opened), tuple(left_out.values()))

    return store.write(job)


@guarded
def undo_publish(store: Store, actor: Actor, run_id: UUID) -> int:
    """Take a mistaken publish back within a day: rooms in which nothing happened yet are closed.

    The run comes back as a new draft; the one that was published stays as what happened.
    """
    moment, draft_id = clock.now(), new_id()

    def job(tx: Transaction) -> int:
        run = round_rows.run(tx, run_id)
        assert run is not None  # the access row has found it
        round = round_rows.round_(tx, run.round_id)
        if round.published is None or round.published_run_id != run_id:
            raise Conflict("This run is not published, so there is nothing to take back.")
        if any(r.published for r in round_rows.rounds(tx, round.cohort_id) if r.number > round.number):
            raise Conflict("A later round is published already. Take that one back first.")
        if moment > round.published + UNDO_WINDOW:
            raise Conflict("A day has passed since publishing, so this can no longer be taken back at once.")
        opened = [room for room in room_rows.rooms_of_run(tx, run_id) if room.state == "opening"]
        rooms.close_rooms(tx, opened, "publishing taken back", moment)
        _tell_taken_back(tx, run.program_id, opened)
        round_rows.set_run_state(tx, run_id, was="published", becomes="undone")
        round_rows.set_published(tx, round.id, None, None)
        _draft_again(tx, run, round.cohort_id, draft_id, moment)
        audit.record(tx, run.program_id, moment, "publishing taken back", person_id=actor.person_id, subject_id=run_id)
        return len(opened)

    return store.write(job)


def _round_under_way(tx: Transaction, program_id: UUID, cohort_id: UUID, moment: datetime) -> UUID:
    if found := runs.under_way(tx, cohort_id):
        return found.id
    number = len(round_rows.rounds(tx, cohort_id)) + 1
    round = Round(new_id(), program_id, cohort_id, number, None, moment, None)
    round_rows.add_round(tx, round)
    return round.id


def _draft_again(tx: Transaction, run: Run, cohort_id: UUID, draft_id: UUID, moment: datetime) -> None:
    """The same pairs, not published: its input hash still tells whether people or seats have changed since."""
    round_id = _round_under_way(tx, run.program_id, cohort_id, moment)
    number = len(round_rows.runs(tx, round_id)) + 1
    draft = replace(run, id=draft_id, round_id=round_id, number=number, state="draft", version=1)
    pairs = [replace(m, run_id=draft_id, left_out="", room_id=None) for m in round_rows.matches(tx, run.id)]
    round_rows.add_run(tx, draft, pairs)


def _open_rooms(tx: Transaction, run: Run, round: Round, moment: datetime) -> tuple[dict[UUID, UUID], dict[UUID, str]]:
    """Rooms by mentee, and why the other pairs were left out, by mentee."""
    wanted = [
        Room(
            new_id(), run.program_id, round.cohort_id, match.mentee_id, match.mentor_id, None, run.id,
            "opening", "", moment, None,
        )
        for match in sorted(round_rows.matches(tx, run.id), key=lambda match: match.mentee_id)
        if match.mentor_id is not None
    ]  # fmt: skip
    refused = _ruled_out(tx, wanted, round)
    refused |= rooms.open_rooms(tx, [room for room in wanted if room.id not in refused], moment)
    opened = [room for room in wanted if room.id not in refused]
    _tell_matched(tx, run.program_id, opened)
    left_out = {room.mentee_id: refused[room.id] for room in wanted if room.id in refused}
    return {room.mentee_id: room.id for room in opened}, left_out


def _ruled_out(tx: Transaction, wanted: list[Room], round: Round) -> dict[UUID, str]:
    """Pairs that the mentor has ruled out since the draft was calculated, by the room they would have had."""
    declined = frozenset(request_rows.declined_pairs(tx, round.cohort_id))
    paused = {id for id, offer in offer_rows.offers(tx, round.program_id).items() if offers.still_paused(offer)}
    people = member_rows.some_members(tx, {id for room in wanted for id in (room.mentee_id, room.mentor_id)})
    refused: dict[UUID, str] = {}
    for room in wanted:
        mentee, mentor = people[room.mentee_id].name, people[room.mentor_id].name
        if (room.mentee_id, room.mentor_id) in declined:
            refused[room.id] = f"{mentor} declined a request from {mentee}."
        elif room.mentor_id in paused:
            refused[room.id] = f"{mentor} takes a pause, so {mentee} was not matched."
    return refused


def _tell_matched(tx: Transaction, program_id: UUID, opened: list[Room]) -> None:
    people = member_rows.some_members(tx, {id for room in opened for id in (room.mentee_id, room.mentor_id)})
    first_step = "Your mentorship room is open. Say hello and agree on a first date."
    told = []
    for room in opened:
        mentee, mentor = people[room.mentee_id], people[room.mentor_id]
        told.append((mentee.person_id, f"{mentor.name} is your mentor", first_step, "mentorship-room"))
        told.append((mentor.person_id, f"{mentee.name} is your mentee", first_step, "my-mentees"))
    notices.tell_all(tx, program_id, "matched", told)


def _tell_taken_back(tx: Transaction, program_id: UUID, closed: list[Room]) -> None:
    people = member_rows.some_members(tx, {room.mentee_id for room in closed} | {room.mentor_id for room in closed})
    told = "The match was published by mistake and taken back. You will hear from us when the round is ready."
    notes = []
    for room in closed:
        mentee, mentor = people[room.mentee_id], people[room.mentor_id]
        notes.append((mentee.person_id, f"Your match with {mentor.name} was taken back", told, "home"))
        notes.append((mentor.person_id, f"Your match with {mentee.name} was taken back", told, "my-mentees"))
    notices.tell_all(tx, program_id, "match taken back", notes)
