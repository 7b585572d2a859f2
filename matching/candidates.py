"""The mentors that are best for a mentee at given prices, and a bound of what any other is worth: compiled.

Values are compared in float32 (float64 where a person outweighs all scores) to find who comes into question, and as
whole numbers to decide: the lists are exact.
"""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from matching.market import NOBODY, NONE, Ints, Lists, Market, Scale
from matching.problem import Mask

_NEVER = -(2.0**33)
_PIECE = 16  # numbers that are compared at once


@njit(cache=True, nogil=True)
def choose(
    scores: NDArray[Any], allowed: Mask, rows: Ints, scale: Scale, market: Market, before: Ints, lists: Lists,
    lowered: int, salt: int, precision: NDArray[Any],
) -> None:  # fmt: skip
    """Write the lists of `rows`: the mentors best at these prices, the one she is with among them.

    scores, allowed: (rows, m). Of equals, `salt` and the row say who is taken, so that rows that are all alike hold
    different mentors. precision: an array of the type that finds the best; what it cannot tell apart is compared as
    whole numbers.
    """
    count, m = scores.shape
    size = lists.mentor.shape[1]
    best = np.empty(size, np.int64)
    who = np.empty(size, np.int32)
    width = _PIECE * max(1, m // (2 * size * _PIECE))
    pieces = max(1, (m + width - 1) // width)
    peaks = np.empty(pieces, precision.dtype)
    net = np.full(width * pieces, precision.dtype.type(_NEVER), precision.dtype)
    prices = np.empty(m, precision.dtype)
    back = scale.down / (2.0 * scale.unit * scale.extra)
    largest = 1.0
    for j in range(m):
        prices[j] = (market.price[j] - scale.bonus) * back
        largest = max(largest, abs(prices[j]))
        if market.capacity[j] == 0:
            prices[j] = -2 * _NEVER
    margin = largest * (1e-6 if precision.itemsize == 4 else 1e-13)
    down = precision.dtype.type(scale.down)
    for t in range(count):
        i = rows[t]
        some = net_values(scores[t], allowed[t], prices, scale.least, down, width, net, peaks)
        # The K-th highest of the peaks: at least K mentors come up to it, and whoever does not is worth less.
        enough = np.float64(_NEVER)
        other = NONE
        if some > size:
            enough = np.float64(np.partition(peaks, pieces - size)[pieces - size]) - margin
            other = np.int64(np.ceil((enough + 0.5 * margin) / back))
        filled = 0
        begin = np.int64((np.uint64(i) * np.uint64(2654435761) + np.uint64(salt)) % np.uint64(pieces))
        for q in range(pieces):
            p = (begin + q) % pieces
            if peaks[p] < enough or peaks[p] <= _NEVER:
                continue
            for j in range(p * width, min((p + 1) * width, m)):
                if net[j] < enough or net[j] <= _NEVER or j == market.mentor_of[i]:
                    continue
                value = worth_of(scores[t, j], scale) + (j == before[i]) - market.price[j]
                if filled < size - 1:
                    k = filled
                    filled += 1
                    while k > 0 and best[(k - 1) >> 1] > value:
                        best[k], who[k] = best[(k - 1) >> 1], who[(k - 1) >> 1]
                        k = (k - 1) >> 1
                    best[k], who[k] = value, j
                elif value > best[0]:
                    other = max(other, best[0])
                    sift(best, who, 0, filled, value, j)
                else:
                    other = max(other, value)
        for k in range(filled):
            lists.mentor[i, k] = who[k]
            lists.worth[i, k] = best[k] + market.price[who[k]]
        own = market.mentor_of[i]
        if own >= 0:
            lists.mentor[i, filled] = own
            lists.worth[i, filled] = worth_of(scores[t, own], scale) + (own == before[i])
            filled += 1
        for k in range(filled, size):
            lists.mentor[i, k] = NOBODY
        lists.bound[i] = other - lowered


@njit(cache=True, nogil=True, fastmath=True)
def net_values(
    scores: NDArray[Any], allowed: Mask, prices: NDArray[Any], least: float, down: float, width: int,
    net: NDArray[Any], peaks: NDArray[Any],
) -> int:  # fmt: skip
    """net[j] = scores[j] × down − prices[j], _NEVER where it cannot be; the peak of each piece; how many have one."""
    never = net.dtype.type(_NEVER)
    for j in range(len(prices)):
        value = net.dtype.type(scores[j] * down) - prices[j]
        net[j] = value if allowed[j] & (scores[j] >= least) else never
    some = 0
    for p in range(len(peaks)):
        peak = never
        for j in range(p * width, p * width + width):
            peak = max(peak, net[j])
        peaks[p] = peak
        some += peak > never
    return some


@njit(cache=True, nogil=True, inline="always")
def worth_of(score: float, scale: Scale) -> Any:
    return np.int64(np.rint(np.float64(score) * scale.unit)) * 2 * scale.extra + scale.extra + scale.bonus


@njit(cache=True, nogil=True)
def sift(keys: Ints, items: NDArray[Any], base: int, size: int, key: int, item: int) -> None:
    """Put a key at the root of the min-heap keys[base : base + size]."""
    k = 0
    while 2 * k + 1 < size:
        c = 2 * k + 1
        if c + 1 < size and keys[base + c + 1] < keys[base + c]:
            c += 1
        if keys[base + c] >= key:
            break
        keys[base + k], items[base + k] = keys[base + c], items[base + c]
        k = c
    keys[base + k], items[base + k] = key, item
