"""20,000 small cohorts of every awkward kind, solved, certified and compared with other solvers."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from matching import Infeasible, assign, certify, prices, rows, solver, why_not
from matching.assign import RESOLUTION
from tests.matching.test_assign import Blocks, by_highs

MANY = 20_000
Scores = NDArray[np.float64]


def scores_of(draw: np.random.Generator, n: int, m: int) -> Scores:
    kind = draw.integers(8)
    if kind == 0:
        return np.zeros((n, m))
    if kind == 1:
        return draw.integers(0, 3, (n, m)) / 2
    if kind == 2:
        return np.float64(0.5) + 1e-12 * draw.integers(0, 4, (n, m))
    if kind == 3:
        return draw.random((n, m)) * 2.0 ** draw.integers(-1060, -1020)  # denormal
    if kind == 4:
        return np.repeat(draw.random((1, m)), n, axis=0)  # all profiles alike
    if kind == 5:
        return np.repeat(draw.random((n, 1)), m, axis=1)
    return draw.random((n, m)).astype(np.float32).astype(float)


@pytest.mark.parametrize("part", range(8))
def test_the_optimum_is_what_scipy_finds_and_is_proven(part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver, "_WAVE", 4)
    for seed in range(part, MANY, 8):
        draw = np.random.default_rng(seed)
        n, m = int(draw.integers(1, 13)), int(draw.integers(1, 9))
        scores, allowed = scores_of(draw, n, m), draw.random((n, m)) < draw.choice([0.3, 0.8, 1.0])
        allowed[draw.random(n) < 0.1] = False
        allowed[:, draw.random(m) < 0.1] = False
        capacity = draw.integers(0, draw.choice([2, 4, n + 1]), m)
        for name, values in {"LISTED": [1, 2, 32], "BIDS": [0, 1, 60], "_LONGER": [1, 128], "_TURNS": [2, 30]}.items():
            monkeypatch.setattr(solver, name, int(draw.choice(values)))
        by_blocks = seed % 3 == 0 and scores.max() <= 1
        monkeypatch.setattr(rows, "_WHOLE", 0 if by_blocks else 2**21)
        given = Blocks(scores, allowed) if by_blocks else scores
        if by_blocks:
            scores = scores.astype(np.float32).astype(float)
        a = assign(given, capacity, None if by_blocks else allowed, seed=seed)
        worth = np.where(allowed, scores, 0)[:, np.repeat(np.arange(m), capacity)]
        best = worth[linear_sum_assignment(-worth)].sum()
        step = n * RESOLUTION * (1.0 if by_blocks else scores.max(initial=0))
        assert abs(a.total - best) <= 1e-9 * best + step, seed
        assert certify(given, capacity, a, None if by_blocks else allowed) <= 1e-9 or a.bound - a.value <= step, seed


@pytest.mark.parametrize("part", range(4))
def test_consequences_are_what_solving_again_says(part: int) -> None:
    for seed in range(part, MANY // 10, 4):
        draw = np.random.default_rng(seed)
        n, m = int(draw.integers(1, 10)), int(draw.integers(1, 7))
        scores, allowed = scores_of(draw, n, m), draw.random((n, m)) < 0.8
        capacity = draw.integers(0, 4, m)
        low = np.minimum(draw.integers(0, 2, m), capacity) if seed % 4 == 0 else np.zeros(m, np.int64)
        by_other = by_highs(scores, allowed, capacity, low)
        try:
            a = assign(scores, capacity, allowed, min_load=low)
        except Infeasible:
            assert by_other is None, seed
            continue
        near = 1e-9 * max(1e-300, scores.max())
        assert by_other == pytest.approx(a.total, rel=1e-6, abs=1e-6), seed
        found = prices(a)
        j, i = int(draw.integers(m)), int(draw.integers(n))
        more = capacity + (np.arange(m) == j)
        assert abs(found.gain[j] - (assign(scores, more, allowed, min_load=low).total - a.total)) <= near, seed
        if allowed[i, j] and capacity[j]:
            try:
                b = assign(scores, capacity, allowed, min_load=low, locked=[(i, j)])
            except Infeasible:
                with pytest.raises(Infeasible):
                    why_not(a, i, j)
            else:
                assert abs(why_not(a, i, j).cost - (a.total - b.total)) <= near, seed
