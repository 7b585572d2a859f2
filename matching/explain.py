"""The reasons of a score: eight parts whose points add up to it, with evidence from both profiles in words.

No reason mentions what the profiles do not say.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from matching import languages as tags
from matching import said, skills, text, titles
from matching.columns import taught, wanted
from matching.profiles import Mentee, Mentor
from matching.score import Pair, Scores

LABELS = {  # read by mentee, mentor and manager alike
    "skills": "Skills asked for", "goal": "Goal and experience", "role": "Role wanted",
    "transition": "Made the same move", "seniority": "Ahead on the way", "languages": "Languages",
    "time": "Hours in common", "preferences": "Way of working",
}  # fmt: skip
REST = "Everything else"
NOT_ENGLISH = "not all in English, so compared with less certainty"
FLAGGED = 40  # skills of a mentor from which a reason says so
WEEKEND = frozenset((5, 6))
NAMED = 0.45  # similarity from which a role is named as evidence
CLOSE = 0.5  # value of the part from which an offer is called close to the goal
SAME_MOVE = 0.45  # value of the part from which a move is called the same


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a score: points = weight × value, and the points of all parts add up to the total."""

    part: str
    label: str
    weight: float
    value: float  # in [0, 1]
    known: bool  # both profiles say what is compared
    evidence: str  # '' where there is nothing to say
    missing: str  # what is wanted and not there, '' otherwise

    @property
    def points(self) -> float:
        return self.weight * self.value


@dataclass(frozen=True, slots=True)
class CardRow:
    """One row of a card: points got of points that could be got."""

    label: str
    points: float
    out_of: float
    known: bool
    evidence: str


def explain(scores: Scores, i: int, j: int) -> tuple[Reason, ...]:
    """The reasons of pair (i, j), one per part with a weight, the heaviest first."""
    pair, reasons = scores.pair(i, j), []
    for part, weight in sorted(scores.weights.items(), key=lambda item: -item[1]):
        if weight:
            known = pair.known(part)
            evidence, missing = _SAY[part](pair.mentee, pair.mentor, pair) if known else ("", "")
            reasons.append(Reason(part, LABELS[part], weight, pair.value(part), known, evidence, missing))
    return tuple(reasons)


def card_rows(reasons: Sequence[Reason], most: int = 6) -> tuple[CardRow, ...]:
    """The rows that say most: known before unknown, heavy before light; the others as one row at the end.

    Points still add up to the total.
    """
    chosen = sorted(reasons, key=lambda reason: (not reason.known, -reason.weight))
    chosen = chosen if len(reasons) <= most else chosen[: most - 1]
    rest = [reason for reason in reasons if reason not in chosen]
    rows = [
        CardRow(r.label, r.points, r.weight, r.known, "; ".join(filter(None, (r.evidence, r.missing))))
        for r in reasons
        if r in chosen
    ]
    if rest:
        points, out_of = sum(r.points for r in rest), sum(r.weight for r in rest)
        said = "; ".join(r.evidence for r in rest if r.evidence)
        rows.append(CardRow(REST, points, out_of, any(r.known for r in rest), said))
    return tuple(rows)


def _skills(mentee: Mentee, mentor: Mentor, pair: Pair) -> tuple[str, str]:
    asked, offered = wanted(mentee), taught(mentor)
    has = [name for identity, (name, _) in asked.items() if identity in offered]
    lacks = [name for identity, (name, _) in asked.items() if identity not in offered]
    near = {id_ for identity in asked if identity not in offered for id_ in skills.related(identity) if id_ in offered}
    related = [name for id_, (name, _) in offered.items() if id_ in near and id_ not in asked]
    covered = "the skill" if len(asked) == 1 else f"{len(has)} of the {len(asked)} skills"
    told = [f"covers {covered} ({_list(has)})"] if has else []
    told += [f"teaches {_list(related)}, which is close"] if related else []
    told += filter(None, [crowded(len(offered))])
    none = f"none of the {len(asked)} skills" if len(asked) > 1 and not has else ""
    return ", ".join(told), none or (f"not {_list(lacks)}" if lacks else "")


def crowded(count: int) -> str:
    """What is said of who names very many skills, '' of others."""
    return f"names {count} skills, so each counts less" if count >= FLAGGED else ""


def _goal(mentee: Mentee, mentor: Mentor, pair: Pair) -> tuple[str, str]:
    wanted_something = text.says_something(said.wish(mentee.goals).wanted)
    offers = "what they write is" if said.offer(mentor.bio).sections else "their role and skills are"
    told = [f"{offers} close to the goal"] if wanted_something and pair.value("goal") >= CLOSE else []
    told += [NOT_ENGLISH] if not pair.all_english() else []
    return ", ".join(told), ""


def _role(mentee: Mentee, mentor: Mentor, pair: Pair) -> tuple[str, str]:
    role, close = pair.closest_role()
    if close < NAMED:
        return "", ""
    verb = "works as" if role.title.casefold() == mentor.current_role.casefold() else "has worked as"
    return f"{verb} {role.title}", ""


def _transition(mentee: Mentee, mentor: Mentor, pair: Pair) -> tuple[str, str]:
    if pair.value("transition") < SAME_MOVE:
        return "", ""
    before, after = pair.most_alike_move()
    when = f" in {after.since}" if after.since else ""
    return f"made the move from {before.title} to {after.title}{when}", ""


def _seniority(mentee: Mentee, mentor: Mentor, pair: Pair) -> tuple[str, str]:
    ours, theirs = mentee.years_experience, mentor.years_experience
    if ours is not None and theirs is not None and theirs > ours:
        return f"{theirs - ours:.0f} more years of experience" if theirs - ours >= 1 else "", ""
    if titles.level(mentor.current_role) > titles.level(mentee.current_role):
        return f"a step ahead as {mentor.current_role}", ""
    return "", ""


def _languages(mentee: Mentee, mentor: Mentor, pair: Pair) -> tuple[str, str]:
    shared = dict.fromkeys(tags.name(own) for own in mentee.languages if tags.best([own], mentor.languages)[0] > 0)
    return (f"both speak {_list(list(shared))}", "") if shared else ("", "no language in common")


def _time(mentee: Mentee, mentor: Mentor, pair: Pair) -> tuple[str, str]:
    hours = pair.hours()
    if hours < 0.05:
        return "", "no shared hours"
    unit = "shared hour a week" if abs(hours - 1) < 0.05 else "shared hours a week"
    return f"{f'{hours:.1f}'.removesuffix('.0')} {unit}{_when(*pair.days())}", ""


def _when(*calendars: frozenset[int]) -> str:
    """In which part of the week all shared hours lie, where it is the same for both."""
    if all(days <= WEEKEND for days in calendars):
        return ", at weekends"
    return "" if any(days & WEEKEND for days in calendars) else ", on weekdays"


def _preferences(mentee: Mentee, mentor: Mentor, pair: Pair) -> tuple[str, str]:
    shared = list(dict.fromkeys(name for name in mentee.preferences if name in mentor.preferences))
    return (f"both like {_list(shared)}", "") if shared else ("", "")


_SAY = {
    "skills": _skills, "goal": _goal, "role": _role, "transition": _transition, "seniority": _seniority,
    "languages": _languages, "time": _time, "preferences": _preferences,
}  # fmt: skip


def _list(names: Sequence[str]) -> str:
    """`a, b and c`, at most four names."""
    shown = list(names[:4]) if len(names) <= 4 else [*names[:3], f"{len(names) - 3} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
