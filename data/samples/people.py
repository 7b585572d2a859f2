"""Synthetic people in the form of the CSV contract: same seed, same people; every one of them invented."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

Row = dict[str, str]
MENTEE_COLUMNS = (
    "id", "name", "email", "current_role", "target_role", "goals", "skills_wanted", "not_interested_in",
    "years_experience", "languages", "time_zone", "availability", "preferences", "team", "manager_id",
)  # fmt: skip
MENTOR_COLUMNS = (
    "id", "name", "email", "current_role", "past_roles", "bio", "skills_offered", "years_experience", "capacity",
    "languages", "time_zone", "availability", "preferences", "team", "manager_id",
)  # fmt: skip

_SUPPLY = {0: 1.0, 1: 0.9, 2: 0.8}  # how well the most wanted moves are supplied with mentors
_HOPES = (
    "I want to work on {field}.", "What draws me is {field}.", "I would like my days to be about {field}.",
    "For two years I have been reading about {field}, and reading is no longer enough.",
)  # fmt: skip
_BRINGS = (
    "I bring {brings}.",
    "From my work as {start} I bring {brings}.",
    "What I have already is {brings}.",
)
_MOTIVES = (
    "My contract ends in summer, and I would rather choose the next step than wait for it.",
    "I come back after parental leave and have twelve hours a week to learn.",
    "The shifts no longer fit my family, so this is the year to move.",
    "My manager supports the change, but nobody in our office has made it.",
    "I was made redundant in spring and use the time to learn properly.",
    "I have applied three times without an interview and want to know what is missing.",
    "We moved to another country, and my diploma counts for little here.",
    "I like my team and still notice that I have stopped learning.",
    "I finished an evening course and now need real work to show.",
    "I would like to earn my living with it within a year.",
)
_NEXT = (
    "First I want to {task}.", "The next thing I want to do is to {task}.", "A good start would be to {task}.",
    "I think the honest test is to {task}.",
)  # fmt: skip
_BIOS = (
    "I worked as {start} for {years} years before I became {target}.",
    "{years} years as {start}, then on to {target}: slower than planned, and worth it.",
    "I came to this from being {start} and still use what I learned there: {brings}.",
    "Nobody hired {start} for {field} when I started, so I know the closed doors.",
)
_WORKS = (
    "Today I work on {field}.", "My team looks after {field}.", "Most of my week is about {field}.",
    "I spend my days on {field} and my evenings with people who want to.",
)  # fmt: skip
_HELPS = (
    "I help best with {skills}, and with finding a first project that is small enough.",
    "Bring me something you made, and we look at it together; {skills} are what I know best.",
    "I like to meet every second week, with one thing to try in between. Ask me about {skills}.",
    "I ask many questions. If you want somebody to practise {skills} with, write to me.",
    "I can read your application, rehearse interviews with you, and work on {skills}.",
)
_PLACES = (
    "Nordlys", "Harbor Care", "Kubeczek", "Lumen Hall", "Atlas Mobility", "Brightwater", "Casa Verde", "Tidewise",
    "Old Mill", "Fernhill", "Sonnenhof", "Blue Kite", "Marigold", "Stonebridge", "Juniper Lane", "Kestrel",
)  # fmt: skip
_KINDS = ("School", "Group", "Works", "Clinic", "Studio", "Services", "Trust", "Labs")
_HOURS = (
    "Mon 18:00-20:00", "Tue 18:30-20:30", "Wed 19:00-21:00", "Thu 18:00-19:30", "Fri 12:00-13:00", "Sat 09:00-11:00",
    "Sun 17:00-19:00", "Wed 07:30-08:30", "Mon 12:00-13:00", "Thu 20:00-22:00",
)  # fmt: skip
_PREFERENCES = ("video", "in-person", "chat", "structured", "open-ended", "weekly", "fortnightly", "monthly")
_UNWANTED = ("people management", "sales", "shift work", "travelling every week", "")


@dataclass(frozen=True, slots=True)
class SamplePeople:
    mentees: tuple[Row, ...]
    mentors: tuple[Row, ...]


def people(mentees: int, mentors: int, seed: int) -> SamplePeople:
    """Rows of both files; the personas of the sample program come first."""
    rng = random.Random(seed)
    names = _Names(rng)
    first_mentees, first_mentors = _personas()
    mentee_rows = first_mentees + [_mentee(rng, names, n) for n in range(max(0, mentees - len(first_mentees)))]
    mentor_rows = first_mentors + [_mentor(rng, names, n) for n in range(max(0, mentors - len(first_mentors)))]
    return SamplePeople(tuple(mentee_rows[:mentees]), tuple(mentor_rows[:mentors]))


def outcomes_for(row: Row, seed: int) -> tuple[str, ...]:
    """One to three measurable outcomes that fit where somebody wants to go."""
    rng = random.Random(f"{row['id']} {seed}")
    skills = [skill.split(":")[0] for skill in row.get("skills_wanted", "").split(";") if skill]
    about = skills[0] if skills else "my new field"
    target = row.get("target_role") or "the new role"
    pool = (
        f"Finish one piece of work with {about} and show it to my mentor by week 8",
        f"Talk to three people who work as {target} and write down what surprised me",
        f"Spend four hours a week on {about} for ten weeks",
        "Have a CV that two people of the field have read and marked",
        f"Apply for two jobs as {target} and ask for feedback on both",
        "Practise the five hardest interview questions aloud, twice each",
    )
    return tuple(rng.sample(pool, rng.randint(1, 3)))


def request_message(mentee: Row, mentor: Row, seed: int) -> str:
    rng = random.Random(f"{mentee['id']} {mentor['id']} {seed}")
    skills = [skill.split(":")[0] for skill in mentee.get("skills_wanted", "").split(";") if skill]
    about = skills[0] if skills else "my first steps"
    opening = (
        "You made the move I am planning.", "Your way into this field is close to mine.",
        f"I read that you help with {about}.", "Your profile answered two questions I have carried around for months.",
    )  # fmt: skip
    asking = (
        f"Would you look at what I do with {about} once a fortnight?",
        "Could we talk about how you found the first job?",
        f"I would like somebody to tell me honestly whether my {about} is good enough.",
        "I can prepare each meeting and need somebody who asks the right questions.",
    )
    return f"{rng.choice(opening)} {rng.choice(asking)}"


def decline_reason(seed: int) -> str:
    return random.Random(seed).choice(
        (
            "My evenings are full until the end of the quarter. Please ask somebody else now rather than wait.",
            "What you need is further from my work than it looks. Somebody from product will help you more.",
            "I am about to start a new job and cannot promise the time you deserve.",
        )
    )


class _Names:
    """Full names, each once as long as there are enough of them."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._taken = {"Amara Okafor", "Diego Fuentes", "Linh Nguyễn", "Samuel Ashby", "Hannah Weiss"}

    def draw(self) -> tuple[str, dict[str, Any]]:
        cultures = list(_table("names").values())
        for _ in range(20):
            culture = self._rng.choice(cultures)
            name = f"{self._rng.choice(culture['given'])} {self._rng.choice(culture['family'])}"
            if name not in self._taken:
                self._taken.add(name)
                return name, culture
        second = self._rng.choice(culture["family"])
        return f"{name}-{second}", culture


