"""Whole-cohort assignments and their audit, beside scipy, lapx, OR-Tools and munkres in the same run."""

import ctypes
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import solvers
from benchmarks.markets import Market, Mask, seats
from matching import assign, certify, prices, why_not

Peer = Callable[..., float]
CONSEQUENCES = "consequences"


@dataclass(frozen=True, slots=True)
class Row:
    mentees: int
    mentors: int
    seats: float  # for each mentee
    peers: tuple[Peer, ...]
    runs: int = 5
    near_empty: float = 0.0
    by_factors: bool = False  # we are given a block source, peers the same scores at once


ROWS = {
    "small": Row(1_000, 300, 1.05, (solvers.scipy, solvers.munkres)),
    "middle": Row(5_000, 2_000, 1.05, (solvers.scipy, solvers.lapx, solvers.ortools)),
    "scarce": Row(5_000, 2_000, 0.8, (solvers.scipy,)),
    "plenty": Row(5_000, 2_000, 2.0, (solvers.scipy,)),
    "alike": Row(10_000, 4_000, 1.05, (solvers.scipy,), runs=1, near_empty=0.3),
    "large": Row(10_000, 10_000, 1.05, (solvers.scipy, solvers.lapx, solvers.ortools_on_candidates), 3, 0.0, True),
}


@dataclass(slots=True)
class Measured:
    seconds: list[float] = field(default_factory=list)
    total: float = 0.0
    memory: float = 0.0  # MB, of the largest run


def run(*chosen: str) -> None:
    """Rows by name, all where none is named."""
    known = (*ROWS, CONSEQUENCES)
    unknown = set(chosen) - set(known)
    if unknown:
        print(f"There is no row {sorted(unknown)}; there are {', '.join(known)}.")
        return
    print("seconds are medians; × is how often we are quicker, median of pairs, with the audit in brackets")
    for name in chosen or known:
        if name == CONSEQUENCES:
            _consequences(5_000, 2_000)
        else:
            _row(name, ROWS[name])


def _row(name: str, row: Row) -> None:
    market = Market(row.mentees, row.mentors)
    capacity = seats(row.mentors, int(row.seats * row.mentees))
    scores, allowed = market.dense(row.near_empty)
    given = market if row.by_factors else scores
    rules = None if row.by_factors else allowed
    assign(scores[:50], capacity, allowed[:50])  # compiled, or read from where it is kept
    solved, audited = Measured(), Measured()
    peers = {peer: Measured() for peer in row.peers}
    gap = 0.0
    for _ in range(row.runs):
        a = _timed(solved, lambda: assign(given, capacity, rules))
        gap = max(gap, _timed(audited, lambda a=a: certify(given, capacity, a, rules)))  # type: ignore[misc]
        solved.total = a.total
        for peer, measured in peers.items():
            measured.total = _timed(measured, lambda peer=peer: peer(scores, capacity, allowed))  # type: ignore[misc]
    print(
        f"\n{name}: {row.mentees:,} × {row.mentors:,}, {row.seats:g} seats a mentee"
        f"{f', {row.near_empty:.0%} near-empty' if row.near_empty else ''}\n"
        f"  {'we':24}{statistics.median(solved.seconds):9.3f} s + audit {statistics.median(audited.seconds):.3f} s, "
        f"{solved.memory:,.0f} MB, total {solved.total:.4f}, proven gap {gap:.1e}"
    )
    for peer, measured in peers.items():
        alone = _ratio(measured.seconds, solved.seconds)
        both = _ratio(measured.seconds, [a + b for a, b in zip(solved.seconds, audited.seconds, strict=True)])
        print(
            f"  {peer.__name__:24}{statistics.median(measured.seconds):9.3f} s, {measured.memory:,.0f} MB "
            f"(× {measured.memory / max(solved.memory, 1e-9):.0f}), total {measured.total:.4f}, "
            f"we × {alone:.0f} ({both:.0f})",
            flush=True,
        )


def _consequences(mentees: int, mentors: int) -> None:
    """What a pair would cost, and what seats are worth, beside solving again with the pair or the seat."""
    market, capacity = Market(mentees, mentors), seats(mentors, int(1.05 * mentees))
    scores, allowed = market.dense()
    a = assign(scores, capacity, allowed)
    asked, forced, priced, resolved = Measured(), Measured(), Measured(), Measured()
    why_not(a, *_pairs(allowed & (capacity > 0), 1, seed=1)[0])
    apart = 0.0
    for i, j in _pairs(allowed & (capacity > 0), 40, seed=2):
        found = _timed(asked, lambda i=i, j=j: why_not(a, i, j))  # type: ignore[misc]
        again = _timed(forced, lambda i=i, j=j: assign(scores, capacity, allowed, locked=[(i, j)]))  # type: ignore[misc]
        apart = max(apart, abs(found.cost - (a.total - again.total)))
    for j in range(0, mentors, mentors // 5):
        gain = _timed(priced, lambda: prices(replace(a))).gain[j]
        more = capacity + (np.arange(mentors) == j)
        again = _timed(resolved, lambda more=more: assign(scores, more, allowed))  # type: ignore[misc]
        apart = max(apart, abs(gain - (again.total - a.total)))
    print(
        f"\n{CONSEQUENCES}: {mentees:,} × {mentors:,}\n"
        f"  why_not{statistics.median(asked.seconds) * 1000:8.1f} ms, solving with the pair "
        f"{statistics.median(forced.seconds) * 1000:.0f} ms, × {_ratio(forced.seconds, asked.seconds):.0f}\n"
        f"  prices of all{statistics.median(priced.seconds) * 1000:8.1f} ms, solving with one seat more "
        f"{statistics.median(resolved.seconds) * 1000:.0f} ms, for all × "
        f"{2 * mentors * _ratio(resolved.seconds, priced.seconds):,.0f}\n"
        f"  differ by {apart:.1e} at most"
    )


def _pairs(possible: Mask, count: int, seed: int) -> list[tuple[int, int]]:
    rows, columns = np.nonzero(possible)
    some = np.random.default_rng(seed).choice(len(rows), count, replace=False)
    return list(zip(rows[some].tolist(), columns[some].tolist(), strict=True))


def _ratio(theirs: Sequence[float], ours: Sequence[float]) -> float:
    return statistics.median(a / b for a, b in zip(theirs, ours, strict=True))


def _timed(measured: Measured, work: Callable[[], Any]) -> Any:
    ctypes.CDLL(None).malloc_trim(0)  # what earlier runs have left is given back
    Path("/proc/self/clear_refs").write_text("5")  # the peak is counted from here
    before, started = _memory("VmRSS"), time.perf_counter()
    result = work()
    measured.seconds.append(time.perf_counter() - started)
    measured.memory = max(measured.memory, _memory("VmHWM") - before)
    return result


def _memory(figure: str) -> float:
    """Of this process, MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(figure)) / 1024
