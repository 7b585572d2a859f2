"""Shortest paths over reduced costs: who moves for whom, so that everybody is where she is best: compiled.

Source: successive shortest paths with potentials, Edmonds and Karp (1972) and Tomizawa (1971), from both sides.
"""

from typing import Any

import numpy as np
from numba import njit

from matching.heaps import forget, nearer, nearest
from matching.market import FAR, NOBODY, NONE, Ints, Lists, Market, Paths, Places


@njit(cache=True, nogil=True)
def seat(start: Any, lists: Lists, fallen: Ints, market: Market, paths: Paths) -> Any:
    """The best place for a mentee who has none: whoever has to move for her moves, or leaves, or she stays without.

    Shortest path over reduced costs; prices of what it passed rise, so that the invariants hold again. Returns NOBODY,
    or who may know a nearer end that is not on her list: then nobody moves, and prices rise no further than to there.
    """
    need = np.int64(0)
    for k in range(lists.mentor.shape[1]):
        if lists.mentor[start, k] < 0:
            break
        need = max(need, lists.worth[start, k] - market.price[lists.mentor[start, k]])
    end, end_at, out, asked = need, np.int64(NOBODY), start, np.int64(NOBODY)
    touched, waiting, base, here = 0, 0, np.int64(0), np.int64(NOBODY)
    while True:
        sitting = market.load[here] if here >= 0 else 1
        for t in range(sitting):
            i, value = start, need
            if here >= 0:
                i = market.who[market.first[here] + t]
                value = market.worth[i] - market.price[here]
                if base + value < end:
                    end, end_at, out, asked = base + value, np.int64(NOBODY), i, np.int64(NOBODY)
            if base + value - lists.bound[i] - fallen[lists.time[i]] < end:
                end, asked = max(base, base + value - lists.bound[i] - fallen[lists.time[i]]), i
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
                        end, end_at, out, asked = far + fee, np.int64(j), np.int64(NOBODY), np.int64(NOBODY)
        if waiting == 0 or paths.distance[paths.heap[0]] >= end:
            break
        here, waiting = nearest(paths, waiting)
        base = paths.distance[here]
    for t in range(touched):
        j = paths.touched[t]
        market.price[j] += max(np.int64(0), end - paths.distance[j])
    if asked >= 0:
        forget(paths, touched, waiting)
        return asked
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
    return asked


@njit(cache=True, nogil=True)
def fill(start: Any, lists: Lists, first: Ints, who: Places, market: Market, paths: Paths) -> Any:
    """What to do with a free seat that costs something, or has to be filled: somebody comes, or it costs nothing.

    Whoever comes may leave a seat that somebody else takes. False where a minimum load cannot be met.
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
    return end < FAR


@njit(cache=True, nogil=True)
def settle(
    torn: Ints, lists: Lists, fallen: Ints, first: Ints, who: Places, market: Market, paths: Paths, asked: Ints
) -> tuple[bool, int]:
    """One after the other, put those who would rather be elsewhere where they are best.

    Returns False as of `fill`, and how many in `asked` have to look beyond their lists first.
    """
    count = 0
    for i in torn:
        home, worth = market.mentor_of[i], market.worth[i]
        if home >= 0:
            leave(market, i)
        other = seat(i, lists, fallen, market, paths)
        if other >= 0:
            asked[count] = other
            count += 1
            if home >= 0:
                join(market, lists, i, home)
                market.worth[i] = worth
        elif home >= 0:
            while market.load[home] < market.floor[home] or (
                market.load[home] < market.capacity[home] and market.price[home] > 0
            ):
                if not fill(home, lists, first, who, market, paths):
                    return False, count
    return True, count


@njit(cache=True, nogil=True)
def unsettled(lists: Lists, fallen: Ints, market: Market, old: Ints, torn: Ints) -> tuple[int, int]:
    """`old`: whose bound may beat her list. `torn`: who would rather be elsewhere, or without.

    fallen: by how much a price is lower at most than at each time at which lists were made.

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
        if lists.bound[i] + fallen[lists.time[i]] > best:
            old[aged] = i
            aged += 1
        if j >= 0:
            market.worth[i] = best + market.price[j]
        if best > here or here < 0:
            torn[rather] = i
            rather += 1
    return aged, rather


@njit(cache=True, nogil=True)
def proof(lists: Lists, fallen: Ints, market: Market, before: Ints, extra: int, prices: Ints) -> Ints:
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
        gains[i] = max(plain, min(most, lists.bound[i] + fallen[lists.time[i]]))
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