def _mentee(rng: random.Random, names: _Names, n: int) -> Row:
    name, culture = names.draw()
    row = dict.fromkeys(MENTEE_COLUMNS, "") | {"id": f"m{n + 101}", "name": name}
    if rng.random() < 0.03:
        return row  # somebody who has only been invited
    row["email"] = f"{row['id']}@sample.example"
    move = rng.choices(_table("moves"), [move["share"] for move in _table("moves")])[0]
    start = rng.choice(move["start"])
    row |= {
        "current_role": start,
        "languages": rng.choice(culture["languages"]),
        "time_zone": rng.choice(culture["zones"]),
    }
    if rng.random() < 0.08:
        return row  # a profile that is nearly empty
    words = _words(move, start)
    said = [rng.choice(part).format(**words) for part in (_HOPES, _BRINGS, _MOTIVES, _NEXT)]
    wanted = rng.sample(move["skills"], rng.randint(2, min(5, len(move["skills"]))))
    row |= {
        "target_role": rng.choice(move["target"][:2]),
        "goals": " ".join(rng.sample(said, rng.randint(2, 4))),
        "skills_wanted": ";".join(_wanted(rng, skill) for skill in wanted),
        "not_interested_in": rng.choice(_UNWANTED),
        "years_experience": str(rng.randint(1, 16)),
        "availability": ";".join(sorted(rng.sample(_HOURS, rng.randint(1, 4)))),
        "preferences": ";".join(rng.sample(_PREFERENCES, rng.randint(0, 3))),
        "team": rng.choice(("", "", "North", "South", "Harbor")),
    }
    return row


