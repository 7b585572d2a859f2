"""Names of our tables as vectors: whatever a job or a skill is called, all its names lie around one anchor.

`anchors.npz` holds the anchors of `titles.yaml` and `skills.yaml`, made by `python -m matching.anchors`
with the English encoder; a test makes sure that they belong together.
"""

import hashlib
import sys
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np

from matching import encoders, skills, titles
from matching.vectors import Floats, directions

FILE = "anchors.npz"
_TABLES = ("titles.yaml", "skills.yaml")


def anchor_of(name: str) -> Floats | None:
    """float32 (384,) of length 1 for a job title or skill that our tables hold, None for others."""
    family = titles.family_of(name)
    if family is not None:
        return _anchors().get(f"title {family.id}")
    skill = skills.normalise(name)
    return _anchors().get(f"skill {skill.id}") if skill is not None else None


def of_skills() -> Mapping[str, Floats]:
    """Skill id → anchor."""
    return {name.removeprefix("skill "): found for name, found in _anchors().items() if name.startswith("skill ")}


def digest() -> str:
    """Of the tables that the anchors were made from."""
    found = hashlib.sha256()
    for table in _TABLES:
        found.update(resources.files(__package__).joinpath(table).read_bytes())
    return found.hexdigest()


def groups() -> dict[str, tuple[str, ...]]:
    """Anchor → the names around it."""
    jobs = {f"title {family.id}": family.names for family in titles.families().values()}
    return jobs | {f"skill {skill.id}": (skill.name, *skill.aliases) for skill in skills.catalog().values()}


def make(encoder: encoders.Encoder, wanted: Mapping[str, tuple[str, ...]]) -> Floats:
    """float32 (n, 384): the mean direction of each group's names."""
    vectors = directions(encoder([name for names in wanted.values() for name in names]))
    starts = np.cumsum([0, *(len(names) for names in wanted.values())])[:-1]
    summed = np.add.reduceat(vectors, starts, axis=0)
    return np.asarray(summed / np.linalg.norm(summed, axis=1, keepdims=True), np.float32)


@cache
def _anchors() -> Mapping[str, Floats]:
    with resources.files(__package__).joinpath(FILE).open("rb") as file:
        held = np.load(file)
        return dict(zip(held["ids"].tolist(), held["vectors"].astype(np.float32), strict=True))


def main() -> int:
    encoder = encoders.english()
    if encoder is None:
        return 1
    wanted = groups()
    np.savez_compressed(
        Path(__file__).with_name(FILE), ids=np.array(list(wanted)), digest=np.array(digest()),
        vectors=make(encoder, wanted).astype(np.float16),
    )  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
