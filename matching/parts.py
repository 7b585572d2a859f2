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
from matching import said, skills, titles
from matching.columns import STUFFED, Floats, MentorColumns, wanted
from matching.profiles import Mentee, Rules
from matching.text import Texts, compare, is_a_name, says_something
from matching.week import Weeks, hours_together

UNKNOWN_MENTEE = 0.5
UNKNOWN_MENTOR = {
    "skills": 0.15, "goal": 0.2, "role": 0.2, "transition": 0.25, "seniority": 0.3, "languages": 0.3,
    "time": 0.3, "preferences": 0.35,
}  # fmt: skip
FLOOR = 0.1  # similarity of texts that have nothing to do with each other
CLOSE = 0.6  # similarity at which a bio is as close to a goal as texts of people get
ALIKE = 0.85  # similarity at which two titles are the same
BEST = 0.7  # share of a bio's best section; the rest is the mean of all
NOT_WANTED = 0.8  # how much what is not wanted counts against, beside what is wanted
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
    """Rarity-weighted soft coverage of what is wanted, full where it is taught at or above the wanted level.

    A related skill counts in part. Beyond twelve taught skills it is damped by √(12/n), so that naming
    everything gains nothing.
    """
    values = np.zeros((len(mentees), len(columns.mentors)), dtype=np.float32)
    asked = [wanted(mentee) for mentee in mentees]
    for i, skills_wanted in enumerate(asked):
        total = sum(skills.rarity(identity) for identity in skills_wanted)
        for identity, (_, level) in skills_wanted.items():
            values[i] += np.float32(skills.rarity(identity) / total) * columns.covers(identity, level)
    values *= np.sqrt(STUFFED / np.maximum(columns.skill_counts, STUFFED))
    return _settled("skills", values, Known(_flags(asked), columns.skill_counts > 0))


def goal_part(mentees: Sequence[Mentee], columns: MentorColumns, rules: Rules) -> tuple[Floats, Known]:
    """What the mentee wants, in her words × what the mentor offers: 70 % the best section, 30 % all of them.

    What is not wanted, and what the mentor does not help with, counts against. Where a mentee says no more than
    what she does not want, every mentor has 0.5 less what counts against.
    """
    mentors = len(columns.mentors)
    wishes = [said.wish(mentee.goals) for mentee in mentees]
    rows = columns.sections
    wanted_texts = Texts([wish.wanted for wish in wishes])
    unwanted = NOT_WANTED * rows.by_row(_unwanted(mentees, wishes, rows.texts))
    close = rows.by_row(compare(wanted_texts, rows.texts)) - unwanted
    close *= columns.plain  # keywords said again and again say it once
    best, mean = rows.best(close, mentors), rows.mean(close, mentors)
    refused = columns.refusals
    against = refused.best(refused.by_row(compare(wanted_texts, refused.texts)), mentors)
    values = (BEST * best + (1 - BEST) * mean - REFUSED * against - FLOOR) / (CLOSE - FLOOR)
    wish_known = _flags([says_something(wish.wanted) for wish in wishes])
    no_known = _flags(
        [
            says_something(m.not_interested_in) or says_something(w.unwanted)
            for m, w in zip(mentees, wishes, strict=True)
        ]
    )
    only_no = no_known & ~wish_known
    values[only_no] = UNKNOWN_MENTEE - rows.best(unwanted, mentors)[only_no]
    return _settled("goal", values, Known(wish_known | no_known, rows.has(mentors)))


def role_part(mentees: Sequence[Mentee], columns: MentorColumns, rules: Rules) -> tuple[Floats, Known]:
    """The role the mentee wants, from the goal text where the field is empty × the roles the mentor has and had."""
    rows, mentors = columns.careers, len(columns.mentors)
    targets = [said.target_role(mentee) for mentee in mentees]
    wishes = [said.wish(mentee.goals) for mentee in mentees]
    close = rows.by_row(compare(Texts(targets), rows.texts)) - NOT_WANTED * rows.by_row(
        _unwanted(mentees, wishes, rows.texts)
    )
    close[:, ~columns.are_current] *= np.float32(PAST_ROLE)
    values = (rows.best(close, mentors) - FLOOR) / (ALIKE - FLOOR)
    return _settled("role", values, Known(_flags([is_a_name(target) for target in targets]), rows.has(mentors)))


def transition_part(mentees: Sequence[Mentee], columns: MentorColumns, rules: Rules) -> tuple[Floats, Known]:
    """Whether the mentor made the same move: both ends have to be alike, so the less alike of them counts."""
    start, end, mentors = columns.move_starts, columns.move_ends, len(columns.mentors)
    now, wished = (
        Texts([mentee.current_role for mentee in mentees]),
        Texts([said.target_role(mentee) for mentee in mentees]),
    )
    alike = np.minimum(start.by_row(compare(now, start.texts)), end.by_row(compare(wished, end.texts)))
    values = (start.best(alike, mentors) - FLOOR) / (ALIKE - FLOOR)
    both = _flags([is_a_name(one) and is_a_name(other) for one, other in zip(now.texts, wished.texts, strict=True)])
    return _settled("transition", values, Known(both, start.has(mentors)))


def seniority_part(mentees: Sequence[Mentee], columns: MentorColumns, rules: Rules) -> tuple[Floats, Known]:
    """How far the mentor is ahead, by years and by the level of the title: ahead, not merely alike.

    A mentor who looks for a mentor is not ahead; one who takes only directors is not there for others.
    """
    ours = np.array([np.nan if m.years_experience is None else m.years_experience for m in mentees], np.float32)
    levels = np.array([titles.level(m.current_role) for m in mentees], np.float32)
    their_levels = columns.levels
    by_years = np.clip((columns.years[None, :] - ours[:, None]) / AHEAD_YEARS, 0, 1)
    by_level = np.clip((their_levels[None, :] - levels[:, None] + 1) / (AHEAD_LEVELS + 1), 0, 1)
    both = np.stack([by_years, by_level])
    given = ~np.isnan(both)
    values = np.where(given, both, 0).sum(axis=0) / np.maximum(given.sum(axis=0), 1)
    values[~given.any(axis=0)] = UNKNOWN_MENTOR["seniority"]
    values[columns.years[None, :] < ours[:, None]] *= BEHIND
    open_to = np.array([said.level_of_audience(m.current_role, m.goals) for m in mentees], np.float32)
    outside = (open_to[:, None] < columns.audiences[None, :, 0]) | (open_to[:, None] > columns.audiences[None, :, 1])
    values[:, columns.seek] *= SEEKS
    values[outside] *= NOT_FOR_HER
    they_say = (
        ~(np.isnan(columns.years) & np.isnan(their_levels)) | columns.seek | ~np.isnan(columns.audiences).any(axis=1)
    )
    known = Known(~(np.isnan(ours) & np.isnan(levels)), they_say)
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


def _unwanted(mentees: Sequence[Mentee], wishes: Sequence[said.Wish], documents: Texts) -> Floats:
    """How close each document is to what the mentee does not want, by the field or by her own words."""
    by_field = compare(Texts([mentee.not_interested_in for mentee in mentees]), documents)
    by_words = compare(Texts([wish.unwanted for wish in wishes]), documents)
    return np.maximum(np.maximum(by_field, by_words) - FLOOR, 0)
