"""Rules that no tool knows: length, names, clock, stylesheet, pins, nothing skipped."""

import re

from tests.architecture import tree

LONGEST = 300
LONGER_WITH_A_REASON = {
    "mentoring/accounts.py": "every way to become somebody, side by side, so that one reading checks them all",
    "tests/matching/test_assign.py": "optimality, proof and refusals of one function",
    "tests/matching/test_csv_contract.py": "the public contract, line by line",
    "tests/pages/test_parts.py": "every part with the same hostile values, side by side",
}
EMPTY_WORDS = {"utils", "util", "helpers", "helper", "common", "manager", "service", "services", "core", "misc"}
SYSTEM_TIME = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}
NOT_RUN = re.compile(r"^pytest\.(skip|xfail|importorskip|mark\.(skip|skipif|xfail))$")


def test_long_files_have_a_reason() -> None:
    long = {tree.named(p) for p in (*tree.code(), *tree.tests()) if len(p.read_text().splitlines()) > LONGEST}
    assert long - LONGER_WITH_A_REASON.keys() == set(), "cut it where it changes its subject, or give the reason here"
    assert LONGER_WITH_A_REASON.keys() - long == set(), "short again: take its reason out"


def test_modules_are_named_for_what_they_hold() -> None:
    # pages/manager/ is the folder of the program manager, a person.
    assert [tree.named(path) for path in tree.code() if path.stem in EMPTY_WORDS] == []


def test_only_the_clock_asks_for_the_time() -> None:
    asking = {tree.named(path) for path in tree.code() if SYSTEM_TIME & set(tree.names_used(path))}
    assert asking == {"mentoring/clock.py"}


def test_nothing_typed_reaches_a_page_as_markup() -> None:
    """st.html with escaped values is the one way; markdown never carries HTML."""
    assert [tree.named(path) for path in tree.code() if "unsafe_allow_html" in tree.names_used(path)] == []


def test_the_stylesheet_leans_on_our_keys_alone() -> None:
    """Streamlit's classes and test ids change with every release; `.st-key-…` is an interface."""
    rules = re.sub(r"/\*.*?\*/", "", (tree.ROOT / "pages/static/menteo.css").read_text(), flags=re.DOTALL)
    assert "st-key-page" in rules
    assert re.findall(r"data-testid|data-baseweb|\.st-emotion[\w-]*|\.st[A-Z]\w*|\.css-\w+", rules) == []


def test_requirements_are_pinned() -> None:
    for file in sorted(tree.ROOT.glob("requirements*.txt")):
        lines = [line.split("#")[0].strip() for line in file.read_text().splitlines()]
        loose = [line for line in lines if line and not line.startswith("-r ") and not re.search(r"==\d", line)]
        assert loose == [], file.name


def test_nothing_is_skipped() -> None:
    assert [tree.named(path) for path in tree.tests() if any(map(NOT_RUN.match, tree.names_used(path)))] == []


def test_tests_do_not_sleep() -> None:
    assert [tree.named(path) for path in tree.tests() if "time.sleep" in tree.names_used(path)] == []
