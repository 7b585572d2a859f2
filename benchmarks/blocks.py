"""10,000 × 10,000 scored in blocks: seconds on one thread, and the memory that it takes beyond the people."""

import time
from pathlib import Path

from threadpoolctl import threadpool_limits

from benchmarks import people
from matching import Rules, Weights, encoders
from matching.columns import MentorColumns
from matching.reading import to_read
from matching.score import Scores

SIZE = 10_000
ROWS = 500
RULES = Rules(min_overlap_hours=0.5, same_team=False)


def run(size: str = "") -> None:
    many = int(size or SIZE)
    encoder = encoders.english()
    if encoder is None:
        print("No encoder loads here: install the requirements.")
        return
    mentors, mentees = people.mentors(many), people.mentees(many)
    for one, texts in to_read(mentees, MentorColumns(mentors, RULES)).items():
        people.make_up_vectors(one, texts)
    encoder(["Read one text, so that the model is in memory."])
    with threadpool_limits(1):
        _in_blocks(Scores(mentees[:5], [MentorColumns(mentors[:5], RULES)], Weights()))  # loads libraries and tables
        before, started = _memory("VmRSS"), time.perf_counter()
        Path("/proc/self/clear_refs").write_text("5")  # from here on, the peak is counted anew
        allowed = _in_blocks(Scores(mentees, [MentorColumns(mentors, RULES)], Weights()))
        seconds, more = time.perf_counter() - started, _memory("VmHWM") - before
    print(
        f"{many:,} × {many:,}: {seconds:.1f} s in blocks of {ROWS}, {allowed / many**2:.1%} allowed, {more:.0f} MB more"
    )


def _in_blocks(scores: Scores) -> int:
    return sum(int(scores.block(slice(start, start + ROWS))[1].sum()) for start in range(0, len(scores.mentees), ROWS))


def _memory(kind: str) -> float:
    """MB, as the system counts them."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(kind))
