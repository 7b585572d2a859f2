"""The mentors that are best for a mentee at given prices, and a bound of what any other is worth: compiled.

Values are compared in float32 (float64 where a person outweighs all scores) to find who comes into question, and as
whole numbers to decide: the lists are exact.
"""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from matching.heaps import sift
from matching.market import NOBODY, NONE, Ints, Lists, Market, Scale
from matching.problem import Mask

_NEVER = -(2.0**33)
_SIDE, _PIECES = 16, 1_024  # numbers that are compared side by side; pieces at most
_HALVED, _MORE = 24, 4  # how often, and how many more than wanted are few enough to stop


@njit(cache=True, nogil=True)
def choose(
    rows: Ints, scores: NDArray[Any], at: Ints, allowed: Mask, allowed_at: Ints, scale: Scale, market: Market,
    before: Ints, lists: Lists, at_prices: Ints, time: int, salt: int, precision: NDArray[Any],
) -> None:  # fmt: skip
    """Write the lists of `rows`: the mentors best at these prices, of this time, the one she is with among them.

    scores[at], allowed[allowed_at]: (rows, m). Of equals, `salt` and the row say who is taken, so that rows that are
    all alike hold different mentors. precision: an array of the type that finds the best; what it cannot tell apart is
    compared as whole numbers.
    """
    count, m = len(rows), scores.shape[1]
    size = lists.mentor.shape[1]
    best = np.empty(size, np.int64)
    who = np.empty(size, np.int32)
    # Mentor j belongs to piece j % pieces: neighbours lie in different ones, so pieces are compared side by side.
    pieces = _SIDE * max(1, (min(max(m // _SIDE, min(m, 2 * size)), _PIECES) + _SIDE - 1) // _SIDE)
    wanted = max(1, (3 * size) // 4)
    peaks = np.empty(pieces, precision.dtype)
    net = np.full((m + pieces - 1) // pieces * pieces, precision.dtype.type(_NEVER), precision.dtype)
    possible = np.empty(len(net) // pieces, np.int64)
    prices = np.empty(m, precision.dtype)
    back = scale.down / (2.0 * scale.unit * scale.extra)
    largest = 1.0
    for j in range(m):
        prices[j] = (at_prices[j] - scale.bonus) * back
        largest = max(largest, abs(prices[j]))
        if market.capacity[j] == 0:
            prices[j] = -2 * _NEVER
    margin = largest * (1e-6 if precision.itemsize == 4 else 1e-13)
    down, least = precision.dtype.type(scale.down), scores.dtype.type(scale.least)
    if np.float64(least) < scale.least:
        least = np.nextafter(least, scores.dtype.type(np.inf))
    for t in range(count):
        i, theirs = rows[t], scores[at[t]]
        some = net_values(theirs, allowed[allowed_at[t]], prices, least, down, net, peaks)
        if before[i] >= 0 and net[before[i]] > _NEVER:
            j, p = before[i], before[i] % pieces
            net[j] += precision.dtype.type(scale.stay * back)
            peaks[p] = max(peaks[p], net[j])
        enough = np.float64(_NEVER)
        other = NONE
        if some > size:
            enough = reached(peaks, wanted) - margin
            other = np.int64(np.ceil((enough + 0.5 * margin) / back))
        filled = 0
        begin = np.int64((np.uint64(i) * np.uint64(2654435761) + np.uint64(salt)) % np.uint64(pieces))
        for q in range(pieces):
            p = (begin + q) % pieces
            if peaks[p] < enough or peaks[p] <= _NEVER:
                continue
            for c in range(reaching(net, p, pieces, enough, possible)):
                j = possible[c]
                if j == market.mentor_of[i]:
                    continue
                value = worth_of(theirs[j], scale) + scale.stay * (j == before[i]) - at_prices[j]
                if filled < size - 1:
                    best[filled], who[filled] = value, j
                    filled += 1
                    if filled == size - 1:
                        for k in range(filled // 2 - 1, -1, -1):
                            sift(best, who, 0, filled, best[k], who[k], k)
                elif value > best[0]:
                    other = max(other, best[0])
                    sift(best, who, 0, filled, value, j, 0)
                else:
                    other = max(other, value)
        for k in range(filled):
            lists.mentor[i, k] = who[k]
            lists.worth[i, k] = best[k] + at_prices[who[k]]
        own = market.mentor_of[i]
        if own >= 0:
            lists.mentor[i, filled] = own
            lists.worth[i, filled] = worth_of(theirs[own], scale) + scale.stay * (own == before[i])
            filled += 1
        for k in range(filled, size):
            lists.mentor[i, k] = NOBODY
        lists.bound[i], lists.time[i] = other, time


@njit(cache=True, nogil=True, fastmath=True)
def net_values(
    scores: NDArray[Any], allowed: Mask, prices: NDArray[Any], least: float, down: float, net: NDArray[Any],
    peaks: NDArray[Any],
) -> int:  # fmt: skip
    """net[j] = scores[j] × down − prices[j], _NEVER where it cannot be; the peak of each piece; how many have one."""
    never, closed, pieces = net.dtype.type(_NEVER), net.dtype.type(-_NEVER), len(peaks)
    for j in range(len(prices)):
        value = net.dtype.type(scores[j] * down) - prices[j]
        net[j] = value if allowed[j] & (scores[j] >= least) & (prices[j] < closed) else never
    peaks[:] = never
    for first in range(0, len(net), pieces):
        part = net[first : first + pieces]
        for p in range(pieces):
            peaks[p] = max(peaks[p], part[p])
    some = 0
    for p in range(pieces):
        some += peaks[p] > never
    return some


@njit(cache=True, nogil=True, fastmath=True)
def reached(peaks: NDArray[Any], size: int) -> Any:
    """A number that `size` of the peaks reach and few more: at least as many mentors do, and all others are worth less.

    Found by halving, with all of them counted each time: no branch that a processor could not foresee.
    """
    low, high = peaks.dtype.type(-_NEVER), peaks[0]
    for p in range(len(peaks)):
        low = min(low, peaks[p] if peaks[p] > _NEVER else low)
        high = max(high, peaks[p])
    for _ in range(_HALVED):
        middle = low + (high - low) / 2
        reach = 0
        for p in range(len(peaks)):
            reach += peaks[p] >= middle
        if reach >= size:
            low = middle
            if reach <= size + _MORE:
                break
        else:
            high = middle
    return np.float64(low)


@njit(cache=True, nogil=True)
def reaching(net: NDArray[Any], piece: int, pieces: int, enough: float, possible: Ints) -> int:
    """Put those of a piece that are worth enough into `possible`; how many they are."""
    count = 0
    for j in range(piece, len(net), pieces):
        possible[count] = j
        count += (net[j] >= enough) & (net[j] > _NEVER)
    return count


@njit(cache=True, nogil=True, inline="always")
def worth_of(score: float, scale: Scale) -> Any:
    return np.int64(np.rint(np.float64(score) * scale.unit)) * 2 * scale.extra + scale.extra + scale.bonus
