"""Suggestions for one mentee among 10,000 and 100,000 mentors, on one thread, with brute force beside them."""

import statistics
import time
from collections.abc import Callable

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks import people
from matching import Mentee, MentorIndex, Rules, Weights, encoders, suggest
from matching.reading import to_read
from matching.score import score
from matching.vectors import directions

SIZES = (10_000, 100_000)
ASKED = 60
_CHECKED = 5  # mentees whose suggestions are compared with scores of everybody, sorted
RULES = Rules(min_overlap_hours=0.5, same_team=False, required_languages=("en",))


def run() -> None:
    with threadpool_limits(1):
        encoder = encoders.english()
        if encoder is None:
            print("No encoder loads here: install the requirements.")
            return
        _encoding(encoder)
        print(f"{'mentors':>10}{'texts':>10}{'prepared':>12}{'one changed':>13}" + f"{'question: median':>18}{'p95':>8}"
              f"{'peer: median':>18}{'p95':>8}{'ratio':>8}{'as brute force':>16}")  # fmt: skip
        for size in SIZES:
            _row(size, encoder)


def _encoding(encoder: encoders.Encoder) -> None:
    texts = [text for mentor in people.mentors(400, seed=9) for text in mentor.bio.split(". ")][:1_000]
    started = time.perf_counter()
    for text in texts:
        encoder.compute(text)
    seconds = time.perf_counter() - started
    letters = statistics.mean(map(len, texts))
    print(
        f"encoding: {len(texts) / seconds:.0f} texts a second ({letters:.0f} characters in the mean), not counted below"
    )


def _row(size: int, encoder: encoders.Encoder) -> None:
    mentors, mentees = people.mentors(size), people.mentees(ASKED)
    started = time.perf_counter()
    index = MentorIndex(mentors, Weights(), RULES)
    (columns,) = index.segments
    read = to_read(mentees, columns)
    for one, texts in read.items():
        people.make_up_vectors(one, texts)
    suggest(mentees[0], index)
    prepared = time.perf_counter() - started

    peer = _peer(encoder, columns.writings.texts[:size])
    ours, theirs = [], []
    for mentee in mentees:  # in pairs, so that a slow moment of the machine meets both
        ours.append(_timed(lambda mentee=mentee: suggest(mentee, index)))  # type: ignore[misc]
        theirs.append(_timed(lambda mentee=mentee: peer(mentee)))  # type: ignore[misc]
    same = all(_as_brute_force(mentee, index) for mentee in mentees[:_CHECKED])

    index.update(mentors[0])
    changed = _timed(lambda: suggest(mentees[0], index))
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    print(
        f"{size:10,}{len(read[encoder]):10,}{prepared:10.1f} s{changed:10.1f} ms"
        f"{_median_and_p95(ours)}{_median_and_p95(theirs)}{ratio:8.2f}{'yes' if same else 'NO':>16}"
    )


def _median_and_p95(found: list[float]) -> str:
    return f"{statistics.median(found):15.1f} ms{np.percentile(found, 95):8.1f}"


def _peer(encoder: encoders.Encoder, texts: tuple[str, ...]) -> Callable[[Mentee], object]:
    """scikit-learn's exact neighbours by cosine: one vector for each mentor, no rules, no reasons."""
    from sklearn.neighbors import NearestNeighbors

    neighbours = NearestNeighbors(n_neighbors=10, metric="cosine", algorithm="brute").fit(directions(encoder(texts)))
    return lambda mentee: neighbours.kneighbors(directions(encoder([mentee.target_role])))


def _as_brute_force(mentee: Mentee, index: MentorIndex) -> bool:
    scores = score([mentee], [mentor for columns in index.segments for mentor in columns.mentors], rules=RULES)
    ranked = sorted((-scores.total[0, j], scores.mentors[j].id) for j in np.flatnonzero(scores.allowed[0]))
    return [one.mentor_id for one in suggest(mentee, index)] == [mentor_id for _, mentor_id in ranked[:10]]


def _timed(question: Callable[[], object]) -> float:
    started = time.perf_counter()
    question()
    return 1000 * (time.perf_counter() - started)
