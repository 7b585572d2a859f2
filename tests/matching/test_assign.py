"""The assignment against brute force and HiGHS, its proof, and the faults it names."""

import itertools
import math
import threading
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp

from matching import certify, rows, solver
from matching.assign import RESOLUTION, Assignment, Cancelled, Infeasible, Objective, assign

Scores = NDArray[np.float64]
# What scores are: float32 in [0, 1]. Below 1/256 in steps of 2⁻³², the finest step above it, which is well
# within the resolution that assign promises; what is finer than that has its own tests.
VALUES = (
    st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.5 + 1e-7, 0.9, 1.0]).map(lambda value: float(np.float32(value)))
    | st.floats(2.0**-8, 1, width=32)
    | st.integers(0, 2**24).map(lambda steps: steps * 2.0**-32)
)


def recomputed_bound(scores: Scores, allowed: NDArray[np.bool_], a: Assignment) -> float:
    """The dual bound from prices alone, written independently of the engine."""
    seats = sum(
        max(c * p, low * p) for c, low, p in zip(a.problem.capacity, a.problem.min_load, a.seat_price, strict=True)
    )
    locked = dict(a.problem.locked)
    for i in range(len(scores)):
        if i in locked:
            seats += scores[i, locked[i]] + a.bonus - a.seat_price[locked[i]]
            continue
        usable = allowed[i] & (scores[i] >= a.problem.min_score)
        seats += max([0.0, *(scores[i] + a.bonus - a.seat_price)[usable]])
    return float(seats)


def check_valid_and_proven(scores: Scores, capacity: list[int], allowed: NDArray[np.bool_], a: Assignment) -> None:
    loads = np.zeros(len(capacity), int)
    for i, j in enumerate(a.mentor_of):
        if j >= 0:
            assert allowed[i, j]
            loads[j] += 1
    assert (loads <= capacity).all()
    assert set(a.unmatched_reason) == set(np.flatnonzero(a.mentor_of < 0))
    assert a.total == pytest.approx(sum(scores[i, j] for i, j in enumerate(a.mentor_of) if j >= 0), abs=1e-12)
    bound = recomputed_bound(scores, allowed, a)
    assert bound == pytest.approx(a.bound, rel=1e-9, abs=1e-9)
    assert bound - a.value <= 1e-9 * max(1.0, bound)
    assert 0 <= a.gap <= 1e-9 or a.bound - a.value <= RESOLUTION * len(scores)


def every_assignment(allowed: NDArray[np.bool_], capacity: list[int]) -> Iterator[tuple[int, ...]]:
    choices = [[-1, *np.flatnonzero(row).tolist()] for row in allowed]
    for mentor_of in itertools.product(*choices):
        if all(mentor_of.count(j) <= seats for j, seats in enumerate(capacity)):
            yield mentor_of


def best_by_hand(scores: Scores, allowed: NDArray[np.bool_], capacity: list[int], kind: str) -> tuple[float, int]:
    """(total, people) of the best of all assignments."""
    results = [
        (math.fsum(scores[i, j] for i, j in enumerate(chosen) if j >= 0), sum(j >= 0 for j in chosen))
        for chosen in every_assignment(allowed, capacity)
    ]
    if kind == "coverage":
        return max(results, key=lambda result: (result[1], result[0]))
    best = max(total for total, _ in results)
    return best, max(people for total, people in results if total >= best - 1e-13)


def by_highs(scores: Scores, allowed: NDArray[np.bool_], capacity: Any, min_load: Any) -> float | None:
    """The largest total from an independent solver, None where no assignment exists."""
    n, m = scores.shape
    rows = np.kron(np.eye(n), np.ones(m))
    columns = np.kron(np.ones(n), np.eye(m))
    result = milp(
        -scores.ravel(),
        integrality=np.ones(n * m),
        bounds=Bounds(0, allowed.ravel().astype(float)),
        constraints=[LinearConstraint(rows, 0, 1), LinearConstraint(columns, min_load, capacity)],
        options={"mip_rel_gap": 0},
    )
    return -float(result.fun) if result.success else None


