"""How often somebody may fail to sign in: per address that is tried, and per address that tries."""

import threading
from collections import defaultdict, deque
from datetime import datetime, timedelta

from mentoring import clock

WINDOW = timedelta(minutes=15)
PER_EMAIL = 5
PER_CLIENT = 30


class Failures:
    """Recent failures by key; forgotten after a quarter of an hour."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._recent: dict[str, deque[datetime]] = defaultdict(deque)

    def wait(self, key: str) -> int:
        """Minutes until the next try is taken, 0 when it is now."""
        with self._lock:
            recent = self._fresh(key)
            if len(recent) < self._most:
                return 0
            return max(1, -(-(recent[0] + WINDOW - clock.now()) // timedelta(minutes=1)))

    def add(self, key: str) -> None:
        with self._lock:
            self._fresh(key).append(clock.now())
            if len(self._recent) > 10_000:  # an attacker who varies the key must not fill the memory
                for other in [other for other in self._recent if not self._fresh(other)]:
                    del self._recent[other]

    def forget(self, key: str) -> None:
        with self._lock:
            self._recent.pop(key, None)

    def _fresh(self, key: str) -> "deque[datetime]":
        recent = self._recent[key]
        while recent and recent[0] <= clock.now() - WINDOW:
            recent.popleft()
        return recent
