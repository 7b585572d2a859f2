"""The worst-off first: as many people as can be, the lowest score as high as can be, then the largest total.

A threshold is raised by halving: all pairs below it are left out, and it holds while as many people are matched. That
no higher one holds is proven like any optimum, by the prices at which fewer people are matched above it.
"""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from matching.market import NOBODY
from matching.optimum import RESOLUTION, Assignment, Stage, optimum, reasons
from matching.problem import Infeasible, Problem
from matching.rows import Rows

_SHARE = 0.1  # of the work that is left, for each threshold


def worst_first(
    rows: Rows, problem: Problem, largest: float, locked: dict[int, float], progress: Callable[[float], object]
) -> Assignment:
    """As `optimum`. The stages people and worst have prices of their own; worst is infinite where it means nobody."""
    told = 0.0

    def at_least(score: float) -> Assignment | None:
        nonlocal told
        told += (1 - told) * _SHARE
        progress(told)
        try:
            return optimum(rows, replace(problem, min_score=score), largest, locked, lambda share: None)
        except Infeasible:  # minimum loads cannot be met above
            return None

    best = most = optimum(rows, problem, largest, locked, lambda share: None)
    worst, above, refused = _worst(rows, best), largest, None
    while worst < math.inf:
        near = above - worst <= RESOLUTION * largest
        middle = math.nextafter(worst, math.inf) if near else max((worst + above) / 2, math.nextafter(worst, math.inf))
        found = at_least(middle)
        if found is not None and _people(found) == _people(most):
            best, worst = found, _worst(rows, found)
        elif near:
            refused = found
            break
        else:
            above = middle
    return replace(
        best,
        problem=problem,
        unmatched_reason=reasons(rows, problem, best.mentor_of),
        stages=(_of_people(most), _of_worst(worst, largest, refused), best.stages[-1]),
    )


def _of_people(most: Assignment) -> Stage:
    return replace(most.stages[0], seat_price=most.seat_price, bonus=most.bonus)


def _of_worst(worst: float, largest: float, refused: Assignment | None) -> Stage:
    """Where minimum loads cannot be met above it there are no prices, and what is proven is the largest score."""
    if worst == math.inf:
        return Stage("worst", worst, worst, 0.0)
    if refused is None:
        return Stage("worst", worst, largest, (largest - worst) / largest if largest else 0.0)
    return Stage("worst", worst, worst, 0.0, refused.seat_price, refused.bonus)


def _people(a: Assignment) -> int:
    return int((a.mentor_of != NOBODY).sum())


def _worst(rows: Rows, a: Assignment) -> float:
    """The lowest score of a pair that is not locked, infinite where there is none."""
    scores = a.pair_scores(rows)[~a.problem.is_locked()]
    return float(np.fmin.reduce(scores, initial=math.inf))
