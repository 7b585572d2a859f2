"""Who is served how well, by group: with how certain the figures are, and never of so few that one could be told."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matching.assign import Assignment
from matching.problem import Floats

FEWEST = 5  # people of a group about whom anything is said
_Z = 1.959964  # of a normal distribution: 95 % lie within
_SAMPLES = 2_000


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """Shares and means with the ends of a 95 % interval; None where fewer than FEWEST people stand behind them."""

    group: str
    people: int | None
    matched: float | None  # share, in [0, 1]
    matched_between: tuple[float, float] | None
    mean: float | None  # score of those who are matched
    mean_between: tuple[float, float] | None
    worst: float | None  # the lowest of these scores


@dataclass(frozen=True, slots=True)
class Audit:
    """groups: by name."""

    groups: tuple[GroupFigures, ...]


def audit(a: Assignment, groups: Sequence[str] | Mapping[int, str]) -> Audit:
    """Coverage, mean and worst score of each group of mentees, by name.

    groups: for each mentee (n,) a name, "" for none given; or mentee → name. A group of fewer than FEWEST people is
    listed without figures, and so is the next smallest where the one that is left could else be found by subtracting.
    Intervals: Wilson (1927) for the share; a bootstrap with a fixed seed for the mean (Efron, 1979).
    """
    n = len(a.mentor_of)
    names = [groups.get(i, "") for i in range(n)] if isinstance(groups, Mapping) else list(groups)
    if len(names) != n:
        raise ValueError(f"groups has {len(names)} names; there are {n} mentees")
    scores = a.pair_scores(a.rows())
    members = {name: np.array([i for i in range(n) if names[i] == name]) for name in sorted(set(names))}
    hidden = _hidden({name: len(here) for name, here in members.items()})
    return Audit(tuple(_figures(name, scores[here], hidden=name in hidden) for name, here in members.items()))


def _hidden(sizes: Mapping[str, int]) -> set[str]:
    few = {name for name, size in sizes.items() if size < FEWEST}
    others = sorted((size, name) for name, size in sizes.items() if name not in few)
    return few | {others[0][1]} if len(few) == 1 and others else few


def _figures(name: str, scores: Floats, *, hidden: bool) -> GroupFigures:
    if hidden:
        return GroupFigures(name, None, None, None, None, None, None)
    theirs = scores[~np.isnan(scores)]
    share = len(theirs) / len(scores)
    between = _wilson(share, len(scores))
    if len(theirs) < FEWEST:
        return GroupFigures(name, len(scores), share, between, None, None, None)
    draws = np.random.default_rng(0).choice(theirs, (_SAMPLES, len(theirs)))
    low, high = np.percentile(draws.mean(axis=1), [2.5, 97.5])
    mean = float(theirs.mean())
    return GroupFigures(name, len(scores), share, between, mean, (float(low), float(high)), float(theirs.min()))


def _wilson(share: float, people: int) -> tuple[float, float]:
    centre, spread = share + _Z**2 / (2 * people), _Z * math.sqrt(share * (1 - share) / people + (_Z / people) ** 2 / 4)
    scale = 1 + _Z**2 / people
    return min(share, max(0.0, (centre - spread) / scale)), max(share, min(1.0, (centre + spread) / scale))