@st.composite
def cohorts(draw: st.DrawFn, most: int = 4) -> tuple[Scores, list[int], NDArray[np.bool_]]:
    n, m = draw(st.integers(1, most)), draw(st.integers(1, most))
    scores = np.array(draw(st.lists(st.lists(VALUES, min_size=m, max_size=m), min_size=n, max_size=n)), float)
    capacity = draw(st.lists(st.integers(0, n), min_size=m, max_size=m))
    flags = st.sampled_from([True, True, True, False])
    allowed = draw(st.lists(st.lists(flags, min_size=m, max_size=m), min_size=n, max_size=n))
    return scores, capacity, np.array(allowed)


@settings(max_examples=300, deadline=None)
@given(cohorts(), st.sampled_from(["total", "coverage"]), st.integers(0, 3))
def test_no_other_assignment_is_better(
    cohort: tuple[Scores, list[int], NDArray[np.bool_]], kind: str, seed: int
) -> None:
    scores, capacity, allowed = cohort
    a = assign(scores, capacity, allowed, objective=Objective(kind), seed=seed)
    check_valid_and_proven(scores, capacity, allowed, a)
    total, people = best_by_hand(scores, allowed, capacity, kind)
    assert a.total == pytest.approx(total, abs=1e-9)
    assert int((a.mentor_of >= 0).sum()) == people


@settings(max_examples=150, deadline=None)
@given(cohorts(most=6), st.data())
def test_minimum_loads_cost_what_an_independent_solver_says(
    cohort: tuple[Scores, list[int], NDArray[np.bool_]], data: st.DataObject
) -> None:
    scores, capacity, allowed = cohort
    floors = [data.draw(st.integers(0, min(2, seats))) for seats in capacity]
    expected = by_highs(scores, allowed, capacity, floors)
    if expected is None:
        with pytest.raises(Infeasible, match="mentor"):
            assign(scores, capacity, allowed, min_load=floors)
        return
    a = assign(scores, capacity, allowed, min_load=floors)
    assert a.total == pytest.approx(expected, abs=1e-6)
    check_valid_and_proven(scores, capacity, allowed, a)
    assert (np.bincount(a.mentor_of[a.mentor_of >= 0], minlength=len(capacity)) >= floors).all()


@settings(max_examples=150, deadline=None)
@given(cohorts(), st.data())
def test_locked_pairs_stand_and_the_rest_is_best(
    cohort: tuple[Scores, list[int], NDArray[np.bool_]], data: st.DataObject
) -> None:
    scores, capacity, allowed = cohort
    i, j = data.draw(st.integers(0, len(scores) - 1)), data.draw(st.integers(0, len(capacity) - 1))
    if not allowed[i, j] or capacity[j] == 0:
        with pytest.raises(Infeasible, match=rf"\({i}, {j}\)"):
            assign(scores, capacity, allowed, locked=[(i, j)])
        return
    a = assign(scores, capacity, allowed, locked=[(i, j)], min_score=0.3)
    assert a.mentor_of[i] == j
    usable = allowed & (scores >= 0.3)
    usable[i] = np.arange(len(capacity)) == j
    totals = [
        math.fsum(scores[k, c] for k, c in enumerate(chosen) if c >= 0)
        for chosen in every_assignment(usable, capacity)
        if chosen[i] == j
    ]
    assert a.total == pytest.approx(max(totals), abs=1e-9)
    check_valid_and_proven(scores, capacity, allowed, a)


@settings(max_examples=100, deadline=None)
@given(cohorts(), st.integers(0, 2**32))
def test_the_same_call_gives_the_same_pairs(cohort: tuple[Scores, list[int], NDArray[np.bool_]], seed: int) -> None:
    scores, capacity, allowed = cohort
    first, second = (assign(scores, capacity, allowed, seed=seed) for _ in range(2))
    assert (first.mentor_of == second.mentor_of).all()


