"""Whole-cohort assignments and their audit, beside scipy, lapx, OR-Tools and munkres in the same run."""

import ctypes
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import solvers
from benchmarks.markets import Market, seats
from matching import assign, certify

Peer = Callable[..., float]


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
    unknown = set(chosen) - ROWS.keys()
    if unknown:
        print(f"There is no row {sorted(unknown)}; there are {', '.join(ROWS)}.")
        return
    print("seconds are medians; × is how often we are quicker, median of pairs, with the audit in brackets")
    for name in chosen or ROWS:
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
