"""People made up for measuring: as many as wanted, no two with the same words, and vectors for what they say."""

import random
from collections.abc import Iterable
from typing import Any

import numpy as np

from matching import Mentee, Mentor, encoders, skills, titles
from matching.vectors import SIZE

_DOES = (
    "help people with", "taught", "built", "ran", "know", "enjoy", "lead work on", "write about", "coach teams in",
    "speak about",
)  # fmt: skip
_ZONES = ("Europe/Berlin", "America/New_York", "Africa/Nairobi", "Asia/Kolkata")
_SPOKEN = (("en",), ("en", "de"), ("pt-BR", "en"), ("hi", "en"))
_WORKS = ((), ("video calls",), ("writing",), ("video calls", "weekly"))


def mentors(many: int, seed: int = 0) -> list[Mentor]:
    """Three roles, four skills, a bio of two or three sentences, two evenings or mornings, a team and a lead each."""
    said = random.Random(seed)
    return [
        Mentor(
            f"m{k}",
            current_role=said.choice(_titles()),
            past_roles=tuple(said.sample(_titles(), 2)),
            bio=_bio(said, k),
            skills_offered=tuple((name, said.randint(2, 5)) for name in said.sample(_skills(), 4)),
            years_experience=said.randint(2, 30),
            **_of_anybody(said, k),
        )
        for k in range(many)
    ]


def mentees(many: int, seed: int = 1) -> list[Mentee]:
    """A role, a wanted one, a goal of two sentences, three skills, every third with something she does not want."""
    said = random.Random(seed)
    return [
        Mentee(
            f"e{k}",
            current_role=said.choice(_titles()),
            target_role=said.choice(_titles()),
            goals=f"I want to {_sentence(said, k)} I need somebody who {_sentence(said, k + 1)}",
            skills_wanted=tuple((name, said.randint(2, 5)) for name in said.sample(_skills(), 3)),
            not_interested_in=said.choice(_skills()) if k % 3 == 0 else "",
            years_experience=said.randint(0, 10),
            **_of_anybody(said, k),
        )
        for k in range(many)
    ]


def make_up_vectors(encoder: encoders.Encoder, texts: Iterable[str], seed: int = 2) -> None:
    """Have the encoder remember a vector at random for each text: reading them would take minutes, and how long a
    question takes does not depend on what vectors say.
    """
    said = tuple(texts)
    vectors = np.random.default_rng(seed).integers(-127, 128, (len(said), SIZE), np.int8)
    encoder.remember(dict(zip(said, vectors, strict=True)))


def _of_anybody(said: random.Random, k: int) -> dict[str, Any]:
    return {
        "team": f"team {k % 40}",
        "manager_id": f"lead {k % 900}",
        "languages": said.choice(_SPOKEN),
        "preferences": said.choice(_WORKS),
        "time_zone": said.choice(_ZONES),
        "availability": ((said.randint(0, 6), 1080, 1200), (said.randint(0, 6), 480, 570)),
    }


def _bio(said: random.Random, k: int) -> str:
    refused = f" I do not help with {said.choice(_skills())}." if k % 5 == 0 else ""
    return f"I {_sentence(said, k)} I {said.choice(_DOES)} {said.choice(_skills())} since {1990 + k % 30}.{refused}"


def _sentence(said: random.Random, k: int) -> str:
    one, other = said.sample(_skills(), 2)
    return f"{said.choice(_DOES)} {one} and {other} as {said.choice(_titles())} in group {k}."


def _titles() -> tuple[str, ...]:
    return titles.names()


def _skills() -> tuple[str, ...]:
    return tuple(skill.name for skill in skills.catalog().values())
