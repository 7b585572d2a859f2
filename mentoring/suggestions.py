"""Suggested mentors for a mentee: ranked by score, with reasons, filtered as they like."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from data import matches as request_rows
from data import rooms as room_rows
from data.store import Store
from matching import more_hours, other_first
from matching.columns import Role, moves, roles, taught, wanted
from matching.explain import LABELS, crowded
from matching.text import by_words_only
from mentoring import clock, profiles
from mentoring.access import Actor, Conflict, guarded
from mentoring.filters import Filters, chosen_by, same_move
from mentoring.rankings import Found, Rankings
from mentoring.reasons import PartRow, all_rows, says_enough

PER_PAGE = 10
MOST_ADDS = 2
MOST_COMPARED = 100  # more names are no list to choose from
_TELLING = tuple(LABELS[part] for part in ("role", "transition", "time"))
Mark = Literal["favourite", "hidden", "none"]


@dataclass(frozen=True, slots=True, eq=False)  # one card is equal to itself alone, so keeping by card is cheap
class MentorCard:
    mentor_id: UUID
    name: str
    came_from: str  # the role before the present one, '' where not known
    current_role: str
    organisation: str  # of the present role, '' where not known
    since: str  # "made this move in 2021" where it is the mentee's, else "moved in 2021", '' where not known
    has: tuple[str, ...]  # of the skills asked for
    lacks: tuple[str, ...]
    silent: bool  # skills are asked for and this mentor has named none
    score: float | None  # in [0, 1]; None: not enough information
    rows: tuple[PartRow, ...]
    adds: tuple[str, ...]  # evidence that neither the bars nor the rest of the card say
    seats_left: int
    capacity: int
    answer_hours: float | None  # median; None until three answers
    mark: str
    asked: bool
    declined: date | None  # the last request of this mentee


@dataclass(frozen=True, slots=True)
class Suggestions:
    cards: tuple[MentorCard, ...]  # one page of them
    shown: int  # how many fit the filters
    first: int  # place of the first card among them, from 1
    pages: int
    left_out: Mapping[str, int]  # why others are not suggested
    enough: bool  # False: the profile says too little to rank by
    by_words_only: bool  # no encoder loads here: what texts mean is not compared


@dataclass(frozen=True, slots=True)
class Change:
    """What would change a mentee's list; '' and 0 where nothing would."""

    when: str  # with these hours free …
    more: int  # … so many more mentors with a free seat would have an hour in common with her
    skill: str  # with this among the skills asked for …
    first: str  # … this mentor would come first


@dataclass(frozen=True, slots=True)
class Compared:
    """Two mentors, part by part; the points of each add up to the score times 100."""

    cards: tuple[MentorCard, MentorCard]
    scores: tuple[float, float]  # in [0, 1]
    rows: tuple[tuple[PartRow, PartRow], ...]


@dataclass(frozen=True, slots=True)
class SeatsToAskFor:
    free: int  # mentors with a free seat whom the rules allow
    mentors: int  # in the cohort


@guarded
def are_ready(store: Store, actor: Actor) -> bool:
    """Whether suggestions come at once; where not, texts may have to be read first, which `prepare` does."""
    return Rankings.beside(store).holds(actor)


@guarded
def prepare(store: Store, actor: Actor) -> None:
    Rankings.beside(store).found(actor)


