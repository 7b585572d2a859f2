"""What both roles of a person share: current role, experience, languages, time, ways of working."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any, TypeVar

from data.memberships import Member
from data.skills import SkillRow
from matching import csv_fields, languages
from mentoring.access import Invalid

MOST_TEXT = 5_000  # characters of one long field
MOST_LINE = 200
MOST_SKILLS = 300

PREFERENCES = csv_fields.PREFERENCES

Window = tuple[int, int, int]  # day 0-6, start minute, end minute; the end may lie after midnight
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class AboutMe:
    current_role: str = ""
    years_experience: float | None = None
    languages: tuple[str, ...] = ()
    time_zone: str = ""
    availability: tuple[Window, ...] = ()
    preferences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SkillLevel:
    """A skill with the level wanted or taught, and the level one has now (1-5, None = not said)."""

    name: str
    level: int | None = None
    level_now: int | None = None


def language_choices() -> dict[str, str]:
    """Tag → English name of the languages to choose from, by name."""
    return dict(sorted(((tag, languages.name(tag)) for tag in languages.LANGUAGES), key=lambda item: item[1]))


def language_name(tag: str) -> str:
    return languages.name(tag)


def time_zones() -> tuple[str, ...]:
    return csv_fields.time_zones()


def about_of(member: Member) -> AboutMe:
    return AboutMe(
        current_role=member.current_role,
        years_experience=member.years_experience,
        languages=csv_fields.parse_languages(member.languages),
        time_zone=member.time_zone,
        availability=csv_fields.parse_availability(member.availability) or (),
        preferences=csv_fields.parse_preferences(member.preferences),
    )


def with_about(member: Member, about: AboutMe) -> Member:
    """The member with what the form says; raises Invalid that names the field."""
    years = about.years_experience
    if years is not None and not 0 <= years <= 80:
        raise Invalid("years_experience", "Years of experience are a number from 0 to 80.")
    return replace(
        member,
        current_role=line("current_role", "Your current role", about.current_role),
        years_experience=years,
        languages=";".join(checked("languages", csv_fields.parse_languages, ";".join(about.languages))),
        time_zone=checked("time_zone", csv_fields.parse_time_zone, about.time_zone) or "",
        availability=checked_availability(about.availability),
        preferences=";".join(checked("preferences", csv_fields.parse_preferences, ";".join(about.preferences))),
    )


def from_json(content: dict[str, Any]) -> AboutMe:
    """What `dataclasses.asdict` and JSON made of it, back again (a kept draft)."""
    return AboutMe(
        content["current_role"],
        content["years_experience"],
        tuple(content["languages"]),
        content["time_zone"],
        tuple((day, start, end) for day, start, end in content["availability"]),
        tuple(content["preferences"]),
    )


def checked_availability(windows: tuple[Window, ...]) -> str:
    text = csv_fields.format_availability(windows)
    checked("availability", csv_fields.parse_availability, text)
    return text


def checked(field: str, parse: Callable[[str], T], text: str) -> T:
    """The parser's complaint becomes a refusal that names the field."""
    try:
        return parse(text)
    except ValueError as fault:
        raise Invalid(field, str(fault)) from fault


def line(field: str, called: str, text: str) -> str:
    """One line of text, trimmed, its white space folded."""
    folded = re.sub(r"\s+", " ", _readable(text)).strip()
    if len(folded) > MOST_LINE:
        raise Invalid(field, f"{called} has {len(folded):,} characters; at most {MOST_LINE} fit.")
    return folded


def paragraph(field: str, called: str, text: str) -> str:
    """Several lines of text, trimmed."""
    trimmed = _readable(text).strip()
    if len(trimmed) > MOST_TEXT:
        raise Invalid(field, f"{called} has {len(trimmed):,} characters; at most {MOST_TEXT:,} fit.")
    return trimmed


def skill_rows(skills: tuple[SkillLevel, ...]) -> tuple[SkillRow, ...]:
    if len(skills) > MOST_SKILLS:
        raise Invalid("skills", f"These are {len(skills)} skills; at most {MOST_SKILLS} fit.")
    named = {line("skills", "A skill", skill.name).casefold(): skill for skill in skills}
    named.pop("", None)
    for skill in named.values():
        for level in (skill.level, skill.level_now):
            if level is not None and level not in range(1, 6):
                raise Invalid("skills", f"The level of {skill.name} is a whole number from 1 to 5.")
    return tuple(SkillRow(line("skills", "A skill", s.name), s.level, s.level_now) for s in named.values())


def skill_levels(rows: tuple[SkillRow, ...]) -> tuple[SkillLevel, ...]:
    return tuple(SkillLevel(row.name, row.level, row.level_now) for row in rows)


def version_of(form: Any) -> str:
    """What a form says, in short: it differs when any of the rows behind the form was changed to say something else.

    Two forms write the member's row, an import writes them all and a pause is in no form, so no row's own
    counter tells whether what somebody read is still what is stored.
    """
    return hashlib.sha256(json.dumps(asdict(form)).encode()).hexdigest()


def _readable(text: str) -> str:
    """Without control characters, which no form can show (new lines and tabs stay)."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", text.replace("\r\n", "\n"))
