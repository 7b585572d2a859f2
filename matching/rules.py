"""Hard rules: which pairs are allowed. What is unknown never forbids."""

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matching.languages import meets
from matching.profiles import Mentee, Mentor, Rules
from matching.week import bins, hours_together

Mask = NDArray[np.bool_]


def reasons_against(mentee: Mentee, mentor: Mentor, rules: Rules) -> tuple[str, ...]:
    """Why this pair is forbidden, in words; empty when it is allowed."""
    return tuple(said for said, forbids in _RULES if forbids(mentee, mentor, rules))


def allowed(mentees: Sequence[Mentee], mentors: Sequence[Mentor], rules: Rules) -> Mask:
    """bool (n, m): False where a rule forbids the pair."""
    permitted = np.ones((len(mentees), len(mentors)), dtype=np.bool_)
    permitted &= _different(np.array([p.id for p in mentees], object), np.array([p.id for p in mentors], object))
    permitted[:, [_paused(mentor, rules.week) for mentor in mentors]] = False
    for narrow in (_named, _languages, _hours, _lines, _teams, _attributes):
        narrow(permitted, mentees, mentors, rules)
    return permitted


def _different(one: NDArray[np.object_], other: NDArray[np.object_]) -> Mask:
    return np.asarray(one[:, None] != other[None, :], dtype=np.bool_)


def _paused(mentor: Mentor, week: date | None) -> bool:
    return mentor.paused_until is not None and (week is None or mentor.paused_until > week)


def _named(permitted: Mask, mentees: Sequence[Mentee], mentors: Sequence[Mentor], rules: Rules) -> None:
    if rules.apart:
        row = {mentee.id: i for i, mentee in enumerate(mentees)}
        column = {mentor.id: j for j, mentor in enumerate(mentors)}
        for mentee_id, mentor_id in rules.apart:
            if mentee_id in row and mentor_id in column:
                permitted[row[mentee_id], column[mentor_id]] = False


def _languages(permitted: Mask, mentees: Sequence[Mentee], mentors: Sequence[Mentor], rules: Rules) -> None:
    if rules.required_languages:
        permitted[[_lacks(mentee.languages, rules) for mentee in mentees], :] = False
        permitted[:, [_lacks(mentor.languages, rules) for mentor in mentors]] = False


def _lacks(languages: tuple[str, ...], rules: Rules) -> bool:
    return bool(languages) and not all(
        any(meets(required, spoken) for spoken in languages) for required in rules.required_languages
    )


def _hours(permitted: Mask, mentees: Sequence[Mentee], mentors: Sequence[Mentor], rules: Rules) -> None:
    if rules.min_overlap_hours <= 0:
        return
    ours = [bins(mentee.availability, mentee.time_zone, rules.week) for mentee in mentees]
    theirs = [bins(mentor.availability, mentor.time_zone, rules.week) for mentor in mentors]
    known_rows = [i for i, week in enumerate(ours) if week is not None]
    known_columns = [j for j, week in enumerate(theirs) if week is not None]
    if known_rows and known_columns:
        hours = hours_together(
            np.stack([week for week in ours if week is not None]),
            np.stack([week for week in theirs if week is not None]),
        )
        permitted[np.ix_(known_rows, known_columns)] &= hours >= rules.min_overlap_hours - 1e-4


def _lines(permitted: Mask, mentees: Sequence[Mentee], mentors: Sequence[Mentor], rules: Rules) -> None:
    if rules.same_reporting_line:
        return
    mentee_ids, mentor_ids = (np.array([p.id for p in people], object) for people in (mentees, mentors))
    mentee_leads, mentor_leads = (_leads(people) for people in (mentees, mentors))
    permitted &= _different(mentee_leads, mentor_ids) & _different(mentee_ids, mentor_leads)
    permitted &= _different(mentee_leads, mentor_leads)


def _leads(people: Sequence[Mentee] | Sequence[Mentor]) -> NDArray[np.object_]:
    """Manager ids; an unknown one is equal to nothing, not even to another unknown one."""
    return np.array([object() if person.manager_id is None else person.manager_id for person in people], object)


def _teams(permitted: Mask, mentees: Sequence[Mentee], mentors: Sequence[Mentor], rules: Rules) -> None:
    if not rules.same_team:
        permitted &= _different(
            np.array([object() if p.team is None else p.team.casefold() for p in mentees], object),
            np.array([object() if p.team is None else p.team.casefold() for p in mentors], object),
        )


def _attributes(permitted: Mask, mentees: Sequence[Mentee], mentors: Sequence[Mentor], rules: Rules) -> None:
    for name in (*rules.must_share, *rules.must_differ):
        ours = np.array([mentee.attributes.get(name) for mentee in mentees], object)[:, None]
        theirs = np.array([mentor.attributes.get(name) for mentor in mentors], object)[None, :]
        unknown = _missing(ours) | _missing(theirs)
        same = np.asarray(ours == theirs, dtype=np.bool_)
        if name in rules.must_share:
            permitted &= unknown | same
        if name in rules.must_differ:
            permitted &= unknown | ~same


def _missing(values: NDArray[np.object_]) -> Mask:
    return np.array([value is None for value in values.ravel()], dtype=np.bool_).reshape(values.shape)


def _one(narrow: Callable[[Mask, Sequence[Mentee], Sequence[Mentor], Rules], None]) -> Callable[..., bool]:
    def forbids(mentee: Mentee, mentor: Mentor, rules: Rules) -> bool:
        permitted = np.ones((1, 1), dtype=np.bool_)
        narrow(permitted, [mentee], [mentor], rules)
        return not permitted[0, 0]

    return forbids


_RULES: tuple[tuple[str, Callable[[Mentee, Mentor, Rules], bool]], ...] = (
    ("the same person", lambda mentee, mentor, rules: mentee.id == mentor.id),
    ("takes no new mentees at the moment", lambda mentee, mentor, rules: _paused(mentor, rules.week)),
    ("kept apart by a rule", _one(_named)),
    ("a required language is missing", _one(_languages)),
    ("too few shared hours", _one(_hours)),
    ("the same reporting line", _one(_lines)),
    ("the same team", _one(_teams)),
    ("a rule on attributes", _one(_attributes)),
)
