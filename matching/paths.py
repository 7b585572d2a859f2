"""Shortest paths over reduced costs: who moves for whom, so that everybody is where she is best: compiled.

Source: successive shortest paths with potentials, Edmonds and Karp (1972) and Tomizawa (1971), from both sides.
"""

from typing import Any

import numpy as np
from numba import njit

from matching.market import FAR, NOBODY, NONE, Ints, Lists, Market, Paths, Places


@njit(cache=True, nogil=True)
def seat(start: Any, lists: Lists, market: Market, paths: Paths) -> None:
    """The best place for a mentee who has none: whoever has to move for her moves, or leaves, or she stays without.

    Shortest path over reduced costs; prices of what it passed rise, so that the invariants hold again.
    """
    need = np.int64(0)
    for k in range(lists.mentor.shape[1]):
        if lists.mentor[start, k] < 0:
            break
        need = max(need, lists.worth[start, k] - market.price[lists.mentor[start, k]])
    end, end_at, out = need, np.int64(NOBODY), start
    touched, waiting, base, here = 0, 0, np.int64(0), np.int64(NOBODY)
    while True:
        sitting = market.load[here] if here >= 0 else 1
        for t in range(sitting):
            i, value = start, need
            if here >= 0:
                i = market.who[market.first[here] + t]
                value = market.worth[i] - market.price[here]
                if base + value < end:
                    end, end_at, out = base + value, np.int64(NOBODY), i
            for k in range(lists.mentor.shape[1]):
                j = lists.mentor[i, k]
                if j < 0:
                    break
                far = base + value - lists.worth[i, k] + market.price[j]
                if j == here or far >= end or far >= paths.distance[j]:
                    continue
                if paths.distance[j] == FAR:
                    paths.touched[touched] = j
                    touched += 1
                waiting = nearer(paths, waiting, j, far)
                paths.mentee[j] = i
                if market.load[j] < market.capacity[j]:
                    # A seat beyond the minimum load may not cost less than nothing.
                    fee = max(np.int64(0), -market.price[j]) if market.load[j] >= market.floor[j] else np.int64(0)
                    if far + fee < end:
                        end, end_at, out = far + fee, np.int64(j), np.int64(NOBODY)
        if waiting == 0 or paths.distance[paths.heap[0]] >= end:
            break
        here, waiting = nearest(paths, waiting)
        base = paths.distance[here]
    for t in range(touched):
        j = paths.touched[t]
        market.price[j] += max(np.int64(0), end - paths.distance[j])
    j = end_at
    if out >= 0 and out != start:
        j = market.mentor_of[out]
        leave(market, out)
    while j >= 0:
        i = paths.mentee[j]
        before = market.mentor_of[i]
        if before >= 0:
            leave(market, i)
        join(market, lists, i, j)
        j = before
    forget(paths, touched, waiting)


@njit(cache=True, nogil=True)
def fill(start: Any, lists: Lists, first: Ints, who: Places, market: Market, paths: Paths) -> Any:
    """What to do with a free seat that costs something, or has to be filled: somebody comes, or it costs nothing.

    Whoever comes may leave a seat that somebody else takes. Returns by how much prices fell at most, FAR where a
    minimum load cannot be met.
    """
    must = market.load[start] < market.floor[start]
    end = FAR if must else market.price[start]
    end_at, new = start, np.int64(NOBODY)
    paths.distance[start] = 0
    paths.touched[0] = start
    touched, waiting, here = 1, 0, start
    while here >= 0:
        base = paths.distance[here]
        for t in range(first[here], first[here + 1]):
            i = who[t]
            there = market.mentor_of[i]
            worth = listed_worth(lists, i, here)
            if there == here or worth == NONE:
                continue
            value = market.worth[i] - market.price[there] if there >= 0 else np.int64(0)
            far = base + value - worth + market.price[here]
            if far >= end:
                continue
            if there < 0:
                end, end_at, new = far, here, i
            elif far < paths.distance[there]:
                if paths.distance[there] == FAR:
                    paths.touched[touched] = there
                    touched += 1
                waiting = nearer(paths, waiting, there, far)
                paths.mentee[there] = i
                paths.target[there] = here
                if market.load[there] > market.floor[there] and far + market.price[there] < end:
                    end, end_at, new = far + market.price[there], np.int64(there), np.int64(NOBODY)
        here = np.int64(NOBODY)
        if waiting > 0 and paths.distance[paths.heap[0]] < end:
            here, waiting = nearest(paths, waiting)
    if end < FAR:
        for t in range(touched):
            j = paths.touched[t]
            market.price[j] -= max(np.int64(0), end - paths.distance[j])
        if new >= 0:
            join(market, lists, new, end_at)
        j = end_at
        while j != start:
            i, to = paths.mentee[j], paths.target[j]
            leave(market, i)
            join(market, lists, i, to)
            j = to
    forget(paths, touched, waiting)
    return end


@njit(cache=True, nogil=True)
def settle(torn: Ints, lists: Lists, first: Ints, who: Places, market: Market, paths: Paths) -> Any:
    """One after the other, put those who would rather be elsewhere where they are best; returns how far prices fell."""
    fell = np.int64(0)
    for i in torn:
        home = market.mentor_of[i]
        if home >= 0:
            leave(market, i)
        seat(i, lists, market, paths)
        if home >= 0:
            while market.load[home] < market.floor[home] or (
                market.load[home] < market.capacity[home] and market.price[home] > 0
            ):
                by = fill(home, lists, first, who, market, paths)
                if by == FAR:
                    return FAR
                fell += by
    return fell


