"""Find a mentor: what can be lost is asked about, and a search without a hit can be cleared."""

from pathlib import Path

from playwright.sync_api import expect

from benchmarks.program import Program
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
    expect(dialog.get_by_role("rowheader")).to_have_count(9)  # eight parts and the seats
    expect(dialog.get_by_role("columnheader")).to_have_count(3)
    assert visitor.violations() == []


def test_a_mentor_is_asked_from_where_two_are_compared(start: Start, sample_store: Path, visit: Visit) -> None:
    visitor = visit(start(copy_of=sample_store, demo=True, clock=MOMENT), width=390).enter_as("mentee")
    page, dialog = visitor.go("/find-a-mentor").page, visitor.page.get_by_role("dialog")
    page.get_by_role("button", name="Compare two").click()
    expect(dialog.get_by_role("row", name="Seats left")).to_contain_text("3 of 5")
    assert not visitor.is_wider_than_the_screen()
    dialog.get_by_role("button", name="Ask Pål").click()
    expect(dialog).to_have_count(1)
    dialog.get_by_label("Your message to Pål").fill("Would you look at my first dashboard with me?")
    dialog.get_by_role("button", name="Send request").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_text("Would you look at my first dashboard")).to_be_visible()
    page.get_by_role("button", name="Compare two").click()
    dialog.get_by_role("combobox", name="Beside").fill("Pål")
    page.get_by_role("option", name="Pål Bjørnstad").click()
    expect(dialog.get_by_role("button", name="Asked Pål")).to_be_disabled()


def test_who_may_not_ask_reads_why_where_two_are_compared(demo: Program, visit: Visit) -> None:
    page = visit(demo).enter_as("matched").go("/find-a-mentor").page
    page.get_by_role("button", name="Compare two").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("You have a mentor in this cohort. You can look around, but not ask.")).to_be_visible()
    expect(dialog.get_by_role("button", name="Ask")).to_have_count(0)


def test_who_is_not_for_me_is_brought_back_by_keyboard_as_they_were(
    start: Start, sample_store: Path, visit: Visit
) -> None:
    visitor = visit(start(copy_of=sample_store, demo=True, clock=MOMENT)).enter_as("mentee").go("/find-a-mentor")
    page, names = visitor.page, visitor.page.get_by_role("heading", level=2)
    page.get_by_role("button", name="Keep Kaleb Mengistu as favourite").click()
    kept = page.get_by_role("button", name="Keep Kaleb Mengistu as favourite: chosen")
    expect(kept).to_be_visible()
    before = names.all_inner_texts()
    page.get_by_role("button", name="Kaleb Mengistu is not for me").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kaleb Mengistu is hidden. “Not for me” shows everybody you hid.")).to_be_visible()
    expect(page.get_by_role("heading", name="Kaleb Mengistu")).to_be_hidden()
    visitor.settle()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    assert visitor.violations() == []
    page.keyboard.press("Enter")
    expect(kept).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_be_hidden()
    assert names.all_inner_texts() == before


def test_the_offer_to_undo_goes_with_the_list_it_stands_in(start: Start, sample_store: Path, visit: Visit) -> None:
    visitor = visit(start(copy_of=sample_store, demo=True, clock=MOMENT)).enter_as("mentee").go("/find-a-mentor")
    page = visitor.page
    page.get_by_role("button", name="Kaleb Mengistu is not for me").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    page.get_by_role("button", name="Not for me", exact=True).click()
    expect(page.get_by_role("heading", name="Kaleb Mengistu")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_be_hidden()
    page.get_by_role("button", name="Kaleb Mengistu is not for me: chosen").click()
    expect(page.get_by_text("Kaleb Mengistu is shown again.").first).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Kaleb Mengistu")).to_be_visible()


def test_a_card_and_the_persons_page_say_what_everything_else_is(
    start: Start, sample_store: Path, visit: Visit
) -> None:
    visitor = visit(start(copy_of=sample_store, demo=True, clock=MOMENT)).enter_as("mentee").go("/find-a-mentor")
    rest = visitor.page.get_by_text("Ahead on the way, languages, way of working")
    expect(rest.first).to_be_visible()
    visitor.page.get_by_role("link", name="Pål Bjørnstad").click()
    expect(visitor.page.get_by_role("heading", name="Why Pål is suggested")).to_be_visible()
    expect(rest).to_be_visible()


def test_what_would_change_the_list_is_said(start: Start, sample_store: Path, visit: Visit) -> None:
    visitor = visit(start(copy_of=sample_store, demo=True, clock=MOMENT)).enter_as("mentee").go("/find-a-mentor")
    expect(visitor.page.get_by_text("would have an hour in common with you")).to_be_visible()
