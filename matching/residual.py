"""An optimum that can be changed: seats go, people are tied to a mentor, and after each change it is one again.

What is known of each two mentors k and j is how much worth is lost at least when somebody moves from k to j. A change
is then a shortest path: who moves for whom. Source: successive shortest paths with potentials, as in `matching.paths`,
but over all pairs. The last place stands for being without a mentor.
"""

from itertools import pairwise
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numba import njit
from numpy.typing import NDArray

from matching.assign import Assignment
from matching.market import NOBODY
from matching.problem import Counts, Floats, Infeasible, Mask

MOST = 2**27  # numbers that are held: a square of 11,000 mentors
_known: "WeakKeyDictionary[Assignment, Floats]" = WeakKeyDictionary()


class Residual:
    """The assignment `a`, to be changed. Worth: score, and `bonus` where a person more is worth something.

    Where the worst-off come first, nobody is put below the lowest score that was reached.
    """

    def __init__(self, a: Assignment) -> None:
        problem = a.problem
        self.rows = a.rows()
        n, m = self.rows.shape
        if (m + 1) ** 2 > MOST:
            raise ValueError(f"for {m} mentors {8 * m * m / 2**30:.0f} GB would be held; the limit is 11,000 mentors")
        self._bonus, self._least = a.bonus, a.lowest
        self._before, self._stay = problem.before, problem.objective.stay_bonus
        self._out = m
        self.place = np.where(a.mentor_of == NOBODY, m, a.mentor_of)
        self.price = np.append(a.seat_price, 0.0)
        self.capacity, self.floor = np.append(problem.capacity, n), np.append(problem.min_load, 0)
        self.load = np.bincount(self.place, minlength=m + 1)
        self.tied = problem.is_locked()
        self._worths: dict[int, Floats] = {}
        if a not in _known:
            _known[a] = self._everybody()
        self._costs = _known[a]
        self._changed = np.full(m + 1, -1)  # place → row of `_anew`, for places where others are now
        self._anew = np.zeros((0, m + 1))
        self._old = np.zeros(m + 1, np.bool_)  # places from which somebody has gone, or to which somebody came

    def worths(self, i: int) -> Floats:
        """What each place is worth to mentee i (m + 1,), −inf where she cannot be there."""
        if i not in self._worths:
            (piece,) = self.rows.read(np.array([i]))
            scores = piece.scores[piece.at[0]].astype(np.float64)
            possible = piece.allowed[piece.allowed_at[0]] & (scores >= self._least)
            self._worths[i] = np.append(np.where(possible, scores + self._bonus, -np.inf), 0.0)
            self._worths[i][self._before[i]] += self._stay if self._before[i] >= 0 else 0.0
        return self._worths[i]

    def score(self, i: int, j: int) -> float:
        """Of a pair that is allowed, be it below the lowest score."""
        ((_, _, score, allowed),) = self.rows.of_pairs(np.array([i]), np.array([j]))
        if not allowed:
            raise ValueError(f"the rules do not allow the pair of mentee {i} and mentor {j}")
        return score

    def leave(self, i: int) -> float:
        """Mentee i goes out of the market for good; who comes to her seat. Returns the worth that is lost."""
        place = int(self.place[i])
        lost = float(self.worths(i)[place])
        self.tied[i] = True
        self.load[place] -= 1
        self._old[place] = True
        return lost if place == self._out else lost - self._one_comes(place)

    def distances(self, ends: Floats, *, backward: bool) -> Floats:
        """From each place to the nearest of the ends (m + 1,) at their distance; backward: of those who come."""
        return nearest(self._costs, self.price, ends, backward)

    def take_seat(self, j: int) -> float:
        """One seat of mentor j, and of the minimum load, is gone; who has to go. Returns the worth that is lost."""
        self.capacity[j] -= 1
        self.floor[j] = max(0, self.floor[j] - 1)
        if self.load[j] > self.capacity[j]:
            return self._one_goes(j, np.inf)
        return self._one_goes(j, -self.price[j]) if self.price[j] < 0 and self.load[j] > self.floor[j] else 0.0

    def _one_comes(self, start: int) -> float:
        """The best for a seat that is free: somebody comes, and others to theirs. Returns the worth that is won."""
        self._renew()
        must = self.load[start] < self.floor[start]
        stay = np.inf if must else max(0.0, self.price[start])
        may_go = self.load > self.floor
        may_go[start] = False
        ends = np.where(may_go, np.maximum(self.price, 0), np.inf)
        chain, distance, end = self._search(start, ends, stay, backward=True)
        if end == np.inf:
            raise Infeasible(f"nobody can come to mentor {start}, who needs {self.floor[start]} mentees")
        won = self.price[start] - end
        self.price -= np.maximum(0, end - distance)
        self.price[self._out] = 0.0
        for to, come in pairwise(chain.tolist()):
            self._move(come, to)
        return float(max(won, 0.0) if not must else won)

    def _one_goes(self, start: int, stay: float) -> float:
        """The least loss where a place has one too many: somebody goes, and others for them. Returns the loss."""
        self._renew()
        free = self.load < self.capacity
        ends = np.where(free, np.maximum(-self.price, 0), np.inf)
        chain, distance, end = self._search(start, ends, stay, backward=False)
        if end == np.inf:
            raise Infeasible(f"mentor {start} has no seat left, and nobody there can go")
        lost = self.price[start] + end
        self.price += np.maximum(0, end - distance)
        self.price[self._out] = 0.0
        for place, to in pairwise(chain.tolist()):
            self._move(place, to)
        return float(lost)

    def _move(self, place: int, to: int) -> None:
        here = np.flatnonzero((self.place == place) & ~self.tied)
        i = min(here.tolist(), key=lambda i: self.worths(i)[place] - self.worths(i)[to])
        self.place[i] = to
        self.load[place] -= 1
        self.load[to] += 1
        self._old[[place, to]] = True

    def _everybody(self) -> Floats:
        m = self._out
        costs = np.full((m + 1, m + 1), np.inf)
        for piece in self.rows.read(np.flatnonzero(~self.tied)):
            lower(*piece, self._bonus, self._least, self._before, self._stay, self.place, np.arange(m + 1), costs)
        return costs

    def _renew(self) -> None:
        """What is known of places where others are now, read afresh."""
        old = np.flatnonzero(self._old)
        new = old[self._changed[old] < 0]
        self._changed[new] = len(self._anew) + np.arange(len(new))
        self._anew = np.concatenate([self._anew, np.empty((len(new), self._out + 1))])
        self._anew[self._changed[old]] = np.inf
        people = np.flatnonzero(self._old[self.place] & ~self.tied)
        for piece in self.rows.read(people):
            lower(*piece, self._bonus, self._least, self._before, self._stay, self.place, self._changed, self._anew)
        self._old[:] = False

    def _search(self, start: int, ends: Floats, stay: float, *, backward: bool) -> tuple[Counts, Floats, float]:
        return search(self._costs, self._changed, self._anew, self.price, start, ends, stay, backward)