def test_most_score_and_most_people_are_different_wishes() -> None:
    scores, allowed = np.array([[1, 0.1], [0.05, 0]]), np.array([[True, True], [True, False]])
    by_total = assign(scores, [1, 1], allowed)
    by_people = assign(scores, [1, 1], allowed, objective=Objective("coverage"))
    assert by_total.mentor_of.tolist() == [0, -1]
    assert by_total.total == 1.0
    assert by_people.mentor_of.tolist() == [1, 0]
    assert by_people.total == pytest.approx(0.15)
    assert [stage.name for stage in by_people.stages] == ["people", "total"]
    assert by_people.stages[0].bound == 2
    assert by_people.stages[1].bound == pytest.approx(0.15)


def test_of_equal_totals_the_one_with_more_people_is_taken() -> None:
    scores = np.array([[0.5, 0.25], [0.25, 0.0]])
    a = assign(scores, [1, 1])
    assert (a.mentor_of >= 0).all()
    assert a.total == 0.5


def test_a_score_of_zero_is_matched_unless_it_is_below_the_minimum() -> None:
    a = assign(np.zeros((3, 2)), [1, 1])
    assert a.mentor_of.tolist().count(-1) == 1
    assert a.bound == a.gap == 0
    a = assign(np.zeros((3, 2)), [1, 1], min_score=0.01)
    assert (a.mentor_of == -1).all()
    assert all(reason.startswith("below minimum score") for reason in a.unmatched_reason.values())


def test_everybody_left_out_is_told_why() -> None:
    scores = np.array([[0.9, 0.9, 0.9], [0.8, 0.9, 0.9], [0.1, 0.9, 0.9], [0.9, 0.9, 0.4]])
    allowed = np.array([[1, 0, 0], [1, 0, 0], [0, 0, 0], [0, 0, 1]], bool)
    a = assign(scores, [1, 1, 0], allowed, min_score=0.2)
    assert a.unmatched_reason == {
        1: "no seat: others fill every seat at the only possible mentor",
        2: "no allowed mentor",
        3: "no seat: no free seat at the only possible mentor",
    }


@settings(max_examples=150, deadline=None)
@given(cohorts(most=6), st.sampled_from([0.0, 0.3]))
def test_every_reason_why_not_is_true(cohort: tuple[Scores, list[int], NDArray[np.bool_]], floor: float) -> None:
    scores, capacity, allowed = cohort
    a = assign(scores, capacity, allowed, min_score=floor)
    loads = np.bincount(a.mentor_of[a.mentor_of >= 0], minlength=len(capacity))
    for i, reason in a.unmatched_reason.items():
        possible = np.flatnonzero(allowed[i] & (scores[i] >= floor))
        if reason == "no allowed mentor":
            assert not allowed[i].any()
        elif reason.startswith("below minimum score"):
            assert allowed[i].any()
            assert len(possible) == 0
        else:
            named = "the only possible mentor" if len(possible) == 1 else f"the {len(possible)} possible mentors"
            assert (loads[possible] == np.array(capacity)[possible]).all()
            none_at_all = not np.array(capacity)[possible].any()
            assert reason == f"no seat: {'no free seat' if none_at_all else 'others fill every seat'} at {named}"


@pytest.mark.parametrize(
    ("best", "floor", "said"),
    [
        (0.71, 0.8, "best allowed is 0.710, at least 0.800"),
        (0.7648, 0.765, "best allowed is 0.7648, at least 0.7650"),
        (0.76499999, 0.765, "best allowed is 0.76499999, at least 0.76500000"),
        (0.765 - 2**-53, 0.765, "best allowed is 0.7649999999999999, at least 0.7650000000000000"),
    ],
)
def test_a_score_just_below_the_minimum_does_not_read_like_it(best: float, floor: float, said: str) -> None:
    assert said in assign(np.array([[best]]), [1], min_score=floor).unmatched_reason[0]


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0), (1, 1)])
def test_empty_sides_are_no_special_case(shape: tuple[int, int]) -> None:
    a = assign(np.zeros(shape), [0] * shape[1])
    assert a.mentor_of.tolist() == [-1] * shape[0]
    assert (a.total, a.bound, a.gap) == (0, 0, 0)


