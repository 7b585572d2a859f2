"""Others that solve the same assignment: each gives the total score of its pairs. What is forbidden scores 0."""

import numpy as np

from benchmarks.markets import Counts, Floats, Mask

_STEPS = 10**6  # of a score, where whole numbers are asked for


def scipy(scores: Floats, capacity: Counts, allowed: Mask) -> float:
    from scipy.optimize import linear_sum_assignment

    by_seat = np.repeat(np.where(allowed, scores, 0), capacity, axis=1)
    rows, columns = linear_sum_assignment(by_seat, maximize=True)
    return float(by_seat[rows, columns].sum(dtype=np.float64))


def lapx(scores: Floats, capacity: Counts, allowed: Mask) -> float:
    import lap

    by_seat = np.repeat(np.where(allowed, scores, 0), capacity, axis=1)
    _, column_of, _ = lap.lapjv(1 - by_seat, extend_cost=True)
    matched = np.flatnonzero(column_of >= 0)
    return float(by_seat[matched, column_of[matched]].sum(dtype=np.float64))


def munkres(scores: Floats, capacity: Counts, allowed: Mask) -> float:
    from munkres import Munkres

    by_seat = np.repeat(np.where(allowed, scores, 0).astype(float), capacity, axis=1)
    pairs = Munkres().compute((1 - by_seat).tolist())
    return float(sum(by_seat[i, j] for i, j in pairs))


def ortools(scores: Floats, capacity: Counts, allowed: Mask) -> float:
    """Its flow over all pairs that are allowed; scores in steps of a millionth."""
    return _flow(scores, capacity, *np.nonzero(allowed & (capacity > 0)))


def ortools_on_candidates(scores: Floats, capacity: Counts, allowed: Mask, candidates: int = 32) -> float:
    """Its flow over each mentee's best mentors only, whoever else wants them."""
    rows, mentors = [], []
    for i in range(len(scores)):
        theirs = np.where(allowed[i] & (capacity > 0), scores[i], -1)
        best = np.argpartition(-theirs, candidates)[:candidates]
        mentors.append(best[theirs[best] >= 0])
        rows.append(np.full(len(mentors[-1]), i))
    return _flow(scores, capacity, np.concatenate(rows), np.concatenate(mentors))


def _flow(scores: Floats, capacity: Counts, rows: Counts, mentors: Counts) -> float:
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    n, m = scores.shape
    flow, end = SimpleMinCostFlow(), n + m
    worth = np.rint(scores[rows, mentors].astype(np.float64) * _STEPS).astype(np.int64)
    pairs = flow.add_arcs_with_capacity_and_unit_cost(rows, n + mentors, np.ones_like(rows), -worth)
    flow.add_arcs_with_capacity_and_unit_cost(n + np.arange(m), np.full(m, end), capacity, np.zeros(m, np.int64))
    flow.add_arcs_with_capacity_and_unit_cost(
        np.arange(n), np.full(n, end), np.ones(n, np.int64), np.zeros(n, np.int64)
    )
    flow.set_nodes_supplies(np.arange(n), np.ones(n, np.int64))
    flow.set_nodes_supplies(np.array([end]), np.array([-n]))
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("the flow was not solved")
    taken = flow.flows(pairs) > 0
    return float(scores[rows[taken], mentors[taken]].sum(dtype=np.float64))
