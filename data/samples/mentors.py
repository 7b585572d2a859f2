"""Mentors: the way they came, what they do now, whom they help and how they like to work."""

from dataclasses import dataclass

from data.samples.careers import Move, draw_move, organisation, team_of, words_of
from data.samples.fragments import Writer, in_prose, table, with_article
from data.samples.names import Someone
from data.samples.rows import MENTOR_COLUMNS, Row
from data.samples.weeks import availability, preferences

_THIS_YEAR = 2026  # fixed: the same seed has to make the same people next year
_TELLINGS = (
    ("path", "did", "helps"), ("path", "helps", "style"), ("did", "helps"), ("did", "path", "style"),
    ("helps", "path", "did", "style"), ("path", "did", "helps", "style"), ("did", "helps", "style"),
    ("path", "helps"), ("helps", "did", "style"), ("path", "did", "style"),
)  # fmt: skip
_LONG = ("path", "did", "did", "more", "\n\n", "helps", "helps", "style", "more", "more")
_CAPACITY = (1, 2, 3, 4, 5)
_CAPACITY_SHARES = (22, 42, 21, 10, 5)


@dataclass(frozen=True, slots=True)
class Career:
    past: str
    now: str
    kind: str  # of the house where the last role is held
    years: int
    since: int  # years since the move
    moved: bool  # False: grew up in the trade


def mentor(writer: Writer, someone: Someone, person_id: str) -> Row:
    rng, move = writer.rng, draw_move(writer, "made")
    career, skills, ways = _career(writer, move), _skills(writer, move), preferences(rng)
    words = words_of(move, someone.city) | {
        "first": with_article(move.target),
        "now": with_article(career.now),
        "years": str(max(2, career.years - career.since)),
        "since": str(career.since),
        "skill": in_prose(skills[0]),
        "other": in_prose(skills[1]),
    }
    return dict.fromkeys(MENTOR_COLUMNS, "") | {
        "id": person_id,
        "name": someone.name,
        "email": someone.email,
        "current_role": career.now,
        "past_roles": career.past,
        "bio": writer.new(lambda: _bio(writer, move, career, ways, words)),
        "skills_offered": ";".join(f"{skill}:{_level(writer, career)}" for skill in skills),
        "years_experience": str(career.years),
        "capacity": str(rng.choices(_CAPACITY, _CAPACITY_SHARES)[0]),
        "languages": ";".join(someone.languages),
        "time_zone": someone.time_zone,
        "availability": availability(rng) if rng.random() < 0.94 else "",
        "preferences": ";".join(ways),
        "team": team_of(writer, career.kind),
    }


def thin_mentor(writer: Writer, someone: Someone, person_id: str) -> Row:
    """Somebody who said yes and has not written a profile: one to three things beyond name and address."""
    full = mentor(writer, someone, person_id)
    known = writer.rng.sample(
        ("current_role", "skills_offered", "languages", "time_zone", "capacity"), writer.rng.randint(1, 3)
    )
    return {column: value if column in ("id", "name", "email", *known) else "" for column, value in full.items()}


def _career(writer: Writer, move: Move) -> Career:
    """Roles without a gap between them, the first one at the start of working life."""
    rng = writer.rng
    moved = rng.random() < 0.82
    later = move.role["ladder"][: rng.choices((0, 1, 2, 3), (25, 40, 25, 10))[0] if moved else rng.randint(1, 3)]
    roles = [*([move.start] if moved else []), move.target, *later]
    lengths = [rng.randint(3, 10) if moved and i == 0 else rng.randint(2, 5) for i in range(len(roles))]
    house = writer.draw(f"houses of {move.role['field']}", table("moves")["fields"][move.role["field"]]["kinds"])
    year, past = _THIS_YEAR - sum(lengths), []
    for i, (role, length) in enumerate(zip(roles[:-1], lengths, strict=False)):
        employer = organisation(writer, move.origin["kind"] if moved and i == 0 else house)
        past.append(f"{role} @ {employer} ({year}-{year + length})")
        year += length
    since = sum(lengths[1:]) if moved else sum(lengths)
    return Career(";".join(past), roles[-1], house, sum(lengths), since, moved)


def _bio(writer: Writer, move: Move, career: Career, ways: list[str], words: dict[str, str]) -> str:
    rng, bios = writer.rng, table("bios")
    path = "path" if career.moved else "raised"
    known = [way for way in ("structured", "open-ended") if way in ways]
    style = known[0] if known and rng.random() < 0.6 else "either"
    decks = {
        "path": (path, bios[path]),
        "did": (f"did of {move.target}", move.role["did"]),
        "helps": ("helps", bios["helps"]),
        "style": (style, bios[style]),
        "more": ("more", bios["more"]),
    }
    telling = _LONG if rng.random() < 0.06 else writer.draw("tellings", _TELLINGS)
    told = dict.fromkeys(part if part == "\n\n" else writer.draw(*decks[part]) for part in telling)
    return " ".join(part if part == "\n\n" else writer.fill(part, words) for part in told).replace(" \n\n ", "\n\n")


def _skills(writer: Writer, move: Move) -> list[str]:
    """Mostly of the role reached, some of the one left."""
    rng, reached = writer.rng, move.role["skills"]
    new = rng.sample(reached, rng.randint(3, min(6, len(reached))))
    old = rng.sample(move.origin["skills"], rng.choice((0, 1, 1, 2)))
    return list(dict.fromkeys([*new, *old]))


def _level(writer: Writer, career: Career) -> int:
    return writer.rng.choices((3, 4, 5), (2, 4, 5) if career.since >= 6 else (4, 4, 1))[0]
