"""The sample program: six months of history, played through the real use cases with the clock set back.

`python -m mentoring.sample var/demo.duckdb`. Everybody in it is invented, and the program says so.
"""

import heapq
import random
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from data import accounts as account_rows
from data import memberships as member_rows
from data import notices as notice_rows
from data import programs as program_rows
from data import samples
from data.accounts import Account
from data.memberships import Member
from data.programs import Cohort, Program
from data.samples import Row
from data.store import Store, StoreError, Transaction, new_id, open_store
from mentoring import accounts, clock, goals, imports, matches, offers, rounds, schedule, suggestions
from mentoring.access import ROLES, Actor, Refusal, Role
from mentoring.filters import Filters
from mentoring.imports import Upload
from mentoring.rounds import RoundSettings

WEEKS = 25  # of history
# Three waves of people: week of arrival, share of the mentees and of the mentors who come with it.
_WAVES = ((0, 0.42, 0.42), (11, 0.32, 0.26), (21, 0.26, 0.32))
_ROUND_AFTER = timedelta(weeks=5)
_UNUSABLE = "!"  # no password opens a sample person's account

Event = Callable[[], object]


class History:
    """Events in the order of their moments; each is one thing that somebody does."""

    def __init__(self, store: Store, now: datetime, sample: samples.SamplePeople, seed: int) -> None:
        self.store, self.now, self.sample = store, now, sample
        self.rng = random.Random(seed)
        self.start = (now - timedelta(weeks=WEEKS)).replace(hour=8, minute=0, second=0, microsecond=0)
        self._events: list[tuple[datetime, int, Event]] = []
        self._rows = {row["id"]: row for row in (*sample.mentors, *sample.mentees)}
        self.manager = self._set_up()
        self._ids: dict[str, UUID] = {}

    def at(self, moment: datetime, event: Event) -> None:
        heapq.heappush(self._events, (moment, len(self._events), event))

    def play(self) -> None:
        """Everything up to now; due jobs run once a day, as they would have."""
        for week, mentees, mentors in _split(self.sample):
            self.at(self.start + timedelta(weeks=week), partial(self._arrive, mentees, mentors))
        for day in range(WEEKS * 7):
            self.at(self.start + timedelta(days=day, hours=12), lambda: schedule.run_due(self.store))
        while self._events and self._events[0][0] <= self.now:
            moment, _, event = heapq.heappop(self._events)
            clock.set_now(moment)
            try:
                event()
            except Refusal:
                continue  # people try what no longer works; the product told them so
        clock.set_now(self.now)

    def actor(self, external_id: str, role: Role) -> Actor:
        member = member_rows.member(self.store, self._ids[external_id])
        assert member is not None  # everybody here has arrived
        return _actor(member, role)

    def _later(self, days: float) -> datetime:
        return clock.now() + timedelta(days=days)

    def _set_up(self) -> Actor:
        clock.set_now(self.start)
        program = Program(new_id(), "Switch Together", True, "{}", 1)
        starts = _monday(self.start.date())
        cohort = Cohort(new_id(), program.id, "Summer 2026", starts, starts + timedelta(weeks=36))
        cohort = replace(cohort, name=f"{'Spring' if starts.month < 5 else 'Summer'} {starts.year}")
        manager = accounts.new_manager(program.id, cohort.id, "Hannah Weiss", "hannah@sample.example", "hannah")

        def job(tx: Transaction) -> None:
            program_rows.add_program(tx, program, self.start)
            program_rows.add_cohort(tx, cohort)
            member_rows.add(tx, [manager], self.start)
            account_rows.save_account(tx, Account(manager.person_id, program.id, manager.email, _UNUSABLE), self.start)

        self.store.write(job)
        return _actor(manager, "manager")

    def _arrive(self, mentees: list[Row], mentors: list[Row]) -> None:
        files = {
            kind: Upload(f"{kind}.csv", samples.to_csv(rows))
            for kind, rows in (("mentees", mentees), ("mentors", mentors))
            if rows
        }
        imports.import_people(self.store, self.manager, files)  # type: ignore[arg-type]
        people = member_rows.members(self.store, self.manager.program_id)
        self._ids = {member.external_id: member.id for member in people if member.external_id}
        arrived = [*mentees, *mentors]
        self._sign_up([row for row in arrived if row["email"] and self.rng.random() < 0.88])
        for row in mentees:
            self._plan_mentee(row)
        if any(row["id"] == "linh" for row in mentors):
            self.at(self.now - timedelta(days=9), self._make_room_for_more)
        self.at(clock.now() + _ROUND_AFTER - timedelta(weeks=1, days=2), self._run_round)

    def _sign_up(self, rows: list[Row]) -> None:
        moment = clock.now()
        members = member_rows.some_members(self.store, [self._ids[row["id"]] for row in rows])

        def job(tx: Transaction) -> None:
            for member in members.values():
                account = Account(member.person_id, member.program_id, member.email.casefold(), _UNUSABLE)
                account_rows.save_account(tx, account, moment)

        self.store.write(job)

    def _plan_mentee(self, row: Row) -> None:
        if not row.get("target_role"):
            return
        if row["id"] == "amara" or self.rng.random() < 0.8:
            self.at(self._later(self.rng.uniform(0.5, 9)), lambda: self._write_outcomes(row))
        if row["id"] == "diego":
            self.at(self._later(3), lambda: self._ask(row, "linh"))
        elif row["id"] == "amara":
            self.at(self.now - timedelta(days=4, hours=5), lambda: self._ask(row, "linh"))
            self.at(self.now - timedelta(days=9), lambda: self._ask(row, ""))
        elif self.rng.random() < 0.55:
            for _ in range(self.rng.choices((1, 2, 3), (5, 3, 1))[0]):
                self.at(self._later(self.rng.triangular(1, 24, 6)), lambda: self._ask(row, ""))

    def _write_outcomes(self, row: Row) -> None:
        actor = self.actor(row["id"], "mentee")
        goal = goals.my_goal(self.store, actor)
        form = replace(goal.form, outcomes=samples.outcomes_for(row, 1))
        goals.save_goal(self.store, actor, form, goal.version)

    def _ask(self, row: Row, mentor: str) -> None:
        actor = self.actor(row["id"], "mentee")
        cards = suggestions.suggested_mentors(self.store, actor, Filters()).cards
        free = [card for card in cards if card.seats_left and not card.asked]
        if mentor:
            mentor_id = self._ids[mentor]
        elif free:
            mentor_id = free[min(len(free) - 1, int(self.rng.expovariate(0.6)))].mentor_id
        else:
            return
        external = next(id for id, membership in self._ids.items() if membership == mentor_id)
        message = samples.request_message(row, self._rows[external], 1)
        request_id = matches.ask_for_mentorship(self.store, actor, mentor_id, message)
        if row["id"] == "amara" and mentor:
            return  # still open when the sample begins
        drawn = self.rng.choices(("yes", "no", "nothing", "withdrawn"), (6, 3, 1, 0.5))[0]
        says = {"diego": "yes", "amara": "no"}.get(row["id"], drawn)  # Amara still looks for a mentor
        hours = self.rng.lognormvariate(3.2, 0.8)
        self.at(clock.now() + timedelta(hours=hours), lambda: self._answer(actor, external, request_id, says))

    def _answer(self, mentee: Actor, mentor: str, request_id: UUID, says: str) -> None:
        actor = self.actor(mentor, "mentor")
        if says == "yes":
            matches.accept_request(self.store, actor, request_id)
        elif says == "no":
            matches.decline_request(self.store, actor, request_id, samples.decline_reason(self.rng.randint(0, 99)))
        elif says == "withdrawn":
            matches.withdraw_request(self.store, mentee, request_id)

    def _make_room_for_more(self) -> None:
        """Linh takes two more mentees."""
        actor = self.actor("linh", "mentor")
        offer = offers.my_offer(self.store, actor)
        offers.save_offer(self.store, actor, replace(offer.form, capacity=offer.form.capacity + 3), offer.version)

    def _run_round(self) -> None:
        run_id = rounds.calculate(self.store, self.manager, RoundSettings(min_score=0.35))
        if clock.now() < self.now - timedelta(weeks=3):
            self.at(self._later(1), lambda: rounds.publish(self.store, self.manager, run_id))


