"""What one seat more, one less, or a pair of the manager's choice would do: checked by doing it and solving again."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Assignment, Infeasible, Objective, assign, prices, why_not
from tests.matching.test_assign import Structured, cohorts


@st.composite
def rounds(draw: st.DrawFn) -> dict[str, Any]:
    scores, capacity, allowed = draw(cohorts(most=6))
    n, m = scores.shape
    low = np.minimum(draw(st.lists(st.sampled_from([0, 0, 0, 1]), min_size=m, max_size=m)), capacity)
    pairs = [(i, j) for i in range(n) for j in range(m) if allowed[i, j] and capacity[j]]
    before = assign(scores[:, ::-1], capacity[::-1]) if draw(st.booleans()) else None
    return {
        "total": scores, "capacity": np.array(capacity), "allowed": allowed, "min_load": low,
        "locked": draw(st.lists(st.sampled_from(pairs), max_size=1)) if pairs else [],
        "objective": Objective(draw(st.sampled_from(["total", "coverage"])), 0.25 if before else 0.0), "start": before,
        "min_score": draw(st.sampled_from([0.0, 0.0, 0.2])),
    }  # fmt: skip


def solved(given: dict[str, Any]) -> Assignment | None:
    try:
        return assign(**given)
    except Infeasible:
        return None


def worth(a: Assignment) -> float:
    return a.stages[-1].value


def people(a: Assignment) -> int:
    return int((a.mentor_of >= 0).sum())


@settings(max_examples=300, deadline=None)
@given(rounds())
def test_prices_of_seats_are_what_seats_turn_out_to_be_worth(given: dict[str, Any]) -> None:
    a = solved(given)
    if a is None:
        return
    found, most_first = prices(a), given["objective"].kind == "coverage"
    for j, seats in enumerate(given["capacity"]):
        more = given["capacity"].copy()
        more[j] += 1
        b = assign(**given | {"capacity": more})
        assert found.gain[j] == pytest.approx(worth(b) - worth(a), abs=1e-9)
        assert not most_first or found.people[j] == people(b) - people(a)
        if seats == 0:
            assert np.isnan(found.loss[j])
            continue
        less = given["capacity"].copy()
        less[j] -= 1
        c = solved(given | {"capacity": less}) if given["min_load"][j] <= less[j] else None
        if c is None:
            assert found.loss[j] == np.inf
        else:
            assert found.loss[j] == pytest.approx(worth(a) - worth(c), abs=1e-9)
            assert not most_first or found.people_less[j] == people(a) - people(c)


@settings(max_examples=300, deadline=None)
@given(rounds(), st.data())
def test_a_forced_pair_costs_what_solving_with_it_costs(given: dict[str, Any], data: st.DataObject) -> None:
    a = solved(given)
    if a is None:
        return
    n, m = given["total"].shape
    i, j = data.draw(st.integers(0, n - 1)), data.draw(st.integers(0, m - 1))
    if not given["allowed"][i, j]:
        if a.mentor_of[i] != j and given["capacity"][j] and i not in dict(given["locked"]):
            with pytest.raises(ValueError, match=r"not allow|no seat"):
                why_not(a, i, j)
        return
    b = solved(given | {"locked": [*given["locked"], (i, j)]})
    if b is None:
        with pytest.raises(Infeasible):
            why_not(a, i, j)
        return
    found = why_not(a, i, j)
    assert found.cost == pytest.approx(worth(a) - worth(b), abs=1e-9)
    if given["objective"].kind == "coverage":  # else equal totals may differ in people
        assert found.people == people(a) - people(b)
    if not given["start"]:
        assert sum(move.by for move in found.moves) == pytest.approx(-found.cost, abs=1e-9)
    assert (a.mentor_of[i] == j) == (found.moves == ())
    assert not found.moves or (found.moves[0].mentee, found.moves[0].after) == (i, j)
    moved = a.mentor_of.copy()
    for move in found.moves:
        assert moved[move.mentee] == move.before
        moved[move.mentee] = move.after
    assert (np.bincount(moved[moved >= 0], minlength=m) <= given["capacity"]).all()


def test_a_block_source_answers_as_its_scores_at_once_do() -> None:
    source, capacity = Structured(3_000, 800), np.full(800, 3)
    scores, _ = source.block(slice(0, 3_000))
    a, b = assign(source, capacity), assign(scores, capacity)
    assert prices(a).gain == pytest.approx(prices(b).gain, abs=1e-6)
    for i, j in ((0, 5), (17, 400), (2_999, 799)):
        assert why_not(a, i, j).cost == pytest.approx(why_not(b, i, j).cost, abs=1e-6)


def test_questions_that_have_no_answer_are_refused_in_a_sentence() -> None:
    a = assign(np.array([[0.9, 0.1], [0.8, 0.2]]), [1, 1], np.array([[True, True], [True, False]]), locked=[(0, 1)])
    with pytest.raises(IndexError, match=r"pair \(2, 0\) lies outside of 2 mentees and 2 mentors"):
        why_not(a, 2, 0)
    with pytest.raises(Infeasible, match="mentee 0 is locked to mentor 1"):
        why_not(a, 0, 0)
    with pytest.raises(Infeasible, match="mentor 1 has no seat that is not locked"):
        why_not(a, 1, 1)
    with pytest.raises(ValueError, match="the limit is 11,000 mentors"):
        prices(assign(np.zeros((2, 12_000), np.float32), np.ones(12_000, np.int64)))
