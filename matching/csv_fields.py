"""One parser and one formatter per field that people hand us as text, for files and for forms.

A parser takes the text of one cell (blank = unknown) and raises ValueError with a sentence that a
person can read. What a formatter writes, its parser reads back unchanged.
"""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib import resources
from typing import Literal, TypeVar

SkillKind = Literal["wanted", "taught"]
Skill = str | tuple[str, int] | tuple[str, int, int]  # name, (name, level), (name, wanted, now)
PastRole = tuple[str, str, int | None, int | None]  # role, organisation ("" = unknown), from, to
Slot = tuple[int, int, int]  # day 0-6 (Monday = 0), start and end in minutes; past midnight end > 1440

PREFERENCES = ("video", "in-person", "chat", "structured", "open-ended", "weekly", "fortnightly", "monthly")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAY = 24 * 60
LONGEST_CAREER = 80
MOST_SEATS = 1000

_LEVEL = re.compile(r"\s*([+-]?\d+(?:[.,]\d+)?)\s*(?:>\s*([+-]?\d+(?:[.,]\d+)?)\s*)?")
# Written so that no run of blanks is scanned twice: a hostile cell must not cost minutes.
_YEARS = re.compile(r"\( ?([12][0-9]{3})? ?([-–—])? ?([12][0-9]{3})? ?\)$")
_AT = re.compile(r"(?<=\s)@|@(?=\s)")
_SLOT = re.compile(r"([A-Za-z]{3})\s+(\d{1,2}):(\d\d)\s*[-–—]\s*(\d{1,2}):(\d\d)")
# RFC 5646, section 2.1. Primary subtags of four to eight letters are left out: none is registered,
# and "english" is a mistake rather than a tag.
_LANGUAGE = re.compile(
    r"""(?:x(?:-[a-z0-9]{1,8})+
        |[a-z]{2,3}(?:-[a-z]{3}){0,3}
         (?:-[a-z]{4})?
         (?:-(?:[a-z]{2}|[0-9]{3}))?
         (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*
         (?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*
         (?:-x(?:-[a-z0-9]{1,8})+)?)""",
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)

T = TypeVar("T")


