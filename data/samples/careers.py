"""Moves between roles, drawn as often as people want them or have made them."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from data.samples.fragments import Writer, table, with_article


@dataclass(frozen=True, slots=True)
class Move:
    start: str
    target: str
    step: bool  # up in the same trade rather than to another one
    spark: tuple[str, ...]

    @property
    def origin(self) -> Any:
        return table("origins")[self.start]

    @property
    def role(self) -> Any:
        return table("roles")[self.target]

    @property
    def key(self) -> str:
        return f"{self.start} to {self.target}"


@cache
def moves_by_field() -> dict[str, tuple[Move, ...]]:
    fields: dict[str, list[Move]] = {field: [] for field in table("moves")["fields"]}
    for entry in table("moves")["moves"]:
        move = Move(entry["from"], entry["to"], entry.get("step", False), tuple(entry["spark"]))
        fields[move.role["field"]].append(move)
    return {field: tuple(moves) for field, moves in fields.items()}


def draw_move(writer: Writer, how: Literal["wanted", "made"]) -> Move:
    """Demand and supply differ: many want to go where few have been."""
    fields = table("moves")["fields"]
    (field,) = writer.rng.choices(list(fields), [share[how] for share in fields.values()])
    return writer.draw(f"{how} {field}", moves_by_field()[field])


def team_of(writer: Writer, kind: str) -> str:
    """The team of somebody who works in such a house; about half are known to be in one."""
    return str(table("bios")["teams"][kind]) if writer.rng.random() < 0.55 else ""


def organisation(writer: Writer, kind: str) -> str:
    name = writer.draw("organisations", table("bios")["orgs"])
    return f"{name} {writer.rng.choice(table('bios')['houses'][kind])}"


def words_of(move: Move, city: str) -> dict[str, str]:
    return {
        "start": with_article(move.start),
        "target": with_article(move.target),
        "brings": move.origin["brings"],
        "city": city,
    }
