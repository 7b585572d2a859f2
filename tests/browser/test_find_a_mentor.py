"""Find a mentor: what can be lost is asked about, and a search without a hit can be cleared."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import MOMENT, Start, Visit


def test_a_request_is_withdrawn_only_when_one_says_so_twice(start: Start, sample_store: Path, visit: Visit) -> None:
    visitor = visit(start(copy_of=sample_store, demo=True, clock=MOMENT)).enter_as("mentee").go("/find-a-mentor")
    page, dialog = visitor.page, visitor.page.get_by_role("dialog")
    page.get_by_role("button", name="Withdraw").click()
    expect(dialog.get_by_text("Withdraw your request to Linh")).to_be_visible()
    assert visitor.violations() == []
    dialog.get_by_role("button", name="Keep it").click()
    expect(dialog).to_be_hidden()
    visitor.go("/find-a-mentor")
    expect(page.get_by_role("heading", name="Your open requests")).to_be_visible()
    page.get_by_role("button", name="Withdraw").click()
    dialog.get_by_role("button", name="Withdraw", exact=True).click()
    expect(page.get_by_role("heading", name="Your open requests")).to_be_hidden()
    visitor.go("/home")
    expect(page.get_by_text("Nobody asked yet")).to_be_visible()


def test_a_search_without_a_hit_is_named_and_cleared(start: Start, sample_store: Path, visit: Visit) -> None:
    visitor = visit(start(copy_of=sample_store, demo=True, clock=MOMENT)).enter_as("mentee").go("/find-a-mentor")
    page = visitor.page
    page.get_by_label("Name, role or skill").fill("glass blowing")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No mentor fits “glass blowing”")).to_be_visible()
    page.get_by_role("button", name="Clear filters").click()
    expect(page.get_by_role("heading", name="Linh Nguyễn")).to_be_visible()
    expect(page.get_by_text("mentors with these filters")).to_be_visible()


def test_two_mentors_are_compared_part_by_part(start: Start, sample_store: Path, visit: Visit) -> None:
    visitor = visit(start(copy_of=sample_store, demo=True, clock=MOMENT)).enter_as("mentee").go("/find-a-mentor")
    page, dialog = visitor.page, visitor.page.get_by_role("dialog")
    page.get_by_role("button", name="Compare two").click()
    expect(dialog.get_by_role("rowheader")).to_have_count(8)
    expect(dialog.get_by_role("columnheader")).to_have_count(3)
    assert visitor.violations() == []


def test_what_would_change_the_list_is_said(start: Start, sample_store: Path, visit: Visit) -> None:
    visitor = visit(start(copy_of=sample_store, demo=True, clock=MOMENT)).enter_as("mentee").go("/find-a-mentor")
    expect(visitor.page.get_by_text("would have an hour in common with you")).to_be_visible()
