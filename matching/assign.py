"""The whole-cohort assignment: the largest total score under seats and rules, with the proof beside it."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from matching.problem import (
    BlockSource,
    Cancelled,
    Counts,
    Floats,
    Infeasible,
    Mask,
    Objective,
    Problem,
    check_loads,
    checked_locked,
    read_scores,
    scores_shape,
    whole_numbers,
)
from matching.seating import NOBODY, solve

__all__ = ["Assignment", "Cancelled", "Infeasible", "Objective", "Problem", "Stage", "assign"]

NOBODY_ALLOWED = "no allowed mentor"

# Added per matched person, in units where scores lie below 1: of equal totals, more people. A power of
# two, so that adding it to a float32 score rounds nothing and equal scores stay equal.
_MORE_PEOPLE = 2.0**-38
RESOLUTION = 2 * _MORE_PEOPLE  # of the largest score, which in those units is at least a half


@dataclass(frozen=True, slots=True)
class Stage:
    """One figure that was maximised, in order, and the bound that no assignment can pass."""

    name: str  # "people" or "total"
    value: float
    bound: float
    gap: float  # (bound − value) / bound, as in Assignment


@dataclass(frozen=True, slots=True, eq=False)
class Assignment:
    """Pairs and their proof. `value` = total, plus `bonus` per matched person where most people come first.

    For any prices p, with l the minimum loads and u_i = max(0, max_j (s_ij + bonus − p_j)):
    value ≤ bound = Σ_j max(c_j p_j, l_j p_j) + Σ_i u_i. Locked mentees count s_ij + bonus − p_j, which may
    be negative; a seat price is negative only where a minimum load has to be paid for.

    gap = (bound − value) / bound. A bound below RESOLUTION × the largest score counts as that much: what is
    smaller than scores are told apart is no share of anything.
    """

    mentor_of: Counts  # (n,), −1 = unmatched
    total: float  # plain sum of scores
    value: float
    bound: float
    gap: float
    mentee_price: Floats  # (n,)
    seat_price: Floats  # (m,)
    unmatched_reason: dict[int, str]  # mentee → why
    stages: tuple[Stage, ...]
    bonus: float
    problem: Problem


def assign(
    total: ArrayLike | BlockSource,
    capacity: ArrayLike,
    allowed: Mask | None = None,
    *,
    min_load: ArrayLike | None = None,
    locked: Sequence[tuple[int, int]] = (),
    objective: Objective = Objective(),  # noqa: B008  (frozen)
    min_score: float = 0.0,
    start: Assignment | None = None,
    seed: int = 0,
    progress: Callable[[float], object] | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Assignment:
    """Exactly optimal pairs of n mentees and m mentors.

    total: scores (n, m), finite and ≥ 0, or a block source: `.shape` and `.block(rows)` → (scores, allowed).
    capacity, min_load: whole numbers (m,), free seats and how many of them must be filled.
    allowed: bool (n, m). Pairs below min_score count as not allowed. locked: pairs that must stand; they
    need to be allowed, whatever their score. Scores are told apart down to RESOLUTION, 2⁻³⁷ (7e-12) of the
    largest one at a pair that can stand: a finer loss per person is taken for one person more. Steps of a
    float32 score from 1/256 to 1 are at least 2⁻³². seed decides between equal results, after the pairs of
    `start`, which are preferred there; it does not make the calculation shorter.
    progress(fraction) is told the share done; cancel() is asked between steps.

    Raises ValueError naming the place for NaN, infinite or negative scores, wrong shapes and types;
    Infeasible (a ValueError) where locked pairs or minimum loads contradict the rest; Cancelled.
    Method: shortest augmenting paths on one column per seat (Crouse 2016, scipy); duals by Bellman–Ford.
    """
    shape = scores_shape(total if hasattr(total, "block") else np.asarray(total))
    problem = Problem(
        total if hasattr(total, "block") else np.asarray(total),  # type: ignore[arg-type]
        whole_numbers(capacity, "capacity", shape[1]),
        None if allowed is None else np.asarray(allowed),
        whole_numbers(np.zeros(shape[1], np.int64) if min_load is None else min_load, "min_load", shape[1]),
        checked_locked(locked, shape),
        objective,
        _checked_floor(min_score),
        seed,
    )
    check_loads(problem.capacity, problem.min_load, problem.locked)
    scores, permitted = read_scores(problem, shape, progress, cancel)
    if cancel is not None and cancel():
        raise Cancelled
    eligible = _eligible(scores, permitted, problem)
    largest = float(scores[eligible & (problem.capacity > 0)].max(initial=0.0))
    mentor_of, prices, bonus = _solved(scores, eligible, largest, problem, start)
    if progress is not None:
        progress(1.0)
    return _proven(scores, permitted, eligible, largest, problem, mentor_of, prices, bonus)


def _checked_floor(min_score: float) -> float:
    if not math.isfinite(min_score):
        raise ValueError(f"min_score is {min_score}; it must be a finite number")
    return float(min_score)


def _eligible(scores: Floats, permitted: Mask, problem: Problem) -> Mask:
    eligible = permitted & (scores >= problem.min_score)
    for i, j in problem.locked:
        if not permitted[i, j]:
            raise Infeasible(f"locked pair ({i}, {j}) is not allowed by the rules")
        eligible[i] = False
        eligible[i, j] = True
    return eligible


def _power_above(number: float) -> float:
    return math.ldexp(1.0, math.frexp(number)[1])


def _kept_pairs(start: Assignment, shape: tuple[int, int]) -> tuple[Counts, Counts]:
    if start.mentor_of.shape != (shape[0],) or start.mentor_of.max(initial=NOBODY) >= shape[1]:
        raise ValueError(f"start is a result for other people: it does not fit scores of shape {shape}")
    rows = np.flatnonzero(start.mentor_of != NOBODY)
    return rows, start.mentor_of[rows]


def _solved(
    scores: Floats, eligible: Mask, largest: float, problem: Problem, start: Assignment | None
) -> tuple[Counts, Floats, float]:
    """Mentor of each mentee, seat prices and the bonus per person, in the units of the scores."""
    exponent = math.frexp(largest)[1]
    can_stand = eligible & (problem.capacity > 0)
    # Below 1: denormal and huge scores behave like all others. What cannot stand must not set the scale.
    worth = np.ldexp(np.where(can_stand, scores, 0.0), -exponent)
    most = min(len(scores), int(problem.capacity.sum()))
    bonus = _power_above(most) if problem.objective.kind == "coverage" else 0.0
    worth += bonus or _MORE_PEOPLE
    if start is not None:
        # Less than one person or one score can outweigh, as far as floating point resolves that.
        nudge = max(_MORE_PEOPLE / _power_above(2 * len(scores)), 2 * float(np.spacing(bonus)))
        worth[_kept_pairs(start, scores.shape)] += nudge
    worth[~can_stand] = -np.inf
    mentor_of = np.full(len(scores), NOBODY, dtype=np.int64)
    free, required = problem.capacity.copy(), problem.min_load.copy()
    for i, j in problem.locked:
        mentor_of[i] = j
        free[j] -= 1
        required[j] = max(0, required[j] - 1)
    rest = np.flatnonzero(mentor_of == NOBODY)
    mentor_of[rest], prices = solve(worth[rest], free, required, problem.seed)
    return mentor_of, np.ldexp(prices, exponent), math.ldexp(bonus, exponent)


def _gap(bound: float, value: float, largest: float) -> float:
    return (bound - value) / max(bound, RESOLUTION * largest, float(np.finfo(np.float64).tiny))


def _proven(
    scores: Floats,
    permitted: Mask,
    eligible: Mask,
    largest: float,
    problem: Problem,
    mentor_of: Counts,
    prices: Floats,
    bonus: float,
) -> Assignment:
    """The result with a bound that is computed afresh from the prices and the untouched scores."""
    matched = np.flatnonzero(mentor_of != NOBODY)
    total = math.fsum(scores[matched, mentor_of[matched]])
    # The bonus for more people sits in the prices; without it they may prove more.
    step = _MORE_PEOPLE * _power_above(largest)
    lower = np.where(prices > 0, np.maximum(prices - step, 0.0), prices)
    candidates = [
        _dual(scores, eligible, problem, _with_closed(scores, eligible, problem, each, bonus), bonus)
        for each in (prices, lower, np.where(prices < 0, prices - step, lower))
    ]
    proof, mentee_price, prices = min(candidates, key=lambda candidate: candidate[0])
    value = total + bonus * len(matched)
    bound = max(value, proof)
    return Assignment(
        mentor_of=mentor_of,
        total=total,
        value=value,
        bound=bound,
        gap=_gap(bound, value, largest),
        mentee_price=mentee_price,
        seat_price=prices,
        unmatched_reason=_reasons(scores, permitted, eligible, problem, mentor_of),
        stages=_stages(total, len(matched), bound, bonus, largest),
        bonus=bonus,
        problem=problem,
    )


def _with_closed(scores: Floats, eligible: Mask, problem: Problem, prices: Floats, bonus: float) -> Floats:
    """The prices, with those of mentors without a seat: just so high that nobody wants to move there.

    They cost nothing, as there is no seat to pay for, and say what a first seat would be worth at most.
    """
    closed = problem.capacity == 0
    if not (eligible & closed).any():
        return prices
    net = np.where(eligible, scores + bonus - prices, -np.inf)
    elsewhere = np.where(closed, -np.inf, net).max(axis=1, initial=0.0)
    asked = np.where(eligible, scores + bonus - elsewhere[:, None], -np.inf).max(axis=0, initial=0.0)
    return np.where(closed, np.nextafter(asked, np.inf, where=asked > 0, out=asked.copy()), prices)


def _dual(
    scores: Floats, eligible: Mask, problem: Problem, prices: Floats, bonus: float
) -> tuple[float, Floats, Floats]:
    """(bound, mentee prices, seat prices): what the seat prices prove, as the docstring of Assignment says."""
    net = np.where(eligible, scores + bonus - prices, -np.inf)
    mentee_price = net.max(axis=1, initial=0.0)
    for i, j in problem.locked:
        mentee_price[i] = net[i, j]
    seats = np.maximum(problem.capacity * prices, problem.min_load * prices)
    return math.fsum(seats) + math.fsum(mentee_price), mentee_price, prices


def _stages(total: float, people: int, bound: float, bonus: float, largest: float) -> tuple[Stage, ...]:
    """All scores together are worth less than one bonus, so one bound holds for both stages."""
    stages = []
    if bonus:
        most = float(math.floor(bound / bonus))
        stages.append(Stage("people", float(people), most, _gap(most, float(people), 0.0)))
    rest = max(total, bound - bonus * people)
    return (*stages, Stage("total", total, rest, _gap(rest, total, largest)))


def _mentors(number: int) -> str:
    return "the only possible mentor" if number == 1 else f"the {number} possible mentors"


def _apart(best: float, floor: float) -> tuple[str, str]:
    """Both with as many places, three at least, as it takes to see that they differ."""
    written = ((f"{best:.{places}f}", f"{floor:.{places}f}") for places in range(3, 17))
    return next((pair for pair in written if pair[0] != pair[1]), (repr(best), repr(floor)))


def _reasons(scores: Floats, permitted: Mask, eligible: Mask, problem: Problem, mentor_of: Counts) -> dict[int, str]:
    reasons: dict[int, str] = {}
    for i in (int(place) for place in np.flatnonzero(mentor_of == NOBODY)):
        possible = int(eligible[i].sum())
        if not permitted[i].any():
            reasons[i] = NOBODY_ALLOWED
        elif possible == 0:
            best, floor = _apart(float(scores[i][permitted[i]].max()), problem.min_score)
            reasons[i] = f"below minimum score: the best allowed is {best}, at least {floor}"
        elif not problem.capacity[eligible[i]].any():
            reasons[i] = f"no seat: no free seat at {_mentors(possible)}"
        else:
            # All of them are full, or she would be matched; whether one seat more were hers is another question.
            reasons[i] = f"no seat: others fill every seat at {_mentors(possible)}"
    return reasons
