"""A real browser that looks at the running program."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from benchmarks.program import Program
from tests.support import chromium

Scheme = Literal["light", "dark"]
_DRAWN = "[data-testid=stApp][data-test-script-state=notRunning]"
_STALE = "[data-stale=true], [data-testid=stSkeleton]"
_AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Deep links ask for these beside themselves; Streamlit answers 404 and goes on.
_HARMLESS = re.compile(r"\b404\b.*_stcore/(health|host-config)")
# Streamlit scrolls inside of its main block, so the document alone is never too wide.
_IS_WIDER = """() => [document.documentElement, ...document.querySelectorAll('[data-testid=stMain]')]
    .some(one => one.scrollWidth > one.clientWidth + 1)"""
# Trace colours are slots (#000001 to #000038) that the theme replaces; what is left of them is a fault.
_SLOT_LEFT = """() => [...document.querySelectorAll('.js-plotly-plot')]
    .flatMap(one => one.innerHTML.match(/rgb\\(0, 0, [1-9]\\d?\\)/g) || [])[0] || ''"""


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium.found(), args=chromium.arguments())
        yield launched
        launched.close()


class Visitor:
    """Somebody with a browser of their own: cookies, one page, and an eye for what goes wrong."""

    def __init__(
        self, browser: Browser, app: Program, *, width: int = 1280, scheme: Scheme = "light", scale: float = 1
    ) -> None:
        self.app = app
        self.faults: list[str] = []
        self.context: BrowserContext = browser.new_context(
            base_url=app.url, viewport={"width": width, "height": 900}, color_scheme=scheme,
            device_scale_factor=scale, accept_downloads=True, reduced_motion="reduce",
        )  # fmt: skip
        self.context.set_default_timeout(20_000)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._printed)
        self.page.on("pageerror", lambda error: self._heard(str(error)))
        self.page.on("request", lambda request: self._asked(request.url))

    def _printed(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._heard(f"{message.text} {message.location.get('url', '')}")

    def _heard(self, text: str) -> None:
        if not _HARMLESS.search(text):
            self.faults.append(text)

    def _asked(self, url: str) -> None:
        if not url.startswith((f"{self.app.url}/", "data:", "blob:")):
            self.faults.append(f"asked another host: {url}")

    def go(self, path: str) -> "Visitor":
        self.page.goto(path)
        return self.settle()

    def settle(self) -> "Visitor":
        """Wait until Streamlit has drawn; pages outside of it are there at once."""
        if self.page.locator("[data-testid=stApp]").count() or self.page.locator("#root").count():
            self.page.wait_for_selector(_DRAWN)
            self.page.wait_for_function(
                f"() => document.querySelector('{_DRAWN}') && !document.querySelector('{_STALE}')"
            )
            self._look_over()
        return self

    def _look_over(self) -> None:
        where = self.page.url.removeprefix(self.app.url)
        if self.is_wider_than_the_screen():
            self.faults.append(f"{where}: wider than the screen")
        if colour := self.page.evaluate(_SLOT_LEFT):
            self.faults.append(f"{where}: a slot was drawn instead of its colour, {colour}")

    def take_faults(self) -> list[str]:
        """What went wrong since the last call."""
        taken, self.faults = list(dict.fromkeys(self.faults)), []
        return taken

    def enter_as(self, persona: str) -> "Visitor":
        """The one-click sign-in of the sample program."""
        self.page.goto("/sign-in")
        self.page.locator(f"form[action='/demo/{persona}'] button").click()
        self.page.wait_for_load_state()
        return self.settle()

    def text(self) -> str:
        return self.page.locator("body").inner_text()

    def violations(self) -> list[str]:
        """What axe-core finds against WCAG 2.0-2.2, A and AA."""
        found = Axe().run(self.page, options={"runOnly": _AXE_TAGS}).response["violations"]
        return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]

    def is_wider_than_the_screen(self) -> bool:
        return bool(self.page.evaluate(_IS_WIDER))

    def close(self) -> None:
        self.context.close()
