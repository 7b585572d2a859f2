"""An auction among mentees on their lists: compiled.

Source: Bertsekas, "The auction algorithm" (1988); for several seats of a mentor, Bertsekas and Castañon (1989).
"""

import numpy as np
from numba import njit

from matching.heaps import sift
from matching.market import NOBODY, Ints, Lists, Market


@njit(cache=True, nogil=True)
def bid(queue: Ints, waiting: int, lists: Lists, market: Market, step: int, most: int, stale: Ints) -> tuple[int, int]:
    """An auction among the first `waiting` mentees of the ring `queue`, `most` bids at most.

    Each bids for the mentor that leaves her most, as much as that is better than the next best, and `step` more. A
    full mentor's price is the lowest bid that is taken. Whose list is too old to say is put into `stale`. Returns
    bids made and how many are stale; who still waits after `most` bids stays without.
    """
    size, ring = lists.mentor.shape[1], len(queue)
    head, bids, old = 0, 0, 0
    while waiting > 0 and bids < most:
        i = queue[head]
        head = (head + 1) % ring
        waiting -= 1
        first, second, chosen = np.int64(0), np.int64(0), -1
        for k in range(size):
            j = lists.mentor[i, k]
            if j < 0:
                break
            value = lists.worth[i, k] - market.price[j]
            if value > first:
                first, second, chosen = value, first, k
            elif value > second:
                second = value
        if lists.bound[i] > first:
            stale[old] = i
            old += 1
            continue
        if chosen < 0:
            continue
        j = lists.mentor[i, chosen]
        offer = market.price[j] + first - max(second, lists.bound[i]) + step
        bids += 1
        base = market.first[j]
        market.mentor_of[i] = j
        if market.load[j] < market.capacity[j]:
            k = market.load[j]
            market.load[j] += 1
            while k > 0 and market.bid[base + ((k - 1) >> 1)] > offer:
                p = (k - 1) >> 1
                market.bid[base + k], market.who[base + k] = market.bid[base + p], market.who[base + p]
                k = p
            market.bid[base + k], market.who[base + k] = offer, i
            if market.load[j] == market.capacity[j]:
                market.price[j] = max(market.price[j], market.bid[base])
        else:
            out = market.who[base]
            sift(market.bid, market.who, base, market.capacity[j], offer, i, 0)
            market.mentor_of[out] = NOBODY
            market.price[j] = market.bid[base]
            queue[(head + waiting) % ring] = out
            waiting += 1
    return bids, old


@njit(cache=True, nogil=True)
def seat_places(market: Market) -> None:
    """Where each mentee sits, after an auction has moved them in its heaps."""
    for j in range(len(market.load)):
        for k in range(market.load[j]):
            market.place[market.who[market.first[j] + k]] = k
