"""Suggested mentors for a mentee: ranked by score, with reasons, filtered as she likes."""

import unicodedata
import weakref
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal
from uuid import UUID

from data import matches as request_rows
from data import offers as offer_rows
from data import programs as program_rows
from data import skills as skill_rows
from data.store import Reader, Store
from matching import MentorIndex, Ranking, csv_fields, normalise
from matching import skills as catalog
from mentoring import clock, goals, profiles, reasons
from mentoring.access import Actor, Conflict, guarded
from mentoring.goals import GoalView
from mentoring.profiles import MentorProfile
from mentoring.programs import Settings, context_of
from mentoring.reasons import PartRow

PER_PAGE = 10
Order = Literal["best fit", "most seats", "quickest answer"]
ORDERS: tuple[Order, ...] = ("best fit", "most seats", "quickest answer")
Mark = Literal["favourite", "hidden", "none"]


@dataclass(frozen=True, slots=True)
class Filters:
    text: str = ""  # name, role or skill
    free_seat: bool = True
    evenings: bool = False  # both free at the same time after 17:00 hers
    same_move: bool = False
    my_languages: bool = False
    favourites: bool = False
    hidden: bool = False  # show those marked "not for me" instead
    order: Order = "best fit"
    page: int = 1


@dataclass(frozen=True, slots=True)
class MentorCard:
    mentor_id: UUID
    name: str
    came_from: str  # the role before the present one, '' where not known
    current_role: str
    organisation: str
    since: str  # "made this move in 2021", '' where not known
    has: tuple[str, ...]  # of the skills she asked for
    lacks: tuple[str, ...]
    score: float | None  # in [0, 1]; None: not enough information
    rows: tuple[PartRow, ...]
    seats_left: int
    capacity: int
    answer_hours: float | None  # median; None until three answers
    mark: str
    asked: bool


@dataclass(frozen=True, slots=True)
class Suggestions:
    cards: tuple[MentorCard, ...]  # one page of them
    shown: int  # how many fit the filters
    pages: int
    free_and_fitting: int  # mentors with a free seat whom the rules allow
    mentors: int  # in the program
    left_out: Mapping[str, int] = field(default_factory=dict)  # why others are not suggested
    enough: bool = True  # False: her profile says too little to rank by
    open_requests: int = 0


@dataclass(frozen=True, slots=True)
class _Held:
    version: int
    people: dict[UUID, MentorProfile]
    index: MentorIndex


# The index is costly to build, so it lives beside its store in the process; the program's
# profiles_version says when it is out of date.
_held: weakref.WeakKeyDictionary[Store, dict[UUID, _Held]] = weakref.WeakKeyDictionary()