def make(store: Store, mentees: int = 120, mentors: int = 40, seed: int = 2026) -> None:
    """Fill an empty store with the sample program as it stands at this moment of the clock."""
    now = clock.now()
    history = History(store, now, samples.people(mentees, mentors, seed), seed)
    history.play()
    _see_old_notices(store, history, now)


def make_empty(store: Store) -> None:
    """The same program with its personas alone, and nothing that anybody wrote."""
    now = clock.now()
    sample = samples.people(3, 2, 1)
    kept = ("id", "name", "email")
    bare = samples.SamplePeople(
        tuple({**dict.fromkeys(row, ""), **{column: row[column] for column in kept}} for row in sample.mentees),
        tuple({**dict.fromkeys(row, ""), **{column: row[column] for column in kept}} for row in sample.mentors),
    )
    history = History(store, now, bare, 1)
    clock.set_now(now)
    files = {"mentees": Upload("m", samples.to_csv(bare.mentees)), "mentors": Upload("t", samples.to_csv(bare.mentors))}
    imports.import_people(store, history.manager, files)  # type: ignore[arg-type]


def _see_old_notices(store: Store, history: History, now: datetime) -> None:
    """People have read what is older than two days."""
    old = now - timedelta(days=2)
    people = member_rows.members(store, history.manager.program_id)

    def job(tx: Transaction) -> None:
        for member in people:
            notice_rows.mark_seen(tx, member.person_id, member.program_id, old, old)

    store.write(job)


def _split(sample: samples.SamplePeople) -> list[tuple[int, list[Row], list[Row]]]:
    """Who arrives with which wave. Amara comes with the last one; people with both roles arrive as mentors too."""
    amara = [row for row in sample.mentees if row["id"] == "amara"]
    mentees = [row for row in sample.mentees if row["id"] != "amara"]
    waves, taken, given = [], 0, 0
    for week, of_mentees, of_mentors in _WAVES:
        last = week == _WAVES[-1][0]
        mentees_to = len(mentees) if last else taken + round(of_mentees * len(mentees))
        mentors_to = len(sample.mentors) if last else given + round(of_mentors * len(sample.mentors))
        waves.append(
            (week, mentees[taken:mentees_to] + (amara if last else []), list(sample.mentors[given:mentors_to]))
        )
        taken, given = mentees_to, mentors_to
    return waves


def _actor(member: Member, role: Role) -> Actor:
    roles = tuple(held for held in ROLES if getattr(member, held))
    return Actor(
        member.person_id, member.id, member.program_id, member.cohort_id, member.name, role, roles, member.time_zone
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def main(path: str) -> int:
    """Make the sample at `path`, unless it is there already; a half-made one is never left behind."""
    target = Path(path)
    if target.exists():
        return 0
    clock.start_from_environment()
    making = target.with_name(f"{target.name}.new")
    making.unlink(missing_ok=True)
    print("Making the sample program: 40 mentors, 120 mentees, six months. This takes a moment.", flush=True)
    try:
        store = open_store(str(making))
    except StoreError as fault:
        print(fault, file=sys.stderr)
        return 1
    make(store)
    store.close()
    making.replace(target)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
