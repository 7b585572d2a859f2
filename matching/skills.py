"""The skills catalog: which names mean the same skill, and how common a skill is.

`skills.yaml` beside this file is our own table. A name that it does not know stays a skill of its own.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import yaml

from matching.spelling import key

_FAINT = frozenset("and for from the with that who their what how into about work working skill".split())
NEAR = 0.4  # share of a skill that teaching a related one covers


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill of the catalog. `rarity` lies in (0, 1]: what everybody offers counts less."""

    id: str
    name: str
    area: str
    aliases: tuple[str, ...] = ()
    rarity: float = 0.6
    about: str = ""


@cache
def catalog() -> Mapping[str, Skill]:
    """Skill id → skill, in the order of the file."""
    skills = {}
    for area, entries in _table().items():
        for id_, entry in entries.items():
            names = [str(name) for name in entry["names"]]
            skills[id_] = Skill(
                id_,
                names[0],
                area,
                tuple(names[1:]),
                float(entry.get("rarity", 0.6)),
                str(entry.get("about", "")),
            )
    return skills


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    text = resources.files(__package__).joinpath("skills.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, Any]] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return found


def related(identity: str) -> Mapping[str, float]:
    """Skill id → how far teaching it covers the skill asked for: itself in full, related ones in part."""
    return dict.fromkeys(_near().get(identity, ()), NEAR) | {identity: 1.0}


@cache
def _near() -> Mapping[str, frozenset[str]]:
    """The relations of the table, read in both directions."""
    found: dict[str, set[str]] = defaultdict(set)
    for entries in _table().values():
        for id_, entry in entries.items():
            for other in entry.get("near", ()):
                found[id_].add(other)
                found[other].add(id_)
    return {id_: frozenset(others) for id_, others in found.items()}


def normalise(name: str, context: str = "") -> Skill | None:
    """The skill that a name or alias means, None for one that the catalog does not know.

    Case, accents, hyphens, plurals and white space do not matter. `context` decides between the senses
    of a name that has several ("PM" beside product words); where it says nothing, the first of the table.
    """
    found = _by_key().get(key(name))
    if found is None or len(found) == 1:
        return catalog()[found[0]] if found else None
    around = set(key(context).split()) - set(key(name).split())
    return catalog()[max(found, key=lambda id_: len(around & _words_of(id_)))]


@lru_cache(maxsize=2_000)
def _words_of(id_: str) -> frozenset[str]:
    """Words of a skill's names and of what it is about, short and everyday ones left out."""
    skill = catalog()[id_]
    said = key(" ".join((skill.name, *skill.aliases, skill.about, skill.area))).split()
    return frozenset(word for word in said if len(word) > 2) - _FAINT


def suggestions(text: str, k: int = 8) -> tuple[Skill, ...]:
    """Skills whose name or alias starts with the text, then those that hold it; names before aliases."""
    wanted = key(text)
    if not wanted:
        return ()
    ranked: dict[str, tuple[int, int, str]] = {}
    for skill in catalog().values():
        for place, name in enumerate((skill.name, *skill.aliases)):
            at = key(name).find(wanted)
            if at >= 0:
                rank = (min(at, 1), min(place, 1), skill.name)
                ranked[skill.id] = min(ranked.get(skill.id, rank), rank)
    return tuple(catalog()[id_] for id_ in sorted(ranked, key=lambda id_: ranked[id_])[:k])


def identity(name: str, context: str = "") -> str:
    """What two names have in common when they mean the same skill."""
    skill = normalise(name, context)
    return skill.id if skill else key(name)


def rarity(identity: str) -> float:
    """Weight of a skill in (0, 1]; a name that the catalog does not know is taken as rather rare."""
    skill = catalog().get(identity)
    return skill.rarity if skill else 0.7


def spellings() -> tuple[str, ...]:
    """Every name and alias, in the spelling of `key`."""
    return tuple(_by_key())


@cache
def _by_key() -> Mapping[str, tuple[str, ...]]:
    """Spelling → skill ids, in the order of the file; the name of one skill is an alias of no other."""
    own = {key(skill.name): skill.id for skill in reversed(list(catalog().values()))}
    found: dict[str, tuple[str, ...]] = {spelling: (id_,) for spelling, id_ in own.items()}
    for skill in catalog().values():
        for name in (skill.id.replace("-", " "), *skill.aliases):
            spelling = key(name)
            ids = found.get(spelling, ())
            if spelling not in own and skill.id not in ids:
                found[spelling] = (*ids, skill.id)
    return found