@njit(cache=True, nogil=True)
def lower(
    rows: Counts, scores: NDArray[Any], at: Counts, allowed: Mask, allowed_at: Counts, bonus: float, least: float,
    before: Counts, stay: float, place: Counts, row_of: Counts, costs: Floats,
) -> None:  # fmt: skip
    """costs[row_of[k], j]: at most what these lose who are at k and would go to j."""
    m = scores.shape[1]
    for t in range(len(rows)):
        k, b = place[rows[t]], before[rows[t]]
        own = np.float64(scores[at[t], k]) + bonus + stay * (k == b) if k < m else 0.0
        row = costs[row_of[k]]
        compare(scores[at[t]], allowed[allowed_at[t]], own - bonus, least, row)
        if b >= 0 and allowed[allowed_at[t], b] and scores[at[t], b] >= least:
            row[b] = min(row[b], own - bonus - stay - scores[at[t], b])
        row[m] = min(row[m], own)
        row[k] = np.inf


@njit(cache=True, nogil=True, fastmath={"nnan", "nsz"})
def compare(scores: NDArray[Any], allowed: Mask, own: float, least: float, costs: Floats) -> None:
    for j in range(len(scores)):
        score = np.float64(scores[j])
        costs[j] = min(costs[j], own - score if allowed[j] & (score >= least) else np.inf)


@njit(cache=True, nogil=True)
def search(
    costs: Floats, changed: Counts, anew: Floats, price: Floats, start: int, ends: Floats, stay: float, backward: bool
) -> tuple[Counts, Floats, float]:
    """The nearest end from `start` over reduced costs, at least 0: (places on the way, distances, how near).

    From k to j costs[k, j] − price[k] + price[j], or, backward, from j to k; costs[k] are anew[changed[k]] where that
    is one. `stay` is the end at once. Distances of places beyond the end are no less than that.
    """
    m = len(ends)
    distance, before, done = np.full(m, np.inf), np.full(m, -1), np.zeros(m, np.bool_)
    distance[start] = 0.0
    end, last = stay, start
    k = start
    while k >= 0 and distance[k] < end:
        done[k] = True
        if distance[k] + ends[k] < end:
            end, last = distance[k] + ends[k], k
        row = costs[k] if changed[k] < 0 else anew[changed[k]]
        for j in range(m):
            if backward:
                cost = costs[j, k] if changed[j] < 0 else anew[changed[j], k]
                new = max(distance[k], distance[k] + cost - price[j] + price[k])
            else:
                new = max(distance[k], distance[k] + row[j] - price[k] + price[j])
            if new < distance[j] and not done[j]:
                distance[j], before[j] = new, k
        k = -1
        for j in range(m):
            if not done[j] and distance[j] < end and (k < 0 or distance[j] < distance[k]):
                k = j
    count, k = 1, last
    while k != start:
        count, k = count + 1, before[k]
    chain = np.empty(count, np.int64)
    k = last
    for place in range(count - 1, -1, -1):
        chain[place] = k
        k = before[k]
    return chain, distance, end


@njit(cache=True, nogil=True)
def nearest(costs: Floats, price: Floats, ends: Floats, backward: bool) -> Floats:
    """The least of ends[k] and of what others on the way from k cost, as in `search`; backward: on the way to k."""
    m = len(ends)
    found, done = ends.copy(), np.zeros(m, np.bool_)
    for _ in range(m):
        k = -1
        for j in range(m):
            if not done[j] and (k < 0 or found[j] < found[k]):
                k = j
        if k < 0 or found[k] == np.inf:
            break
        done[k] = True
        for j in range(m):
            if backward:
                found[j] = min(found[j], found[k] + max(0.0, costs[k, j] - price[k] + price[j]))
            else:
                found[j] = min(found[j], found[k] + max(0.0, costs[j, k] - price[j] + price[k]))
    return found
