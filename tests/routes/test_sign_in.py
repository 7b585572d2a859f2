"""The doors over real HTTP: cookies, other sites, ways back, links, limits."""

from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie

import httpx
import pytest

from routes.limits import PER_ACCOUNT, PER_NETWORK
from tests.routes.conftest import EMAIL, PASSWORD, Doors

FORM = {"email": EMAIL, "password": PASSWORD}


def enter(browser: httpx.Client) -> httpx.Response:
    return browser.post("/sign-in", data=FORM)


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(doors: Doors) -> None:
    with doors.browser() as browser:
        answer = enter(browser)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    (morsel,) = SimpleCookie(answer.headers["set-cookie"]).values()
    assert morsel.key == "menteo"
    assert morsel["httponly"]
    assert morsel["samesite"] == "lax"


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", None, "http://127.0.0.1:1", "http://["])
def test_a_form_sent_from_elsewhere_does_nothing(doors: Doors, origin: str | None) -> None:
    with doors.browser(origin) as browser:
        answer = enter(browser)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "javascript:alert(1)",
        "/\t/x",
        "//[",
    ],
)
def test_nobody_is_led_to_another_site(doors: Doors, path: str) -> None:
    with doors.browser() as browser:
        assert 'name="next" value="/"' in browser.get("/sign-in", params={"next": path}).text
        assert browser.post("/sign-in", data={**FORM, "next": path}).headers["location"] == "/"


def test_looking_at_the_form_is_no_try(doors: Doors) -> None:
    with doors.browser() as browser:
        assert browser.head("/sign-in").status_code == 200


def test_one_comes_back_to_where_one_was_going(doors: Doors) -> None:
    with doors.browser() as browser:
        asked = browser.get("/room?id=1")
        assert asked.headers["location"] == "/sign-in?next=/room%3Fid%3D1"
        assert 'value="/room?id=1"' in browser.get(asked.headers["location"]).text
        assert browser.post("/sign-in", data={**FORM, "next": "/room?id=1"}).headers["location"] == "/room?id=1"


def test_signing_out_ends_the_sign_in_and_not_only_the_cookie(doors: Doors) -> None:
    with doors.browser() as browser:
        enter(browser)
        kept = dict(browser.cookies)
        browser.post("/sign-out")
        assert not browser.cookies
        browser.cookies.update(kept)
        assert browser.get("/change-password").headers["location"].startswith("/sign-in")


def test_signing_in_again_ends_the_sign_in_that_the_browser_had(doors: Doors) -> None:
    with doors.browser() as browser, doors.browser() as left_open:
        enter(browser)
        left_open.cookies.update(browser.cookies)
        assert left_open.get("/change-password").status_code == 200
        assert browser.post("/sign-in", data={**FORM, "password": "not the password"}).status_code == 400
        assert left_open.get("/change-password").status_code == 200
        enter(browser)
        assert left_open.get("/change-password").status_code == 303
        assert browser.get("/change-password").status_code == 200


def test_a_role_that_one_has_not_is_refused(doors: Doors) -> None:
    with doors.browser() as browser:
        enter(browser)
        assert browser.post("/role/mentor").status_code == 303
        assert browser.post("/role/manager").status_code == 403
        assert browser.post("/role/owner").status_code == 403


def test_a_link_is_used_by_one_of_two_tabs(doors: Doors) -> None:
    form = {"email": "linh@sample.example", "password": "another quiet walk"}
    with doors.browser() as one, doors.browser() as two, doors.browser() as left_open:
        enter(left_open)  # as Amara
        for tab in (one, two):
            tab.cookies.update(left_open.cookies)
        assert "Linh Nguyen" in one.get(doors.unused).text
        assert one.post(doors.unused, data={**form, "password": "short"}).status_code == 400
        with ThreadPoolExecutor(2) as tabs:
            answers = list(tabs.map(lambda tab: tab.post(doors.unused, data=form), (one, two)))
        assert sorted(answer.status_code for answer in answers)[0] == 303
        assert sorted(answer.status_code for answer in answers)[1] in (400, 404)
        assert one.get(doors.unused).status_code == 404
        assert left_open.get("/change-password").status_code == 303, "nobody is Amara here any more"


def test_a_real_program_has_no_personas(doors: Doors) -> None:
    with doors.browser() as browser:
        assert browser.post("/demo/manager").status_code == 404
        assert "Enter as" not in browser.get("/sign-in").text


@pytest.mark.parametrize("path", ["/set-up/guess", "/link/guess"])
def test_guessed_links_say_so(doors: Doors, path: str) -> None:
    with doors.browser() as browser:
        answer = browser.get(path)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/metrics/", "/auth/login", "/oauth2callback"])
def test_closed_doors_stay_closed(doors: Doors, path: str) -> None:
    with doors.browser() as browser:
        assert browser.get(path).status_code == 404


def test_downloads_ask_who_is_there(doors: Doors) -> None:
    with doors.browser() as browser:
        for method in ("GET", "HEAD", "OPTIONS"):
            assert browser.request(method, "/media/guess.csv").status_code == 403
        browser.cookies.set("menteo", "no such token")
        assert browser.get("/media/guess.csv").status_code == 403
        browser.cookies.clear()
        enter(browser)
        answer = browser.get("/media/guess.csv")
        assert (answer.status_code, answer.headers["cache-control"]) == (404, "no-store")


def test_every_answer_carries_the_security_headers(doors: Doors) -> None:
    with doors.browser() as browser:
        for path in ("/sign-in", "/home", "/_stcore/health", "/nowhere/else"):
            headers = browser.get(path).headers
            assert "frame-ancestors 'none'" in headers["content-security-policy"], path
            assert headers["referrer-policy"] == "same-origin", path


def test_what_is_typed_comes_back_as_text(doors: Doors) -> None:
    with doors.browser() as browser:
        answer = browser.post("/sign-in", data={"email": '"><script>x</script>', "password": "wrong password"})
    assert answer.status_code == 400
    assert "<script>x" not in answer.text


@pytest.mark.parametrize("body", [b"\xff\xfe\x00", b"x" * 100_000, b"email=" + b"%00" * 1000])
def test_a_body_that_is_no_form_is_answered(doors: Doors, body: bytes) -> None:
    with doors.browser() as browser:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        assert browser.post("/sign-in", content=body, headers=headers).status_code == 400


def test_tries_sent_at_once_are_limited_too(doors: Doors) -> None:
    form = {"email": "guessed@x.example", "password": "not the password"}

    def attempt(_: int) -> int:
        with doors.browser() as browser:
            return browser.post("/sign-in", data=form, timeout=60).status_code

    with ThreadPoolExecutor(12) as together:
        answers = list(together.map(attempt, range(12)))
    assert answers.count(400) == PER_ACCOUNT
    assert answers.count(429) == 12 - PER_ACCOUNT
    with doors.browser() as browser:
        assert enter(browser).status_code == 303, "other people are not locked out"


def test_an_invented_address_is_no_other_address(doors: Doors) -> None:
    """The program runs on 127.0.0.1, whose X-Forwarded-For uvicorn believes unless it is told whom to believe."""
    with doors.browser() as browser:

        def attempt(n: int) -> int:
            form = {"email": f"guessed{n}@x.example", "password": "not the password"}
            return browser.post("/sign-in", data=form, headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code

        answers = [attempt(n) for n in range(PER_NETWORK + 1)]
        assert answers == [400] * PER_NETWORK + [429]
        assert enter(browser).status_code == 303, "who invents nothing is not counted with them"
