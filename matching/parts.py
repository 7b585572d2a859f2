"""The eight parts of a score, each float32 (mentees, mentors) in [0, 1].

Unknown on the mentee's side: exactly 0.5 for every mentor, so that it never changes an order.
Unknown on the mentor's side: the fixed value of UNKNOWN_MENTOR, below 0.5, so that silence never
beats an answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from matching import languages as tags
from matching import skills, text, titles
from matching.columns import STUFFED, Floats, MentorColumns, best_per_mentor, wanted
from matching.profiles import Mentee, Rules
from matching.week import Weeks, hours_together

UNKNOWN_MENTEE = 0.5
UNKNOWN_MENTOR = {
    "skills": 0.15, "goal": 0.2, "role": 0.2, "transition": 0.25, "seniority": 0.3, "languages": 0.3,
    "time": 0.3, "preferences": 0.35,
}  # fmt: skip
CLOSE = 0.35  # cosine at which a bio is as close to a goal as short texts get
PAST_ROLE = 0.85  # a role one had counts a little less than the one one has
ENOUGH_HOURS = 3.0  # shared hours a week that leave a choice of dates
AHEAD_YEARS = 6.0  # years of experience ahead that count as fully ahead
AHEAD_LEVELS = 2.0


@dataclass(frozen=True, slots=True)
class Known:
    """Which values of a part come from both profiles."""

    mentees: NDArray[np.bool_]
    mentors: NDArray[np.bool_]

    def pair(self, i: int, j: int) -> bool:
        return bool(self.mentees[i] and self.mentors[j])


Part = Callable[[Sequence[Mentee], MentorColumns, Rules], tuple[Floats, Known]]


def _settled(name: str, values: Floats, known: Known) -> tuple[Floats, Known]:
    values[:, ~known.mentors] = UNKNOWN_MENTOR[name]
    values[~known.mentees, :] = UNKNOWN_MENTEE
    return np.clip(values, 0, 1, out=values), known


def _flags(values: Sequence[object]) -> NDArray[np.bool_]:
    return np.array([bool(value) for value in values], dtype=np.bool_)


def skills_part(mentees: Sequence[Mentee], columns: MentorColumns, rules: Rules) -> tuple[Floats, Known]:
    """Rarity-weighted coverage of what is wanted, full at or above the wanted level.

    Beyond twelve taught skills it is damped by √(12/n), so that naming everything gains nothing.
    """
    mentors = len(columns.mentors)
    values = np.zeros((len(mentees), mentors), dtype=np.float32)
    asked = [wanted(mentee) for mentee in mentees]
    for i, skills_wanted in enumerate(asked):
        total = sum(skills.rarity(identity) for identity in skills_wanted)
        for identity, (_, level) in skills_wanted.items():
            if identity in columns.teaches:
                teachers, levels = columns.teaches[identity]
                values[i, teachers] += np.float32(skills.rarity(identity) / total) * np.minimum(1, levels / level)
    values *= np.sqrt(STUFFED / np.maximum(columns.skill_counts, STUFFED))
    return _settled("skills", values, Known(_flags(asked), columns.skill_counts > 0))


def goal_part(mentees: Sequence[Mentee], columns: MentorColumns, rules: Rules) -> tuple[Floats, Known]:
    """What the mentee writes about the goal × the mentor's bio; what is not wanted counts against."""
    close = text.cosines(text.vectors([mentee.goals for mentee in mentees]), columns.bios)
    values = close / np.float32(CLOSE) - _unwanted(mentees, columns.bios) / np.float32(CLOSE)
    known = Known(_flags([text.says_something(mentee.goals) for mentee in mentees]), columns.has_bio)
    return _settled("goal", values, known)


def role_part(mentees: Sequence[Mentee], columns: MentorColumns, rules: Rules) -> tuple[Floats, Known]:
    """The role the mentee wants × the roles the mentor has and had."""
    career, owner, current = columns.role_titles
    wished = text.vectors([mentee.target_role for mentee in mentees])
    close = text.cosines(wished, career) - _unwanted(mentees, career)
    if owner.size:
        close[:, ~current] *= np.float32(PAST_ROLE)
    values = best_per_mentor(close, owner, len(columns.mentors))
    has_role = np.isin(np.arange(len(columns.mentors)), owner)
    return _settled("role", values, Known(text.has_words(wished), has_role))


