"""Who may open what: every page for every role, by its address, also as the first request of a process."""

import pytest
from playwright.sync_api import Browser, expect

from benchmarks.program import ROOT, Program
from tests.support.running import Visitor

PAGES = {
    "mentee": ("home", "find-a-mentor", "mentorship-room", "my-goals"),
    "mentor": ("my-mentees", "requests", "my-profile-and-time"),
    "manager": ("today", "matching-round", "people", "analytics"),
}
EVERY = [page for pages in PAGES.values() for page in pages]


def test_a_link_is_the_first_request_and_leads_back_after_signing_in(chromium: Browser, demo: Program) -> None:
    visitor = Visitor(chromium, demo)
    visitor.go("/analytics")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Welcome back")
    visitor.page.get_by_role("button", name="Enter as Hannah").click()
    visitor.page.wait_for_url("**/analytics")
    visitor.settle()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Analytics")
    visitor.page.reload()
    visitor.settle()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Analytics")
    assert visitor.faults == []
    visitor.close()


@pytest.mark.parametrize("role", PAGES)
def test_pages_of_other_roles_say_not_yours(chromium: Browser, demo: Program, role: str) -> None:
    visitor = Visitor(chromium, demo).enter_as(role)
    for path in EVERY:
        visitor.go(f"/{path}")
        title = visitor.page.get_by_role("heading", level=1)
        if path in PAGES[role]:
            expect(title).not_to_have_text("Not yours")
        else:
            expect(title).to_have_text("Not yours")
    visitor.close()


def test_an_ended_sign_in_is_asked_to_sign_in_and_comes_back(chromium: Browser, demo: Program) -> None:
    visitor = Visitor(chromium, demo)
    visitor.context.add_cookies([{"name": "menteo_demo", "value": "no such token", "url": demo.url}])
    for path in EVERY:
        visitor.go(f"/{path}")
        link = visitor.page.get_by_role("link", name="Sign in")
        expect(link).to_have_attribute("href", f"/sign-in?next=/{path}")
    visitor.close()


def test_signing_out_closes_the_door(chromium: Browser, demo: Program) -> None:
    visitor = Visitor(chromium, demo).enter_as("mentee").go("/account")
    visitor.page.get_by_role("button", name="Sign out").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Welcome back")
    visitor.go("/home")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Welcome back")
    visitor.close()


def test_a_download_is_for_who_is_signed_in(chromium: Browser, demo: Program) -> None:
    visitor = Visitor(chromium, demo).enter_as("manager").go("/people")
    with visitor.page.expect_download() as begun:
        visitor.page.get_by_role("button", name="List as CSV").click()
    assert "Hannah Weiss" in begun.value.path().read_text()
    address = begun.value.url
    assert "/media/" in address
    answer = visitor.context.request.get(address)
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
    stranger = Visitor(chromium, demo)
    assert stranger.context.request.get(address).status == 403
    stranger.close()
    kept = visitor.context.cookies()
    visitor.go("/account").page.get_by_role("button", name="Sign out").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Welcome back")
    assert visitor.context.request.get(address).status == 403
    visitor.context.add_cookies(kept)  # type: ignore[arg-type]
    assert visitor.context.request.get(address).status == 403, "the sign-in has ended, not only its cookie"
    assert visitor.faults == []
    visitor.close()


def test_who_enters_ends_what_the_last_person_left_open(chromium: Browser, demo: Program) -> None:
    visitor = Visitor(chromium, demo).enter_as("manager").go("/people")
    left_open = visitor.page
    visitor.page = visitor.context.new_page()
    visitor.enter_as("mentee")
    left_open.get_by_text("Never signed in", exact=True).click()
    expect(left_open.get_by_role("heading", level=1)).to_have_text("Sign in")
    visitor.close()


@pytest.mark.parametrize("where", ["callback", "fragment", "callback of a fragment", "dialog"])
def test_who_was_signed_out_elsewhere_is_asked_to_sign_in(chromium: Browser, demo: Program, where: str) -> None:
    role, path = {
        "callback": ("mentor", "/my-profile-and-time"),
        "fragment": ("mentee", "/find-a-mentor"),
        "callback of a fragment": ("mentee", "/find-a-mentor"),
        "dialog": ("manager", "/people"),
    }[where]
    visitor = Visitor(chromium, demo).enter_as(role).go(path)
    page = visitor.page
    if where == "dialog":
        page.get_by_role("button", name="Import people").click()
        expect(page.get_by_role("dialog")).to_be_visible()
    assert visitor.context.request.post("/sign-out", headers={"Origin": demo.url}).ok
    if where == "callback":
        page.get_by_label("Take a break from new mentees").click()
        page.get_by_role("option", name="for 4 weeks").click()
    elif where == "fragment":
        page.get_by_label("Name, role or skill").fill("data")
        page.keyboard.press("Enter")
    elif where == "callback of a fragment":
        page.get_by_role("button", name="is not for me").first.click()
    else:
        page.locator("input[type=file]").first.set_input_files(ROOT / "tests/files/mentees.csv")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(page.get_by_text("error")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)
    visitor.close()


def test_nested_addresses_lead_to_their_page(chromium: Browser, demo: Program) -> None:
    visitor = Visitor(chromium, demo).enter_as("manager").go("/people/somebody")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("People")
    visitor.close()
