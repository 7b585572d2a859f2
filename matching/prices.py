"""What one seat more or one seat less is worth, exactly, for every mentor at once.

Prices that prove an optimum are not single numbers but intervals: the gain of one more seat is the smallest price that
proves it, the loss of one seat less the largest. Both lie a shortest path away from any: who would come if there were
a seat more, who would have to go if there were one less, and who moves for whom along the way.
Source: sensitivity in linear programmes; Gale, "The Theory of Linear Economic Models" (1960); Dijkstra (1959).
"""

import math
from dataclasses import dataclass

import numpy as np

from matching.assign import Assignment
from matching.problem import Floats
from matching.residual import Residual


@dataclass(frozen=True, slots=True, eq=False)
class SeatPrices:
    """For each mentor (m,), float64: exact to what scores are told apart by.

    gain: what one more seat adds to the total, ≥ 0; people: how many more are matched then, first of all where most
    people come first. loss and people_less: what one seat less takes away; 0 where a seat is free, NaN where there is
    no seat, infinite where minimum loads or locked pairs need it.
    """

    gain: Floats
    people: Floats
    loss: Floats
    people_less: Floats


def prices(a: Assignment) -> SeatPrices:
    """Gain of one more and loss of one less seat of every mentor, at the optimum `a`.

    Where the worst-off come first: with nobody below the lowest score that was reached.

    Reads all pairs once; holds a number for each two mentors. Raises ValueError for more than 11,000 mentors.
    """
    problem, residual = a.problem, Residual(a)
    m = len(problem.capacity)
    load, locked = residual.load[:m], np.bincount([j for _, j in problem.locked], minlength=m)
    free = load < problem.capacity
    # Who comes: somebody without a mentor, or from a seat that may stay empty, or from one to which others come.
    ends = np.append(np.where(load > problem.min_load, a.seat_price, np.inf), 0.0)
    gain = a.seat_price - np.minimum(a.seat_price, residual.distances(ends, backward=True)[:m])
    # Who goes: to be without, or to a free seat, or to one from which others go.
    ends = np.append(np.where(free, np.maximum(0, -a.seat_price), np.inf), 0.0)
    loss = np.where(free, 0, a.seat_price + residual.distances(ends, backward=False)[:m])
    loss[problem.capacity <= np.maximum(problem.min_load, locked)] = np.inf
    loss[problem.capacity == 0] = math.nan
    return SeatPrices(*_by_people(gain, a.bonus), *_by_people(loss, a.bonus))


def _by_people(worth: Floats, bonus: float) -> tuple[Floats, Floats]:
    """The part of the total, and of people."""
    with np.errstate(invalid="ignore"):
        people = np.where(np.isfinite(worth), np.rint(worth / bonus), worth) if bonus else np.zeros_like(worth)
        rest = np.where(np.isfinite(worth), worth - people * bonus, worth) if bonus else worth
    return rest, people
