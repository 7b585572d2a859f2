"""One calculation of a round: from a cohort's rows to the engine's assignment, and from its rows to a view."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from uuid import UUID

import numpy as np

from data import matches as request_rows
from data import memberships as member_rows
from data import rooms as room_rows
from data import rounds as round_rows
from data.memberships import Member
from data.programs import Cohort
from data.rounds import Match, Round, Run
from data.store import Reader
from matching import (
    Infeasible,
    Mentee,
    Mentor,
    Objective,
    Rules,
    Scores,
    assign,
    certify,
    explain,
    locked_pairs,
    score,
    why_not_allowed,
    why_unmatched,
)
from matching.columns import MentorColumns
from mentoring import embeddings, offers, profiles, reasons
from mentoring.access import Conflict
from mentoring.programs import Settings
from mentoring.reasons import PartRow

_SCORE = r"\b[01]\.\d+\b"


@dataclass(frozen=True, slots=True)
class RoundSettings:
    """What the manager sets for one calculation."""

    min_score: float = 0.0  # in [0, 1]
    most_people_first: bool = False
    same_team: bool = True


@dataclass(frozen=True, slots=True)
class Pair:
    """A mentee of a run, with or without a mentor."""

    mentee_id: UUID
    mentee: str
    mentee_external_id: str
    mentor_id: UUID | None
    mentor: str
    mentor_external_id: str
    score: float | None
    rows: tuple[PartRow, ...]
    unmatched_reason: str
    left_out: str

    @property
    def main_reasons(self) -> str:
        return reasons.main_reasons(self.rows)


@dataclass(frozen=True, slots=True)
class RunView:
    id: UUID
    number: int
    state: str
    computed: datetime
    settings: RoundSettings
    mentees: int
    mentors: int
    seats: int
    matched: int
    total: float  # sum of scores
    bound: float  # no assignment under these rules reaches more
    gap: float
    pairs: tuple[Pair, ...]
    unmatched: tuple[Pair, ...]
    changed_since: bool  # people or seats are no longer those of the calculation

    @property
    def mean(self) -> float | None:
        return self.total / self.matched if self.matched else None

    @property
    def lowest(self) -> float | None:
        return min((pair.score for pair in self.pairs if pair.score is not None), default=None)


@dataclass(frozen=True, slots=True)
class Input:
    """What one calculation takes, sorted by id, so that the order of people never matters."""

    mentees: dict[UUID, Mentee]
    mentors: dict[UUID, Mentor]
    capacity: tuple[int, ...]  # free seats per mentor
    declined: tuple[tuple[UUID, UUID], ...]  # (mentee, mentor) who was asked and said no

    def hash(self, settings: Settings) -> str:
        people = tuple(self.mentees.values()), tuple(self.mentors.values())
        said = repr((*people, self.capacity, self.declined, settings))
        return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Result:
    matches: tuple[Match, ...]
    total: float
    bound: float
    gap: float


def under_way(reader: Reader, cohort_id: UUID) -> Round | None:
    """The cohort's last round while it is not published; earlier ones are over, also where they were taken back."""
    every = round_rows.rounds(reader, cohort_id)
    return every[-1] if every and every[-1].published_run_id is None else None


def newest_draft(reader: Reader, round: Round) -> Run | None:
    """The last run of a round while nobody published it or took it back; older drafts are replaced by it."""
    every = round_rows.runs(reader, round.id)
    return every[-1] if every and every[-1].state == "draft" else None


def input_of(reader: Reader, cohort: Cohort) -> Input:
    """The cohort's mentees without a room, and its mentors with their free seats."""
    members = [m for m in member_rows.members(reader, cohort.program_id) if m.cohort_id == cohort.id]
    settled = room_rows.mentees_with_room(reader, cohort.id)
    waiting = {m.id for m in members if m.mentee and m.id not in settled}
    mentors = profiles.mentors_of(reader, cohort.program_id)
    free = offers.free_seats(reader, cohort.program_id, cohort.id)
    with_seats = {id: mentors[id].mentor for id in free}
    mentees = profiles.mentees_of(reader, cohort.program_id, waiting)
    columns = MentorColumns(tuple(with_seats.values()), Rules())
    embeddings.recall(reader, cohort.program_id, tuple(mentees.values()), columns)
    return Input(
        mentees=mentees,
        mentors=with_seats,
        capacity=tuple(free.values()),
        declined=request_rows.declined_pairs(reader, cohort.id),
    )


def chosen(by_program: Settings, settings: RoundSettings) -> Settings:
    """The program's settings with what the manager set for this run."""
    return replace(
        by_program,
        rules=replace(by_program.rules, same_team=settings.same_team),
        min_score=settings.min_score,
        most_people_first=settings.most_people_first,
    )


