"""Every page by its address for everybody, over the websocket: what the script draws, without a browser."""

from pathlib import Path

import pytest

from benchmarks.program import Program
from benchmarks.streamlit_client import Drawn, Session, sign_in_as
from tests.browser.conftest import MOMENT, Start

START = {"mentee": "Home", "mentor": "My mentees", "manager": "Today"}
PAGES = {
    "mentee": ("home", "find-a-mentor", "mentorship-room", "my-goals"),
    "mentor": ("my-mentees", "requests", "my-profile-and-time"),
    "manager": ("today", "matching-round", "people", "analytics"),
}
SHARED = ("notices", "account")
EVERY = [path for pages in PAGES.values() for path in pages]


def opened(program: Program, path: str, cookies: dict[str, str]) -> Drawn:
    with Session(program.url, cookies) as session:
        drawn = session.open(path)
    assert drawn.exceptions == []
    return drawn


@pytest.mark.parametrize("role", PAGES)
def test_one_opens_ones_own_pages_and_is_told_so_at_those_of_others(demo: Program, role: str) -> None:
    cookies = sign_in_as(demo.url, role)
    for path in (*EVERY, *SHARED):
        drawn = opened(demo, path, cookies)
        assert not drawn.not_found, path
        assert ("Not yours" in drawn.texts) == (path not in (*PAGES[role], *SHARED)), path


@pytest.mark.parametrize("role", PAGES)
def test_the_root_address_leads_to_the_first_page_of_ones_role(demo: Program, role: str) -> None:
    assert opened(demo, "", sign_in_as(demo.url, role)).title == START[role]


def test_somebody_signed_out_reads_nothing_but_the_way_in(demo: Program) -> None:
    for path in (*EVERY, *SHARED):
        drawn = opened(demo, path, {})
        assert "Sign in" in drawn.texts, path
        assert [one for one in drawn.elements.values() if one.WhichOneof("type") in ("button", "dataframe")] == [], path


def test_the_first_request_of_a_process_is_guarded_too(start: Start, sample_store: Path) -> None:
    """Before Streamlit knows the pages, an address must not run the file of that name."""
    program = start(copy_of=sample_store, demo=True, clock=MOMENT)
    assert "Sign in" in opened(program, "people", {}).texts


@pytest.mark.parametrize("path", ["no-such-page", "start", "another-room"])
def test_an_address_nobody_knows_says_so_in_our_words(demo: Program, path: str) -> None:
    drawn = opened(demo, path, sign_in_as(demo.url, "manager"))
    assert not drawn.not_found  # else Streamlit opens a dialog of its own
    assert "No such page" in drawn.texts
