"""Job titles: which of them mean the same job, and how far somebody with one has come.

`titles.yaml` beside this file is our own table of families of titles.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from matching.spelling import key

OTHER_LANGUAGES = ("es", "de", "fr", "pt")
# Words that say how far somebody has come, not what the job is.
_RANK = frozenset(
    (
        "senior sr junior jr lead principal chief head deputy assistant associate trainee apprentice intern graduate "
        "staff experienced certified qualified registered"
    ).split()
)
_LEVELS = (
    (1, r"intern|trainee|apprentice|student|junior|assistant|entry"),
    (3, r"senior|sr|experienced|specialist"),
    (4, r"lead(?! generation)|principal|supervisor|architect"),
    (4, r"(?:engineering|team|people|general|regional|department) manager"),
    (4, r"staff (?:\w+ )?(?:engineer|developer|designer|scientist)|chief of staff"),  # staff of their own rank
    (5, r"head|director|(?<!business )partner|distinguished \w+"),
    (6, r"vp|vice president|chief(?! of staff)|ceo|cto|cfo|coo|cpo|founder|president"),
)


@dataclass(frozen=True, slots=True)
class Family:
    """Titles of one job."""

    id: str
    names: tuple[str, ...]  # English
    elsewhere: tuple[str, ...]  # in other languages


@cache
def families() -> Mapping[str, Family]:
    """Family id → family, in the order of the file."""
    text = resources.files(__package__).joinpath("titles.yaml").read_text(encoding="utf-8")
    areas = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {
        id_: Family(
            id_,
            tuple(map(str, entry["names"])),
            tuple(str(name) for language in OTHER_LANGUAGES for name in entry.get(language, ())),
        )
        for entries in areas.values()
        for id_, entry in entries.items()
    }


def names() -> tuple[str, ...]:
    """Every English title of the table."""
    return tuple(name for family in families().values() for name in family.names)


def family_of(title: str) -> Family | None:
    """The family of a title, found by its words, then without those that say only the rank; None for others."""
    found = _by_key().get(key(title))
    if found is None:
        found = _by_key().get(without_rank(title))
    return families()[found] if found else None


def is_english(title: str) -> bool | None:
    """Whether the table has it as an English title, or as one in another language; None for others."""
    if key(title) in _english():
        return True
    return False if key(title) in _by_key() else None


def in_english(title: str) -> str | None:
    """An English name of a job that the table holds in another language; None for others."""
    found = None if key(title) in _english() else _by_key().get(key(title))
    return families()[found].names[0] if found else None


def without_rank(title: str) -> str:
    return " ".join(word for word in key(title).split() if word not in _RANK)


@cache
def level(title: str) -> float:
    """1 (junior) to 6 (chief) by the words of a title, 2 where none says it; NaN for an empty title."""
    if not title.strip():
        return float("nan")
    own = re.split(r"\bto (?:the )?", title.casefold())[0]  # an assistant to the CEO is none
    levels = [number for number, words in _LEVELS if re.search(rf"\b(?:{words})\b", own)]
    return float(max(levels, default=2))


@cache
def _english() -> frozenset[str]:
    return frozenset(key(name) for name in names())


@cache
def _by_key() -> Mapping[str, str]:
    """Spelling → family; what two families claim belongs to the first."""
    found: dict[str, str] = {}
    for family in families().values():
        for name in family.names:
            found.setdefault(key(name), family.id)
    for family in families().values():
        for name in family.names:
            found.setdefault(without_rank(name), family.id)
    for family in families().values():
        for name in family.elsewhere:
            found.setdefault(key(name), family.id)
    found.pop("", None)
    return found