def calculate(run_id: UUID, program_id: UUID, given: Input, settings: Settings) -> Result:
    """Score everybody with everybody, assign, and keep each pair with its reasons."""
    apart = tuple((str(mentee), str(mentor)) for mentee, mentor in given.declined)
    rules = replace(settings.rules, apart=(*settings.rules.apart, *apart))
    scores = score(tuple(given.mentees.values()), tuple(given.mentors.values()), settings.weights, rules)
    capacity, locked = np.array(given.capacity, dtype=np.int64), locked_pairs(scores)
    try:
        assignment = assign(
            scores.total,
            capacity,
            scores.allowed,
            locked=locked,
            objective=Objective("coverage" if settings.most_people_first else "total"),
            min_score=settings.min_score,
        )
    except Infeasible:
        raise Conflict(_contradiction(scores, locked, given.capacity)) from None
    certify(scores.total, capacity, assignment, scores.allowed)  # what the page says is proven was added up twice
    mentors = tuple(given.mentors)
    matches = []
    for i, mentee_id in enumerate(given.mentees):
        j = int(assignment.mentor_of[i])
        if j < 0:
            matches.append(Match(run_id, program_id, mentee_id, None, None, "[]", why_unmatched(scores, assignment, i)))
        else:
            rows = reasons.to_json(reasons.rows_of(explain(scores, i, j)))
            total = float(scores.total[i, j])
            matches.append(Match(run_id, program_id, mentee_id, mentors[j], total, rows, ""))
    proof = assignment.stages[-1]  # of the sum of scores: the assignment's own bound also counts people, in points
    return Result(tuple(matches), proof.value, proof.bound, proof.gap)


def _contradiction(scores: Scores, locked: tuple[tuple[int, int], ...], capacity: tuple[int, ...]) -> str:
    """What speaks against pairs that are always together by a rule."""
    named = [(scores.mentees[i].name, scores.mentors[j].name, (i, j)) for i, j in locked]
    for mentee, mentor, pair in named:
        against = why_not_allowed(scores, *pair)
        if against:
            return f"{mentee} and {mentor} are to be together by a rule, but others forbid it: {', '.join(against)}."
    for mentee, mentor, (i, j) in named:
        mentors = [other for _, other, pair in named if pair[0] == i]
        if len(mentors) > 1:
            return f"{mentee} is to be together with {' and '.join(mentors)} by rules; only one can be the mentor."
        mentees = [other for other, _, pair in named if pair[1] == j]
        if len(mentees) > capacity[j]:
            seats = "one seat is" if capacity[j] == 1 else f"{capacity[j]} seats are"
            return f"{mentor} is to be together with {' and '.join(mentees)} by rules, but only {seats} free."
    raise AssertionError("the pairs that are locked contradict nothing")


def settings_json(settings: RoundSettings) -> str:
    return json.dumps(asdict(settings))


def settings_from(run: Run) -> RoundSettings:
    return RoundSettings(**json.loads(run.settings))


def view_of(reader: Reader, run: Run, changed_since: bool = False) -> RunView:
    """A stored run: pairs by falling score, mentees without a mentor by name."""
    matches = round_rows.matches(reader, run.id)
    people = member_rows.some_members(
        reader, {m.mentee_id for m in matches} | {m.mentor_id for m in matches if m.mentor_id}
    )
    pairs = [_pair(match, people) for match in matches]
    matched = [pair for pair in pairs if pair.mentor_id]
    return RunView(
        run.id, run.number, run.state, run.computed, settings_from(run), run.mentees, run.mentors, run.seats,
        run.matched, run.total, run.bound, run.gap,
        pairs=tuple(sorted(matched, key=lambda pair: (-(pair.score or 0), pair.mentee))),
        unmatched=tuple(sorted((p for p in pairs if not p.mentor_id), key=lambda pair: pair.mentee)),
        changed_since=changed_since,
    )  # fmt: skip


def _in_points(reason: str) -> str:
    """The engine speaks of scores from 0 to 1, people of points from 0 to 100; what differs there differs here."""
    scores = set(re.findall(_SCORE, reason))
    apart = (n for n in range(15) if len({f"{100 * float(score):.{n}f}" for score in scores}) == len(scores))
    places = next(apart, 15)
    said = re.sub(_SCORE, lambda found: f"{100 * float(found[0]):.{places}f} points", reason)
    return said[:1].upper() + said[1:]


def _pair(match: Match, people: dict[UUID, Member]) -> Pair:
    mentee = people[match.mentee_id]
    mentor = people[match.mentor_id] if match.mentor_id else None
    return Pair(
        mentee.id, mentee.name, mentee.external_id or "", match.mentor_id, mentor.name if mentor else "",
        (mentor.external_id or "") if mentor else "", match.score, reasons.from_json(match.reasons),
        _in_points(match.unmatched_reason), match.left_out,
    )  # fmt: skip
