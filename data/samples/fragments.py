"""Sentences put together from written fragments, so that many people can speak without repeating each other.

A fragment holds `{a|b}` (one of), `{3-9}` (a number) and `{word}` (filled from the given words).
"""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, TypeVar

import yaml

T = TypeVar("T")

_SLOT = re.compile(r"\{([^{}]*)\}")
_RANGE = re.compile(r"(\d+)-(\d+)")
_TRIES = 8  # after that a text may repeat: a sample of 100,000 people must not wait for a new sentence
# Skills that keep their capital in a sentence although they are no abbreviations.
_PROPER = frozenset(
    [
        "Airflow",
        "Docker",
        "Excel",
        "Figma",
        "Git",
        "Java",
        "JavaScript",
        "Kubernetes",
        "Linux",
        "Power BI",
        "PostgreSQL",
        "Python",
        "React",
        "Spark",
        "Terraform",
        "TypeScript",
    ]
)


@cache
def table(name: str) -> Any:
    """One of the YAML files beside this module."""
    text = resources.files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


def in_prose(name: str) -> str:
    """A role or skill as it stands inside a sentence: `Data analyst` → `data analyst`, `SQL` → `SQL`."""
    if len(name) < 2 or name[:2].isupper() or name in _PROPER:
        return name
    return name[0].lower() + name[1:]


def with_article(role: str) -> str:
    spoken_vowel = role[:1] in "AEIO" or role.startswith(("HR ", "FP&A "))
    return f"{'an' if spoken_vowel else 'a'} {in_prose(role)}"


def slots(fragment: str) -> set[str]:
    """Words that a fragment needs."""
    return {slot for slot in _SLOT.findall(fragment) if "|" not in slot and not _RANGE.fullmatch(slot)}


class Writer:
    """Draws like somebody who holds a shuffled deck per list: nothing comes twice before everything came once."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self._decks: dict[str, list[int]] = {}
        self._written: set[str] = set()

    def draw(self, deck: str, choices: Sequence[T]) -> T:
        left = self._decks.get(deck)
        if not left:
            left = self._decks[deck] = self.rng.sample(range(len(choices)), len(choices))
        return choices[left.pop()]

    def fill(self, fragment: str, words: Mapping[str, str]) -> str:
        text = _SLOT.sub(lambda found: self._slot(found[1], words), fragment)
        return text[0].upper() + text[1:]

    def new(self, write: Callable[[], str]) -> str:
        """A text that nobody in this sample has written yet, as long as there are enough of them."""
        text = write()
        for _ in range(_TRIES):
            if text not in self._written:
                break
            text = write()
        self._written.add(text)
        return text

    def _slot(self, slot: str, words: Mapping[str, str]) -> str:
        if "|" in slot:
            return self.rng.choice(slot.split("|"))
        if span := _RANGE.fullmatch(slot):
            return str(self.rng.randint(int(span[1]), int(span[2])))
        return words[slot]
