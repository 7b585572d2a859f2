"""The worst-off first, against all assignments of small cohorts; its proof, and what the proof refuses."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from matching import CertificateError, Infeasible, Objective, assign, certify
from tests.matching.test_assign import cohorts, every_assignment

WORST = Objective("worst_first")


@settings(max_examples=200, deadline=None)
@given(cohorts(), st.data())
def test_people_then_the_lowest_score_then_the_total(
    cohort: tuple[NDArray[np.float64], list[int], NDArray[np.bool_]], data: st.DataObject
) -> None:
    scores, capacity, allowed = cohort
    n, m = scores.shape
    possible = [(i, j) for i in range(n) for j in range(m) if allowed[i, j] and capacity[j]]
    locked = data.draw(st.lists(st.sampled_from(possible), max_size=1)) if possible else []
    a = assign(scores, capacity, allowed, locked=locked, objective=WORST)
    best = max(
        (
            sum(j >= 0 for j in chosen),
            min((scores[i, j] for i, j in enumerate(chosen) if j >= 0 and (i, j) not in locked), default=math.inf),
            math.fsum(scores[i, j] for i, j in enumerate(chosen) if j >= 0),
        )
        for chosen in every_assignment(allowed, capacity)
        if all(chosen[i] == j for i, j in locked)
    )
    people, worst, total = a.stages
    assert [stage.name for stage in a.stages] == ["people", "worst", "total"]
    assert (people.value, worst.value) == best[:2]
    assert total.value == a.total == pytest.approx(best[2], abs=1e-9)
    assert (people.bound, worst.bound) == best[:2]
    assert total.bound == pytest.approx(best[2], abs=1e-9)
    assert certify(scores, capacity, a, allowed) <= 1e-9 or a.bound - a.value < 1e-9


def example() -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    draw = np.random.default_rng(4)
    return draw.random((40, 40), np.float32), np.ones(40, np.int64)


def test_the_lowest_score_rises_and_the_total_falls_a_little() -> None:
    scores, capacity = example()
    fair, plain = assign(scores, capacity, objective=WORST), assign(scores, capacity)
    own = scores[np.arange(40), plain.mentor_of]
    assert fair.stages[1].value > own.min()
    assert 0.9 * plain.total < fair.total < plain.total
    assert certify(scores, capacity, fair) < 1e-9


def test_a_lowest_score_that_is_not_the_highest_or_not_proven_is_refused() -> None:
    scores, capacity = example()
    a = assign(scores, capacity, objective=WORST)
    people, worst, total = a.stages
    own = np.sort(scores[np.arange(40), a.mentor_of])
    for stage, told in (
        (replace(worst, value=float(own[1])), "value of stage worst is claimed"),
        (replace(worst, bound=float(worst.value) - 0.01), "do not prove that fewer are matched"),
        (replace(worst, seat_price=None), "without prices"),
        (replace(worst, seat_price=np.full(40, 256.0)), "do not prove that fewer are matched"),
        (replace(worst, seat_price=np.full(40, -1.0)), "prices are not negative"),
    ):
        with pytest.raises(CertificateError, match=told):
            certify(scores, capacity, replace(a, stages=(people, stage, total)))
    with pytest.raises(CertificateError, match="not those of the objective"):
        certify(scores, capacity, replace(a, stages=(people, total)))
    low = assign(scores, capacity, objective=Objective("coverage"))
    passed_off = replace(
        low, problem=replace(low.problem, objective=WORST), stages=(low.stages[0], worst, low.stages[1])
    )
    with pytest.raises(CertificateError, match="worst"):
        certify(scores, capacity, passed_off)


def test_minimum_loads_hold_before_the_worst_off_are_raised() -> None:
    scores = np.array([[0.9, 0.1], [0.8, 0.2]])
    a = assign(scores, [2, 2], min_load=[0, 1], objective=WORST)
    assert a.mentor_of.tolist() == [0, 1]
    assert a.stages[1].value == 0.2
    assert certify(scores, [2, 2], a) < 1e-9
    with pytest.raises(Infeasible):
        assign(scores, [2, 2], min_load=[2, 1], objective=WORST)
