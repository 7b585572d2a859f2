"""Profiles turned into columns once, so that parts are computed for whole blocks of people."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from matching import said, skills, titles
from matching.profiles import Mentee, Mentor, PastRole, Skill
from matching.text import Texts
from matching.week import Weeks

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
    context = f"{mentee.target_role} {mentee.goals} {mentee.current_role}"
    for skill in mentee.skills_wanted:
        name, level = skill_name(skill), level_of(skill, WANTED_LEVEL)
        identity = skills.identity(name, context)
        if identity and level > found.get(identity, ("", 0))[1]:
            found[identity] = (name, level)
    return found


def taught(mentor: Mentor) -> dict[str, tuple[str, int]]:
    """Identity → name as written and level taught."""
    found: dict[str, tuple[str, int]] = {}
    context = f"{mentor.current_role} {mentor.bio}"
    for skill in mentor.skills_offered:
        name, level = skill_name(skill), level_of(skill, TAUGHT_LEVEL)
        identity = skills.identity(name, context)
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


@dataclass(frozen=True, slots=True)
class Owned:
    """Texts of mentors, each text once: row k says texts[which[k]] and belongs to mentor owner[k] (sorted)."""

    texts: Texts
    which: NDArray[np.intp]
    owner: NDArray[np.intp]
    first: NDArray[np.intp]  # where the rows of each mentor who has some begin

    @classmethod
    def of(cls, rows: Sequence[tuple[int, str]]) -> "Owned":
        place = {text: k for k, text in enumerate(dict.fromkeys(text for _, text in rows))}
        which = np.array([place[text] for _, text in rows], np.intp)
        owner = np.array([j for j, _ in rows], np.intp)
        return cls(
            Texts(tuple(place)), which, owner, np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]][: len(owner)])
        )

    def by_row(self, values: Floats) -> Floats:
        """(n, texts) → (n, rows)."""
        return values[:, self.which]

    def best(self, values: Floats, mentors: int) -> Floats:
        """(n, rows) → (n, mentors): the largest value of each mentor's rows, 0 where a mentor has none."""
        best = np.zeros((values.shape[0], mentors), np.float32)
        if self.owner.size:
            best[:, self.owner[self.first]] = np.maximum.reduceat(values, self.first, axis=1)
        return best

    def mean(self, values: Floats, mentors: int) -> Floats:
        """(n, rows) → (n, mentors): the mean of each mentor's rows, 0 where a mentor has none."""
        mean = np.zeros((values.shape[0], mentors), np.float32)
        if self.owner.size:
            counts = np.diff(np.r_[self.first, self.owner.size])
            mean[:, self.owner[self.first]] = np.add.reduceat(values, self.first, axis=1) / counts
        return mean

    def has(self, mentors: int) -> NDArray[np.bool_]:
        return np.isin(np.arange(mentors), self.owner)


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

    def covers(self, identity: str, level: int) -> Floats:
        """How far each mentor teaches a skill (m,), in [0, 1]: the best of what is taught, related skills in part."""
        found = np.zeros(len(self.mentors), np.float32)
        for taught_id, share in skills.related(identity).items():
            if taught_id in self.teaches:
                teachers, levels = self.teaches[taught_id]
                found[teachers] = np.maximum(
                    found[teachers], np.float32(share) * np.minimum(1, levels / np.float32(level))
                )
        return found

    @cached_property
    def seek(self) -> NDArray[np.bool_]:
        return np.array([offer.seeks for offer in self.offers], np.bool_)

    @cached_property
    def audiences(self) -> Floats:
        """(m, 2): lowest and highest level that a mentor takes, NaN where the bio does not say."""
        nobody = (np.nan, np.nan)
        return np.array([offer.audience or nobody for offer in self.offers], np.float32).reshape(-1, 2)

    @cached_property
    def skill_counts(self) -> Floats:
        return np.array([len(taught(mentor)) for mentor in self.mentors], dtype=np.float32)

    @cached_property
    def offers(self) -> tuple[said.Offer, ...]:
        return tuple(said.offer(mentor.bio) for mentor in self.mentors)

    @cached_property
    def sections(self) -> Owned:
        """What mentors say they offer: sections of bios, and one line of role and skills."""
        return Owned.of(
            [(j, section) for j, mentor in enumerate(self.mentors) for section in self._sections(j, mentor)]
        )

    @cached_property
    def plain(self) -> Floats:
        """Of the rows of `sections`: 1, and less for a heap of keywords."""
        rows = self.sections
        return np.array([said.plainness(text) for text in rows.texts.texts], np.float32)[rows.which]

    @cached_property
    def refusals(self) -> Owned:
        return Owned.of([(j, offer.refused) for j, offer in enumerate(self.offers) if offer.refused])

    @cached_property
    def careers(self) -> Owned:
        """All roles of mentors."""
        return Owned.of([(j, role.title) for j, career in self._careers() for role in career])

    @cached_property
    def are_current(self) -> NDArray[np.bool_]:
        """Of the rows of `careers`: whether the mentor has that role now."""
        return np.array([place == len(c) - 1 for _, c in self._careers() for place in range(len(c))], np.bool_)

    @cached_property
    def move_starts(self) -> Owned:
        return Owned.of([(j, move[0].title) for j, mentor in enumerate(self.mentors) for move in moves(mentor)])

    @cached_property
    def move_ends(self) -> Owned:
        return Owned.of([(j, move[1].title) for j, mentor in enumerate(self.mentors) for move in moves(mentor)])

    def _sections(self, j: int, mentor: Mentor) -> tuple[str, ...]:
        names = [name for name, _ in taught(mentor).values()]
        line = ". ".join(filter(None, (mentor.current_role, ", ".join(names) if len(names) <= STUFFED else "")))
        return (*self.offers[j].sections, line) if line else self.offers[j].sections

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
