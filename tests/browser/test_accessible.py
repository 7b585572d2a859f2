"""axe-core finds nothing against WCAG 2.0-2.2 A and AA, in light and dark, also with dialogs open."""

import re

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


_RING = """() => {
    const ring = getComputedStyle(document.activeElement), behind = [document.activeElement];
    for (let one = behind[0].parentElement; one; one = one.parentElement) behind.push(one);
    const solid = behind.slice(1).map(one => getComputedStyle(one).backgroundColor).find(one => !/, 0\\)$/.test(one));
    return [ring.outlineStyle, ring.outlineWidth, ring.outlineColor, solid];
}"""


def luminance(colour: str) -> float:
    """Of `rgb(…)`, as WCAG 2.2 defines it."""
    red, green, blue = (int(part) / 255 for part in re.findall(r"\d+", colour)[:3])
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_has_the_focus_is_seen(chromium: Browser, demo: Program, scheme: Scheme) -> None:
    visitor = Visitor(chromium, demo, scheme=scheme).enter_as("mentee").go("/find-a-mentor")
    page = visitor.page
    for control in (
        page.get_by_role("button", name="Keep Linh Nguyễn as favourite"),
        page.get_by_role("button", name="Ask Pål"),
        page.get_by_role("link", name="Home"),
    ):
        control.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        expect(control).to_be_focused()
        style, width, ring, behind = page.evaluate(_RING)
        one, other = sorted((luminance(ring), luminance(behind)))
        assert (style, width) == ("solid", "2px")
        assert (other + 0.05) / (one + 0.05) >= 3, (ring, behind)
    visitor.close()


def test_find_a_mentor_fits_a_phone(chromium: Browser, demo: Program) -> None:
    visitor = Visitor(chromium, demo, width=390, scheme="dark").enter_as("mentee").go("/find-a-mentor")
    assert not visitor.is_wider_than_the_screen()
    assert visitor.violations() == []
    visitor.close()
