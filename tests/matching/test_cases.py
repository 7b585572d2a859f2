"""Scores agree with people: judged cases, by category."""

from functools import cache

import pytest

from benchmarks.judged import Judged, judged, share

CATEGORIES = "paraphrase alias homonym negation seniority stuffing multilingual long-bio soft-skills empty".split()


@cache
def developed() -> tuple[Judged, ...]:
    return tuple(judged("developed"))


def wrong(found: list[Judged]) -> str:
    return ", ".join(case.id for case in found if not case.right)


@pytest.mark.parametrize(("hard", "least"), [(None, 0.90), (False, 0.96), (True, 0.80)])
def test_scores_agree_with_the_judge(hard: bool | None, least: float) -> None:
    found = [case for case in developed() if hard is None or case.hard == hard]
    assert share(found) >= least, wrong(found)


@pytest.mark.parametrize("category", CATEGORIES)
def test_no_category_is_left_behind(category: str) -> None:
    found = [case for case in developed() if case.category == category]
    assert len(found) >= 6
    assert share(found) >= 0.7, wrong(found)
