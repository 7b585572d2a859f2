"""Reruns of Find a mentor under twenty sessions, against a bare page of as many elements of each kind, in one run."""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier

import numpy as np

from benchmarks.program import ROOT, Program, running, served
from benchmarks.streamlit_client import Session, sign_in_as

SESSIONS = 20
ROUNDS = 5  # alternating: ours, bare, ours, bare, …
SECONDS = 20.0  # of load in each
_FIELD = "Name, role or skill"
_BARE = """
import streamlit as st
draw = {{
    "button": lambda box, n: box.button(f"Button {{n}}", key=f"b{{n}}"),
    "html": lambda box, n: box.html(f"<div><p>Row {{n}}</p></div>"),
    "button_group": lambda box, n: box.pills("Show", list("abcdef"), selection_mode="multi", key=f"b{{n}}"),
    "text_input": lambda box, n: box.text_input("Name, role or skill", key=f"b{{n}}"),
    "selectbox": lambda box, n: box.selectbox("Order", list("abc"), key=f"b{{n}}"),
    "pagination": lambda box, n: box.pagination(4, key=f"b{{n}}"),
}}
st.set_page_config(layout="wide")
@st.fragment
def cards():
    boxes = [st.container(key=f"box{{n}}") for n in range({blocks})]
    for n, kind in enumerate({kinds}):
        draw[kind](boxes[n % {blocks}], n)
cards()
"""


def run() -> None:
    """Medians and p95 of both, their ratio, and the processor time per rerun of the server."""
    with tempfile.TemporaryDirectory() as folder:
        store, bare_page = Path(folder) / "demo.duckdb", Path(folder) / "bare.py"
        subprocess.run([sys.executable, "-m", "mentoring.sample", str(store)], cwd=ROOT, check=True)
        with running(store, demo=True) as ours:
            cookies = sign_in_as(ours.url, "mentee")
            kinds, blocks = _drawn(ours, cookies)
            bare_page.write_text(_BARE.format(kinds=kinds, blocks=blocks))
            with served(bare_page, Path(folder) / "bare.log", environment={}, ready="/_stcore/health") as bare:
                pairs = [(_load(ours, cookies, "find-a-mentor"), _load(bare, {}, "")) for _ in range(ROUNDS)]
                _table(len(kinds), blocks, pairs)


def _load(program: Program, cookies: Mapping[str, str], page: str) -> dict[str, float]:
    before = 0.0

    def all_are_there() -> None:
        nonlocal before
        before = _processor(program.pid)

    # Opening a page costs many reruns; what is measured begins when all twenty have it open.
    open_ = Barrier(SESSIONS, all_are_there)
    with ThreadPoolExecutor(SESSIONS) as everybody:
        found = everybody.map(partial(_one, program, cookies, page, open_), range(SESSIONS))
        times = [seconds for times in found for seconds in times]
    used = _processor(program.pid) - before
    return {
        "reruns": len(times), "median": float(np.median(times)), "p95": float(np.percentile(times, 95)),
        "processor": used / len(times),
    }  # fmt: skip


def _one(program: Program, cookies: Mapping[str, str], page: str, open_: Barrier, seed: int) -> list[float]:
    """One person who types into the search field, thinks, and types again."""
    rng = random.Random(seed)
    times = []
    with Session(program.url, cookies) as session:
        session.open(page)
        open_.wait(60)
        ends = time.monotonic() + SECONDS
        while time.monotonic() < ends:
            time.sleep(rng.uniform(0.5, 1.5))
            times.append(session.fill(_FIELD, rng.choice(["", "a", "e", " "])).seconds)
    return times


def _drawn(program: Program, cookies: Mapping[str, str]) -> tuple[list[str], int]:
    """The kinds of the elements that a rerun of the fragment draws, in order, and how many containers hold them."""
    with Session(program.url, cookies) as session:
        session.open("find-a-mentor")
        drawn = session.fill(_FIELD, "a")
        _, fragment = drawn.widget(_FIELD)
        own = [path for path, one in drawn.fragments.items() if one == fragment]
        kinds = [str(drawn.elements[path].WhichOneof("type")) for path in sorted(own)]
        if len(kinds) != drawn.sent:
            raise AssertionError(f"{drawn.sent} elements came, {len(kinds)} are on the page")
        return kinds, drawn.blocks


def _table(elements: int, blocks: int, pairs: list[tuple[dict[str, float], dict[str, float]]]) -> None:
    print(
        f"{SESSIONS} sessions, {elements} elements in {blocks} containers, think time 0.5–1.5 s, {os.cpu_count()} cores"
    )
    print(f"{'':14}{'median ms':>11}{'p95 ms':>9}{'CPU ms':>9}{'reruns':>9}")
    for name, place in (("find a mentor", 0), ("bare page", 1)):
        rows = [pair[place] for pair in pairs]
        median, p95, used = (1000 * np.median([row[key] for row in rows]) for key in ("median", "p95", "processor"))
        print(f"{name:14}{median:11.0f}{p95:9.0f}{used:9.1f}{sum(row['reruns'] for row in rows):9.0f}")
    ratios = [ours["p95"] / bare["p95"] for ours, bare in pairs]
    print(f"ratio of p95: median {np.median(ratios):.2f}, of each pair {', '.join(f'{ratio:.2f}' for ratio in ratios)}")
    print(json.dumps({"elements": elements, "blocks": blocks, "p95_ratio": float(np.median(ratios))}))


def _processor(process: int) -> float:
    """Seconds of processor time that the process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