@guarded
def suggested_mentors(store: Store, actor: Actor, filters: Filters) -> Suggestions:
    """One page of mentors, best first, with an exact decomposition of each score."""
    found = Rankings.beside(store).found(actor)
    mentee = found.answer.mentee
    chosen = chosen_by(filters, found)
    pages = max(1, -(-len(chosen) // PER_PAGE))
    page = min(max(1, filters.page), pages)
    return Suggestions(
        cards=tuple(_card(found, j, actor.time_zone) for j in chosen[(page - 1) * PER_PAGE : page * PER_PAGE]),
        shown=len(chosen),
        first=(page - 1) * PER_PAGE + 1,
        pages=pages,
        left_out=found.answer.ranking.left_out,
        enough=says_enough(mentee),
        by_words_only=by_words_only(),
    )


@guarded
def seats_to_ask_for(store: Store, actor: Actor) -> SeatsToAskFor:
    """How many mentors the mentee could ask today."""
    found = Rankings.beside(store).found(actor)
    free = sum(found.seats(j) > 0 for j in found.answer.ranking.order)
    return SeatsToAskFor(free, len(found.people))


@guarded
def what_would_change(store: Store, actor: Actor) -> Change:
    """The free hours that would open most mentors, and a skill that would put another one first."""
    found = Rankings.beside(store).found(actor)
    ranking = found.answer.ranking
    hours = more_hours(ranking, [j for j in range(len(ranking.scores.mentors)) if found.seats(j) > 0])
    first = other_first(ranking) if says_enough(found.answer.mentee) else None
    return Change(
        when=hours.when if hours else "",
        more=len(hours.mentor_ids) if hours else 0,
        skill=first.skill if first else "",
        first=found.people[first.mentor_id].member.name if first else "",
    )


@guarded
def to_compare(store: Store, actor: Actor) -> dict[UUID, str]:
    """The best of the mentors whom the rules allow, by name, those who can be asked first.

    Empty where the profile says too little to compare by.
    """
    found = Rankings.beside(store).found(actor)
    if not says_enough(found.answer.mentee):
        return {}
    best = found.answer.ranking.order[:MOST_COMPARED]
    members = [found.profile(j).member for j in sorted(best, key=lambda j: not _may_be_asked(found, j))]
    return {member.id: member.name for member in members}


@guarded
def compared(store: Store, actor: Actor, one: UUID, other: UUID) -> Compared:
    """Two of the mentors of `to_compare` side by side."""
    found = Rankings.beside(store).found(actor)
    places = {found.profile(j).member.id: j for j in found.answer.ranking.order}
    if one not in places or other not in places:
        raise Conflict("One of these mentors can no longer be suggested to you.")
    left, right = places[one], places[other]
    total = found.answer.ranking.scores.total[0]
    return Compared(
        (_card(found, left, actor.time_zone), _card(found, right, actor.time_zone)),
        (float(total[left]), float(total[right])),
        tuple(
            zip(
                all_rows(found.answer.ranking.reasons(left)), all_rows(found.answer.ranking.reasons(right)), strict=True
            )
        ),
    )


@guarded
def suggestion(store: Store, actor: Actor, membership_id: UUID) -> MentorCard | None:
    """What a mentee's suggestions say of somebody; None for others, and of her own mentor."""
    if actor.role != "mentee" or room_rows.share_a_room(store, membership_id, actor.membership_id):
        return None
    found = Rankings.beside(store).found(actor)
    place = next((j for j in found.answer.ranking.order if found.profile(j).member.id == membership_id), None)
    return None if place is None else _card(found, place, actor.time_zone)


@guarded
def mark(store: Store, actor: Actor, mentor_id: UUID, mark: Mark) -> None:
    """Keep a mentor as favourite, hide them as not for me, or neither. Only the mentee sees it."""
    moment = clock.now()
    if profiles.mentor(store, mentor_id, actor.program_id) is None:
        raise Conflict("This mentor is no longer in your program.")
    store.write(lambda tx: request_rows.set_mark(tx, actor.program_id, actor.membership_id, mentor_id, mark, moment))


def _may_be_asked(found: Found, j: int) -> bool:
    mentor_id = found.profile(j).member.id
    return found.seats(j) > 0 and mentor_id not in found.asked and found.marks.get(mentor_id) != "hidden"


def _card(found: Found, j: int, time_zone: str) -> MentorCard:
    if j not in found.cards:
        found.cards[j] = _made(found, j, time_zone)
    return found.cards[j]


def _made(found: Found, j: int, time_zone: str) -> MentorCard:
    scores, profile = found.answer.ranking.scores, found.profile(j)
    asked, offered = wanted(scores.mentees[0]), taught(profile.mentor)
    career, made, enough = roles(profile.mentor), moves(profile.mentor), says_enough(found.answer.mentee)
    before, after = made[-1] if made else (None, None)
    rows = found.answer.reasons(j) if enough else ()
    declined = found.declined.get(profile.member.id)
    return MentorCard(
        mentor_id=profile.member.id,
        name=profile.member.name,
        came_from=before.title if before else "",
        current_role=profile.member.current_role,
        organisation=career[-1].organisation if career else "",
        since=f"{_moved(found, j, made[-1])} in {after.since}" if after and after.since else "",
        has=tuple(name for identity, (name, _) in asked.items() if identity in offered),
        lacks=tuple(name for identity, (name, _) in asked.items() if identity not in offered) if offered else (),
        silent=bool(asked) and not offered,
        score=float(scores.total[0, j]) if enough else None,
        rows=rows,
        adds=(*filter(None, [crowded(len(offered))]), *_adds(rows, profile.member.current_role)),
        seats_left=found.seats(j),
        capacity=profile.offer.capacity,
        answer_hours=found.answer_hours(j),
        mark=found.marks.get(profile.member.id, "none"),
        asked=profile.member.id in found.asked,
        declined=clock.local(declined, time_zone).date() if declined else None,
    )


def _moved(found: Found, j: int, shown: tuple[Role, Role]) -> str:
    """What is said of the move that the card shows: whether it is the mentee's."""
    pair = found.answer.ranking.scores.pair(0, j)
    return "made this move" if same_move(pair) and pair.most_alike_move() == shown else "moved"


def _adds(rows: tuple[PartRow, ...], current_role: str) -> tuple[str, ...]:
    """Which role, which move, how many hours; skills are tags, and the present role stands above."""
    said = [row.evidence for row in rows if row.label in _TELLING and row.points > 0 and row.evidence]
    return tuple(text for text in said if text != f"works as {current_role}")[:MOST_ADDS]