@pytest.mark.parametrize("scale", [5e-324, 1e-300, 1e-12, 1.0, 1e12, 1e300])
def test_the_size_of_scores_does_not_matter(scale: float) -> None:
    scores = np.array([[3.0, 2.0], [3.0, 1.0], [1.0, 0.0]]) * scale
    a = assign(scores, [1, 1])
    assert a.mentor_of.tolist() == [1, 0, -1]
    assert a.total == scores[0, 1] + scores[1, 0]
    assert a.gap <= 1e-9


TINY = float(np.float32(1.3164102626101617e-31))


@pytest.mark.parametrize("large", [0.1, 1.0, 1e12])
@pytest.mark.parametrize("kind", ["total", "coverage"])
def test_what_cannot_be_had_does_not_blur_what_can(large: float, kind: str) -> None:
    scores, allowed = np.array([[0, 0, 0], [TINY, large, large]]), np.array([[True] * 3, [True, True, False]])
    a = assign(scores, [1, 0, 1], allowed, objective=Objective(kind))
    assert a.mentor_of.tolist() == [2, 0]
    assert a.total == TINY
    assert 0 <= a.gap <= 1e-9
    assert recomputed_bound(scores, allowed, a) == pytest.approx(a.bound, rel=1e-9, abs=0)


def test_a_mentor_without_seats_has_the_price_that_a_first_seat_would_be_worth() -> None:
    a = assign(np.array([[0.5, 0.75], [0.25, 1.0]]), [1, 0])
    assert a.mentor_of.tolist() == [0, -1]
    assert a.seat_price[1] == pytest.approx(1.0)


def test_below_the_resolution_more_people_go_before_more_score() -> None:
    """One person more may cost 2⁻³⁷ of the largest score, and the gap says what it cost."""
    for cost, mentor_of in ((2.0**-38, [1, 0]), (2.0**-36, [0, -1])):
        scores, allowed = np.array([[1.0, 0.5], [0.5 - cost, 0.0]]), np.array([[True, True], [True, False]])
        a = assign(scores, [1, 1], allowed)
        assert a.mentor_of.tolist() == mentor_of
        assert a.gap >= 1.0 - a.total


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.floats(0, 1, width=32), min_size=3, max_size=3), min_size=3, max_size=3), st.data())
def test_whatever_the_scores_the_total_is_best_down_to_the_resolution(
    rows: list[list[float]], data: st.DataObject
) -> None:
    scores, allowed = np.array(rows), np.ones((3, 3), bool)
    capacity = data.draw(st.lists(st.integers(0, 2), min_size=3, max_size=3))
    a = assign(scores, capacity)
    total, _ = best_by_hand(scores, allowed, capacity, "total")
    largest = scores[:, np.array(capacity) > 0].max(initial=0.0)
    assert total - 3 * RESOLUTION * largest <= a.total <= total
    assert 0 <= a.gap <= 1e-9


def test_a_minimum_load_that_only_next_to_nothing_can_meet_has_an_honest_gap() -> None:
    a = assign(np.array([[0.1, TINY]]), [1, 1], min_load=[0, 1])
    assert a.mentor_of.tolist() == [1]
    assert a.gap * RESOLUTION * 0.1 >= (a.bound - a.value) * (1 - 1e-9)
    assert a.gap < 1e-4


def test_a_minimum_load_that_costs_the_whole_total_is_proven_too() -> None:
    scores, allowed = np.array([[0, 0], [0, 0], [0.1, 0], [0, 0]]), np.array([[1, 0], [1, 0], [1, 1], [1, 0]], bool)
    a = assign(scores, [1, 1], allowed, min_load=[0, 1])
    assert a.mentor_of[2] == 1
    assert (a.total, a.gap) == (0, 0)


