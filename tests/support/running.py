"""The real program in a process of its own, and a real browser that looks at it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support import chromium

ROOT = Path(__file__).parents[2]
_STARTS_WITHIN = 60.0  # seconds
_DRAWN = "[data-testid=stApp][data-test-script-state=notRunning]"
_STALE = "[data-stale=true], [data-testid=stSkeleton]"
_AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Deep links ask for these beside themselves; Streamlit answers 404 and goes on.
_HARMLESS = re.compile(r"_stcore/(health|host-config)")


@dataclass(frozen=True)
class App:
    """A running program."""

    url: str
    log: Path

    def set_up_path(self) -> str:
        """The path of the link that the first run prints."""
        found = re.search(r"/set-up/\S+", self.log.read_text())
        assert found, "no set-up link on the console"
        return found[0]


@contextmanager
def app(store: Path, *, demo: bool = False, clock: str = "", log: Path | None = None) -> Iterator[App]:
    """Start the program on a free port, and fail when its log holds a traceback."""
    port = _free_port()
    log = log or store.with_suffix(".log")
    environment = os.environ | {"MENTEO_STORE": str(store), "MENTEO_DEMO": "1" if demo else "0", "MENTEO_CLOCK": clock}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT)
    try:
        running = App(f"http://127.0.0.1:{port}", log)
        _wait(running, process)
        yield running
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
    assert "Traceback" not in log.read_text(), log.read_text()[-3000:]


def _wait(running: App, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < deadline:
        assert process.poll() is None, running.log.read_text()
        try:
            with urlopen(f"{running.url}/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError(f"the program did not start: {running.log.read_text()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium.found(), args=chromium.arguments())
        yield launched
        launched.close()


class Visitor:
    """Somebody with a browser of their own: cookies, one page, and an eye for what goes wrong."""

    def __init__(
        self, browser: Browser, app: App, *, width: int = 1280, scheme: str = "light", scale: float = 1
    ) -> None:
        self.app = app
        self.faults: list[str] = []
        self.context: BrowserContext = browser.new_context(
            base_url=app.url, viewport={"width": width, "height": 900}, color_scheme=scheme,  # type: ignore[arg-type]
            device_scale_factor=scale, accept_downloads=True, reduced_motion="reduce",
        )  # fmt: skip
        self.context.set_default_timeout(20_000)
        self.page: Page = self.context.new_page()
        self.page.on(
            "console", lambda m: self._heard(f"{m.text} {m.location.get('url', '')}") if m.type == "error" else None
        )
        self.page.on("pageerror", lambda error: self._heard(str(error)))
        self.page.on("request", lambda request: self._asked(request.url))

    def _heard(self, text: str) -> None:
        if not _HARMLESS.search(text):
            self.faults.append(text)

    def _asked(self, url: str) -> None:
        if not url.startswith((self.app.url, "data:", "blob:")):
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
        return self

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
        return bool(
            self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
        )

    def close(self) -> None:
        self.context.close()
