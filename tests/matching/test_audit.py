"""Figures by group: what they are, how certain they are, and what is not said."""

import numpy as np
import pytest

from matching import assign, audit

SCORES = np.linspace(0.3, 0.9, 60).reshape(20, 3)


def test_figures_of_a_group_are_those_of_its_people() -> None:
    a = assign(SCORES, [4, 4, 4])
    first, second = audit(a, ["north"] * 10 + ["south"] * 10).groups
    assert (first.group, second.group, first.people, second.people) == ("north", "south", 10, 10)
    own = np.array([SCORES[i, j] if j >= 0 else np.nan for i, j in enumerate(a.mentor_of)])
    assert second.matched == pytest.approx((a.mentor_of[10:] >= 0).mean())
    assert second.mean == pytest.approx(np.nanmean(own[10:]))
    assert second.worst == pytest.approx(np.nanmin(own[10:]))
    for figure, between in ((second.mean, second.mean_between), (second.matched, second.matched_between)):
        assert figure is not None
        assert between is not None
        assert between[0] < figure <= between[1]


def test_the_interval_of_a_share_is_wilsons() -> None:
    """8 of 10: .490 to .943 (Newcombe, 1998, gives such figures)."""
    a = assign(np.ones((10, 1)), [8])
    (group,) = audit(a, ["all"] * 10).groups
    assert group.matched == 0.8
    assert group.matched_between == pytest.approx((0.4902, 0.9433), abs=1e-4)


def test_of_few_people_nothing_is_said_nor_can_it_be_found_by_subtracting() -> None:
    a = assign(SCORES, [10, 10, 10])
    figures = {group.group: group for group in audit(a, ["a"] * 3 + ["b"] * 7 + ["c"] * 10).groups}
    assert figures["a"].people is figures["b"].people is None
    assert figures["b"].matched is figures["b"].mean is None
    assert figures["c"].people == 10
    figures = {group.group: group for group in audit(a, ["a"] * 3 + ["b"] * 4 + ["c"] * 13).groups}
    assert [figures[name].people for name in "abc"] == [None, None, 13]
    scarce = assign(SCORES, [1, 1, 1])
    (group,) = audit(scarce, dict.fromkeys(range(20), "all")).groups
    assert (group.people, group.mean, group.worst) == (20, None, None)


def test_groups_for_other_people_are_refused() -> None:
    with pytest.raises(ValueError, match="groups has 2 names; there are 20 mentees"):
        audit(assign(SCORES, [1, 1, 1]), ["a", "b"])