def shown(value: str) -> str:
    """The value on one line of at most 60 characters, as messages show it."""
    line = " ".join(value[:1000].split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _items(text: str) -> list[str]:
    return [item.strip() for item in text.split(";") if item.strip()]


def _joined(values: Sequence[T], one: Callable[[T], str], parse: Callable[[str], Sequence[T] | None]) -> str:
    text = ";".join(one(value) for value in values)
    if tuple(parse(text) or ()) != tuple(values):
        raise ValueError(f"“{shown(text)}” cannot be kept as a list: it would be read back differently.")
    return text


def _level(text: str, name: str) -> int:
    if not re.fullmatch(r"\d{1,3}", text) or not 1 <= int(text) <= 5:
        raise ValueError(f"The level of “{shown(name)}” is {shown(text)}; levels are whole numbers from 1 to 5.")
    return int(text)


def _skill(item: str, kind: SkillKind) -> Skill:
    name, colon, suffix = item.rpartition(":")
    levels = _LEVEL.fullmatch(suffix) if colon else None
    if levels is None:
        return item
    name = name.strip()
    if not name:
        raise ValueError(f"“{shown(item)}” has a level but no skill before the colon.")
    first, second = levels.groups()
    if second is None:
        return name, _level(first, name)
    if kind == "taught":
        raise ValueError(f"“{shown(item)}”: a skill that is taught has one level, as in “{name}:{second}”.")
    return name, _level(second, name), _level(first, name)


def parse_skills(text: str, kind: SkillKind) -> tuple[Skill, ...]:
    """`SQL;Statistics:4;Python:1>4` → ("SQL", ("Statistics", 4), ("Python", 4, 1)): wanted before now."""
    return tuple(_skill(item, kind) for item in _items(text))


def _skill_text(skill: Skill) -> str:
    if isinstance(skill, str):
        return skill
    if len(skill) == 2:
        return f"{skill[0]}:{skill[1]}"
    return f"{skill[0]}:{skill[2]}>{skill[1]}"


def format_skills(skills: Sequence[Skill], kind: SkillKind) -> str:
    return _joined(skills, _skill_text, lambda text: parse_skills(text, kind))


def _past_role(item: str) -> PastRole:
    years = _YEARS.search(item)
    start, end = (int(year) if year else None for year in years.group(1, 3)) if years else (None, None)
    if years and years[2] is None and end is None:  # "(2016)": one year
        end = start
    elif years is None or years[2] is None or (start and end and end < start):
        start = end = None
    if start is None and end is None:
        years = None  # no span of years: it stays part of the text
    text = item[: years.start()].strip() if years else item
    role, *organisation = _AT.split(text, maxsplit=1)
    if not role or "@" in role or not organisation:  # no sign between two names: it stays part of the role
        return text, "", start, end
    return role.strip(), organisation[0].strip(), start, end


def parse_past_roles(text: str) -> tuple[PastRole, ...]:
    """`Nurse @ City Clinic (2016-2019);Analyst`, oldest first; organisation and years may be missing."""
    return tuple(_past_role(item) for item in _items(text))


def _past_role_text(past: PastRole) -> str:
    role, organisation, start, end = past
    text = f"{role} @ {organisation}" if organisation else role
    if start is None and end is None:
        return text
    span = str(start) if start == end else f"{start or ''}-{end or ''}"
    return f"{text} ({span})"


def format_past_roles(roles: Sequence[PastRole]) -> str:
    return _joined(roles, _past_role_text, parse_past_roles)


def _cased(tag: str) -> str:
    """The recommended case of RFC 5646, section 2.1.1: en, pt-BR, zh-Hant."""
    subtags = tag.lower().split("-")
    for place, subtag in enumerate(subtags):
        if len(subtag) == 1:
            break
        if place and len(subtag) == 2:
            subtags[place] = subtag.upper()
        if place and len(subtag) == 4 and subtag.isalpha():
            subtags[place] = subtag.title()
    return "-".join(subtags)


def parse_languages(text: str) -> tuple[str, ...]:
    """`en;pt-BR` → well-formed BCP 47 tags in their usual case, each once."""
    tags = _items(text)
    for tag in tags:
        if not _LANGUAGE.fullmatch(tag):
            raise ValueError(f"“{shown(tag)}” is not a language tag; write for example “en;pt-BR”.")
    return tuple(dict.fromkeys(_cased(tag) for tag in tags))


def format_languages(tags: Iterable[str]) -> str:
    return _joined(tuple(tags), str, parse_languages)


@cache
def _zones() -> dict[str, str]:
    """From the tzdata package, so that the same file is judged alike on every machine."""
    names = resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return {name.casefold(): name for name in names if name != "Factory"}


def time_zones() -> tuple[str, ...]:
    """Every IANA name that `parse_time_zone` takes, sorted."""
    return tuple(sorted(_zones().values()))


def parse_time_zone(text: str) -> str | None:
    name = text.strip()
    if not name:
        return None
    if name.casefold() not in _zones():
        raise ValueError(f"“{shown(name)}” is not a time zone of the IANA list; write for example “Europe/Berlin”.")
    return _zones()[name.casefold()]


def _slot(item: str) -> Slot:
    parts = _SLOT.fullmatch(item)
    if parts is None or parts[1].title() not in DAYS:
        raise ValueError(f"“{shown(item)}” is not a weekly time; write for example “Mon 18:00-20:00”.")
    hours_minutes = [int(part) for part in parts.groups()[1:]]
    start, end = hours_minutes[0] * 60 + hours_minutes[1], hours_minutes[2] * 60 + hours_minutes[3]
    if hours_minutes[1] > 59 or hours_minutes[3] > 59 or start >= DAY or end > DAY:
        raise ValueError(f"“{shown(item)}” holds a time that no clock shows; times go from 00:00 to 24:00.")
    if start == end:
        raise ValueError(f"“{shown(item)}” ends when it starts.")
    return DAYS.index(parts[1].title()), start, end if end > start else end + DAY


def parse_availability(text: str) -> tuple[Slot, ...] | None:
    """`Mon 18:00-20:00;Sat 22:00-01:00` → ((0, 1080, 1200), (5, 1320, 1500)), local; blank → None."""
    return tuple(_slot(item) for item in _items(text)) or None


def _slot_text(slot: Slot) -> str:
    day, start, end = slot
    if end > DAY:
        end -= DAY
    return f"{DAYS[day]} {start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"


def format_availability(slots: Sequence[Slot] | None) -> str:
    """Not checked: `parse_availability` says what is wrong with slots that a form put together."""
    return ";".join(_slot_text(slot) for slot in slots or ())


def parse_preferences(text: str) -> tuple[str, ...]:
    """Any of PREFERENCES, each once, in the order given."""
    chosen = [item.lower() for item in _items(text)]
    for item in chosen:
        if item not in PREFERENCES:
            raise ValueError(f"“{shown(item)}” is not one of the preferences {', '.join(PREFERENCES)}.")
    return tuple(dict.fromkeys(chosen))


def format_preferences(preferences: Iterable[str]) -> str:
    return _joined(tuple(preferences), str, parse_preferences)


def parse_years(text: str) -> float | None:
    """Years of experience, 0 to 80; part years as 2.5."""
    text = text.strip()
    if not text:
        return None
    if not re.fullmatch(r"\d+(\.\d+)?", text) or not math.isfinite(float(text)) or float(text) > LONGEST_CAREER:
        raise ValueError(f"“{shown(text)}” is not a number of years from 0 to {LONGEST_CAREER}, such as 7 or 2.5.")
    return float(text)


def parse_capacity(text: str) -> int:
    """Seats, 0 to 1,000; blank = 1."""
    text = text.strip()
    if not text:
        return 1
    if not re.fullmatch(r"\d{1,9}", text) or int(text) > MOST_SEATS:
        raise ValueError(f"“{shown(text)}” is not a whole number of seats from 0 to {MOST_SEATS:,}.")
    return int(text)


def spreadsheet_safe(text: str) -> str:
    """The text as a spreadsheet shows and never runs it: an apostrophe before what would be a formula."""
    start = text.lstrip()[:1]
    if text[:1] in ("\t", "\r", "\n") or (start and start in "=+-@＝＋－＠"):
        return text if re.fullmatch(r"[+-]?\d+(\.\d+)?", text) else f"'{text}"
    return text
