"""Mentees: where they work, where they want to go, and why, in their own words."""

from data.samples.careers import Move, draw_move, team_of, words_of
from data.samples.fragments import Writer, in_prose, table
from data.samples.names import Someone
from data.samples.rows import MENTEE_COLUMNS, Row
from data.samples.weeks import availability, preferences

# Orders in which people explain themselves. `motive` is one of change, away or step.
_TELLINGS = (
    ("day", "spark", "gap"), ("day", "motive", "gap", "hope"), ("spark", "motive", "hope"), ("motive", "day", "gap"),
    ("spark", "gap", "hope"), ("day", "gap"), ("motive", "brings", "hope"), ("day", "spark", "motive", "hope"),
    ("gap", "spark"), ("spark", "brings", "gap"), ("motive", "spark", "gap", "hope"), ("day", "motive"),
    ("spark", "motive"), ("brings", "motive", "gap"), ("day", "hope"), ("gap", "motive", "hope"),
)  # fmt: skip
_TELLINGS_AWAY = (
    ("motive", "spark", "gap"), ("motive", "gap", "hope"), ("motive", "brings", "hope"), ("motive", "gap"),
    ("motive", "hope"), ("motive", "brings", "gap", "hope"),
)  # fmt: skip
_AWAY = 0.17  # of those who change are not in the old job any longer


def mentee(writer: Writer, someone: Someone, person_id: str) -> Row:
    rng, move = writer.rng, draw_move(writer, "wanted")
    skills = _skills(writer, move)
    words = words_of(move, someone.city) | {"skill": in_prose(skills[0].split(":")[0])}
    return dict.fromkeys(MENTEE_COLUMNS, "") | {
        "id": person_id,
        "name": someone.name,
        "email": someone.email,
        "current_role": move.start,
        "target_role": move.target,
        "goals": writer.new(lambda: _why(writer, move, words)),
        "skills_wanted": ";".join(skills),
        "not_interested_in": _not_wanted(writer),
        "years_experience": _years(writer, move),
        "languages": ";".join(someone.languages),
        "time_zone": someone.time_zone,
        "availability": availability(rng) if rng.random() < 0.92 else "",
        "preferences": ";".join(preferences(rng)),
        "team": team_of(writer, move.origin["kind"]),
    }


def thin_mentee(writer: Writer, someone: Someone, person_id: str) -> Row:
    """Somebody who has only begun: name, address and one to three things more."""
    full = mentee(writer, someone, person_id)
    move = Move(full["current_role"], full["target_role"], False, ())
    words = words_of(move, someone.city)
    full["goals"] = writer.new(lambda: writer.fill(writer.draw("short", table("whys")["short"]), words))
    known = writer.rng.sample(
        ("current_role", "target_role", "goals", "languages", "time_zone"), writer.rng.randint(1, 3)
    )
    return {column: value if column in ("id", "name", "email", *known) else "" for column, value in full.items()}


def _why(writer: Writer, move: Move, words: dict[str, str]) -> str:
    rng, whys = writer.rng, table("whys")
    away = not move.step and rng.random() < _AWAY
    motive = "away" if away else "step" if move.step and rng.random() < 0.8 else "change"
    telling = writer.draw(f"tellings {away}", _TELLINGS_AWAY if away else _TELLINGS)
    parts = {
        "day": (f"day of {move.start}", move.origin["day"]),
        "spark": (f"spark of {move.key}", move.spark),
        "gap": (f"gap of {move.target}", move.role["gap"]),
        "motive": (motive, whys[motive]),
        "brings": ("brings", whys["brings"]),
        "hope": ("hope", whys["hope"]),
    }
    return " ".join(writer.fill(writer.draw(*parts[part]), words) for part in telling)


def _skills(writer: Writer, move: Move) -> list[str]:
    rng, known = writer.rng, move.origin["skills"]
    wanted: list[str] = move.role["skills"]
    # What stands first in the list is what newcomers are told to learn first.
    chosen = sorted(
        rng.sample(range(len(wanted)), rng.randint(2, min(5, len(wanted)))), key=lambda i: i + 3 * rng.random()
    )
    return [_level(writer, wanted[i], wanted[i] in known) for i in chosen]


def _level(writer: Writer, skill: str, has_it: bool) -> str:
    rng = writer.rng
    now = rng.choice((2, 3) if has_it else (1, 1, 1, 2, 2, 3))
    goal = min(5, now + rng.choice((1, 2, 2, 3)))
    return rng.choices((f"{skill}:{now}>{goal}", f"{skill}:{max(3, goal)}", skill), (70, 18, 12))[0]


def _years(writer: Writer, move: Move) -> str:
    rng = writer.rng
    if rng.random() < 0.05:
        return ""
    if rng.random() < 0.06:
        return rng.choice(("1.5", "2.5", "3.5"))
    return str(rng.randint(2, 9) if move.step else round(rng.triangular(1, 22, 7)))


def _not_wanted(writer: Writer) -> str:
    many = writer.rng.choices((0, 1, 2), (60, 30, 10))[0]
    return ";".join(dict.fromkeys(writer.draw("not wanted", table("whys")["notwanted"]) for _ in range(many)))