def transition_part(mentees: Sequence[Mentee], columns: MentorColumns, rules: Rules) -> tuple[Floats, Known]:
    """Whether the mentor made the same move: both ends have to be alike (geometric mean)."""
    start, end, owner = columns.move_titles
    now = text.vectors([mentee.current_role for mentee in mentees])
    wished = text.vectors([mentee.target_role for mentee in mentees])
    alike = text.cosines(now, start) * text.cosines(wished, end)
    values = best_per_mentor(np.sqrt(alike), owner, len(columns.mentors))
    said = text.has_words(now) & text.has_words(wished)
    return _settled("transition", values, Known(said, np.isin(np.arange(len(columns.mentors)), owner)))


def seniority_part(mentees: Sequence[Mentee], columns: MentorColumns, rules: Rules) -> tuple[Floats, Known]:
    """How far the mentor is ahead, by years and by the level of the title: ahead, not merely alike."""
    ours = np.array([np.nan if m.years_experience is None else m.years_experience for m in mentees], np.float32)
    levels = np.array([titles.level(m.current_role) for m in mentees], np.float32)
    their_levels = columns.levels
    by_years = np.clip((columns.years[None, :] - ours[:, None]) / AHEAD_YEARS, 0, 1)
    by_level = np.clip((their_levels[None, :] - levels[:, None] + 1) / (AHEAD_LEVELS + 1), 0, 1)
    both = np.stack([by_years, by_level])
    given = ~np.isnan(both)
    values = np.where(given, both, 0).sum(axis=0) / np.maximum(given.sum(axis=0), 1)
    values[~given.any(axis=0)] = UNKNOWN_MENTOR["seniority"]
    known = Known(~(np.isnan(ours) & np.isnan(levels)), ~(np.isnan(columns.years) & np.isnan(their_levels)))
    return _settled("seniority", values.astype(np.float32), known)


def languages_part(mentees: Sequence[Mentee], columns: MentorColumns, rules: Rules) -> tuple[Floats, Known]:
    """The best language both speak."""

    @cache
    def best(ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
        return tags.best(ours, theirs)[0]

    spoken = [mentor.languages for mentor in columns.mentors]
    values = np.array([[best(mentee.languages, theirs) for theirs in spoken] for mentee in mentees], np.float32)
    known = Known(_flags([mentee.languages for mentee in mentees]), _flags(spoken))
    return _settled("languages", values.reshape(len(mentees), len(spoken)), known)


def time_part(mentees: Sequence[Mentee], columns: MentorColumns, rules: Rules) -> tuple[Floats, Known]:
    """Shared hours a week, full at three."""
    ours, theirs = Weeks.of(mentees, rules.week), columns.weeks
    values = hours_together(ours, theirs) / np.float32(ENOUGH_HOURS)
    return _settled("time", values, Known(ours.known, theirs.known))


def preferences_part(mentees: Sequence[Mentee], columns: MentorColumns, rules: Rules) -> tuple[Floats, Known]:
    """The share of the mentee's ways of working that the mentor has too."""
    values = np.zeros((len(mentees), len(columns.mentors)), dtype=np.float32)
    for i, mentee in enumerate(mentees):
        wishes = frozenset(mentee.preferences)
        for wish in sorted(wishes):
            values[i] += columns.likes(wish) / np.float32(len(wishes))
    known = Known(_flags([m.preferences for m in mentees]), _flags([m.preferences for m in columns.mentors]))
    return _settled("preferences", values, known)


PARTS: dict[str, Part] = {
    "skills": skills_part, "goal": goal_part, "role": role_part, "transition": transition_part,
    "seniority": seniority_part, "languages": languages_part, "time": time_part,
    "preferences": preferences_part,
}  # fmt: skip


def _unwanted(mentees: Sequence[Mentee], documents: object) -> Floats:
    """How close each document is to what the mentee is not interested in."""
    return text.cosines(text.vectors([mentee.not_interested_in for mentee in mentees]), documents)
