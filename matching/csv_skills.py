"""Names of skills in files that the catalog does not know, and those it has near them: said, never changed."""

from collections.abc import Iterable, Sequence

from matching import encoders, skills
from matching.columns import skill_name
from matching.csv_contract import People
from matching.csv_fields import shown
from matching.meant import misspelt, nearest
from matching.skills import Skill
from matching.spelling import key

MOST_NAMED = 10
MOST_SPELT = 2_000  # names whose spelling is compared, about .2 ms each
MOST_READ = 100  # names whose meaning is, 2 to 5 ms each


def misnamed(files: Iterable[tuple[str, People]]) -> str:
    """One remark on the people of files (name, people); "" where no name is unknown and near one of the catalog.

    Misspelt names come first. Of very many names the first are looked at; it says "at least" then.
    """
    unknown = _unknown(files)
    found, all_of_them = _meant([name for name, _ in unknown])
    if not found:
        return ""
    places = dict(unknown)
    named = [f"“{shown(name)}” → {skill.name} ({places[name]})" for name, skill in found[:MOST_NAMED]]
    more = f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    names = "skill name is not in the catalog and counts as a skill of its own"
    if len(found) > 1:
        names = "skill names are not in the catalog and count as skills of their own"
    return f"{'' if all_of_them else 'At least '}{len(found)} {names}; did you mean: {', '.join(named)}{more}?"


def _unknown(files: Iterable[tuple[str, People]]) -> list[tuple[str, str]]:
    """Names that the catalog does not know, each once, with the place where it is first."""
    found: dict[str, tuple[str, str]] = {}
    for file, people in files:
        for person in people.rows:
            for name in map(skill_name, (*person.skills_wanted, *person.skills_offered)):
                if skills.normalise(name) is None and key(name):
                    found.setdefault(key(name), (name, f"{file} row {person.row}"))
    return list(found.values())


def _meant(names: Sequence[str]) -> tuple[list[tuple[str, Skill]], bool]:
    """Names with the skill that they may mean, and whether all were looked at."""
    spelt = [(name, misspelt(name)) for name in names[:MOST_SPELT]]
    others = [name for name, skill in spelt if skill is None]
    encoder = encoders.english() if others else None
    if encoder is not None:
        encoder(others[:MOST_READ])  # many at once, as `nearest` does not
    near = [(name, found.skill) for name in others[:MOST_READ] if (found := nearest(name))]
    everything = len(names) <= MOST_SPELT and len(others) <= MOST_READ
    return [(name, skill) for name, skill in spelt if skill is not None] + near, everything
