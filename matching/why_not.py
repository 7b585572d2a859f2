"""What it would cost to make a pair of two who are none, and who would have to move for it."""

from dataclasses import dataclass

import numpy as np

from matching.assign import Assignment
from matching.market import NOBODY
from matching.problem import Infeasible
from matching.residual import Residual


@dataclass(frozen=True, slots=True)
class Move:
    """A mentee who would have another mentor, −1 for none; `by`: how much her score would change."""

    mentee: int
    before: int
    after: int
    by: float


@dataclass(frozen=True, slots=True)
class WhyNot:
    """cost: how much less the best total with that pair is, exactly, ≥ 0; people: how many fewer are matched then.

    Where most people come first, `people` does and `cost` may be below 0; else equal totals may differ in people.
    moves: everybody whose mentor would change, the mentee of the pair first.
    """

    cost: float
    people: int
    moves: tuple[Move, ...]


def why_not(a: Assignment, i: int, j: int) -> WhyNot:
    """The exact cost of forcing mentee i to mentor j. Reads all pairs at the first question about `a`.

    Raises IndexError where there is no such pair, ValueError where the rules do not allow it, and Infeasible where
    locked pairs or minimum loads do not.
    """
    problem = a.problem
    n, m = len(a.mentor_of), len(problem.capacity)
    if not (0 <= i < n and 0 <= j < m):
        raise IndexError(f"pair ({i}, {j}) lies outside of {n} mentees and {m} mentors")
    before = dict(problem.locked).get(i, j)
    if before != j:
        raise Infeasible(f"mentee {i} is locked to mentor {before}")
    if a.mentor_of[i] == j:
        return WhyNot(0.0, 0, ())
    if problem.capacity[j] == sum(k == j for _, k in problem.locked):
        raise Infeasible(f"mentor {j} has no seat that is not locked")
    residual = Residual(a)
    score = residual.score(i, j)
    worth = residual.take_seat(j) + residual.leave(i) - score - a.bonus - problem.stays(i, j)
    residual.place[i] = j
    people = int((a.mentor_of != NOBODY).sum()) - int((residual.place < m).sum())
    after = np.where(residual.place == m, NOBODY, residual.place)
    moves = [
        Move(k, old, new, _score(residual, k, new) - _score(residual, k, old))
        for k, (old, new) in enumerate(zip(a.mentor_of.tolist(), after.tolist(), strict=True))
        if old != new
    ]
    moves.sort(key=lambda move: move.mentee != i)
    return WhyNot(worth - people * a.bonus, people, tuple(moves))


def _score(residual: Residual, i: int, j: int) -> float:
    return residual.score(i, j) if j != NOBODY else 0.0
