"""The proof of an assignment, checked by itself: from the scores, the seats and what is claimed, and nothing else.

Weak duality: for any prices of seats no assignment is worth more than all seats at their prices and, of each mentee,
the most that a mentor leaves her beyond his price. Whoever can add up can check it; how the pairs were found plays no
part. Prices lie in intervals, so others than the claimed ones may prove as much: these are accepted.
Source: Kuhn, "The Hungarian method for the assignment problem" (1955).
"""

import math
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, NDArray

from matching.assign import RESOLUTION, Assignment, Stage, smallest
from matching.market import NOBODY
from matching.problem import BlockSource, Counts, Floats, Mask, scores_shape, whole_numbers
from matching.rows import Piece, Rows

RELATIVE = 1e-9  # by which a claim may be better than what is recomputed
_SIDE = 64  # numbers that are compared side by side


class CertificateError(ValueError):
    """The claim does not hold; the text says where."""


def certify(total: ArrayLike | BlockSource, capacity: ArrayLike, a: Assignment, allowed: Mask | None = None) -> float:
    """The proven gap of `a`, in [0, 1], recomputed blockwise over all pairs from its pairs and prices.

    total, capacity, allowed: as for `assign`. Minimum loads, locked pairs, lowest score and objective are those of
    `a.problem`. Raises CertificateError naming the place where a pair is forbidden, a mentor has too many or too few
    mentees, a price is negative, or where total, value, bound or gap are claimed better than recomputed by more than
    RELATIVE and what scores are told apart by (RESOLUTION of the largest, of a block source its float32) per mentee.
    """
    scores = total if hasattr(total, "block") else np.asarray(total)
    shape = scores_shape(scores)
    rows = Rows(scores, None if allowed is None else np.asarray(allowed), shape, lambda: False)  # type: ignore[arg-type]
    seats = whole_numbers(capacity, "capacity", shape[1])
    _check_shapes(a, shape)
    wanted = {"total": ["total"], "coverage": ["people", "total"], "worst_first": ["people", "worst", "total"]}
    if [stage.name for stage in a.stages] != wanted[a.problem.objective.kind]:
        raise CertificateError(f"stages are {[stage.name for stage in a.stages]}, not those of the objective")
    _check_loads(a, seats)
    _check_prices(a)
    largest = rows.largest(seats > 0, a.problem.min_score)
    step = RESOLUTION if isinstance(scores, np.ndarray) else float(np.finfo(np.float32).eps)
    rounding, least = shape[0] * largest * step, smallest(largest)
    stages = {stage.name: stage for stage in a.stages}
    bound, pairs = _bound(rows, a, seats, a.seat_price, a.bonus, a.lowest)
    people, total = int((a.mentor_of != NOBODY).sum()), math.fsum(pairs)
    stays = a.problem.objective.stay_bonus * int(((a.mentor_of == a.problem.before) & (a.mentor_of != NOBODY)).sum())
    value = total + stays + a.bonus * people
    _at_most("total", a.total, total, rounding)
    _check_stage("", a, value, bound, rounding, least)
    _check_stage("total", stages["total"], total + stays, max(total + stays, bound - a.bonus * people), rounding, least)
    if a.problem.objective.kind != "total":
        if a.bonus <= (largest + a.problem.objective.stay_bonus) * min(shape[0], int(seats.sum())):
            raise CertificateError(f"bonus is {a.bonus}: too little for one person more to outweigh all scores")
        stage, in_all = stages["people"], bound
        if stage.seat_price is not None:
            in_all, _ = _bound(rows, a, seats, stage.seat_price, stage.bonus, a.problem.min_score)
        most = float(math.floor((in_all + rounding) / (stage.bonus or a.bonus)))
        _check_stage("people", stage, float(people), most, rounding, least)
    if "worst" in stages:
        _check_worst(rows, a, seats, pairs, people, largest, rounding)
    return max(0.0, bound - value) / max(bound, least)


def _check_worst(
    rows: Rows, a: Assignment, seats: Counts, pairs: Floats, people: int, largest: float, rounding: float
) -> None:
    """No pair lies below the claim, and above it fewer people are matched."""
    stage = next(stage for stage in a.stages if stage.name == "worst")
    free = (a.mentor_of != NOBODY) & ~a.problem.is_locked()
    lowest = float(pairs[free].min(initial=math.inf))
    _at_most("value of stage worst", stage.value, lowest, 0.0)
    if stage.value == math.inf or stage.bound >= largest:
        return
    if stage.seat_price is None or not stage.bonus > 0:
        raise CertificateError(f"bound of stage worst is claimed to be {stage.bound!r}, without prices that prove it")
    above, _ = _bound(rows, a, seats, stage.seat_price, stage.bonus, math.nextafter(stage.bound, math.inf))
    if math.floor((above + rounding) / stage.bonus) >= people:
        raise CertificateError(
            f"bound of stage worst is claimed to be {stage.bound!r}; prices do not prove that fewer are matched above"
        )


def _check_shapes(a: Assignment, shape: tuple[int, int]) -> None:
    for name, values, length in (
        ("mentor_of", a.mentor_of, shape[0]), ("mentee_price", a.mentee_price, shape[0]),
        ("seat_price", a.seat_price, shape[1]),
    ):  # fmt: skip
        if np.shape(values) != (length,):
            raise CertificateError(f"{name} has shape {np.shape(values)}; the scores have shape {shape}")
        if not np.isfinite(values).all():
            place = int(np.argmin(np.isfinite(values)))
            raise CertificateError(f"{name}[{place}] is {values[place]}, which is not a number")
    wrong = (a.mentor_of < NOBODY) | (a.mentor_of >= shape[1])
    if wrong.any():
        i = int(np.argmax(wrong))
        raise CertificateError(f"mentor_of[{i}] is {a.mentor_of[i]}; there are {shape[1]} mentors")
    for i, j in a.problem.locked:
        if a.mentor_of[i] != j:
            raise CertificateError(f"pair ({i}, {j}) is locked, but mentee {i} has mentor {a.mentor_of[i]}")


