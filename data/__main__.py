"""`python -m data ready` before a start, `python -m data check` to look for rows that do not fit together."""

import argparse
import os
import socket
import sys

from data.check import faults
from data.looking import looking_at
from data.store import DEFAULT, StoreError, open_store, path_of


def ready(port: int) -> int:
    """One sentence where the store or the port is not free, before anything else starts."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            print(f"Port {port} is taken; stop what runs there, or say make PORT=8600.", file=sys.stderr)
            return 1
    open_store().close()
    return 0


def check(address: str | None) -> int:
    """Print every fault, one per line; 1 when there is any that is more than a warning."""
    with looking_at(path_of(address or os.environ.get("MENTEO_STORE") or DEFAULT)) as store:
        found = faults(store)
    for fault in found:
        print(fault)
    wrong = sum(not fault.warning for fault in found)
    print(f"{wrong} faults, {len(found) - wrong} warnings" if found else "The rows of the store fit together.")
    return 1 if wrong else 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m data", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    start = verbs.add_parser("ready", help="can the program start?")
    start.add_argument("--port", type=int, default=8501)
    look = verbs.add_parser("check", help="do the rows fit together?")
    look.add_argument("address", nargs="?")
    given = parser.parse_args()
    try:
        return ready(given.port) if given.verb == "ready" else check(given.address)
    except StoreError as fault:
        print(fault, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
