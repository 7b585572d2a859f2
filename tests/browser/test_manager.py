"""What a manager opens from Today shows what the row promised."""

import re

from playwright.sync_api import expect

from benchmarks.program import Program
from tests.browser.conftest import Visit


def test_today_opens_people_who_never_signed_in_and_writes_to_a_mentor_who_waits(demo: Program, visit: Visit) -> None:
    visitor = visit(demo).enter_as("manager").go("/today")
    page = visitor.page
    expect(page.get_by_role("link", name="Write").first).to_have_attribute("href", re.compile("^mailto:.+@"))
    (silent,) = re.findall(r"(\d+) people have never signed in", visitor.text())
    page.get_by_role("button", name="Links").click()
    expect(page.get_by_role("button", name=f"Make {silent} sign-in links")).to_be_visible()
