"""The exact assignment on seats, and the prices that prove it: working numbers in, pairs and prices out.

Forbidden pairs are −inf; every other worth is > 0, so that taking a pair is never worse than leaving it.
"""

import numpy as np

from matching.problem import Counts, Floats, Infeasible, Mask

NOBODY = -1


def _solve(worth: Floats, seats: Counts, required: Counts, floor_bonus: float, seed: int) -> Counts:
    """Mentor of each mentee when mentor j has seats[j] seats, the first required[j] worth floor_bonus more.

    linear_sum_assignment (shortest augmenting paths, Crouse 2016) on one column per seat. Rows and
    columns are shuffled by the seed, which decides between equal results.
    """
    from scipy.optimize import linear_sum_assignment  # half a second: only who assigns pays

    order = np.random.default_rng(seed)
    owner = order.permutation(np.repeat(np.arange(len(seats)), seats))
    rows = order.permutation(worth.shape[0])
    cost = -worth[rows][:, owner]
    bonus = np.zeros(len(owner))
    for j in np.flatnonzero(required):
        bonus[np.flatnonzero(owner == j)[: required[j]]] = floor_bonus
    cost -= bonus
    cost[np.isinf(cost)] = 0.0  # a forbidden pair stands for nobody
    row, column = linear_sum_assignment(cost)
    taken = cost[row, column] < 0
    mentor_of = np.full(worth.shape[0], NOBODY, dtype=np.int64)
    mentor_of[rows[row[taken]]] = owner[column[taken]]
    return mentor_of


def _moves(worth: Floats, mentor_of: Counts) -> Floats:
    """(m, m): what is lost at least when one mentee of mentor j moves to mentor k; inf = impossible."""
    moves = np.full((worth.shape[1], worth.shape[1]), np.inf)
    for j in np.unique(mentor_of[mentor_of != NOBODY]):
        mine = worth[mentor_of == j]
        moves[j] = (mine[:, j : j + 1] - mine).min(axis=0)
    return moves


def _largest_prices(worth: Floats, mentor_of: Counts, moves: Floats, free: Mask) -> Floats:
    """No mentee pays more than her worth, free seats cost at most nothing, and nobody wants to move."""
    prices = np.where(free, 0.0, worth.max(initial=0.0))
    for j in np.unique(mentor_of[mentor_of != NOBODY]):
        prices[j] = min(prices[j], worth[mentor_of == j, j].min())
    for _ in range(len(prices)):
        lower = np.minimum(prices, (prices + moves).min(axis=1, initial=np.inf))
        if np.array_equal(lower, prices):
            break
        prices = lower
    return prices


def smallest_prices(worth: Floats, mentor_of: Counts, seats: Counts, required: Counts) -> Floats:
    """The smallest seat prices (m,) that support the pairs: dual potentials by Bellman–Ford over mentors.

    Negative only for a mentor whose required seats are just filled: what filling them costs per seat.
    """
    moves = _moves(worth, mentor_of)
    loads = np.bincount(mentor_of[mentor_of != NOBODY], minlength=len(seats))
    prices = np.zeros(len(seats))
    subsidised = (required > 0) & (loads == required)
    if subsidised.any():
        prices[subsidised] = np.minimum(_largest_prices(worth, mentor_of, moves, loads < seats), 0.0)[subsidised]
    left_out = worth[mentor_of == NOBODY]
    prices = np.maximum(prices, left_out.max(axis=0, initial=-np.inf))
    noise = 4 * np.spacing(worth.max(initial=1.0))  # a loop of equal moves must not creep up by rounding
    for _ in range(len(prices)):
        higher: Floats = (prices[:, None] - moves).max(axis=0, initial=-np.inf)
        rising = higher > prices + noise
        if not rising.any():
            break
        prices = np.where(rising, higher, prices)
    return prices


def _check_filled(mentor_of: Counts, required: Counts) -> None:
    loads = np.bincount(mentor_of[mentor_of != NOBODY], minlength=len(required))
    empty = np.flatnonzero(loads < required)
    if len(empty):
        names = ", ".join(f"mentor {j} gets {loads[j]} of {required[j]}" for j in empty[:10])
        raise Infeasible(f"the minimum loads cannot all be met; with as many met as possible, {names}")


def solve(worth: Floats, capacity: Counts, required: Counts, seed: int) -> tuple[Counts, Floats]:
    """Optimal mentor of each mentee (n,), −1 = nobody, and seat prices (m,) that prove it.

    Seats that nobody could use cost memory and time, so a mentor starts with as many as may be wanted
    and gets more while one is worth something: the prices show when more cannot help.
    """
    wanted = np.isfinite(worth)
    if not wanted.any():
        nobody = np.full(len(worth), NOBODY, dtype=np.int64)
        _check_filled(nobody, required)
        return nobody, np.zeros(len(capacity))
    limit = np.minimum(capacity, wanted.sum(axis=0))
    first = np.bincount(worth.argmax(axis=1)[wanted.any(axis=1)], minlength=len(capacity))
    seats = limit if limit.sum() <= 3 * len(worth) else np.minimum(limit, np.maximum(first + 1, required))
    floor_bonus = 2.0 * (float(np.where(wanted, worth, 0.0).max(axis=1, initial=0.0).sum()) + 1.0)
    noise = 16 * np.spacing(worth.max(initial=1.0))
    while True:
        mentor_of = _solve(worth, seats, required, floor_bonus, seed)
        _check_filled(mentor_of, required)
        prices = smallest_prices(worth, mentor_of, seats, required)
        scarce = (seats < limit) & (prices > noise)
        if not scarce.any():
            return mentor_of, prices
        seats = np.where(scarce, np.minimum(limit, 2 * seats + 1), seats)
