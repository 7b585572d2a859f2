"""The main job, end to end, in a real browser: from the first-run link to rooms."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from benchmarks.program import Program
from tests.support.running import Visitor

FILES = Path(__file__).parents[1] / "files"
PASSWORD = "three blue kettles sing"


def test_from_the_first_run_link_to_rooms(chromium: Browser, fresh: Program) -> None:
    manager = Visitor(chromium, fresh)
    set_up(manager)
    import_people(manager)
    link = link_for(manager, "Amara Okonkwo")
    mentor_link = ""

    mentee = Visitor(chromium, fresh)
    accept(mentee, link, "amara.okonkwo@example.org")
    expect(mentee.page.get_by_role("heading", level=1)).to_contain_text("Amara")
    write_goal(mentee)
    mentor = ask_first(mentee)

    mentor_link = link_for(manager, mentor)
    answering = Visitor(chromium, fresh)
    accept(answering, mentor_link, "mentor@example.org")
    answering.go("/requests")
    answering.page.get_by_role("button", name="Accept Amara").click()
    expect(answering.page.get_by_text("Accepted")).to_be_visible()
    mentee.go("/mentorship-room")
    expect(mentee.page.get_by_role("heading", level=1)).to_have_text(f"Room with {mentor}")

    rooms = run_a_round(manager)
    assert rooms > 0
    answering.go("/my-mentees")
    expect(answering.page.get_by_text("Amara Okonkwo")).to_be_visible()
    for visitor in (manager, mentee, answering):
        assert visitor.faults == []
        visitor.close()


def set_up(visitor: Visitor) -> None:
    page = visitor.page
    visitor.go(visitor.app.set_up_path())
    page.get_by_label("Program", exact=True).fill("Career Change Lab")
    page.get_by_label("First cohort").fill("Spring 2027")
    page.get_by_label("Starts").fill("2026-11-02")
    page.get_by_label("Ends").fill("2027-05-02")
    page.get_by_label("Your name").fill("Rosa Vidal")
    page.get_by_label("E-mail").fill("rosa@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Set up").click()
    page.wait_for_url("**/today")
    visitor.settle()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")


def import_people(visitor: Visitor) -> None:
    page = visitor.page
    visitor.go("/people")
    page.get_by_role("button", name="Import people").click()
    uploads = page.get_by_role("dialog").locator("input[type=file]")
    uploads.nth(0).set_input_files(FILES / "mentees.csv")
    expect(page.get_by_role("dialog").get_by_text("new ·")).to_be_visible()
    uploads.nth(1).set_input_files(FILES / "mentors.csv")
    expect(page.get_by_role("button", name="Import 32 people")).to_be_visible()
    page.get_by_role("button", name="Import 32 people").click()
    expect(page.get_by_text("24 mentees · 8 mentors")).to_be_visible()


def link_for(visitor: Visitor, name: str) -> str:
    page = visitor.page
    visitor.go("/people")
    page.get_by_label("Name, role or e-mail").fill(name)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Make 1 sign-in link").click()
    page.get_by_role("button", name="Make links").click()
    code = page.locator("code").first
    expect(code).to_contain_text("/link/")
    return "/link/" + code.inner_text().split("/link/")[1].strip()


def accept(visitor: Visitor, link: str, email: str) -> None:
    page = visitor.page
    visitor.go(link)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Save and go on").click()
    page.wait_for_load_state()
    visitor.settle()


def write_goal(visitor: Visitor) -> None:
    """What is half-written survives a reload, and what is saved counts at once."""
    page = visitor.page
    visitor.go("/my-goals")
    page.get_by_label("The role you want").fill("Health data analyst")
    page.get_by_label("Outcome 1").fill("Show one ward dashboard to my mentor")
    page.get_by_label("Outcome 2").click()
    visitor.settle()
    expect(page.get_by_role("button", name="Discard changes")).to_be_visible()
    page.reload()
    visitor.settle()
    expect(page.get_by_label("The role you want")).to_have_value("Health data analyst")
    page.get_by_role("button", name="Save my goals").click()
    expect(page.get_by_text("Your goals are saved.")).to_be_visible()


def ask_first(visitor: Visitor) -> str:
    """Ask the mentor of the first card; the name."""
    page = visitor.page
    visitor.go("/find-a-mentor")
    expect(page.get_by_text("of 100 points").first).to_be_visible()
    name = page.get_by_role("heading", level=2).first.inner_text()
    page.get_by_role("button", name="Ask ").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Your message").fill("Would you look at my first dashboard with me?")
    dialog.get_by_role("button", name="Send request").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("heading", name="Your open requests")).to_be_visible()
    return name


def run_a_round(visitor: Visitor) -> int:
    page = visitor.page
    visitor.go("/matching-round")
    page.get_by_role("button", name="Calculate a draft").click()
    expect(page.get_by_text("Proven best")).to_be_visible()
    button = page.get_by_role("button", name="Publish ")
    pairs = int(button.inner_text().split("Publish")[1].split()[0])
    button.click()
    page.get_by_role("dialog").get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Round 1 is published")).to_be_visible()
    return pairs
