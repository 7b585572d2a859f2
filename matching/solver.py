"""The exact assignment: an auction over short lists of candidates, ended by shortest paths. Pairs and prices out.

Lists are made in waves, at the prices that the auction has reached, and again for who finds hers too old. When the
auction stands still, or has gone on long enough, whoever would still rather be elsewhere is settled exactly.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np

from matching import auction, candidates, paths
from matching.market import FAR, NOBODY, NONE, Ints, Lists, Market, Paths, Scale
from matching.problem import Counts, Infeasible
from matching.rows import Piece, Rows

LISTED = 32  # candidates of a mentee, at least
WAVES = 16  # in which the first lists are made
_WAVE = 64  # mentees of a wave, at least
_LONGER, _ROOM = 128, 2**23  # candidates where scores are computed when read, and of all mentees together
STEP = 2.0**-12  # of the largest score: what a bid adds
BIDS = 60  # for each mentee, after which paths go on
_SETTLED_AT_ONCE = 4_000
_PATIENCE = 64  # steps that a search goes on beyond where a mentee might know better
_TURNS = 30  # in which they may be asked
_REST = 16  # of all mentees, whose lists are made together at the end
_USUAL = 60  # exponents beyond which neither float32 nor a factor would do


@dataclass(frozen=True, slots=True)
class Worths:
    """What scores become: see `market.Scale`."""

    exponent: int  # scores × 2^−exponent lie below 1
    steps: float  # that one of 1 would have
    extra: int
    bonus: int
    stay: int  # of a pair of before, at least 1

    def scores(self, worth: float | Ints) -> Any:
        """In units of the scores, float64."""
        return np.ldexp(np.float64(1) * worth / (self.steps * 2 * self.extra), self.exponent)


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    mentor_of: Counts  # (n,)
    mentee_price: Ints  # (n,) in units of the scale
    seat_price: Ints  # (m,)
    worth: Ints  # (n,) of her pair's score alone, 0 without one


class Solver:
    """Places `people` (rows, rising) on the seats; progress(share of the work that is done)."""

    def __init__(
        self, rows: Rows, people: Counts, capacity: Counts, floor: Counts, worths: Worths, least: float, before: Counts,
        seed: int, progress: Callable[[float], object],
    ) -> None:  # fmt: skip
        n, m = rows.shape
        self._rows, self._people, self._before, self._progress = rows, people, before, progress
        self._exponent, usual = worths.exponent, abs(worths.exponent) <= _USUAL
        down = math.ldexp(1.0, -worths.exponent) if usual else 1.0
        self._scale = Scale(
            worths.steps * down, worths.extra, worths.bonus, down,
            least if usual else math.ldexp(least, -worths.exponent), worths.stay,
        )  # fmt: skip
        self._step = max(1, int(STEP * self._scale.unit / self._scale.down * 2 * self._scale.extra))
        self._precision = np.empty(0, np.float64 if worths.bonus else np.float32)
        self._order = np.random.default_rng(seed)
        self._salt = int(self._order.integers(2**31))
        longer = max(LISTED, min(_LONGER, _ROOM // max(1, n)))
        listed = min(LISTED if rows.held else longer, m) + 1  # one of them may be her own
        self.lists = Lists(
            np.full((n, listed), NOBODY, np.int32),
            np.zeros((n, listed), np.int64),
            np.full(n, NONE, np.int64),
            np.zeros(n, np.int32),
        )
        self.lists.bound[people] = FAR // 4  # whoever has no list yet may like anybody
        seats = np.minimum(capacity, n + 1)  # one more than can ever be taken stays free, and costs nothing
        room = int((seats + 1).sum())
        self.market = Market(
            capacity=seats, floor=floor, price=np.zeros(m, np.int64), load=np.zeros(m, np.int64),
            first=np.cumsum(seats + 1) - (seats + 1), who=np.zeros(room, np.int64), bid=np.zeros(room, np.int64),
            mentor_of=np.full(n, NOBODY, np.int64), place=np.zeros(n, np.int64), worth=np.zeros(n, np.int64),
        )  # fmt: skip
        self._then = np.zeros((2, m), np.int64)  # no price was higher when lists were made: all but the last, the last

    def solve(self) -> Solved:
        self._auction()
        auction.seat_places(self.market)
        self._settle()
        prices, extra = self.market.price, self._scale.extra
        # A person more is worth something: prices hold it, and the proof is about scores.
        prices = np.where(prices > 0, np.maximum(prices - extra, 0), np.where(prices < 0, prices - extra, 0))
        gains = paths.proof(self.lists, self._fallen(), self.market, self._before, extra, prices)
        matched = self.market.mentor_of != NOBODY
        stays = self._scale.stay * (self.market.mentor_of == self._before)
        worth = np.where(matched, self.market.worth - extra - self._scale.bonus - stays, 0)
        return Solved(self.market.mentor_of, gains, prices, worth)

    def _list(self, people: Counts, prices: Ints, time: int) -> None:
        """New lists for these mentees; at given prices they do not depend on one another."""

        def choose(piece: Piece) -> None:
            if abs(self._exponent) > _USUAL:
                scaled = np.ldexp(piece.scores[piece.at].astype(np.float64), -self._exponent)
                piece = piece._replace(scores=scaled, at=np.arange(len(scaled)))
            candidates.choose(
                *piece, self._scale, self.market, self._before, self.lists, prices, time, self._salt, self._precision
            )

        self._rows.work(people, choose)

    def _fallen(self) -> Ints:
        """By how much a price is lower at most than at both times; below 0 where all have risen."""
        seats = self.market.capacity > 0
        return np.asarray((self._then - self.market.price)[:, seats].max(axis=1, initial=NONE // 2), np.int64)

    def _auction(self) -> None:
        """In waves: each wave's lists are made at the prices that the ones before it have left.

        Where scores are computed when read, a wave is of neighbours, and the last few wait till all are settled.
        """
        held, everybody = self._rows.held, len(self._people)
        todo = self._order.permutation(self._people) if held else self._people
        wave, budget = max(_WAVE, -(-everybody // (WAVES if held else 2 * WAVES))), BIDS * everybody
        queue, stale = np.zeros(everybody, np.int64), np.zeros(everybody, np.int64)
        listed, rest = 0, 0 if held else everybody // _REST
        while len(todo) > rest:
            now, todo = np.sort(todo[:wave]), todo[wave:]
            self._list(now, self.market.price, 0)
            listed += len(now)
            if budget > 0:
                queue[: len(now)] = self._order.permutation(now)
                made, old = auction.bid(queue, len(now), self.lists, self.market, self._step, budget, stale)
                budget -= made
                todo = np.concatenate([todo, stale[:old]])
                if not held and listed >= everybody:
                    todo.sort()
                    todo = np.roll(todo, -int(np.searchsorted(todo, now[-1])))
            self._progress(0.8 * min(1.0, listed / (2 * everybody)))
        self._then[:] = self.market.price  # they have only risen

    def _settle(self) -> None:
        n, m = self._rows.shape
        room = Paths(*(np.zeros(m, np.int64) for _ in Paths._fields))
        room.distance[:] = FAR
        room.at[:] = -1
        old, torn, asked = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(_SETTLED_AT_ONCE, np.int64)
        first, who = np.zeros(m + 1, np.int64), np.zeros(self.lists.mentor.size, np.int32)
        asking = np.zeros(0, np.int64)
        for turn in count():
            aged, rather = paths.unsettled(self.lists, self._fallen(), self.market, old, torn)
            if aged or asking.size:
                self._then[0] = self._then.max(axis=0)
                self._then[1] = self.market.price
                self.lists.time[:] = 0
                self._list(np.union1d(old[:aged], asking), self.market.price, 1)
                aged, rather = paths.unsettled(self.lists, self._fallen(), self.market, old, torn)
            wanting = np.flatnonzero(self.market.load < self.market.floor)
            if rather == 0 and wanting.size == 0:
                return
            paths.turned(self.lists, m, first, who)
            fallen = self._fallen() - _PATIENCE * self._step
            # To look beyond a list is worth while where reading takes long: not beyond the last ones, nor for ever.
            fallen[1 if not self._rows.held and turn < _TURNS else slice(None)] = NONE // 2
            asking = asking[:0]
            # All without a mentor first: a seat that somebody leaves is offered as if they wanted none.
            settled = self.market.mentor_of[torn[:rather]] != NOBODY
            for some in (torn[:rather][~settled], torn[:rather][settled]):
                for at in range(0, 0 if asking.size else len(some), _SETTLED_AT_ONCE):
                    part = some[at : at + _SETTLED_AT_ONCE]
                    met, beyond = paths.settle(part, self.lists, fallen, first, who, self.market, room, asked)
                    self._check(met)
                    asking = np.union1d(asking, asked[:beyond])
            for j in () if asking.size else wanting:
                while self.market.load[j] < self.market.floor[j]:
                    self._check(paths.fill(j, self.lists, first, who, self.market, room))

    def _check(self, met: bool) -> None:
        if not met:
            market = self.market
            empty = np.flatnonzero(market.load < market.floor)
            names = ", ".join(f"mentor {j} gets {market.load[j]} of {market.floor[j]}" for j in empty[:10])
            raise Infeasible(f"the minimum loads cannot all be met; with as many met as possible, {names}")
        self._rows.hear()
