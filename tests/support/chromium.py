"""Find a Chromium, or install one: `python -m tests.support.chromium` before the browser tests."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    # Nothing but this machine answers: a page that asks for another host sees a name that does not exist.
    "--no-proxy-server", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
)  # fmt: skip


def found() -> str | None:
    """The path of a Chromium on this machine: the system's, else Playwright's own."""
    for name in _NAMES:
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def arguments() -> list[str]:
    """Chromium refuses its sandbox to root."""
    return [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


def install() -> None:
    """Debian's Chromium where we may, else Playwright's own."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        apt = ["apt-get", "-o", "DPkg::Lock::Timeout=120", "-qq"]
        quiet = {"stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run([*apt, "update"], check=False, **quiet)  # type: ignore[call-overload]
        subprocess.run([*apt, "install", "-y", "--no-install-recommends", "chromium"], check=False, **quiet)  # type: ignore[call-overload]
    if not found():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    if not found():
        install()
    if not found():
        print("The tests need a Chromium: install the package chromium, then run make test again.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
