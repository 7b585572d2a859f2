"""Hard rules: which pairs are allowed. What is unknown never forbids."""

from collections.abc import Callable, Sequence

import numpy as np

from matching.columns import MentorColumns
from matching.facts import Mask
from matching.languages import meets
from matching.pairs import Pairs
from matching.profiles import Mentee, Mentor, Rules


def reasons_against(mentee: Mentee, mentor: Mentor, rules: Rules) -> tuple[str, ...]:
    """Why this pair is forbidden, in words; empty when it is allowed."""
    pairs, found = Pairs([mentee], MentorColumns([mentor], rules)), []
    for said, narrow in _RULES:
        permitted = np.ones((1, 1), dtype=np.bool_)
        narrow(permitted, pairs)
        if not permitted[0, 0]:
            found.append(said)
    return tuple(found)


def left_out(segments: Sequence[Pairs], i: int) -> dict[str, int]:
    """How many mentors each rule leaves out for mentee i; who is forbidden by several counts for the first of them."""
    permitted = [_present(pairs) for pairs in segments]
    counts, before = {}, _of_row(permitted, i)
    for said, narrow in _RULES:
        for one, pairs in zip(permitted, segments, strict=True):
            narrow(one, pairs)
        after = _of_row(permitted, i)
        if after < before:
            counts[said] = before - after
        before = after
    return counts


def allowed(pairs: Pairs) -> Mask:
    """bool (n, m): False where a rule forbids the pair, or the mentor is gone."""
    return _narrowed(pairs, [narrow for _, narrow in _RULES])


def allowed_apart_from_hours(pairs: Pairs) -> Mask:
    """The same, however few hours a pair has in common."""
    return _narrowed(pairs, [narrow for _, narrow in _RULES if narrow is not _hours])


def _narrowed(pairs: Pairs, rules: "Sequence[_Rule]") -> Mask:
    permitted = _present(pairs)
    for narrow in rules:
        narrow(permitted, pairs)
    return permitted


def _present(pairs: Pairs) -> Mask:
    return np.repeat(~pairs.columns.gone[None, :], len(pairs.mentees), axis=0)


def _of_row(permitted: Sequence[Mask], i: int) -> int:
    return sum(int(one[i].sum()) for one in permitted)


def _themselves(permitted: Mask, pairs: Pairs) -> None:
    permitted &= ~pairs.columns.ids.same([mentee.id for mentee in pairs.mentees])


def _pauses(permitted: Mask, pairs: Pairs) -> None:
    permitted &= ~pairs.columns.paused


def _named(permitted: Mask, pairs: Pairs) -> None:
    if pairs.columns.rules.apart:
        row = {mentee.id: i for i, mentee in enumerate(pairs.mentees)}
        for pair in pairs.columns.rules.apart:
            for mentee_id, mentor_id in (pair, pair[::-1]):  # two people are apart whoever is named first
                if mentee_id in row and mentor_id in pairs.columns.ids.number_of:
                    permitted[row[mentee_id], pairs.columns.ids.number_of[mentor_id]] = False


def _languages(permitted: Mask, pairs: Pairs) -> None:
    if pairs.columns.rules.required_languages:
        kinds, which = pairs.columns.languages
        permitted[[_lacks(mentee.languages, pairs.columns.rules) for mentee in pairs.mentees], :] = False
        permitted &= ~np.array([_lacks(spoken, pairs.columns.rules) for spoken in kinds], np.bool_)[which]


def _lacks(languages: tuple[str, ...], rules: Rules) -> bool:
    return bool(languages) and not all(
        any(meets(required, spoken) for spoken in languages) for required in rules.required_languages
    )


def _hours(permitted: Mask, pairs: Pairs) -> None:
    least = pairs.columns.rules.min_overlap_hours
    if least > 0:
        unknown = ~(pairs.weeks.known[:, None] & pairs.columns.weeks.known)
        permitted &= unknown | (pairs.hours >= least - 1e-4)


def _lines(permitted: Mask, pairs: Pairs) -> None:
    if not pairs.columns.rules.same_reporting_line:
        ids, leads = [mentee.id for mentee in pairs.mentees], [mentee.manager_id for mentee in pairs.mentees]
        permitted &= ~(pairs.columns.ids.same(leads) | pairs.columns.leads.same(ids) | pairs.columns.leads.same(leads))


def _teams(permitted: Mask, pairs: Pairs) -> None:
    if not pairs.columns.rules.same_team:
        permitted &= ~pairs.columns.teams.same([(mentee.team or "").casefold() for mentee in pairs.mentees])


def _attributes(permitted: Mask, pairs: Pairs) -> None:
    for name in pairs.columns.rules.must_share:
        theirs, ours = pairs.columns.attribute(name), [mentee.attributes.get(name) for mentee in pairs.mentees]
        permitted &= theirs.same(ours) | ~theirs.known(ours)
    for name in pairs.columns.rules.must_differ:
        permitted &= ~pairs.columns.attribute(name).same([mentee.attributes.get(name) for mentee in pairs.mentees])


_Rule = Callable[[Mask, Pairs], None]
# Each takes away from what is permitted, in place; the order decides which rule is named first.
_RULES: tuple[tuple[str, _Rule], ...] = (
    ("the same person", _themselves),
    ("takes no new mentees at the moment", _pauses),
    ("kept apart by a rule", _named),
    ("a required language is missing", _languages),
    ("too few shared hours", _hours),
    ("the same reporting line", _lines),
    ("the same team", _teams),
    ("a rule on attributes", _attributes),
)
