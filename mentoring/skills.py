"""Names of skills to choose from, and what is meant by one that nobody has used yet."""

from collections.abc import Collection
from dataclasses import dataclass

from data import skills as skill_rows
from data.store import Store
from matching import skills as catalog
from matching.meant import Nearest, nearest
from matching.spelling import key
from mentoring.access import Actor, guarded

_ALIASES = 4


@dataclass(frozen=True, slots=True)
class Meant:
    name: str  # of those to choose from
    same: bool  # nobody need be asked


@guarded
def skill_names(store: Store, actor: Actor) -> dict[str, str]:
    """Names to choose from, each with the text that a search finds it by: the name and its aliases.

    First what people of the program wrote, then the catalog.
    """
    written: dict[str, str] = {}
    for name in skill_rows.names_in(store, actor.program_id):
        written.setdefault(catalog.identity(name), name)  # of two spellings the one that most people wrote
    names = {name: _found_by(name, catalog.catalog().get(identity)) for identity, name in written.items()}
    others = (skill for skill in catalog.catalog().values() if skill.id not in written)
    return names | {skill.name: _found_by(skill.name, skill) for skill in others}


@guarded
def meant_by(store: Store, actor: Actor, name: str, names: Collection[str]) -> Meant | None:
    """Which of the `names` to choose from a new one may mean; None where it can only mean itself."""
    listed = {catalog.identity(other): other for other in names}
    known = catalog.normalise(name)
    found = Nearest(known, same=True) if known else nearest(name)
    return Meant(listed.get(found.skill.id, found.skill.name), found.same) if found else None


def _found_by(name: str, skill: catalog.Skill | None) -> str:
    """The name, and others by which a search finds it."""
    others = [alias for alias in (skill.name, *skill.aliases) if key(alias) != key(name)] if skill else []
    return f"{name} ({', '.join(others[:_ALIASES])})" if others else name
