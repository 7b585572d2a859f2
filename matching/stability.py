"""Pairs who would both rather have each other, and how far everybody is from the best they could have.

Source: Gale and Shapley, "College Admissions and the Stability of Marriage" (1962). With one score for both sides the
largest total is not stable in general: somebody gives way so that others gain more.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from matching.assign import RESOLUTION, Assignment
from matching.heaps import sift
from matching.market import NOBODY, Places
from matching.problem import Counts, Floats, Mask


@dataclass(frozen=True, slots=True)
class BlockingPair:
    """Both would gain: the mentee against her score now, the mentor against the mentee worth least to them, or none."""

    mentee: int
    mentor: int
    mentee_gain: float
    mentor_gain: float


@dataclass(frozen=True, slots=True, eq=False)
class Stability:
    """pairs: of each mentee who is in a blocking pair the one in which both gain most together; the largest first.

    count: of all blocking pairs. mentee_regret (n,): how much more the best mentor whom she may have, and who has
    seats, would score than hers. mentor_regret (m,): how much more as many of the best mentees whom they may have
    would score, for each mentee, than theirs do; NaN for who has none.
    """

    pairs: tuple[BlockingPair, ...]
    count: int
    mentee_regret: Floats
    mentor_regret: Floats


def stability(a: Assignment) -> Stability:
    """Blocking pairs of `a`, and everybody's regret, by one score for both sides.

    A pair blocks where it may be, both would have more than what scores are told apart by, and the mentor has a free
    seat or a mentee who is not locked. Locked mentees block nothing. Reads all pairs once, and twice a block source.
    """
    problem = a.problem
    rows, locked = a.rows(), problem.is_locked()
    n, m = rows.shape
    matched = np.flatnonzero(a.mentor_of != NOBODY)
    own = np.nan_to_num(a.pair_scores(rows))
    load = np.bincount(a.mentor_of[matched], minlength=m)
    worst = np.full(m, np.inf)  # what a mentor would give up
    np.minimum.at(worst, a.mentor_of[matched], np.where(locked, np.inf, own)[matched])
    worst[load < problem.capacity] = 0.0
    apart = RESOLUTION * float(own.max(initial=0.0))
    first, tops = np.cumsum(load) - load, np.zeros(len(matched))
    best, gain, blocked, regret = np.full(n, NOBODY), np.zeros(n), np.zeros(n, np.int64), np.zeros(n)
    for piece in rows.read(np.arange(n)):
        look(
            *piece, problem.capacity > 0, problem.min_score, apart, own, locked, worst, best, gain, blocked, regret,
            first, load, tops, np.zeros(len(matched), np.int32),
        )  # fmt: skip
    pairs = [
        BlockingPair(i, j, float(gain[i]), float(own[i] + gain[i] - worst[j]))
        for i, j in zip(np.flatnonzero(blocked).tolist(), best[blocked > 0].tolist(), strict=True)
    ]
    pairs.sort(key=lambda pair: (-pair.mentee_gain - pair.mentor_gain, pair.mentee))
    of_mentors = np.full(m, np.nan)
    some = load > 0
    missed = np.add.reduceat(tops, first[some]) if some.any() else np.zeros(0)
    theirs = np.bincount(a.mentor_of[matched], own[matched], m)
    of_mentors[some] = np.maximum(0, missed - theirs[some]) / load[some]
    return Stability(tuple(pairs), int(blocked.sum()), regret, of_mentors)


@njit(cache=True, nogil=True)
def look(
    rows: Counts, scores: NDArray[Any], at: Counts, allowed: Mask, allowed_at: Counts, has_seats: Mask, least: float,
    apart: float, own: Floats, locked: Mask, worst: Floats, best: Counts, gain: Floats, blocked: Counts,
    regret: Floats, first: Counts, load: Counts, tops: Floats, items: Places,
) -> None:  # fmt: skip
    """tops[first[j] : first[j] + load[j]]: the highest scores that mentor j could have, a heap with the least first."""
    for t in range(len(rows)):
        i, both = rows[t], 0.0
        for j in range(len(worst)):
            score = np.float64(scores[at[t], j])
            if not (allowed[allowed_at[t], j] & has_seats[j] & (score >= least)):
                continue
            if load[j] > 0 and score > tops[first[j]]:
                sift(tops, items, first[j], load[j], score, 0, 0)
            regret[i] = max(regret[i], score - own[i])
            if score - own[i] > apart and score - worst[j] > apart and not locked[i]:
                blocked[i] += 1
                if 2 * score - own[i] - worst[j] > both:
                    both, best[i], gain[i] = 2 * score - own[i] - worst[j], j, score - own[i]
