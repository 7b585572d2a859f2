"""The real program in a process of its own: started on a free port, healthy when handed over, stopped at the end."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
_STARTS_WITHIN = 60.0  # seconds
_STOPS_WITHIN = 20.0


class ProgramFault(AssertionError):
    """The program did not start, did not stop, or wrote a traceback; the message holds the end of its log."""


@dataclass(frozen=True, slots=True)
class Program:
    """A running program: its address, its console, its process id."""

    url: str
    log: Path
    pid: int

    def set_up_path(self) -> str:
        """The path of the link that the first run prints."""
        found = re.search(r"/set-up/\S+", self.log.read_text())
        if not found:
            raise ProgramFault(f"no set-up link on the console: {self.log.read_text()}")
        return found[0]


@contextmanager
def running(store: Path, *, demo: bool = False, clock: str = "", log: Path | None = None) -> Iterator[Program]:
    """Menteo on `store`; what it wrote to its console must hold no traceback when it has stopped."""
    environment = {"MENTEO_STORE": str(store), "MENTEO_DEMO": "1" if demo else "0", "MENTEO_CLOCK": clock}
    log = log or store.with_suffix(".log")
    with served(ROOT / "app.py", log, environment=environment, ready="/health") as program:
        yield program
    if "Traceback" in log.read_text():
        raise ProgramFault(log.read_text()[-3000:])


@contextmanager
def served(script: Path, log: Path, *, environment: Mapping[str, str], ready: str) -> Iterator[Program]:
    """`streamlit run script` until `ready` answers 200, then the block, then a clean stop."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    with log.open("w") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out
        )
    program = Program(f"http://127.0.0.1:{port}", log, process.pid)
    try:
        _wait_until_it_answers(program, process, ready)
        yield program
    finally:
        _stop(process, log)


def _wait_until_it_answers(program: Program, process: "subprocess.Popen[bytes]", ready: str) -> None:
    deadline = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(program.url + ready, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise ProgramFault(f"the program did not start: {program.log.read_text()}")


def _stop(process: "subprocess.Popen[bytes]", log: Path) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(_STOPS_WITHIN)
    except subprocess.TimeoutExpired as fault:
        process.kill()
        process.wait()
        raise ProgramFault(f"the program did not stop when asked: {log.read_text()[-3000:]}") from fault


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
