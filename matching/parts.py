"""The eight parts of a score, each float32 (mentees, mentors) in [0, 1].

Unknown on the mentee's side: exactly 0.5 for every mentor, so that it never changes an order.
Unknown on the mentor's side: the fixed value of UNKNOWN_MENTOR, below 0.5, so that silence never
beats an answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from matching import languages as tags
from matching import skills, titles
from matching.columns import STUFFED
from matching.facts import Floats, Mask
from matching.pairs import FLOOR, NOT_WANTED, Pairs
from matching.text import is_a_name, says_something

UNKNOWN_MENTEE = 0.5
UNKNOWN_MENTOR = {
    "skills": 0.15, "goal": 0.2, "role": 0.2, "transition": 0.25, "seniority": 0.3, "languages": 0.3,
    "time": 0.3, "preferences": 0.35,
}  # fmt: skip
CLOSE = 0.6  # similarity at which a bio is as close to a goal as texts of people get
ALIKE = 0.85  # similarity at which two titles are the same
BEST = 0.7  # share of a bio's best section; the rest is the mean of all
REFUSED = 0.5
BEHIND = 0.5  # what is left of a title that is ahead for who has fewer years of experience
SEEKS = 0.25  # what is left of being ahead for who looks for a mentor
NOT_FOR_HER = 0.2  # the same where a mentor says that he takes others only
PAST_ROLE = 0.85  # a role one had counts a little less than the one one has
ENOUGH_HOURS = 3.0  # shared hours a week that leave a choice of dates
AHEAD_YEARS = 6.0  # years of experience ahead that count as fully ahead
AHEAD_LEVELS = 2.0


@dataclass(frozen=True, slots=True)
class Known:
    """Which values of a part come from both profiles."""

    mentees: Mask
    mentors: Mask

    def pair(self, i: int, j: int) -> bool:
        return bool(self.mentees[i] and self.mentors[j])


Part = Callable[[Pairs], tuple[Floats, Known]]


def _settled(name: str, values: Floats, known: Known) -> tuple[Floats, Known]:
    values[:, ~known.mentors] = UNKNOWN_MENTOR[name]
    values[~known.mentees, :] = UNKNOWN_MENTEE
    return np.clip(values, 0, 1, out=values), known


def _flags(values: Sequence[object]) -> Mask:
    return np.array([bool(value) for value in values], dtype=np.bool_)


def skills_part(pairs: Pairs) -> tuple[Floats, Known]:
    """Rarity-weighted soft coverage of what is wanted, full where it is taught at or above the wanted level.

    A related skill counts in part. Beyond twelve taught skills it is damped by √(12/n), so that naming
    everything gains nothing.
    """
    values, columns = pairs.nothing(), pairs.columns
    for i, skills_wanted in enumerate(pairs.skills_wanted):
        total = sum(skills.rarity(identity) for identity in skills_wanted)
        for identity, (_, level) in skills_wanted.items():
            values[i] += np.float32(skills.rarity(identity) / total) * columns.covers(identity, level)
    values *= np.sqrt(STUFFED / np.maximum(columns.skill_counts, STUFFED))
    return _settled("skills", values, Known(_flags(pairs.skills_wanted), columns.skill_counts > 0))


def goal_part(pairs: Pairs) -> tuple[Floats, Known]:
    """What the mentee wants, in her words × what the mentor offers: 70 % the best section, 30 % all of them.

    What is not wanted, and what the mentor does not help with, counts against. Where a mentee says no more than
    what she does not want, every mentor has 0.5 less what counts against.
    """
    sections, refusals, near = pairs.columns.sections, pairs.columns.refusals, pairs.near_writings
    wanted = near.of([wish.wanted for wish in pairs.wishes])
    unwanted = NOT_WANTED * sections.by_row(pairs.unwanted(near))
    close = sections.by_row(wanted) - unwanted
    close *= pairs.columns.plain  # keywords said again and again say it once
    values = BEST * sections.best(close) + (1 - BEST) * sections.mean(close) - FLOOR
    if refusals.owner.size:
        values -= REFUSED * refusals.best(refusals.by_row(wanted))
    values /= CLOSE - FLOOR
    values[pairs.turned_away] *= NOT_FOR_HER
    wish_known = _flags([says_something(wish.wanted) for wish in pairs.wishes])
    no_known = _flags(
        [
            says_something(mentee.not_interested_in) or says_something(wish.unwanted)
            for mentee, wish in zip(pairs.mentees, pairs.wishes, strict=True)
        ]
    )
    only_no = no_known & ~wish_known
    if only_no.any():
        values[only_no] = UNKNOWN_MENTEE - sections.best(unwanted)[only_no]
    return _settled("goal", np.asarray(values, np.float32), Known(wish_known | no_known, sections.has))


def role_part(pairs: Pairs) -> tuple[Floats, Known]:
    """The role the mentee wants, from the goal text where the field is empty × the roles the mentor has and had."""
    held, near = pairs.columns.held, pairs.near_titles
    close = held.by_row(near.of(pairs.targets) - NOT_WANTED * pairs.unwanted(near))
    close *= np.where(pairs.columns.held_now, np.float32(1), np.float32(PAST_ROLE))
    values = (held.best(close) - FLOOR) / (ALIKE - FLOOR)
    return _settled("role", values, Known(_flags([is_a_name(target) for target in pairs.targets]), held.has))


def transition_part(pairs: Pairs) -> tuple[Floats, Known]:
    """Whether the mentor made the same move: both ends have to be alike, so the less alike of them counts."""
    start, end, near = pairs.columns.move_starts, pairs.columns.move_ends, pairs.near_titles
    current = near.of([mentee.current_role for mentee in pairs.mentees])
    wanted = near.of(pairs.targets)
    alike = np.minimum(start.by_row(current), end.by_row(wanted))
    back = np.minimum(end.by_row(current), start.by_row(wanted))
    alike -= np.maximum(back - alike, 0)  # titles that are near one another: the way back is no way there
    values = (start.best(alike) - FLOOR) / (ALIKE - FLOOR)
    both = _flags(
        [
            is_a_name(mentee.current_role) and is_a_name(target)
            for mentee, target in zip(pairs.mentees, pairs.targets, strict=True)
        ]
    )
    return _settled("transition", values, Known(both, start.has))


def seniority_part(pairs: Pairs) -> tuple[Floats, Known]:
    """How far the mentor is ahead, by years and by the level of the title: ahead, not merely alike.

    A mentor who looks for a mentor is not ahead; one who takes only directors is not there for others.
    """
    mentees, columns = pairs.mentees, pairs.columns
    ours = np.array([np.nan if m.years_experience is None else m.years_experience for m in mentees], np.float32)
    levels = np.array([titles.level(m.current_role) for m in mentees], np.float32)
    by_years = np.clip((columns.years - ours[:, None]) / AHEAD_YEARS, 0, 1)
    by_level = np.clip((columns.levels - levels[:, None] + 1) / (AHEAD_LEVELS + 1), 0, 1)
    no_years, no_level = np.isnan(by_years), np.isnan(by_level)
    values = np.where(no_years, by_level, np.where(no_level, by_years, (by_years + by_level) / 2))
    values[no_years & no_level] = UNKNOWN_MENTOR["seniority"]
    values[columns.years < ours[:, None]] *= BEHIND
    values[:, columns.seek] *= SEEKS
    values[pairs.turned_away] *= NOT_FOR_HER
    they_say = (
        ~(np.isnan(columns.years) & np.isnan(columns.levels)) | columns.seek | ~np.isnan(columns.audiences).any(axis=1)
    )
    known = Known(~(np.isnan(ours) & np.isnan(levels)), they_say)
    return _settled("seniority", values.astype(np.float32), known)


def languages_part(pairs: Pairs) -> tuple[Floats, Known]:
    """The best language both speak."""
    kinds, which = pairs.columns.languages

    @cache
    def best(ours: tuple[str, ...]) -> Floats:
        return np.array([tags.best(ours, theirs)[0] for theirs in kinds], np.float32)

    values = pairs.nothing()
    for i, mentee in enumerate(pairs.mentees):
        values[i] = best(tuple(mentee.languages))[which] if kinds else 0
    known = Known(_flags([mentee.languages for mentee in pairs.mentees]), _flags(kinds)[which])
    return _settled("languages", values, known)


def time_part(pairs: Pairs) -> tuple[Floats, Known]:
    """Shared hours a week, full at three."""
    values = pairs.hours / np.float32(ENOUGH_HOURS)
    return _settled("time", values, Known(pairs.weeks.known, pairs.columns.weeks.known))


def preferences_part(pairs: Pairs) -> tuple[Floats, Known]:
    """The share of the mentee's ways of working that the mentor has too."""
    values, columns = pairs.nothing(), pairs.columns
    for i, mentee in enumerate(pairs.mentees):
        wishes = frozenset(mentee.preferences)
        for wish in sorted(wishes & columns.preferences.keys()):
            values[i] += columns.preferences[wish] / np.float32(len(wishes))
    known = Known(_flags([mentee.preferences for mentee in pairs.mentees]), columns.have_preferences)
    return _settled("preferences", values, known)


PARTS: dict[str, Part] = {
    "skills": skills_part, "goal": goal_part, "role": role_part, "transition": transition_part,
    "seniority": seniority_part, "languages": languages_part, "time": time_part,
    "preferences": preferences_part,
}  # fmt: skip
