"""The proof by itself: what holds is accepted, also with other prices; what does not is refused, with its place."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from matching import Assignment, CertificateError, Objective, assign, certify
from matching.problem import Infeasible
from tests.matching.test_assign import cohorts, recomputed_bound

Cohort = tuple[NDArray[np.float64], list[int], NDArray[np.bool_]]


def random(seed: int, n: int = 60, m: int = 20, kind: str = "total") -> tuple[Any, Any, Any, Assignment]:
    draw = np.random.default_rng(seed)
    scores = draw.random((n, m), np.float32)
    allowed = draw.random((n, m)) < 0.8
    capacity = draw.integers(0, 6, m)
    return scores, capacity, allowed, assign(scores, capacity, allowed, objective=Objective(kind), seed=seed)


@settings(max_examples=300, deadline=None)
@given(cohorts(), st.sampled_from(["total", "coverage"]), st.data())
def test_every_result_holds(cohort: Cohort, kind: str, data: st.DataObject) -> None:
    scores, capacity, allowed = cohort
    n, m = scores.shape
    least = data.draw(st.sampled_from([0.0, 0.3]))
    pairs = st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, m - 1)), max_size=2)
    low = data.draw(st.lists(st.integers(0, 1), min_size=m, max_size=m))
    try:
        a = assign(
            scores, capacity, allowed, min_load=np.minimum(low, capacity), locked=data.draw(pairs), min_score=least,
            objective=Objective(kind),
        )  # fmt: skip
    except Infeasible:
        return
    assert certify(scores, capacity, a, allowed) <= 1e-9


@pytest.mark.parametrize("kind", ["total", "coverage"])
def test_two_pairs_swapped_for_the_worse_are_refused(kind: str) -> None:
    scores, capacity, allowed, a = random(1, kind=kind)
    tried = 0
    for i in range(20):
        for k in range(i + 1, 20):
            swapped = a.mentor_of.copy()
            swapped[[i, k]] = swapped[[k, i]]
            if swapped[i] < 0 or swapped[k] < 0 or swapped[i] == swapped[k]:
                continue
            tried += 1
            with pytest.raises(CertificateError, match=r"total is claimed|not allowed"):
                certify(scores, capacity, replace(a, mentor_of=swapped), allowed)
    assert tried > 50


@pytest.mark.parametrize("by", [1e-3, -1e-3])
@pytest.mark.parametrize("seed", range(4))
def test_a_price_that_proves_less_is_refused_and_one_that_proves_as_much_is_not(seed: int, by: float) -> None:
    scores, capacity, allowed, a = random(seed)
    refused = 0
    for j in range(len(capacity)):
        prices = a.seat_price.copy()
        prices[j] += by
        if prices[j] < 0:
            continue
        altered = replace(a, seat_price=prices)
        if recomputed_bound(scores.astype(float), allowed, altered) > a.bound + 1e-8:
            refused += 1
            with pytest.raises(CertificateError, match="bound is claimed"):
                certify(scores, capacity, altered, allowed)
        else:
            assert certify(scores, capacity, altered, allowed) < 1e-9
    assert refused > 3


def test_claims_that_are_too_good_are_refused() -> None:
    scores, capacity, allowed, a = random(7)
    for claims in (
        {"bound": a.bound * 0.99}, {"total": a.total * 1.001}, {"value": a.value + 1e-3},
        {"stages": (replace(a.stages[0], bound=a.bound * 0.99),)},
    ):  # fmt: skip
        with pytest.raises(CertificateError, match="claimed"):
            certify(scores, capacity, replace(a, **claims), allowed)
    worse = a.mentor_of.copy()
    worse[np.argmax(worse >= 0)] = -1
    total = float(sum(float(scores[i, j]) for i, j in enumerate(worse) if j >= 0))
    honest = replace(a, mentor_of=worse, total=total, value=total, stages=(replace(a.stages[0], value=total),))
    with pytest.raises(CertificateError, match="gap is claimed to be"):
        certify(scores, capacity, honest, allowed)
    gap = (a.bound - total) / a.bound
    honest = replace(honest, gap=gap, stages=(replace(honest.stages[0], gap=gap),))
    assert certify(scores, capacity, honest, allowed) == pytest.approx(gap)


def test_what_cannot_be_is_refused_with_its_place() -> None:
    scores, capacity, allowed, a = random(3)
    j = int(np.argmax(np.where(capacity > 0, a.seat_price, 0)))
    full = np.flatnonzero(a.mentor_of == j)
    other = int(np.flatnonzero((a.mentor_of != j) & allowed[:, j])[0])
    crowded = a.mentor_of.copy()
    crowded[other] = j
    with pytest.raises(CertificateError, match=f"mentor {j} has {len(full) + 1} mentees and {capacity[j]} seats"):
        certify(scores, capacity, replace(a, mentor_of=crowded), allowed)
    with pytest.raises(CertificateError, match=rf"pair \({full[0]}, {j}\) is not allowed"):
        certify(scores, capacity, a, allowed & ~((np.arange(60) == full[0])[:, None] & (np.arange(20) == j)))
    negative = a.seat_price.copy()
    negative[4] = -0.01
    with pytest.raises(CertificateError, match=r"seat_price\[4\] is -0.01"):
        certify(scores, capacity, replace(a, seat_price=negative), allowed)
    negative = a.mentee_price.copy()
    negative[9] = -0.01
    with pytest.raises(CertificateError, match=r"mentee_price\[9\]"):
        certify(scores, capacity, replace(a, mentee_price=negative), allowed)
    with pytest.raises(CertificateError, match=r"seat_price\[0\] is nan"):
        certify(scores, capacity, replace(a, seat_price=np.full(20, np.nan)), allowed)
    with pytest.raises(CertificateError, match="mentor_of has shape"):
        certify(scores, capacity, replace(a, mentor_of=a.mentor_of[:-1]), allowed)
    scores[2, 1] = np.nan
    with pytest.raises(ValueError, match=r"total\[2, 1\] is nan"):
        certify(scores, capacity, a, allowed)


def test_a_bonus_too_small_for_most_people_first_is_refused() -> None:
    scores, capacity, allowed, a = random(5, kind="coverage")
    plain = assign(scores, capacity, allowed)
    little = replace(a, bonus=0.1, value=plain.total + 0.1 * 60)
    with pytest.raises(CertificateError, match=r"claimed|bonus is 0\.1"):
        certify(scores, capacity, little, allowed)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_other_scores_than_those_of_the_claim_are_refused(seed: int) -> None:
    """Scores that somebody raised afterwards make another assignment better, or this one's total wrong."""
    scores, capacity, allowed, a = random(seed % 1_000)
    draw = np.random.default_rng(seed)
    i, j = int(draw.integers(60)), int(draw.integers(20))
    raised = scores.copy()
    raised[i, j] = 1.0
    better = assign(raised, capacity, allowed)
    assume(better.total > a.total + 1e-6 and a.mentor_of[i] != j)
    with pytest.raises(CertificateError, match="bound is claimed"):
        certify(raised, capacity, a, allowed)
