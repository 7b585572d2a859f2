"""Names of skills to choose from, and what is meant by one that nobody has used yet."""

from data import skills as skill_rows
from data.store import Store
from matching import skills as catalog
from matching.meant import Meant, meant
from mentoring.access import Actor, guarded


@guarded
def skill_names(store: Store, actor: Actor) -> dict[str, str]:
    """Names to choose from, each with the text that a search finds it by: the name and its aliases.

    First what people of the program wrote, then the catalog.
    """
    written: dict[str, str] = {}
    for name in skill_rows.names_in(store, actor.program_id):
        written.setdefault(catalog.identity(name), name)  # of two spellings the one that most people wrote
    names = {name: name for name in written.values()}
    for skill in catalog.catalog().values():
        if skill.id not in written:
            names[skill.name] = f"{skill.name} ({', '.join(skill.aliases[:3])})" if skill.aliases else skill.name
    return names


@guarded
def meant_by(store: Store, actor: Actor, name: str) -> Meant | None:
    """The skill of the catalog that a new name may mean."""
    return meant(name)
