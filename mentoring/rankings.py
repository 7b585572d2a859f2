"""Rankings held in the process beside the store: costly to make, and good until what they were made from changes.

The index of a cohort's mentors is built again when its program's profiles_version rises, what a mentee's
page reads when anything in the store changes. Nothing here is ever right only because it is kept.
"""

import threading
import weakref
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from data import matches as request_rows
from data import offers as offer_rows
from data import programs as program_rows
from data.programs import Program
from data.store import Store
from matching import Mentee, Mentor, MentorIndex, Ranking, Rules, Weights
from matching.index import Snapshot
from mentoring import clock, embeddings, profiles, reasons
from mentoring.access import Actor
from mentoring.profiles import MentorProfile
from mentoring.programs import settings_of
from mentoring.reasons import PartRow

if TYPE_CHECKING:
    from mentoring.suggestions import MentorCard

ENOUGH_ANSWERS = 3
_MOST_KEPT = 1_000  # mentees


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine said to one profile; asked again with the same profile, it would say the same."""

    mentee: Mentee
    ranking: Ranking
    rows: dict[int, tuple[PartRow, ...]] = field(default_factory=dict)  # by position, made when first drawn

    def reasons(self, position: int) -> tuple[PartRow, ...]:
        if position not in self.rows:
            self.rows[position] = reasons.rows_of(self.ranking.reasons(position))
        return self.rows[position]


@dataclass(frozen=True, slots=True)
class Found:
    """What the filters and the cards of one mentee read."""

    answer: Answer
    people: Mapping[str, MentorProfile]  # by the id that the engine knows
    taken: Mapping[UUID, int]
    marks: Mapping[UUID, str]
    asked: frozenset[UUID]
    declined: Mapping[UUID, datetime]  # when, where the mentee's last request was declined
    answers: Mapping[UUID, tuple[float, int]]
    cards: dict[int, "MentorCard"] = field(default_factory=dict)  # by position, made when first drawn
    texts: dict[int, str] = field(default_factory=dict)  # what a search looks through, likewise

    def profile(self, position: int) -> MentorProfile:
        return self.people[self.answer.ranking.scores.mentors[position].id]

    def seats(self, position: int) -> int:
        profile = self.profile(position)
        return max(0, profile.offer.capacity - self.taken.get(profile.member.id, 0))

    def answer_hours(self, position: int) -> float | None:
        hours, answers = self.answers.get(self.profile(position).member.id, (0.0, 0))
        return hours if answers >= ENOUGH_ANSWERS else None


@dataclass(frozen=True, slots=True)
class _Cohort:
    version: tuple[int, str, date]
    people: Mapping[str, MentorProfile]
    index: MentorIndex  # becomes the next version; only who builds that one asks it
    mentors: Snapshot  # of these people
    answers: dict[UUID, Answer] = field(default_factory=dict)  # by mentee


class Rankings:
    """One per store."""

    _all: ClassVar["weakref.WeakKeyDictionary[Store, Rankings]"] = weakref.WeakKeyDictionary()

    def __init__(self, store: Store) -> None:
        self._store = weakref.proxy(store)
        self._cohorts: dict[UUID, _Cohort] = {}
        self._building = threading.Lock()
        self._found: dict[UUID, tuple[object, Found]] = {}

    @classmethod
    def beside(cls, store: Store) -> "Rankings":
        found = cls._all.get(store)
        return found if found is not None else cls._all.setdefault(store, cls(store))

    @staticmethod
    def prepare() -> None:
        """Ask the engine once, so that its libraries (2 s) are there when the first mentee asks."""
        index = MentorIndex([Mentor("m", bio="reports", skills_offered=("SQL",))], Weights(), Rules())
        index.rank(Mentee("e", goals="reports", skills_wanted=("SQL",)))

    def found(self, actor: Actor) -> Found:
        version = self._version()
        kept = self._found.get(actor.membership_id)
        if kept is None or kept[0] != version:
            kept = version, self._read(actor)
            if len(self._found) >= _MOST_KEPT:
                self._found.clear()
            self._found[actor.membership_id] = kept
        return kept[1]

    def holds(self, actor: Actor) -> bool:
        """Whether what is found for this mentee is held, and need not be read and ranked first."""
        kept = self._found.get(actor.membership_id)
        return kept is not None and kept[0] == self._version()

    def _version(self) -> tuple[object, date]:
        return self._store.version, clock.today()

    def _read(self, actor: Actor) -> Found:
        cohort = self._cohort(actor)
        requests = request_rows.requests_by(self._store, actor.membership_id, actor.cohort_id)
        last = {request.mentor_id: request for request in reversed(requests)}  # they come newest first
        return Found(
            self._answer(cohort, actor),
            cohort.people,
            offer_rows.seats_taken(self._store, actor.program_id),
            request_rows.marks(self._store, actor.membership_id),
            frozenset(request.mentor_id for request in requests if request.state == "open"),
            {id: r.answered for id, r in last.items() if r.state == "declined" and r.answered},
            request_rows.hours_to_answer(self._store, actor.program_id),
        )

    def _cohort(self, actor: Actor) -> _Cohort:
        """Built again when a mentor or the settings have changed, or a day has begun (pauses end).

        One at a time, from what is read then, so that nobody puts an older version in place of a newer one.
        """
        with self._building:
            program = program_rows.program(self._store, actor.program_id)
            version = (program.profiles_version, program.settings, clock.today())
            held = self._cohorts.get(actor.cohort_id)
            if held is None or held.version != version:
                held = self._cohorts[actor.cohort_id] = self._built(actor, program, version)
            return held

    def _built(self, actor: Actor, program: Program, version: tuple[int, str, date]) -> _Cohort:
        settings = settings_of(program, program_rows.cohort(self._store, actor.cohort_id))
        everybody = profiles.mentors_of(self._store, program.id)
        people = {str(id): found for id, found in everybody.items() if found.member.cohort_id == actor.cohort_id}
        mentors = [profile.mentor for profile in people.values()]
        held = self._cohorts.get(actor.cohort_id)
        if held is None or (held.index.weights, held.index.rules) != (settings.weights, settings.rules):
            index = MentorIndex(mentors, settings.weights, settings.rules)
        else:
            index = held.index
            index.become(mentors)
        return _Cohort(version, people, index, index.snapshot())

    def _answer(self, cohort: _Cohort, actor: Actor) -> Answer:
        membership_id = actor.membership_id
        mentee = profiles.mentee(self._store, membership_id)
        answer = cohort.answers.get(membership_id)
        if answer is None or answer.mentee != mentee:
            for columns in cohort.mentors.segments:
                embeddings.recall(self._store, actor.program_id, (mentee,), columns)
            answer = Answer(mentee, cohort.mentors.rank(mentee))
            if len(cohort.answers) >= _MOST_KEPT:
                cohort.answers.clear()
            cohort.answers[membership_id] = answer
        return answer