def test_seats_are_used_up_to_the_capacity_of_a_popular_mentor() -> None:
    scores = np.column_stack([np.linspace(0.5, 1, 300), np.full(300, 0.4), np.zeros(300)])
    a = assign(scores, [1000, 1000, 1000])
    assert (a.mentor_of == 0).all()
    few = assign(scores, [250, 1000, 1000])
    assert np.bincount(few.mentor_of).tolist() == [250, 50]
    check_valid_and_proven(scores, [250, 1000, 1000], np.ones_like(scores, bool), few)


def test_seeds_decide_between_equal_results_and_nothing_else() -> None:
    pairs = {tuple(assign(np.full((6, 3), 0.5), [1, 1, 1], seed=seed).mentor_of) for seed in range(8)}
    assert len(pairs) > 1
    scores = np.random.default_rng(1).random((30, 10))
    assert len({tuple(assign(scores, [2] * 10, seed=seed).mentor_of) for seed in range(8)}) == 1


@pytest.mark.parametrize("kind", ["total", "coverage"])
def test_among_equal_results_the_pairs_of_start_are_kept(kind: str) -> None:
    scores = np.full((40, 20), 0.5)
    before = assign(scores, [1] * 20, seed=1, objective=Objective(kind))
    after = assign(scores, [1] * 20, seed=2, objective=Objective(kind), start=before)
    assert (after.mentor_of == before.mentor_of).all()
    assert after.gap <= 1e-9
    with pytest.raises(ValueError, match="start"):
        assign(scores[:5], [1] * 20, start=before)


class Blocks:
    """A block source that also remembers how much was asked for at once."""

    def __init__(self, scores: NDArray[Any], allowed: NDArray[np.bool_]) -> None:
        self.scores, self.allowed, self.shape = scores, allowed, scores.shape
        self.largest = 0

    def block(self, rows: slice) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        self.largest = max(self.largest, rows.stop - rows.start)
        return self.scores[rows].astype(np.float32), self.allowed[rows]


def test_a_block_source_gives_what_the_matrix_gives() -> None:
    draw = np.random.default_rng(3)
    scores, allowed = draw.random((700, 20)).astype(np.float32).astype(float), draw.random((700, 20)) < 0.7
    source = Blocks(scores, allowed)
    told: list[float] = []
    a = assign(source, [30] * 20, progress=told.append)
    assert (a.mentor_of == assign(scores, [30] * 20, allowed).mentor_of).all()
    assert source.largest < 700
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert a.problem.total is source


def test_cancel_is_heard_between_blocks() -> None:
    source = Blocks(np.ones((700, 2)), np.ones((700, 2), bool))
    asked = iter([False, True])
    with pytest.raises(Cancelled):
        assign(source, [1, 1], cancel=lambda: next(asked))


GOOD = np.full((3, 2), 0.5)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"total": np.array([[0.5, np.nan]]), "capacity": [1, 1]}, r"total\[0, 1\] is nan"),
        ({"total": np.array([[0.5], [np.inf]]), "capacity": [1]}, r"total\[1, 0\] is inf"),
        ({"total": np.array([[0.5], [-0.1]]), "capacity": [1]}, r"total\[1, 0\] is -0.1"),
        (
            {"total": Blocks(np.full((300, 1), np.nan), np.ones((300, 1), bool)), "capacity": [1]},
            r"total\[0, 0\]",
        ),
        ({"total": np.array([0.5, 0.5])}, r"shape \(2,\)"),
        ({"total": np.array([["a", "b"]])}, "type <U1"),
        ({"total": np.full((3, 2), 1e308)}, "sum is not a number"),
        ({"capacity": [1, 1, 1]}, r"capacity has shape \(3,\)"),
        ({"capacity": [1.0, 2.0]}, r"capacity\[0\] is .*1.0"),
        ({"capacity": [True, False]}, r"capacity\[0\]"),
        ({"capacity": [1, -2]}, r"capacity\[1\] is -2"),
        ({"allowed": np.ones((3, 2))}, "allowed is of type float64"),
        ({"allowed": np.ones((2, 3), bool)}, r"allowed has shape \(2, 3\)"),
        ({"min_load": [0, 2]}, r"min_load\[1\] is 2"),
        ({"min_load": [0, 0.5]}, r"min_load\[0\]"),
        ({"min_score": math.nan}, "min_score is nan"),
        ({"locked": [(0, 5)]}, r"\(0, 5\)"),
        ({"locked": [(0, 0), (0, 1)]}, "mentee 0 is locked to mentor 0 and to mentor 1"),
        ({"locked": [(0, 1), (1, 1)]}, r"\(0, 1\), \(1, 1\) need 2 seats"),
    ],
)
def test_faults_are_named_with_their_place(change: dict[str, Any], place: str) -> None:
    arguments: dict[str, Any] = {"total": GOOD, "capacity": [1, 1], **change}
    with pytest.raises(ValueError, match=place):
        assign(**arguments)


