"""Profiles turned into columns once, so that parts are computed for whole blocks of people."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matching import skills, text, titles
from matching.profiles import Mentee, Mentor, PastRole, Skill
from matching.week import Weeks

if TYPE_CHECKING:
    from scipy.sparse import csc_matrix, csr_matrix

Floats = NDArray[np.float32]
WANTED_LEVEL = 3  # where a mentee does not say how far she wants to get
TAUGHT_LEVEL = 4  # where a mentor does not say how well he knows it
STUFFED = 12  # skills beyond which each one counts less


@dataclass(frozen=True, slots=True)
class Role:
    """A role of a mentor's career; `since` is the year in which it began."""

    title: str
    organisation: str = ""
    since: int | None = None
    until: int | None = None


def role_of(past: PastRole) -> Role:
    return Role(past) if isinstance(past, str) else Role(*past)


def skill_name(skill: Skill) -> str:
    return skill if isinstance(skill, str) else skill[0]


def level_of(skill: Skill, otherwise: int) -> int:
    return otherwise if isinstance(skill, str) else skill[1]


def wanted(mentee: Mentee) -> dict[str, tuple[str, int]]:
    """Identity → name as written and wanted level; a skill named twice counts once, at its higher level."""
    found: dict[str, tuple[str, int]] = {}
    for skill in mentee.skills_wanted:
        name, level = skill_name(skill), level_of(skill, WANTED_LEVEL)
        identity = skills.identity(name, mentee.target_role)
        if identity and level > found.get(identity, ("", 0))[1]:
            found[identity] = (name, level)
    return found


def taught(mentor: Mentor) -> dict[str, tuple[str, int]]:
    """Identity → name as written and level taught."""
    found: dict[str, tuple[str, int]] = {}
    for skill in mentor.skills_offered:
        name, level = skill_name(skill), level_of(skill, TAUGHT_LEVEL)
        identity = skills.identity(name, mentor.current_role)
        if identity and level > found.get(identity, ("", 0))[1]:
            found[identity] = (name, level)
    return found


def roles(mentor: Mentor) -> tuple[Role, ...]:
    """The career, oldest first, ending in the current role."""
    past = tuple(role for role in map(role_of, mentor.past_roles) if role.title)
    if not mentor.current_role:
        return past
    if past and past[-1].title.casefold() == mentor.current_role.casefold():
        return past
    return (*past, Role(mentor.current_role, since=past[-1].until if past else None))


def moves(mentor: Mentor) -> tuple[tuple[Role, Role], ...]:
    """Transitions: consecutive pairs of roles."""
    career = roles(mentor)
    return tuple(pairwise(career))


class MentorColumns:
    """Everything about mentors that does not depend on who asks."""

    def __init__(self, mentors: Sequence[Mentor], week: date | None) -> None:
        self.mentors = tuple(mentors)
        self._week = week
        self._likes: dict[str, Floats] = {}

    @cached_property
    def teaches(self) -> dict[str, tuple[NDArray[np.intp], Floats]]:
        """Skill identity → mentors who teach it, and their levels."""
        lists: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for j, mentor in enumerate(self.mentors):
            for identity, (_, level) in taught(mentor).items():
                lists[identity].append((j, level))
        return {
            identity: (np.array([j for j, _ in found], np.intp), np.array([level for _, level in found], np.float32))
            for identity, found in lists.items()
        }

    @cached_property
    def skill_counts(self) -> Floats:
        return np.array([len(taught(mentor)) for mentor in self.mentors], dtype=np.float32)

    @cached_property
    def bios(self) -> "csc_matrix":
        # Kept by columns: a transposed product then needs no conversion at each question.
        return self._bio_rows.tocsc()

    @cached_property
    def has_bio(self) -> NDArray[np.bool_]:
        return text.has_words(self._bio_rows)

    @cached_property
    def _bio_rows(self) -> "csr_matrix":
        return text.vectors([mentor.bio for mentor in self.mentors])

    @cached_property
    def role_titles(self) -> "tuple[csc_matrix, NDArray[np.intp], NDArray[np.bool_]]":
        """All roles as vectors, to whom each belongs (sorted), and which one is current."""
        rows = [
            (j, role, place == len(career) - 1) for j, career in self._careers() for place, role in enumerate(career)
        ]
        vectors = text.vectors([role.title for _, role, _ in rows] or [""])
        owner, current = np.array([j for j, _, _ in rows], np.intp), np.array([now for _, _, now in rows], np.bool_)
        return vectors.tocsc(), owner, current

    @cached_property
    def move_titles(self) -> "tuple[csc_matrix, csc_matrix, NDArray[np.intp]]":
        """All moves as vectors of where from and where to, and to whom each belongs (sorted)."""
        rows = [(j, move) for j, mentor in enumerate(self.mentors) for move in moves(mentor)]
        start = text.vectors([move[0].title for _, move in rows] or [""])
        end = text.vectors([move[1].title for _, move in rows] or [""])
        return start.tocsc(), end.tocsc(), np.array([j for j, _ in rows], np.intp)

    @cached_property
    def weeks(self) -> Weeks:
        return Weeks.of(self.mentors, self._week)

    @cached_property
    def years(self) -> Floats:
        return np.array(
            [np.nan if m.years_experience is None else m.years_experience for m in self.mentors], np.float32
        )

    @cached_property
    def levels(self) -> Floats:
        return np.array([titles.level(mentor.current_role) for mentor in self.mentors], np.float32)

    @cached_property
    def rank_of_id(self) -> NDArray[np.intp]:
        """Each mentor's place when all are sorted by id: what decides between equal scores."""
        rank = np.empty(len(self.mentors), np.intp)
        rank[sorted(range(len(self.mentors)), key=lambda j: self.mentors[j].id)] = np.arange(len(self.mentors))
        return rank

    def likes(self, preference: str) -> Floats:
        """1 for each mentor who prefers that too."""
        if preference not in self._likes:
            said = [preference in mentor.preferences for mentor in self.mentors]
            self._likes[preference] = np.array(said, np.float32)
        return self._likes[preference]

    def _careers(self) -> list[tuple[int, tuple[Role, ...]]]:
        return [(j, roles(mentor)) for j, mentor in enumerate(self.mentors)]


def best_per_mentor(values: Floats, owner: NDArray[np.intp], mentors: int) -> Floats:
    """Largest value of each mentor's columns: (n, columns) → (n, mentors), 0 where a mentor has none."""
    best = np.zeros((values.shape[0], mentors), dtype=np.float32)
    if owner.size:
        starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
        best[:, owner[starts]] = np.maximum.reduceat(values[:, : owner.size], starts, axis=1)
    return best
