"""Skills that people want or teach, in the order they gave them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from data.store import Reader, Transaction

Kind = Literal["wanted", "taught"]


@dataclass(frozen=True, slots=True)
class SkillRow:
    name: str
    level: int | None = None
    level_now: int | None = None


def skills_of(reader: Reader, membership_id: UUID, kind: Kind) -> tuple[SkillRow, ...]:
    rows = reader.read(
        "SELECT name, level, level_now FROM skills WHERE membership_id = $1 AND kind = $2 ORDER BY place",
        [membership_id, kind],
    )
    return tuple(SkillRow(*row) for row in rows)


def skills_in(reader: Reader, program_id: UUID, kind: Kind) -> dict[UUID, tuple[SkillRow, ...]]:
    found: dict[UUID, list[SkillRow]] = defaultdict(list)
    for member, *skill in reader.read(
        "SELECT membership_id, name, level, level_now FROM skills WHERE program_id = $1 AND kind = $2 ORDER BY place",
        [program_id, kind],
    ):
        found[member].append(SkillRow(*skill))
    return {member: tuple(rows) for member, rows in found.items()}


def replace(tx: Transaction, program_id: UUID, kind: Kind, skills: Mapping[UUID, Sequence[SkillRow]]) -> None:
    """Put each member's list in place of the one that stood there.

    Rows are deleted and written again: a list has no identity that another row points to.
    """
    tx.run("DELETE FROM skills WHERE kind = $1 AND membership_id = ANY($2::uuid[])", [kind, list(skills)])
    flat = [(member, place, row) for member, rows in skills.items() for place, row in enumerate(rows)]
    if flat:
        tx.insert_many(
            "skills",
            {
                "program_id": [program_id] * len(flat),
                "membership_id": [member for member, _, _ in flat],
                "kind": [kind] * len(flat),
                "place": [place for _, place, _ in flat],
                "name": [row.name for _, _, row in flat],
                "level": [row.level for _, _, row in flat],
                "level_now": [row.level_now for _, _, row in flat],
            },
        )


def names_in(reader: Reader, program_id: UUID) -> tuple[str, ...]:
    """Every skill name that somebody in the program has written, the most frequent first."""
    rows = reader.read(
        "SELECT name FROM skills WHERE program_id = $1 GROUP BY name ORDER BY count(*) DESC, name",
        [program_id],
    )
    return tuple(row[0] for row in rows)
