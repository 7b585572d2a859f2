"""How often somebody may try to sign in and fail: per address that is tried, and per address that tries."""

import threading
from collections import defaultdict, deque
from datetime import datetime, timedelta

from mentoring import clock

WINDOW = timedelta(minutes=15)
PER_EMAIL = 5
PER_CLIENT = 30
_MOST_KEYS = 10_000


class Failures:
    """Recent failures by key; forgotten after a quarter of an hour."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._recent: dict[str, deque[datetime]] = defaultdict(deque)

    def take(self, key: str) -> int:
        """Count a try before it is made: 0 when it may be made, else the minutes until the next one may.

        Counted first, so that a hundred tries sent at once are no more than the limit.
        """
        with self._lock:
            recent = self._fresh(key)
            if len(recent) >= self._most:
                return max(1, -(-(recent[0] + WINDOW - clock.now()) // timedelta(minutes=1)))
            recent.append(clock.now())
            if len(self._recent) > _MOST_KEYS:  # an attacker who varies the key must not fill the memory
                for other in [other for other in self._recent if not self._fresh(other)]:
                    del self._recent[other]
            return 0

    def give_back(self, key: str) -> None:
        """A try that succeeded counts against nobody."""
        with self._lock:
            if recent := self._fresh(key):
                recent.pop()

    def forget(self, key: str) -> None:
        with self._lock:
            self._recent.pop(key, None)

    def _fresh(self, key: str) -> "deque[datetime]":
        recent = self._recent[key]
        while recent and recent[0] <= clock.now() - WINDOW:
            recent.popleft()
        return recent
