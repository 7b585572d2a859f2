"""`make shots`: every page, light and dark, 1280 and 390 px wide, full and empty, into var/shots/."""

import shutil
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path

from benchmarks.program import ROOT, Program, running
from data.store import open_store
from mentoring import clock, sample
from tests.support.running import Scheme, Visitor, browser

CLOCK = "2026-11-24T18:05:00"
OUT = ROOT / "var" / "shots"
# Page → persona who opens it, in the full sample and in an empty program.
PAGES: dict[str, tuple[str, str]] = {
    "home": ("mentee", "mentee"),
    "find-a-mentor": ("mentee", "mentee"),
    "my-goals": ("mentee", "mentee"),
    "mentorship-room": ("matched", "mentee"),
    "my-mentees": ("mentor", "mentor"),
    "requests": ("mentor", "mentor"),
    "my-profile-and-time": ("mentor", "mentor"),
    "today": ("manager", "manager"),
    "matching-round": ("manager", "manager"),
    "people": ("manager", "manager"),
    "analytics": ("manager", "manager"),
    "notices": ("mentee", "mentee"),
    "account": ("mentee", "mentee"),
    "sign-in": ("", ""),
    "forgot": ("", ""),
}
# Pages with an id in their address, in the full sample: persona, page to come from, what to press there.
THROUGH: dict[str, tuple[str, str, str]] = {
    "person": ("mentee", "find-a-mentor", "a.mo-open"),
    "room": ("mentor", "my-mentees", "[class*='st-key-open-'] button"),
}


def shoot(program: Program, state: str, pages: Sequence[str], scheme: Scheme, width: int) -> list[str]:
    """One browser per look; what it saw go wrong."""
    faults = []
    with browser() as launched:
        for persona in dict.fromkeys(PAGES[page][state == "empty"] for page in pages):
            visitor = Visitor(launched, program, width=width, scheme=scheme)
            if persona:
                visitor.enter_as(persona)
            for page in (page for page in pages if PAGES[page][state == "empty"] == persona):
                visitor.go(f"/{page}")
                faults += _picture(visitor, f"{page}-{state}-{scheme}-{width}")
            for name, (_, page, press) in _through(pages, state, persona):
                visitor.go(f"/{page}")
                visitor.page.locator(press).first.click()
                visitor.page.wait_for_url(f"**/{name}?*")
                visitor.settle()
                faults += _picture(visitor, f"{name}-{state}-{scheme}-{width}")
            visitor.close()
    return faults


def _through(pages: Sequence[str], state: str, persona: str) -> list[tuple[str, tuple[str, str, str]]]:
    """The pages to reach by a press on one that this persona opens."""
    found = [(name, way) for name, way in THROUGH.items() if way[0] == persona and way[1] in pages]
    return found if state == "full" else []


def _picture(visitor: Visitor, name: str) -> list[str]:
    """Take it; what the visitor and axe saw go wrong."""
    width = visitor.page.viewport_size["width"] if visitor.page.viewport_size else 1280
    _whole_page(visitor)
    visitor.page.screenshot(path=OUT / f"{name}.png")
    visitor.page.set_viewport_size({"width": width, "height": 900})
    return [f"{name}: {fault}" for fault in (*visitor.take_faults(), *visitor.violations())]


def _whole_page(visitor: Visitor) -> None:
    """Streamlit scrolls inside; a viewport as high as the content shows everything."""
    height = visitor.page.evaluate(
        "() => Math.max(900, ...[...document.querySelectorAll('[data-testid=stMain], body')].map(e => e.scrollHeight))"
    )
    width = visitor.page.viewport_size["width"] if visitor.page.viewport_size else 1280
    visitor.page.set_viewport_size({"width": width, "height": min(6000, height)})
    visitor.settle()
    visitor.page.wait_for_timeout(350)  # charts draw once more after a change of size


def make_stores() -> dict[str, Path]:
    """The full sample, and the same program with nobody's words in it."""
    stores = {}
    for state, size in (("full", (120, 40)), ("empty", (0, 0))):
        path = OUT / f"{state}.duckdb"
        clock.set_now(datetime.fromisoformat(CLOCK))
        store = open_store(str(path))
        sample.make(store, *size) if size[0] else sample.make_empty(store)
        store.close()
        stores[state] = path
    return stores


def main(wanted: Sequence[str]) -> int:
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    pages = [page for page in PAGES if not wanted or page in wanted]
    faults: list[str] = []
    for state, store in make_stores().items():
        with running(store, demo=True, clock=CLOCK) as program, ThreadPoolExecutor(2) as pool:
            shooting = partial(shoot, program, state, pages)
            for found in pool.map(shooting, ("light", "dark", "light", "dark"), (1280, 1280, 390, 390)):
                faults += found
    for fault in faults:
        print(fault)
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT.relative_to(ROOT)}, {len(faults)} faults seen")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
