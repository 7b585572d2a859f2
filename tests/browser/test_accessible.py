"""axe-core finds nothing against WCAG 2.0-2.2 A and AA, in light and dark, also with dialogs open."""

import pytest
from playwright.sync_api import Browser, expect

from benchmarks.program import Program
from tests.support.running import Scheme, Visitor

PAGES = {
    "mentee": ("home", "find-a-mentor", "my-goals", "notices", "account"),
    "matched": ("mentorship-room",),
    "mentor": ("my-mentees", "requests", "my-profile-and-time"),
    "manager": ("today", "matching-round", "people", "analytics"),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("persona", PAGES)
def test_every_page(chromium: Browser, demo: Program, persona: str, scheme: Scheme) -> None:
    visitor = Visitor(chromium, demo, scheme=scheme)
    visitor.go("/sign-in")
    assert visitor.violations() == []
    visitor.enter_as(persona)
    for page in PAGES[persona]:
        visitor.go(f"/{page}")
        assert visitor.violations() == [], page
        assert not visitor.is_wider_than_the_screen(), page
    assert visitor.faults == []
    visitor.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_dialogs(chromium: Browser, demo: Program, scheme: Scheme) -> None:
    mentee = Visitor(chromium, demo, scheme=scheme).enter_as("mentee").go("/find-a-mentor")
    mentee.page.get_by_role("button", name="Ask ").and_(mentee.page.locator(":enabled")).first.click()
    expect(mentee.page.get_by_role("dialog")).to_be_visible()
    assert mentee.violations() == []
    mentee.close()
    manager = Visitor(chromium, demo, scheme=scheme).enter_as("manager").go("/people")
    manager.page.get_by_role("button", name="Import people").click()
    expect(manager.page.get_by_role("dialog")).to_be_visible()
    assert manager.violations() == []
    manager.close()


def test_find_a_mentor_fits_a_phone(chromium: Browser, demo: Program) -> None:
    visitor = Visitor(chromium, demo, width=390, scheme="dark").enter_as("mentee").go("/find-a-mentor")
    assert not visitor.is_wider_than_the_screen()
    assert visitor.violations() == []
    visitor.close()
