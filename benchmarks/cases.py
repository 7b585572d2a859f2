"""Judged cases "which of two mentors is right": how many the scores agree with, by category."""

from benchmarks.judged import Judged, judged, share

FILES = ("developed", "held_out", "shared_words")


def run() -> None:
    found = {name: judged(name) for name in FILES}
    print(f"{'':16}" + "".join(f"{name:>20}" for name in FILES))
    _line("all", found)
    _line("plain", {name: [case for case in cases if not case.hard] for name, cases in found.items()})
    _line("hard", {name: [case for case in cases if case.hard] for name, cases in found.items()})
    for category in dict.fromkeys(case.category for case in found["developed"]):
        _line(category, {name: [c for c in cases if c.category == category] for name, cases in found.items()})


def _line(label: str, found: dict[str, list[Judged]]) -> None:
    cells = (f"{share(cases):8.3f} ({sum(c.right for c in cases)}/{len(cases)})" for cases in found.values())
    print(f"{label:16}" + "".join(f"{cell:>20}" for cell in cells))
