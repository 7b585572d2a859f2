"""Hard rules: which pairs are allowed. What is unknown never forbids."""

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matching.languages import meets
from matching.profiles import Mentee, Mentor, Rules
from matching.week import Weeks, hours_together

Mask = NDArray[np.bool_]


def reasons_against(mentee: Mentee, mentor: Mentor, rules: Rules) -> tuple[str, ...]:
    """Why this pair is forbidden, in words; empty when it is allowed."""
    found = []
    for said, narrow in _RULES:
        permitted = np.ones((1, 1), dtype=np.bool_)
        narrow(permitted, [mentee], [mentor], rules)
        if not permitted[0, 0]:
            found.append(said)
    return tuple(found)


def left_out(mentee: Mentee, mentors: Sequence[Mentor], rules: Rules) -> dict[str, int]:
    """How many mentors each rule leaves out; who is forbidden by several counts for the first of them."""
    permitted = np.ones((1, len(mentors)), dtype=np.bool_)
    counts, before = {}, len(mentors)
    for said, narrow in _RULES:
        narrow(permitted, [mentee], mentors, rules)
        after = int(permitted.sum())
        if after < before:
            counts[said] = before - after
        before = after
    return counts


def allowed(mentees: Sequence[Mentee], mentors: Sequence[Mentor], rules: Rules) -> Mask:
    """bool (n, m): False where a rule forbids the pair."""
    permitted = np.ones((len(mentees), len(mentors)), dtype=np.bool_)
    for _, narrow in _RULES:
        narrow(permitted, mentees, mentors, rules)
    return permitted


def _themselves(permitted: Mask, mentees: Sequence[Mentee], mentors: Sequence[Mentor], rules: Rules) -> None:
    permitted &= _different(np.array([p.id for p in mentees], object), np.array([p.id for p in mentors], object))


def _pauses(permitted: Mask, mentees: Sequence[Mentee], mentors: Sequence[Mentor], rules: Rules) -> None:
    permitted[:, [_paused(mentor, rules.week) for mentor in mentors]] = False


def _different(one: NDArray[np.object_], other: NDArray[np.object_]) -> Mask:
    return np.asarray(one[:, None] != other[None, :], dtype=np.bool_)


def _paused(mentor: Mentor, week: date | None) -> bool:
    return mentor.paused_until is not None and (week is None or mentor.paused_until > week)


def _named(permitted: Mask, mentees: Sequence[Mentee], mentors: Sequence[Mentor], rules: Rules) -> None:
    if not rules.apart:
        return
    row = {mentee.id: i for i, mentee in enumerate(mentees)}
    column = {mentor.id: j for j, mentor in enumerate(mentors)}
    for pair in rules.apart:
        for mentee_id, mentor_id in (pair, pair[::-1]):  # two people are apart whoever is named first
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
    ours, theirs = Weeks.of(mentees, rules.week), Weeks.of(mentors, rules.week)
    unknown = ~(ours.known[:, None] & theirs.known)
    permitted &= unknown | (hours_together(ours, theirs) >= rules.min_overlap_hours - 1e-4)


def _lines(permitted: Mask, mentees: Sequence[Mentee], mentors: Sequence[Mentor], rules: Rules) -> None:
    if rules.same_reporting_line:
        return
    mentee_ids, mentor_ids = (np.array([p.id for p in people], object) for people in (mentees, mentors))
    mentee_leads, mentor_leads = (_leads(people) for people in (mentees, mentors))
    permitted &= _different(mentee_leads, mentor_ids) & _different(mentee_ids, mentor_leads)
    permitted &= _different(mentee_leads, mentor_leads)


def _leads(people: Sequence[Mentee] | Sequence[Mentor]) -> NDArray[np.object_]:
    """Manager ids; an unknown one is equal to nothing, not even to another unknown one."""
    return np.array([person.manager_id or object() for person in people], object)


def _teams(permitted: Mask, mentees: Sequence[Mentee], mentors: Sequence[Mentor], rules: Rules) -> None:
    if not rules.same_team:
        permitted &= _different(
            np.array([p.team.casefold() if p.team else object() for p in mentees], object),
            np.array([p.team.casefold() if p.team else object() for p in mentors], object),
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
    return np.array([value is None or value == "" for value in values.ravel()], dtype=np.bool_).reshape(values.shape)


# Each takes away from what is permitted, in place; the order decides which rule is named first.
_RULES: tuple[tuple[str, Callable[[Mask, Sequence[Mentee], Sequence[Mentor], Rules], None]], ...] = (
    ("the same person", _themselves),
    ("takes no new mentees at the moment", _pauses),
    ("kept apart by a rule", _named),
    ("a required language is missing", _languages),
    ("too few shared hours", _hours),
    ("the same reporting line", _lines),
    ("the same team", _teams),
    ("a rule on attributes", _attributes),
)
