"""Invented people's names with the places and languages that go with them."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from data.samples.fragments import Writer, table

# Letters that Unicode does not take apart into a base letter and a mark.
_BASE = str.maketrans({"ł": "l", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ß": "ss", "ı": "i", "æ": "ae", "Ł": "L"})


@dataclass(frozen=True, slots=True)
class Someone:
    name: str
    email: str
    city: str
    time_zone: str
    languages: tuple[str, ...]


class Names:
    """Full names, each once as long as there are enough of them; e-mail addresses always once."""

    def __init__(self, writer: Writer, taken: Iterable[str]) -> None:
        self._writer = writer
        self._addresses: Counter[str] = Counter()
        self._drawn: Counter[str] = Counter()
        self._order = {
            name: [pair for pair in self._pairs(culture) if " ".join(pair) not in set(taken)]
            for name, culture in table("names").items()
        }

    def draw(self) -> Someone:
        key = self._writer.draw("cultures", list(self._order))
        culture = table("names")[key]
        city, zone, *further = self._writer.draw(f"{key} homes", culture["homes"])
        name = self._full_name(key, culture)
        languages = dict.fromkeys([*culture["languages"], *further])
        return Someone(name, self._address(name), city, zone, tuple(languages))

    def _pairs(self, culture: dict[str, Any]) -> list[tuple[str, str]]:
        """Every given name with every family name, so that all given names come once before one comes again."""
        rng = self._writer.rng
        given, family = (rng.sample(culture[kind], len(culture[kind])) for kind in ("given", "family"))
        return [(one, family[(i + lap) % len(family)]) for lap in range(len(family)) for i, one in enumerate(given)]

    def _full_name(self, key: str, culture: dict[str, Any]) -> str:
        order = self._order[key]
        laps, place = divmod(self._drawn[key], len(order))
        self._drawn[key] += 1
        given, family = order[place]
        double = culture.get("double", False)
        if laps or (double and self._writer.rng.random() < 0.5):
            other = self._writer.draw(f"{key} second", [name for name in culture["family"] if name != family])
            return f"{given} {family}{' ' if double else '-'}{other}"
        return f"{given} {family}"

    def _address(self, name: str) -> str:
        base = unicodedata.normalize("NFKD", name.translate(_BASE)).encode("ascii", "ignore").decode()
        local = ".".join(base.lower().split())
        self._addresses[local] += 1
        count = self._addresses[local]
        return f"{local}{count if count > 1 else ''}@sample.example"
