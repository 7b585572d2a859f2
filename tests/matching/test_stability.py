"""Blocking pairs and regret against their definitions, read off one pair at a time."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from matching import Objective, assign, stability
from tests.matching.test_assign import cohorts


@settings(max_examples=300, deadline=None)
@given(cohorts(most=6), st.sampled_from(["total", "coverage"]))
def test_pairs_block_as_their_definition_says(
    cohort: tuple[NDArray[np.float64], list[int], NDArray[np.bool_]], kind: str
) -> None:
    scores, capacity, allowed = cohort
    n, m = scores.shape
    a = assign(scores, capacity, allowed, objective=Objective(kind))
    own = [scores[i, j] if j >= 0 else 0.0 for i, j in enumerate(a.mentor_of)]
    found, blocking = stability(a), []
    for i in range(n):
        for j in range(m):
            theirs = [own[k] for k in range(n) if a.mentor_of[k] == j]
            gives_up = 0.0 if len(theirs) < capacity[j] else min(theirs, default=np.inf)
            if allowed[i, j] and capacity[j] and scores[i, j] > own[i] + 1e-10 and scores[i, j] > gives_up + 1e-10:
                blocking.append((i, j, scores[i, j] - own[i], scores[i, j] - gives_up))
    assert found.count == len(blocking)
    assert {pair.mentee for pair in found.pairs} == {i for i, *_ in blocking}
    for pair in found.pairs:
        both = max(mine + theirs for i, _, mine, theirs in blocking if i == pair.mentee)
        assert pair.mentee_gain + pair.mentor_gain == pytest.approx(both)
        assert any((pair.mentee, pair.mentor) == (i, j) for i, j, *_ in blocking)
    gains = [pair.mentee_gain + pair.mentor_gain for pair in found.pairs]
    assert gains == sorted(gains, reverse=True)
    for i in range(n):
        possible = [scores[i, j] for j in range(m) if allowed[i, j] and capacity[j]]
        assert found.mentee_regret[i] == pytest.approx(max([own[i], *possible]) - own[i])
    for j in range(m):
        theirs = [own[k] for k in range(n) if a.mentor_of[k] == j]
        if not theirs:
            assert np.isnan(found.mentor_regret[j])
            continue
        best = sorted((scores[i, j] for i in range(n) if allowed[i, j]), reverse=True)[: len(theirs)]
        assert found.mentor_regret[j] == pytest.approx((sum(best) - sum(theirs)) / len(theirs), abs=1e-9)


def test_who_is_locked_blocks_nothing_and_is_given_up_for_nobody() -> None:
    scores = np.array([[0.9, 0.1], [0.8, 0.2]])
    a = assign(scores, [1, 1], locked=[(1, 0)])
    assert a.mentor_of.tolist() == [1, 0]
    assert stability(a).pairs == ()
    assert stability(a).mentee_regret.tolist() == pytest.approx([0.8, 0.0])


def test_the_largest_total_may_leave_two_who_would_rather_have_each_other() -> None:
    a = assign(np.array([[1.0, 0.9], [0.9, 0.0]]), [1, 1])
    (pair,) = stability(a).pairs
    assert (pair.mentee, pair.mentor) == (0, 0)
    assert (pair.mentee_gain, pair.mentor_gain) == pytest.approx((0.1, 0.1))
