"""Text channel on labelled retrieval tasks: MAP, nDCG@10, R@10 of every encoder and fusion, and the seconds."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from matching import encoders, text, words
from matching.vectors import directions

Floats = NDArray[np.float32]
Channel = Callable[[Sequence[str], Sequence[str]], Floats]
BEST = 10
_TIMED = 1_000


@dataclass(frozen=True, slots=True)
class Task:
    name: str
    queries: list[str]
    documents: list[str]
    grades: Floats  # (queries, documents)
    relevant: NDArray[np.bool_]


def run(folder: str = "") -> None:
    """Prints a row per channel. `folder` holds the tasks; without one there is nothing to measure on."""
    files = sorted(Path(folder).glob("*.json")) if folder else []
    if not files:
        print("There are no labelled tasks here: give the folder that holds them, python -m benchmarks text FOLDER.")
        return
    tasks = [_task(file) for file in files]
    print(f"{'':36}" + "".join(f"{task.name:>26}" for task in tasks) + f"{'seconds':>10}")
    print(f"{'':36}" + f"{'MAP  nDCG@10   R@10':>26}" * len(tasks))
    found: dict[str, list[Floats]] = {}
    for name, channel in _channels().items():
        started = time.perf_counter()
        found[name] = [channel(task.queries, task.documents) for task in tasks]
        _row(name, tasks, found[name], time.perf_counter() - started)
    for name, shares in _FUSIONS.items():
        if all(part in found for part in shares):
            fused = [sum((s * found[part][t] for part, s in shares.items()), np.float32(0)) for t in range(len(tasks))]
            _row(name, tasks, [np.asarray(one, np.float32) for one in fused], 0.0)
    _speed(tasks)


_FUSIONS: Mapping[str, Mapping[str, float]] = {
    "0.7 MiniLM + 0.3 TF-IDF": {"MiniLM": 0.7, "TF-IDF fitted to the task": 0.3},
    "0.4 MiniLM + 0.4 e5 + 0.2 TF-IDF": {"MiniLM": 0.4, "e5 rescaled": 0.4, "TF-IDF fitted to the task": 0.2},
}


def _channels() -> dict[str, Channel]:
    channels: dict[str, Channel] = {"TF-IDF fitted to the task": _tf_idf, "n-grams, shipped rarity": _n_grams}
    english, asking, answering = encoders.english(), encoders.multilingual_queries(), encoders.multilingual_documents()
    if english is not None:
        channels["MiniLM"] = lambda queries, documents: _cosines(english, english, queries, documents)
    if asking is not None and answering is not None:
        channels["e5 rescaled"] = lambda queries, documents: np.asarray(
            (_cosines(asking, answering, queries, documents) - text.NAMES[0]) / text.NAMES[1], np.float32
        )
    return channels | {"ours (similarity)": text.similarity}


def _cosines(
    asking: encoders.Encoder, answering: encoders.Encoder, queries: Sequence[str], documents: Sequence[str]
) -> Floats:
    return directions(asking(queries)) @ directions(answering(documents)).T


def _n_grams(queries: Sequence[str], documents: Sequence[str]) -> Floats:
    return np.asarray((words.vectors(queries) @ words.vectors(documents).T).toarray(), np.float32)


def _tf_idf(queries: Sequence[str], documents: Sequence[str]) -> Floats:
    total = np.zeros((len(queries), len(documents)), np.float32)
    for analyzer, ngrams in (("word", (1, 2)), ("char_wb", (3, 5))):
        vectoriser = TfidfVectorizer(analyzer=analyzer, ngram_range=ngrams, sublinear_tf=True)
        fitted = vectoriser.fit_transform(documents)
        total += (vectoriser.transform(queries) @ fitted.T).toarray().astype(np.float32) / 2
    return total


def _task(file: Path) -> Task:
    held = json.loads(file.read_text(encoding="utf-8"))
    grades = np.zeros((len(held["queries"]), len(held["docs"])), np.float32)
    for query, graded in enumerate(held["rel"]):
        for document, grade in graded.items():
            grades[query, int(document)] = grade
    relevant = grades >= held["binmin"]
    some = relevant.any(axis=1)
    queries = [query for query, keep in zip(held["queries"], some, strict=True) if keep]
    return Task(file.stem, queries, held["docs"], grades[some], relevant[some])


def _row(name: str, tasks: Sequence[Task], values: Sequence[Floats], seconds: float) -> None:
    cells = (_measures(task, one) for task, one in zip(tasks, values, strict=True))
    said = "".join(f"{average:14.3f}{gain:6.3f}{recall:6.3f}" for average, gain, recall in cells)
    print(f"{name:36}{said}{seconds:10.1f}" if seconds else f"{name:36}{said}")


def _measures(task: Task, values: Floats) -> tuple[float, float, float]:
    """MAP, nDCG@10 with the grades as gains, recall at 10."""
    order = np.argsort(-values, axis=1, kind="stable")
    hits = np.take_along_axis(task.relevant, order, axis=1)
    gains = np.take_along_axis(task.grades, order, axis=1)
    places = np.arange(1, hits.shape[1] + 1)
    average = (np.cumsum(hits, axis=1) / places * hits).sum(axis=1) / hits.sum(axis=1)
    discounts = 1 / np.log2(places[:BEST] + 1)
    ideal = -np.sort(-task.grades, axis=1)[:, :BEST] @ discounts
    gain = gains[:, :BEST] @ discounts / ideal
    recall = hits[:, :BEST].sum(axis=1) / hits.sum(axis=1)
    return float(average.mean()), float(gain.mean()), float(recall.mean())


def _speed(tasks: Sequence[Task]) -> None:
    """Texts a second on one thread, nothing remembered."""
    said = [document for task in tasks for document in task.documents][:_TIMED]
    for name, load in (("MiniLM", encoders.english), ("e5", encoders.multilingual_documents)):
        encoder = load()
        if encoder is not None:
            started = time.perf_counter()
            for one in said:
                encoder.compute(one)
            print(f"{name}: {len(said) / (time.perf_counter() - started):.0f} texts a second on one thread")
