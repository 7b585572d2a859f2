"""The people, weights and rules of the matching engine: plain values, no behaviour beyond checking."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date

Skill = str | tuple[str, int] | tuple[str, int, int]  # name, (name, level), (name, wanted, now)
PastRole = str | tuple[str, str, int | None, int | None]  # text, or (role, organisation, from, to)
Slot = tuple[int, int, int]  # day 0-6, start and end minute, local; the end may pass midnight


@dataclass(frozen=True, slots=True)
class Mentee:
    """Somebody who looks for a mentor. Empty or None means unknown, which is never held against anybody."""

    id: str
    name: str = ""
    current_role: str = ""
    target_role: str = ""
    goals: str = ""
    skills_wanted: tuple[Skill, ...] = ()
    not_interested_in: str = ""
    years_experience: float | None = None
    languages: tuple[str, ...] = ()  # BCP 47
    time_zone: str | None = None  # IANA
    availability: tuple[Slot, ...] | None = None
    preferences: tuple[str, ...] = ()
    team: str | None = None
    manager_id: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _refuse_text(skills_wanted=self.skills_wanted, languages=self.languages, preferences=self.preferences)


@dataclass(frozen=True, slots=True)
class Mentor:
    """Somebody who offers to be one. Empty or None means unknown."""

    id: str
    name: str = ""
    current_role: str = ""
    past_roles: tuple[PastRole, ...] = ()  # oldest first
    bio: str = ""
    skills_offered: tuple[Skill, ...] = ()
    years_experience: float | None = None
    capacity: int = 1
    seats_taken: int = 0
    paused_until: date | None = None
    languages: tuple[str, ...] = ()
    time_zone: str | None = None
    availability: tuple[Slot, ...] | None = None
    preferences: tuple[str, ...] = ()
    team: str | None = None
    manager_id: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _refuse_text(
            past_roles=self.past_roles, skills_offered=self.skills_offered, languages=self.languages,
            preferences=self.preferences,
        )  # fmt: skip


def _refuse_text(**given: object) -> None:
    for name, value in given.items():
        if isinstance(value, str):
            written = json.dumps(value, ensure_ascii=False)
            raise TypeError(f"{name} is a text and would be read letter by letter; write {name}=({written},)")


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part counts: numbers ≥ 0, kept as shares that sum to 1; the keys of `Scores.parts`."""

    skills: float = 0.30
    goal: float = 0.12
    role: float = 0.14
    transition: float = 0.14
    seniority: float = 0.08
    languages: float = 0.08
    time: float = 0.09
    preferences: float = 0.05

    def __post_init__(self) -> None:
        for part in fields(self):
            value = getattr(self, part.name)
            if not value >= 0 or value == float("inf"):
                raise ValueError(f"weight {part.name} is {value}; weights are finite and not negative")
        largest = max(getattr(self, part.name) for part in fields(self))
        if largest == 0:
            raise ValueError("all weights are 0; at least one has to count")
        total = math.fsum(getattr(self, part.name) / largest for part in fields(self))
        for part in fields(self):
            object.__setattr__(self, part.name, getattr(self, part.name) / largest / total)

    def shares(self) -> dict[str, float]:
        """Part → share of the score; the shares sum to 1."""
        return {part.name: float(getattr(self, part.name)) for part in fields(self)}


@dataclass(frozen=True, slots=True)
class Rules:
    """Who may be matched with whom. What is unknown never forbids a pair."""

    apart: tuple[tuple[str, str], ...] = ()  # (mentee id, mentor id) never together
    together: tuple[tuple[str, str], ...] = ()  # always together: the caller hands these to assign as locked
    required_languages: tuple[str, ...] = ()  # both have to speak each of them
    min_overlap_hours: float = 0  # per week
    same_reporting_line: bool = False  # False: nobody is matched with somebody of the own line
    same_team: bool = True  # False: nobody is matched within the own team
    must_share: tuple[str, ...] = ()  # names of attributes
    must_differ: tuple[str, ...] = ()
    week: date | None = None  # the ISO Monday in whose week overlaps are counted; None: 5 January 2026

    def __post_init__(self) -> None:
        _refuse_text(
            required_languages=self.required_languages, must_share=self.must_share, must_differ=self.must_differ
        )  # fmt: skip
