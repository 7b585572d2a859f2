"""What would change a mentee's list: the free hours that open most mentors, the skill that puts another one first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from matching import parts, skills
from matching import rules as hard_rules
from matching.columns import MentorColumns, taught, wanted
from matching.index import Ranking
from matching.profiles import Mentee, Mentor, Slot
from matching.week import Weeks, hours_together

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TIMES = (("evenings", 18 * 60, 20 * 60), ("lunchtimes", 12 * 60, 13 * 60), ("mornings", 8 * 60, 10 * 60))
TIMES: tuple[tuple[str, Slot], ...] = tuple(
    (f"{day} {name}", (place, start, end)) for name, start, end in _TIMES for place, day in enumerate(_DAYS)
)
AN_HOUR = 1.0  # shared a week: enough to meet, where no rule asks for more
NEAREST = 5  # mentors at the top of the list whose skills are tried


@dataclass(frozen=True, slots=True)
class MoreHours:
    """With `when` free, these mentors would have an hour in common, or what the rules ask for, and have not now."""

    when: str  # "Tuesday evenings"
    mentor_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherFirst:
    """With `skill` among the skills wanted, this mentor would come first, and does not now."""

    skill: str  # as the mentor writes it
    mentor_id: str


def more_hours(ranking: Ranking) -> MoreHours | None:
    """The two or so weekly hours that would open most mentors; None where none would, or nothing is known."""
    scores = ranking.scores
    mentee, rules = scores.mentees[0], scores.rules
    if not mentee.availability or not mentee.time_zone:
        return None
    free = [replace(mentee, availability=(*mentee.availability, slot)) for _, slot in TIMES]
    hours = hours_together(Weeks.of([mentee, *free], rules.week), Weeks.of(scores.mentors, rules.week))
    enough = max(AN_HOUR, rules.min_overlap_hours)
    may = hard_rules.allowed([mentee], scores.mentors, replace(rules, min_overlap_hours=0))[0]
    opened = (hours[1:] >= enough) & (hours[0] < enough) & may
    best = int(np.argmax(opened.sum(axis=1)))
    ids = tuple(scores.mentors[j].id for j in np.flatnonzero(opened[best]))
    return MoreHours(TIMES[best][0], ids) if ids else None


def other_first(ranking: Ranking) -> OtherFirst | None:
    """One more skill, taught near the top of the list, with which its mentor would lead it by most."""
    scores, near = ranking.scores, ranking.order[:NEAREST]
    mentors = [scores.mentors[j] for j in near]
    tried = _tried(scores.mentees[0], mentors)
    if len(near) < 2 or not tried or not scores.weights["skills"]:
        return None
    mentees = [_with(scores.mentees[0], name) for name, _ in tried]
    with_skill, _ = parts.skills_part(mentees, MentorColumns(mentors, scores.rules.week), scores.rules)
    now = scores.parts["skills"][0, list(near)]
    total = scores.total[0, list(near)] + np.float32(scores.weights["skills"]) * (with_skill - now)
    rest = total.copy()
    leads = np.array([teacher for _, teacher in tried])
    rest[np.arange(len(tried)), leads] = -np.inf
    margins = total[np.arange(len(tried)), leads] - rest.max(axis=1)
    margins[leads == 0] = -np.inf  # who leads already
    best = int(np.argmax(margins))
    return OtherFirst(tried[best][0], mentors[tried[best][1]].id) if margins[best] > 0 else None


def _tried(mentee: Mentee, mentors: Sequence[Mentor]) -> list[tuple[str, int]]:
    """Skills near the top of the list that the mentee does not ask for yet, each with its best placed teacher."""
    asked = wanted(mentee)
    found: dict[str, tuple[str, int]] = {}
    for place, mentor in enumerate(mentors):
        for identity, (name, _) in taught(mentor).items():
            if identity not in asked and skills.identity(name, mentee.target_role) == identity:
                found.setdefault(identity, (name, place))
    return list(found.values())


def _with(mentee: Mentee, name: str) -> Mentee:
    return replace(mentee, skills_wanted=(*mentee.skills_wanted, name))
