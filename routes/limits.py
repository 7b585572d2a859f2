"""How often somebody may try to sign in and fail: per account and network, and per network over all accounts."""

import os
import threading
from collections import defaultdict, deque
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from starlette.requests import Request

from mentoring import clock

WINDOW = timedelta(minutes=15)
PER_ACCOUNT = 5  # from one network: who fails elsewhere locks nobody out here
PER_NETWORK = 30
_LONGEST_EMAIL = 320  # characters that tell accounts apart
_MOST_KEYS = 10_000


def network_of(request: Request) -> str:
    """Where a try comes from.

    uvicorn takes X-Forwarded-For from everything on this machine as long as FORWARDED_ALLOW_IPS names no proxy.
    Then the header may be anybody's invention, and all who send one count as one network.
    """
    if "x-forwarded-for" in request.headers and "FORWARDED_ALLOW_IPS" not in os.environ:
        return "forwarded"
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):  # a household has 2^64 of them, and some stand for one of version 4
        return str(address.ipv4_mapped or ip_network((int(address), 64), strict=False))
    return host


class Tries:
    """Recent tries that did not succeed; forgotten after a quarter of an hour."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._recent: defaultdict[tuple[str, ...], deque[datetime]] = defaultdict(deque)
        self._entered: dict[tuple[str, ...], None] = {}  # accounts with networks they signed in from, the newest last

    def take(self, email: str, network: str) -> int:
        """Count a try before it is made: 0 when it may be made, else the minutes until the next one may.

        Counted first, so that a hundred tries sent at once are no more than the limit. An account that has signed
        in from this network before is not stopped by what others fail with there.
        """
        account = (_key(email), network)
        with self._lock:
            wait = self._wait(account, PER_ACCOUNT)
            if account not in self._entered:
                wait = wait or self._wait((network,), PER_NETWORK)
            if not wait:
                self._recent[account].append(clock.now())
                self._recent[(network,)].append(clock.now())
                self._make_room()
            return wait

    def succeeded(self, email: str, network: str) -> None:
        """A try that succeeded counts against nobody."""
        account = (_key(email), network)
        with self._lock:
            self._recent.pop(account, None)
            if others := self._fresh((network,)):
                others.pop()
            self._entered.pop(account, None)
            self._entered[account] = None
            self._make_room()

    def _wait(self, key: tuple[str, ...], most: int) -> int:
        recent = self._fresh(key)
        if len(recent) < most:
            return 0
        return max(1, -(-(recent[0] + WINDOW - clock.now()) // timedelta(minutes=1)))

    def _fresh(self, key: tuple[str, ...]) -> "deque[datetime]":
        recent = self._recent.get(key, deque())
        while recent and recent[0] <= clock.now() - WINDOW:
            recent.popleft()
        return recent

    def _make_room(self) -> None:
        """An attacker who varies the key must not fill the memory."""
        if len(self._recent) > _MOST_KEYS:
            for key in [key for key in self._recent if not self._fresh(key)]:
                del self._recent[key]
        if len(self._entered) > _MOST_KEYS:
            del self._entered[next(iter(self._entered))]


def _key(email: str) -> str:
    return email.strip().casefold()[:_LONGEST_EMAIL]