def _mentor(rng: random.Random, names: _Names, n: int) -> Row:
    name, culture = names.draw()
    row = dict.fromkeys(MENTOR_COLUMNS, "") | {"id": f"t{n + 101}", "name": name}
    row["email"] = f"{row['id']}@sample.example"
    moves = _table("moves")
    place = rng.choices(range(len(moves)), [moves[i]["share"] * _SUPPLY.get(i, 1.3) for i in range(len(moves))])[0]
    move, years = moves[place], rng.randint(6, 24)
    start, target = rng.choice(move["start"]), rng.choice(move["target"][1:])
    began, changed = 2026 - years, 2026 - rng.randint(2, max(3, years // 2))
    skills = rng.sample(move["skills"], rng.randint(3, min(6, len(move["skills"]))))
    words = _words(move, start) | {
        "target": _with_article(target),
        "years": str(max(2, changed - began)),
        "skills": _listed(skills[:2]),
    }
    career = [f"{start} @ {_place(rng)} ({began}-{changed})"]
    if rng.random() < 0.6:
        middle = min(2026, changed + 2)
        career.append(f"{rng.choice(move['steps'])} @ {_place(rng)} ({changed}-{middle})")
    row |= {
        "current_role": target,
        "past_roles": ";".join(career),
        "bio": " ".join(rng.choice(part).format(**words) for part in (_BIOS, _WORKS, _HELPS)),
        "skills_offered": ";".join(f"{skill}:{rng.randint(3, 5)}" for skill in skills),
        "years_experience": str(years),
        "capacity": str(rng.choices((1, 2, 3, 4), (3, 5, 2, 1))[0]),
        "languages": rng.choice(culture["languages"]),
        "time_zone": rng.choice(culture["zones"]),
        "availability": ";".join(sorted(rng.sample(_HOURS, rng.randint(2, 5)))),
        "preferences": ";".join(rng.sample(_PREFERENCES, rng.randint(1, 4))),
        "team": rng.choice(("", "", "North", "South", "Harbor")),
    }
    return row


def _words(move: dict[str, Any], start: str) -> dict[str, str]:
    return {"field": move["field"], "brings": move["brings"], "task": move["task"], "start": _with_article(start)}


def _with_article(role: str) -> str:
    return f"{'an' if role[0] in 'AEIOU' else 'a'} {role[0].lower() + role[1:] if role[1].islower() else role}"


def _wanted(rng: random.Random, skill: str) -> str:
    now = rng.randint(1, 3)
    return f"{skill}:{now}>{rng.randint(now + 1, 5)}" if rng.random() < 0.7 else skill


def _place(rng: random.Random) -> str:
    return f"{rng.choice(_PLACES)} {rng.choice(_KINDS)}"


def _listed(skills: Sequence[str]) -> str:
    return " and ".join(skills)


@cache
def _table(name: str) -> Any:
    text = resources.files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


def _personas() -> tuple[list[Row], list[Row]]:
    table = _table("personas")
    blank = dict.fromkeys(MENTEE_COLUMNS, ""), dict.fromkeys(MENTOR_COLUMNS, "")
    return [blank[0] | row for row in table["mentees"]], [blank[1] | row for row in table["mentors"]]