def test_an_objective_that_is_not_known_says_which_are() -> None:
    with pytest.raises(ValueError, match="total, coverage"):
        Objective("fairest")


@pytest.mark.parametrize("kind", ["total", "coverage"])
@pytest.mark.parametrize("seats", [1, 2, 1_000])
def test_more_seats_than_people_cost_nothing(kind: str, seats: int) -> None:
    scores, capacity, allowed = np.array([[0.8, 0.3]]), [seats, seats], np.ones((1, 2), np.bool_)
    a = assign(scores, capacity, allowed, objective=Objective(kind))
    check_valid_and_proven(scores, capacity, allowed, a)
    assert a.stages[-1].bound == pytest.approx(0.8, abs=1e-9)
    assert seats == 1 or not a.seat_price.any()


def test_a_mentor_without_seats_gets_nobody_however_high_the_score() -> None:
    for least in (1e-38, 1e-15, 1e-3):
        a = assign(np.array([[0, 0, 0], [0, 0, least], [0, 1, 0]]), [0, 0, 1])
        assert a.mentor_of.tolist().count(1) == 0
        assert a.total == pytest.approx(least)


class Structured:
    """A block source: each mentee likes each mentor differently, by a rule."""

    def __init__(self, n: int, m: int, shift: int = 0) -> None:
        self.shape, self._shift = (n, m), shift

    def block(self, rows: slice) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        i = np.arange(rows.start, rows.stop, dtype=np.int32)[:, None]
        j = np.arange(self.shape[1], dtype=np.int32)
        scores = ((i * 7_919 + j * 104_729 + self._shift) % 10_007 / 10_007).astype(np.float32)
        return scores, np.ones(scores.shape, np.bool_)


def test_a_block_source_is_never_held_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    n, m = 24_000, 1_000
    monkeypatch.setattr(solver, "WAVES", 1)  # all lists are made at once
    monkeypatch.setattr(solver, "_LONGER", 32)
    monkeypatch.setattr(rows, "_POOL", ThreadPoolExecutor(2))
    monkeypatch.setattr(rows, "_WORKERS", 2)
    tracemalloc.start()
    a = assign(Structured(n, m), np.ones(m, np.int64))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (a.mentor_of >= 0).sum() == m
    assert peak < n * m * 5 / 1.4  # scores and what is allowed


