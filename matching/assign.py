"""The whole-cohort assignment: the largest total score under seats and rules, with the proof beside it."""

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from matching.optimum import NOBODY_ALLOWED, RESOLUTION, Assignment, Stage, optimum, smallest
from matching.problem import (
    BlockSource,
    Cancelled,
    Infeasible,
    Mask,
    Objective,
    Problem,
    check_loads,
    checked_locked,
    kept_pairs,
    scores_shape,
    whole_numbers,
)
from matching.rows import Rows
from matching.worst_first import worst_first

__all__ = [
    "NOBODY_ALLOWED", "RESOLUTION", "Assignment", "Cancelled", "Infeasible", "Objective", "Problem", "Stage", "assign",
    "smallest",
]  # fmt: skip


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
    `start`: these are preferred there, and worth the objective's stay_bonus more; the calculation is not shorter.
    progress(fraction) is told the share done; cancel() is asked between steps.

    Raises ValueError naming the place for NaN, infinite or negative scores, wrong shapes and types;
    Infeasible (a ValueError) where locked pairs or minimum loads contradict the rest; Cancelled.
    Method: an auction on short lists of candidates, ended exactly by shortest paths; see `matching.market`.
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
        kept_pairs(start.mentor_of if start else None, shape),
    )
    check_loads(problem.capacity, problem.min_load, problem.locked)
    rows = Rows(problem.total, problem.allowed, shape, cancel or (lambda: False))
    locked_scores = _locked_scores(rows, problem)
    # Where most people come first, also of those who have no seat: what one would be worth is asked later.
    can_be = (problem.capacity > 0) | (objective.kind != "total")
    largest = rows.largest(can_be, problem.min_score)
    solve = worst_first if objective.kind == "worst_first" else optimum
    a = solve(rows, problem, largest, locked_scores, progress or (lambda share: None))
    if progress is not None:
        progress(1.0)
    return a


def _checked_floor(min_score: float) -> float:
    if not math.isfinite(min_score):
        raise ValueError(f"min_score is {min_score}; it must be a finite number")
    return float(min_score)


def _locked_scores(rows: Rows, problem: Problem) -> dict[int, float]:
    """Mentee → score of the pair that is locked."""
    locked, found = np.array(problem.locked, np.int64).reshape(-1, 2), {}
    for i, j, score, allowed in rows.of_pairs(locked[:, 0], locked[:, 1]):
        if not allowed:
            raise Infeasible(f"locked pair ({i}, {j}) is not allowed by the rules")
        found[i] = score
    return found
