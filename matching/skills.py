"""The skills catalog: which names mean the same skill, and how common a skill is.

`skills.yaml` beside this file is our own table. A name that it does not know stays a skill of its own.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill of the catalog. `rarity` lies in (0, 1]: what everybody offers counts less."""

    id: str
    name: str
    area: str
    aliases: tuple[str, ...] = ()
    rarity: float = 0.6


@cache
def catalog() -> Mapping[str, Skill]:
    """Skill id → skill, in the order of the file."""
    text = resources.files(__package__).joinpath("skills.yaml").read_text(encoding="utf-8")
    areas = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    skills = {}
    for area, entries in areas.items():
        for id_, entry in entries.items():
            names = [str(name) for name in entry["names"]]
            skills[id_] = Skill(id_, names[0], area, tuple(names[1:]), float(entry.get("rarity", 0.6)))
    return skills


def normalise(name: str, context: str = "") -> Skill | None:
    """The skill that a name or alias means, None for one that the catalog does not know.

    Case, accents, hyphens, plurals and white space do not matter. `context` decides between the senses
    of a name that has several ("PM" beside product words).
    """
    found = _by_key().get(key(name))
    if found is None or len(found) == 1:
        return catalog()[found[0]] if found else None
    words = set(re.findall(r"\w+", context.casefold()))
    said = [id_ for id_ in found if words & set(re.findall(r"\w+", catalog()[id_].name.casefold()))]
    return catalog()[said[0] if said else found[0]]


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


@lru_cache(maxsize=20_000)
def key(name: str) -> str:
    """One spelling for all: no case, accents, punctuation or plural; c++, c# and .net stay apart."""
    flat = "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))
    words = re.findall(r"[^\W_]+[+#]*", flat.replace("&", " and ").replace(".net", "dotnet"))
    return " ".join(
        word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word for word in words
    )


@cache
def _by_key() -> Mapping[str, tuple[str, ...]]:
    """Spelling → skill ids; a name that several skills claim keeps them in the order of the file."""
    found: dict[str, tuple[str, ...]] = {}
    for skill in catalog().values():
        for name in (skill.id.replace("-", " "), skill.name, *skill.aliases):
            ids = found.get(key(name), ())
            found[key(name)] = ids if skill.id in ids else (*ids, skill.id)
    return found