@njit(cache=True, nogil=True)
def unsettled(lists: Lists, lowered: int, market: Market, old: Ints, torn: Ints) -> tuple[int, int]:
    """`old`: whose bound may beat her list. `torn`: who would rather be elsewhere, or without.

    From here on everybody's pair counts as good as what she would rather have, until `settle` comes to her.
    """
    aged, rather = 0, 0
    for i in range(len(market.mentor_of)):
        j = market.mentor_of[i]
        best, here = np.int64(0), np.int64(0)
        for k in range(lists.mentor.shape[1]):
            other = lists.mentor[i, k]
            if other < 0:
                break
            value = lists.worth[i, k] - market.price[other]
            best = max(best, value)
            if other == j:
                here = value
        if lists.bound[i] + lowered > best:
            old[aged] = i
            aged += 1
        if j >= 0:
            market.worth[i] = best + market.price[j]
        if best > here or here < 0:
            torn[rather] = i
            rather += 1
    return aged, rather


@njit(cache=True, nogil=True)
def proof(lists: Lists, lowered: int, market: Market, before: Ints, extra: int, prices: Ints) -> Ints:
    """What mentees gain (n,) at `prices` where pairs are worth their score alone, and no more people."""
    gains = np.zeros(len(before), np.int64)
    for i in range(len(before)):
        most, plain = np.int64(0), np.int64(0)
        for k in range(lists.mentor.shape[1]):
            j = lists.mentor[i, k]
            if j < 0:
                break
            most = max(most, lists.worth[i, k] - market.price[j])
            plain = max(plain, lists.worth[i, k] - extra - (j == before[i]) - prices[j])
        # Of those who are not listed nobody gains her more than the bound.
        gains[i] = max(plain, min(most, lists.bound[i] + lowered))
    return gains


@njit(cache=True, nogil=True)
def turned(lists: Lists, m: int, first: Ints, who: Places) -> None:
    """Who has mentor j on her list: who[first[j] : first[j + 1]]."""
    first[:] = 0
    n, size = lists.mentor.shape
    for i in range(n):
        for k in range(size):
            if lists.mentor[i, k] < 0:
                break
            first[lists.mentor[i, k] + 1] += 1
    for j in range(m):
        first[j + 1] += first[j]
    at = first.copy()
    for i in range(n):
        for k in range(size):
            j = lists.mentor[i, k]
            if j < 0:
                break
            who[at[j]] = i
            at[j] += 1


@njit(cache=True, nogil=True, inline="always")
def listed_worth(lists: Lists, i: int, j: int) -> Any:
    for k in range(lists.mentor.shape[1]):
        if lists.mentor[i, k] == j:
            return lists.worth[i, k]
    return NONE


@njit(cache=True, nogil=True)
def leave(market: Market, i: Any) -> None:
    j = market.mentor_of[i]
    last = market.who[market.first[j] + market.load[j] - 1]
    market.who[market.first[j] + market.place[i]] = last
    market.place[last] = market.place[i]
    market.load[j] -= 1
    market.mentor_of[i] = NOBODY


@njit(cache=True, nogil=True)
def join(market: Market, lists: Lists, i: Any, j: Any) -> None:
    market.who[market.first[j] + market.load[j]] = i
    market.place[i] = market.load[j]
    market.load[j] += 1
    market.mentor_of[i] = j
    market.worth[i] = listed_worth(lists, i, j)


@njit(cache=True, nogil=True)
def nearer(paths: Paths, waiting: int, j: Any, distance: Any) -> int:
    """Put mentor j into the heap, or forward in it, at a smaller distance."""
    paths.distance[j] = distance
    k = paths.at[j]
    if k < 0:
        k = waiting
        waiting += 1
    while k > 0 and paths.distance[paths.heap[(k - 1) >> 1]] > distance:
        paths.heap[k] = paths.heap[(k - 1) >> 1]
        paths.at[paths.heap[k]] = k
        k = (k - 1) >> 1
    paths.heap[k] = j
    paths.at[j] = k
    return waiting


@njit(cache=True, nogil=True)
def nearest(paths: Paths, waiting: int) -> tuple[Any, int]:
    """Take the nearest mentor out of the heap."""
    top = paths.heap[0]
    paths.at[top] = -1
    waiting -= 1
    if waiting > 0:
        last = paths.heap[waiting]
        k = 0
        while 2 * k + 1 < waiting:
            c = 2 * k + 1
            if c + 1 < waiting and paths.distance[paths.heap[c + 1]] < paths.distance[paths.heap[c]]:
                c += 1
            if paths.distance[paths.heap[c]] >= paths.distance[last]:
                break
            paths.heap[k] = paths.heap[c]
            paths.at[paths.heap[k]] = k
            k = c
        paths.heap[k] = last
        paths.at[last] = k
    return top, waiting


@njit(cache=True, nogil=True)
def forget(paths: Paths, touched: int, waiting: int) -> None:
    for t in range(waiting):
        paths.at[paths.heap[t]] = -1
    for t in range(touched):
        paths.distance[paths.touched[t]] = FAR
