"""The one clock of the product: naive UTC, and settable, so that tests and the demo can live at any moment."""

import os
import threading
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_lock = threading.Lock()
_shift = timedelta(0)


def now() -> datetime:
    """The present moment as naive UTC, whole seconds and microseconds as the system gives them."""
    return datetime.now(UTC).replace(tzinfo=None) + _shift


def set_now(moment: datetime | None) -> None:
    """Let the clock go on from `moment` (naive UTC); None brings the system's time back."""
    global _shift  # noqa: PLW0603 - the one clock of the process
    with _lock:
        _shift = timedelta(0) if moment is None else moment - datetime.now(UTC).replace(tzinfo=None)


def today(time_zone: str = "") -> date:
    """The date in a person's time zone (UTC where the zone is unknown)."""
    return local(now(), time_zone).date()


def local(moment: datetime, time_zone: str) -> datetime:
    """A stored moment as wall-clock time in a person's zone, without tzinfo."""
    zone = ZoneInfo(time_zone) if time_zone else UTC
    return moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)


def start_from_environment() -> None:
    """Start at MENTEO_CLOCK (an ISO moment in UTC) where the operator has set it."""
    if moment := os.environ.get("MENTEO_CLOCK"):
        set_now(datetime.fromisoformat(moment))
