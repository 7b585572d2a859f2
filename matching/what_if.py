"""What would change a mentee's list: the free hours that open most mentors, the skill that puts another one first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from matching import rules as hard_rules
from matching.columns import STUFFED, taught, wanted
from matching.index import Ranking
from matching.profiles import Mentee, Slot
from matching.score import Parts

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TIMES = (("evenings", 18 * 60, 20 * 60), ("lunchtimes", 12 * 60, 13 * 60), ("mornings", 8 * 60, 10 * 60))
TIMES: tuple[tuple[str, Slot], ...] = tuple(
    (f"{day} {name}", (place, start, end)) for name, start, end in _TIMES for place, day in enumerate(_DAYS)
)
AN_HOUR = 1.0  # shared a week: enough to meet, where no rule asks for more
_CLEARLY = 1e-6  # of a score
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


def more_hours(ranking: Ranking, among: Sequence[int] | None = None) -> MoreHours | None:
    """The two or so weekly hours that would open most mentors; None where none would, or nothing is known.

    among: the positions of the mentors that count; all of them where it is not given.
    """
    scores = ranking.scores
    mentee, rules = scores.mentees[0], scores.rules
    if not mentee.availability or not mentee.time_zone:
        return None
    free = [replace(mentee, availability=(*mentee.availability, slot)) for _, slot in TIMES]
    tried = Parts([mentee, *free], scores.segments)
    hours = np.hstack([pairs.hours for pairs in tried.pairs])
    enough = max(AN_HOUR, rules.min_overlap_hours)
    may = np.hstack([hard_rules.allowed_apart_from_hours(pairs)[0] for pairs in tried.pairs])
    opened = (hours[1:] >= enough) & (hours[0] < enough) & may
    if among is not None:
        opened &= np.isin(np.arange(len(may)), among)
    best = int(np.argmax(opened.sum(axis=1)))
    ids = tuple(scores.mentors[j].id for j in np.flatnonzero(opened[best]))
    return MoreHours(TIMES[best][0], ids) if ids else None


def other_first(ranking: Ranking) -> OtherFirst | None:
    """One more skill, taught near the top of the list, with which another mentor would lead it by most."""
    scores, order = ranking.scores, np.array(ranking.order, np.intp)
    tried = _tried(ranking)
    if not tried:
        return None
    asking = [_with(scores.mentees[0], name) for name in tried.values()]
    with_skill = Parts(asking, scores.segments)["skills"]
    gained = np.float32(scores.weights["skills"]) * (with_skill - scores.parts["skills"][0])
    total = (scores.total[0] + gained)[:, order]
    first = total.argmax(axis=1)
    ahead = np.sort(total, axis=1)
    leads = [scores.mentors[j] for j in order[first]]
    teaches = np.array([identity in taught(mentor) for identity, mentor in zip(tried, leads, strict=True)])
    margins = np.where(teaches & (first > 0), ahead[:, -1] - ahead[:, -2], 0)  # place 0 leads already
    best = int(np.argmax(margins))
    return OtherFirst(tuple(tried.values())[best], leads[best].id) if margins[best] > _CLEARLY else None


def _tried(ranking: Ranking) -> dict[str, str]:
    """Skills taught near the top of the list that the mentee does not ask for yet: identity → one of the names."""
    scores, near = ranking.scores, ranking.order[:NEAREST]
    mentee = scores.mentees[0]
    if len(near) < 2 or not scores.weights["skills"]:
        return {}
    asked, found = wanted(mentee), dict[str, str]()
    for j in near:
        for identity, (name, _) in islice(taught(scores.mentors[j]).items(), STUFFED):
            if identity not in asked and identity in wanted(_with(mentee, name)):
                found.setdefault(identity, name)
    return found


def _with(mentee: Mentee, name: str) -> Mentee:
    return replace(mentee, skills_wanted=(*mentee.skills_wanted, name))
