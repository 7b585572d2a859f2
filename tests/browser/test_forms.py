"""Forms keep what stands in them, whatever one visits in between."""

from playwright.sync_api import expect

from benchmarks.program import Program
from tests.browser.conftest import Visit
from tests.support.running import Visitor


def hours_on(visitor: Visitor) -> list[str]:
    fields = visitor.page.locator("[class*='st-key-'][class*='-start-'], [class*='st-key-'][class*='-end-']")
    return [" ".join(field.inner_text().split()) for field in fields.all()]


def test_weekly_hours_are_still_there_after_a_visit_to_another_page(demo: Program, visit: Visit) -> None:
    for persona, form, other in (("mentee", "/my-goals", "Home"), ("mentor", "/my-profile-and-time", "Requests")):
        visitor = visit(demo)
        visitor.enter_as(persona)
        visitor.go(form)
        before = hours_on(visitor)
        assert any(":" in said for said in before)
        visitor.page.get_by_role("link", name=other, exact=True).click()
        expect(visitor.page.get_by_role("heading", level=1)).not_to_contain_text("My ")
        visitor.settle()
        visitor.page.go_back()
        expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("My ")
        visitor.settle()
        assert hours_on(visitor) == before


def test_a_skill_under_another_name_is_asked_about_and_taken_with_one_click(demo: Program, visit: Visit) -> None:
    visitor = visit(demo)
    visitor.enter_as("mentee")
    visitor.go("/my-goals")
    page = visitor.page
    field = page.get_by_role("combobox", name="Skills")
    field.click()
    field.press_sequentially("google spreadsheets")
    page.get_by_role("option", name="google spreadsheets").click()
    visitor.settle()
    expect(page.get_by_text("Nobody here has named google spreadsheets")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Use Excel instead").click()
    visitor.settle()
    expect(page.get_by_text("Nobody here has named google spreadsheets")).not_to_be_visible()
    expect(page.get_by_label("Excel: level wanted")).to_be_visible()
    page.get_by_role("button", name="Discard changes").click()
    visitor.settle()