def test_whoever_has_no_mentor_is_placed_before_seats_are_offered_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a seat that somebody leaves is kept at a price for ever, and solving never ends."""
    n, m = 120, 40
    monkeypatch.setattr(solver, "BIDS", 1)
    monkeypatch.setattr(solver, "LISTED", 8)
    scores, _ = Structured(n, m, 250 * 31).block(slice(0, n))
    found: list[Assignment] = []
    solving = threading.Thread(target=lambda: found.append(assign(scores, np.ones(m, np.int64), seed=250)), daemon=True)
    solving.start()
    solving.join(120)
    assert found, "still solving after two minutes"
    assert found[0].total == pytest.approx(scores[linear_sum_assignment(-scores)].sum(), abs=1e-5)


@settings(max_examples=200, deadline=None)
@given(
    st.integers(0, 2**32), st.integers(1, 40), st.integers(1, 12), st.sampled_from([2, 5, 1_000]),
    st.sampled_from([0.5, 1.0, 2.0]), st.integers(1, 4), st.sampled_from([0, 1, 60]), st.sampled_from([2**-12, 0.1]),
    st.booleans(),
)  # fmt: skip
def test_short_lists_and_an_auction_cut_short_end_in_the_best_total(
    seed: int, n: int, m: int, steps: int, seats: float, listed: int, bids: int, step: float, by_blocks: bool
) -> None:
    """By blocks: scores are not held, but read again and again."""
    draw = np.random.default_rng(seed)
    scores = (draw.integers(0, steps, (n, m)) / steps).astype(np.float32)
    allowed = draw.random((n, m)) < 0.8
    capacity = draw.multinomial(max(1, int(seats * n)), np.ones(m) / m)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solver, "LISTED", listed)
        patch.setattr(solver, "BIDS", bids)
        patch.setattr(solver, "STEP", step)
        patch.setattr(solver, "_LONGER", listed)
        patch.setattr(solver, "_WAVE", 4)
        patch.setattr(rows, "_WHOLE", 0)
        a = assign(Blocks(scores, allowed) if by_blocks else scores, capacity, allowed, seed=seed)
    step = RESOLUTION * n
    assert certify(scores, capacity, a, allowed) <= 1e-9 or a.bound - a.value <= step
    check_valid_and_proven(scores.astype(float), capacity.tolist(), allowed, a)
    worth = np.where(allowed, scores.astype(float), 0)[:, np.repeat(np.arange(m), capacity)]
    assert a.total == pytest.approx(worth[linear_sum_assignment(-worth)].sum(), abs=1e-9)


@settings(max_examples=200, deadline=None)
@given(cohorts(), st.sampled_from(["total", "coverage"]), st.sampled_from([0.02, 0.3, 2.0]), st.data())
def test_a_pair_that_stays_is_worth_what_is_said(
    cohort: tuple[Scores, list[int], NDArray[np.bool_]], kind: str, bonus: float, data: st.DataObject
) -> None:
    scores, capacity, allowed = cohort
    n, m = scores.shape
    raised = np.array(data.draw(st.lists(VALUES, min_size=n * m, max_size=n * m))).reshape(n, m)
    before = assign(raised, np.array(capacity) + data.draw(st.integers(0, 1)), seed=1)
    a = assign(scores, capacity, allowed, start=before, objective=Objective(kind, bonus))
    worth = scores + bonus * (before.mentor_of[:, None] == np.arange(m))
    total, people = best_by_hand(worth, allowed, capacity, kind)
    stayed = int(((a.mentor_of == before.mentor_of) & (a.mentor_of >= 0)).sum())
    assert a.total + bonus * stayed == pytest.approx(total, abs=1e-9)
    assert a.stages[-1].value == pytest.approx(total, abs=1e-9)
    assert (a.mentor_of >= 0).sum() == people
    assert certify(scores, capacity, a, allowed) <= 1e-9 or a.bound - a.value <= 1e-9
    with pytest.raises(ValueError, match="stay_bonus is -1"):
        Objective(kind, -1)


def test_a_bonus_for_staying_moves_fewer() -> None:
    draw = np.random.default_rng(8)
    scores, capacity = draw.random((300, 100), np.float32), np.full(100, 3)
    before = assign(scores, capacity)
    later = np.clip(scores + draw.normal(0, 0.03, scores.shape), 0, 1).astype(np.float32)
    moved = []
    for bonus in (0.0, 0.02, 1.0):
        a = assign(later, capacity, start=before, objective=Objective(stay_bonus=bonus))
        moved.append(int((a.mentor_of != before.mentor_of).sum()))
    assert moved[0] > 1.5 * moved[1] > moved[2] == 0
