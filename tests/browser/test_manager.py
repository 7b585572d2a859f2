"""What a manager opens from Today shows what the row promised."""

import re
from pathlib import Path

from playwright.sync_api import expect

from benchmarks.program import Program
from tests.browser.conftest import MOMENT, Start, Visit


def test_today_opens_people_who_never_signed_in_and_writes_to_a_mentor_who_waits(demo: Program, visit: Visit) -> None:
    visitor = visit(demo).enter_as("manager").go("/today")
    page = visitor.page
    expect(page.get_by_role("link", name="Write").first).to_have_attribute("href", re.compile("^mailto:.+@"))
    (silent,) = re.findall(r"(\d+) people have never signed in", visitor.text())
    page.get_by_role("button", name="Links").click()
    expect(page.get_by_role("button", name=f"Make {silent} sign-in links")).to_be_visible()


def test_a_draft_that_people_changed_under_asks_to_be_calculated_again(
    start: Start, sample_store: Path, visit: Visit
) -> None:
    program = start(copy_of=sample_store, demo=True, clock=MOMENT)
    manager = visit(program).enter_as("manager").go("/matching-round")
    filled = manager.page.locator("button[kind=primary]")
    expect(filled).to_contain_text("Publish ")
    expect(manager.page.get_by_text("Proven best")).to_be_visible()
    mentor = visit(program).enter_as("mentor").go("/requests")
    mentor.page.get_by_role("button", name="Accept Amara").click()
    expect(mentor.page.locator("button[kind=primary]")).to_have_text("Open room")
    manager.go("/matching-round")
    expect(filled).to_have_text(re.compile("Calculate again"))
    expect(manager.page.get_by_text(re.compile("Was best on Sun 22 Nov"))).to_be_visible()
    manager.page.get_by_role("button", name="Publish ").click()
    expect(manager.page.get_by_role("dialog").get_by_text("have changed since this draft")).to_be_visible()


def test_after_making_links_taking_them_along_is_the_one_filled_button(
    start: Start, sample_store: Path, visit: Visit
) -> None:
    manager = visit(start(copy_of=sample_store, demo=True, clock=MOMENT)).enter_as("manager").go("/people")
    filled = manager.page.locator("[data-testid=stMain] button[kind=primary]")
    expect(filled).to_have_text(re.compile("Import people"))
    manager.page.get_by_role("button", name="sign-in link").click()
    manager.page.get_by_role("button", name="Make links").click()
    expect(filled).to_have_text(re.compile("Links as CSV"))
