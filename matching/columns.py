"""Profiles of mentors turned into columns once, so that one question is answered for all of them at once."""

from collections import defaultdict
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from matching import said, skills, titles
from matching.facts import Coded, Floats, Mask, Owned, Places
from matching.profiles import Mentee, Mentor, PastRole, Rules, Skill
from matching.text import Documents
from matching.week import Weeks

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


class MentorColumns:
    """Everything about mentors that does not depend on who asks; each column is made when first needed."""

    def __init__(self, mentors: Sequence[Mentor], rules: Rules) -> None:
        self.mentors = tuple(mentors)
        self.rules = rules
        self.gone = np.zeros(len(self.mentors), np.bool_)  # (m,) who is no mentor any more
        self._attributes: dict[str, Coded] = {}

    def without(self, places: Sequence[int]) -> "MentorColumns":
        """The same columns, in which the mentors at these places are gone."""
        fewer = copy(self)
        fewer.gone = self.gone.copy()
        fewer.gone[list(places)] = True
        return fewer

    # What they teach

    @cached_property
    def taught(self) -> tuple[dict[str, tuple[str, int]], ...]:
        return tuple(map(taught, self.mentors))

    @cached_property
    def teaches(self) -> dict[str, tuple[Places, Floats]]:
        """Skill identity → mentors who teach it, and their levels."""
        lists: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for j, found in enumerate(self.taught):
            for identity, (_, level) in found.items():
                lists[identity].append((j, level))
        return {
            identity: (np.array([j for j, _ in found], np.intp), np.array([level for _, level in found], np.float32))
            for identity, found in lists.items()
        }

    @cached_property
    def skill_counts(self) -> Floats:
        return np.array([len(found) for found in self.taught], np.float32)

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

    # What they write

    @cached_property
    def offers(self) -> tuple[said.Offer, ...]:
        return tuple(said.offer(mentor.bio) for mentor in self.mentors)

    @cached_property
    def writings(self) -> Documents:
        """Every different text in which mentors say what they offer, and what they do not."""
        return Documents(tuple(dict.fromkeys(text for _, text in (*self._section_rows, *self._refusal_rows))))

    @cached_property
    def sections(self) -> Owned:
        """The `writings` that say what mentors offer: sections of bios, and one line of role and skills."""
        return Owned.of(self._section_rows, _places(self.writings), len(self.mentors))

    @cached_property
    def refusals(self) -> Owned:
        return Owned.of(self._refusal_rows, _places(self.writings), len(self.mentors))

    @cached_property
    def plain(self) -> Floats:
        """Of the rows of `sections`: 1, and less for a heap of keywords."""
        return np.array([said.plainness(text) for text in self.writings.texts], np.float32)[self.sections.which]

    @cached_property
    def seek(self) -> Mask:
        return np.array([offer.seeks for offer in self.offers], np.bool_)

    @cached_property
    def audiences(self) -> Floats:
        """(m, 2): lowest and highest level that a mentor takes, NaN where the bio does not say."""
        nobody = (np.nan, np.nan)
        return np.array([offer.audience or nobody for offer in self.offers], np.float32).reshape(-1, 2)

    @cached_property
    def _section_rows(self) -> list[tuple[int, str]]:
        return [(j, section) for j in range(len(self.mentors)) for section in self._sections(j)]

    @cached_property
    def _refusal_rows(self) -> list[tuple[int, str]]:
        return [(j, offer.refused) for j, offer in enumerate(self.offers) if offer.refused]

    def _sections(self, j: int) -> tuple[str, ...]:
        names = [name for name, _ in self.taught[j].values()]
        shown = ", ".join(names) if len(names) <= STUFFED else ""
        line = ". ".join(filter(None, (self.mentors[j].current_role, shown)))
        return (*self.offers[j].sections, line) if line else self.offers[j].sections

    # Their careers

    @cached_property
    def careers(self) -> tuple[tuple[Role, ...], ...]:
        return tuple(map(roles, self.mentors))

    @cached_property
    def job_titles(self) -> Documents:
        """Every different title of a mentor's career."""
        return Documents(tuple(dict.fromkeys(role.title for career in self.careers for role in career)))

    @cached_property
    def held(self) -> Owned:
        """The `job_titles` that mentors have or had, oldest first."""
        return self._titles_of([(j, role) for j, career in enumerate(self.careers) for role in career])

    @cached_property
    def held_now(self) -> Mask:
        """Of the rows of `held`: whether the mentor has that role now."""
        return np.array([place == len(c) - 1 for c in self.careers for place in range(len(c))], np.bool_)

    @cached_property
    def move_starts(self) -> Owned:
        return self._titles_of([(j, old) for j, career in enumerate(self.careers) for old, _ in pairwise(career)])

    @cached_property
    def move_ends(self) -> Owned:
        return self._titles_of([(j, new) for j, career in enumerate(self.careers) for _, new in pairwise(career)])

    def _titles_of(self, rows: list[tuple[int, Role]]) -> Owned:
        return Owned.of([(j, role.title) for j, role in rows], _places(self.job_titles), len(self.mentors))

    @cached_property
    def years(self) -> Floats:
        return np.array(
            [np.nan if m.years_experience is None else m.years_experience for m in self.mentors], np.float32
        )

    @cached_property
    def levels(self) -> Floats:
        """Of the title now, or one below the highest before: a consultant who has led a school knows how."""
        return np.array([_level(mentor) for mentor in self.mentors], np.float32)

    # When and how they work

    @cached_property
    def weeks(self) -> Weeks:
        return Weeks.of(self.mentors, self.rules.week)

    @cached_property
    def languages(self) -> tuple[tuple[tuple[str, ...], ...], Places]:
        """Every different set of languages, and which of them each mentor speaks (m,)."""
        place = {
            spoken: k for k, spoken in enumerate(dict.fromkeys(tuple(mentor.languages) for mentor in self.mentors))
        }
        return tuple(place), np.array([place[tuple(mentor.languages)] for mentor in self.mentors], np.intp)

    @cached_property
    def preferences(self) -> dict[str, Floats]:
        """Preference → 1 for each mentor who has it."""
        found: dict[str, Floats] = {}
        for j, mentor in enumerate(self.mentors):
            for preference in mentor.preferences:
                found.setdefault(preference, np.zeros(len(self.mentors), np.float32))[j] = 1
        return found

    @cached_property
    def have_preferences(self) -> Mask:
        return np.array([bool(mentor.preferences) for mentor in self.mentors], np.bool_)

    # What the rules ask

    @cached_property
    def ids(self) -> Coded:
        return Coded.of(mentor.id for mentor in self.mentors)

    @cached_property
    def leads(self) -> Coded:
        return Coded.of(mentor.manager_id for mentor in self.mentors)

    @cached_property
    def teams(self) -> Coded:
        return Coded.of((mentor.team or "").casefold() for mentor in self.mentors)

    @cached_property
    def paused(self) -> Mask:
        week = self.rules.week
        until = (mentor.paused_until for mentor in self.mentors)
        return np.array([end is not None and (week is None or end > week) for end in until], np.bool_)

    def attribute(self, name: str) -> Coded:
        if name not in self._attributes:
            self._attributes[name] = Coded.of(mentor.attributes.get(name) for mentor in self.mentors)
        return self._attributes[name]


def _level(mentor: Mentor) -> float:
    now = titles.level(mentor.current_role)
    before = max((titles.level(role.title) for role in map(role_of, mentor.past_roles) if role.title), default=np.nan)
    return float(np.fmax(now, before - 1))


def _places(documents: Documents) -> dict[str, int]:
    return {text: k for k, text in enumerate(documents.texts)}
