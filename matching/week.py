"""Weekly availability across time zones, as shares of five-minute bins of one reference week in UTC."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from matching.profiles import Slot

BIN = 5  # minutes; windows that start or end between bins fill their share of the bin
BINS = 7 * 24 * 60 // BIN
DEFAULT_WEEK = date(2026, 1, 5)  # a Monday without a change of clocks anywhere

Floats = NDArray[np.float32]


def bins(slots: Sequence[Slot] | None, time_zone: str | None, week: date | None) -> Floats | None:
    """Shares of the week's bins (2016,) in [0, 1]; None where availability or zone is unknown.

    The week wraps around: what lies before its Monday 00:00 UTC counts at its end.
    """
    if not slots or not time_zone:
        return None
    return _bins(tuple(slots), time_zone, week or DEFAULT_WEEK)


def hours_together(one: Floats, other: Floats) -> Floats:
    """Shared hours a week of every row with every row: (n, 2016) × (m, 2016) → (n, m)."""
    return (one @ other.T) * np.float32(BIN / 60)


@lru_cache(maxsize=10_000)  # 8 KB each
def _bins(slots: tuple[Slot, ...], time_zone: str, week: date) -> Floats:
    monday = datetime(week.year, week.month, week.day)
    week_start = monday.replace(tzinfo=UTC)
    zone = ZoneInfo(time_zone)
    filled = np.zeros(BINS, dtype=np.float32)
    for day, start, end in slots:
        first, last = (
            ((monday + timedelta(days=day, minutes=minute)).replace(tzinfo=zone).astimezone(UTC) - week_start)
            / timedelta(minutes=BIN)
            for minute in (start, end if end > start else end + 24 * 60)
        )
        for place in range(int(np.floor(first)), int(np.ceil(last))):
            share = min(last, place + 1) - max(first, place)
            filled[place % BINS] = min(1.0, filled[place % BINS] + share)
    filled.setflags(write=False)
    return filled
