"""Names lead to people: from a card to the person's page and back to the same mentors."""

import re

from playwright.sync_api import expect

from benchmarks.program import Program
from tests.browser.conftest import Visit


def test_a_name_on_a_card_opens_the_person_and_the_way_back_keeps_filters_and_sign_in(
    demo: Program, visit: Visit
) -> None:
    visitor = visit(demo).enter_as("mentee").go("/find-a-mentor")
    page = visitor.page
    page.get_by_text("Shares my hours").click()
    page.get_by_label("Name, role or skill").fill("data")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("find-text=data"))
    names = page.get_by_role("heading", level=2)
    visitor.settle()
    shown = names.all_inner_texts()
    for back in (page.get_by_role("link", name="Back to Find a mentor").click, page.go_back):
        page.get_by_role("heading", name="Linh Nguyễn").get_by_role("link").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Linh Nguyễn")
        expect(page.get_by_text("I taught physics")).to_be_visible()
        back()
        expect(page.get_by_role("heading", level=1)).to_have_text("Find a mentor")
        expect(page.get_by_label("Name, role or skill")).to_have_value("data")
        visitor.settle()
        assert names.all_inner_texts() == shown


def test_the_page_of_a_suggested_mentor_says_why_as_the_card_does(demo: Program, visit: Visit) -> None:
    visitor = visit(demo).enter_as("mentee").go("/find-a-mentor")
    score, shown = visitor.page.locator(".mo-score"), visitor.page.locator(".mo-reasons")
    card = score.first.inner_text(), shown.first.inner_text()
    visitor.page.get_by_role("link", name="Linh Nguyễn").last.click()
    expect(visitor.page.get_by_role("heading", name="Why Linh is suggested")).to_be_visible()
    assert (score.inner_text(), shown.inner_text()) == card
    assert visitor.violations() == []


def test_the_second_page_of_mentors_has_an_address(demo: Program, visit: Visit) -> None:
    first = visit(demo).enter_as("mentee").go("/find-a-mentor")
    one = first.page.get_by_role("heading", level=2).all_inner_texts()
    two = first.go("/find-a-mentor?find-page=2").page.get_by_role("heading", level=2).all_inner_texts()
    assert set(one) & set(two) == {"Your open requests"}


def test_the_page_of_a_mentor_is_suggested_to_nobody_but_who_may_ask(demo: Program, visit: Visit) -> None:
    mentee = visit(demo).enter_as("mentee").go("/find-a-mentor")
    address = mentee.page.get_by_role("link", name="Linh Nguyễn").first.get_attribute("href")
    for reader in ("manager", "mentor", "matched"):
        page = visit(demo).enter_as(reader).go(str(address)).page
        expect(page.get_by_role("heading", level=1)).to_have_text("Linh Nguyễn")
        expect(page.get_by_role("heading", name="As a mentor")).to_be_visible()
        expect(page.get_by_role("heading", name="Why Linh is suggested")).to_be_hidden()
        expect(page.get_by_role("link", name="Back to Find a mentor")).to_be_hidden()


def test_a_request_says_whom_its_reasons_are_about(demo: Program, visit: Visit) -> None:
    mentor = visit(demo).enter_as("mentor").go("/requests")
    expect(mentor.page.get_by_text("What Amara was told about you")).to_be_visible()


def test_names_in_requests_rooms_and_my_mentees_lead_to_their_pages(demo: Program, visit: Visit) -> None:
    mentor = visit(demo).enter_as("mentor")
    for page, name in (("requests", "Amara Okafor"), ("my-mentees", "Diego Fuentes")):
        mentor.go(f"/{page}").page.get_by_role("link", name=name).first.click()
        expect(mentor.page.get_by_role("heading", level=1)).to_have_text(name)
        expect(mentor.page.get_by_role("heading", name="Goal", exact=True)).to_be_visible()
    matched = visit(demo).enter_as("matched").go("/mentorship-room")
    matched.page.get_by_role("link", name="Linh Nguyễn").click()
    expect(matched.page.get_by_role("heading", level=1)).to_have_text("Linh Nguyễn")


def test_a_room_writes_to_the_other_and_names_both_places(demo: Program, visit: Visit) -> None:
    room = visit(demo).enter_as("matched").go("/mentorship-room")
    write = room.page.get_by_role("link", name="Write to Linh")
    expect(write).to_have_attribute("href", "mailto:linh@sample.example")
    expect(room.page.get_by_text("your time (Madrid; Linh: Berlin)")).to_be_visible()