def _check_loads(a: Assignment, seats: Counts) -> None:
    loads = np.bincount(a.mentor_of[a.mentor_of != NOBODY], minlength=len(seats))
    for j in np.flatnonzero(loads > seats)[:1]:
        raise CertificateError(f"mentor {j} has {loads[j]} mentees and {seats[j]} seats")
    for j in np.flatnonzero(loads < a.problem.min_load)[:1]:
        raise CertificateError(f"mentor {j} has {loads[j]} mentees, at least {a.problem.min_load[j]} are asked for")


def _check_prices(a: Assignment) -> None:
    """Negative ones are right only where a minimum load, or a locked pair, has to be paid for."""
    paid = a.problem.min_load > 0
    _check_signs("mentee_price", a.mentee_price, a.problem.is_locked())
    _check_signs("seat_price", a.seat_price, paid)
    for stage in a.stages:
        if stage.seat_price is not None:
            if stage.seat_price.shape != a.seat_price.shape or not np.isfinite(stage.seat_price).all():
                raise CertificateError(f"seat_price of stage {stage.name} is not a number for each mentor")
            _check_signs(f"seat_price of stage {stage.name}", stage.seat_price, paid)


def _check_signs(name: str, prices: Floats, may_be: Mask) -> None:
    wrong = (prices < 0) & ~may_be
    if wrong.any():
        place = int(np.argmax(wrong))
        raise CertificateError(f"{name}[{place}] is {prices[place]}; prices are not negative")


def _bound(
    rows: Rows, a: Assignment, seats: Counts, prices: Floats, bonus: float, lowest: float
) -> tuple[float, Floats]:
    """What no assignment of pairs that score `lowest` at least can pass at these prices; scores of the pairs (n,)."""
    n = rows.shape[0]
    gains, scores, stands = np.zeros(n), np.zeros(n), np.ones(n, np.bool_)
    least = np.where(a.problem.is_locked(), -math.inf, lowest)

    def read(piece: Piece) -> None:
        look(
            *piece, prices, bonus, least, a.problem.min_score, a.problem.before, a.problem.objective.stay_bonus,
            a.mentor_of, gains, scores, stands,
        )  # fmt: skip

    rows.work(np.arange(n), read)
    for i in np.flatnonzero(~stands)[:1]:
        raise CertificateError(f"pair ({i}, {a.mentor_of[i]}) is not allowed, or below the lowest score")
    for i, j in a.problem.locked:
        gains[i] = scores[i] + bonus + a.problem.stays(i, j) - prices[j]
    return math.fsum(np.maximum(seats * prices, a.problem.min_load * prices)) + math.fsum(gains), scores


def _check_stage(
    name: str, claimed: Assignment | Stage, reached: float, most: float, rounding: float, least: float
) -> None:
    of = f" of stage {name}" if name else ""
    _at_most(f"value{of}", claimed.value, reached, rounding)
    _at_least(f"bound{of}", claimed.bound, most, rounding)
    gap = max(0.0, most - reached) / max(most, least)
    _at_least(f"gap{of}", claimed.gap, gap, rounding / max(most, least))


def _at_most(name: str, claimed: float, found: float, rounding: float) -> None:
    if not claimed <= found + RELATIVE * abs(found) + rounding:
        raise CertificateError(f"{name} is claimed to be {claimed!r}; it is {found!r}")


def _at_least(name: str, claimed: float, found: float, rounding: float) -> None:
    if not claimed >= found - RELATIVE * abs(found) - rounding:
        raise CertificateError(
            f"{name} is claimed to be {claimed!r}; these pairs and prices prove no less than {found!r}"
        )


@njit(cache=True, nogil=True)
def look(
    rows: Counts, scores: NDArray[Any], at: Counts, allowed: Mask, allowed_at: Counts, prices: Floats, bonus: float,
    least: Floats, least_of_pairs: float, before: Counts, stay: float, mentor_of: Counts, gains: Floats, found: Floats,
    stands: Mask,
) -> None:  # fmt: skip
    lanes = np.zeros(_SIDE)
    for t in range(len(rows)):
        i, theirs, can = rows[t], scores[at[t]], allowed[allowed_at[t]]
        lanes[:] = 0
        for first in range(0, len(prices) - len(prices) % _SIDE, _SIDE):
            end = first + _SIDE
            compare(theirs[first:end], can[first:end], prices[first:end], bonus, least[i], lanes)
        first = len(prices) - len(prices) % _SIDE
        compare(theirs[first:], can[first:], prices[first:], bonus, least[i], lanes)
        gains[i] = lanes.max()
        j = before[i]
        if j >= 0 and can[j] and theirs[j] >= least[i]:
            gains[i] = max(gains[i], np.float64(theirs[j]) + bonus + stay - prices[j])
        j = mentor_of[i]
        if j >= 0:
            found[i] = theirs[j]
            stands[i] = can[j] & ((theirs[j] >= least_of_pairs) | (least[i] == -np.inf))


@njit(cache=True, nogil=True, fastmath={"nnan", "nsz"})
def compare(scores: NDArray[Any], allowed: Mask, prices: Floats, bonus: float, least: float, lanes: Floats) -> None:
    for k in range(len(scores)):
        score = np.float64(scores[k])
        net = score + bonus - prices[k]
        lanes[k] = max(lanes[k], net if allowed[k] & (score >= least) else 0.0)
