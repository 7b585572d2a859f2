"""Weekly availability across time zones, as minutes of one reference week in UTC."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from matching.profiles import Mentee, Mentor, Slot

WEEK = 7 * 24 * 60  # minutes
DEFAULT_WEEK = date(2026, 1, 5)  # a Monday without a change of clocks anywhere

Floats = NDArray[np.float32]
Places = NDArray[np.intp]
Interval = tuple[float, float]  # minutes since Monday 00:00 UTC


def intervals(slots: Sequence[Slot] | None, time_zone: str | None, week: date | None) -> tuple[Interval, ...] | None:
    """When somebody has time, sorted and apart, within [0, 10,080] minutes; None where it or the zone is unknown.

    The week wraps around: what lies before its Monday 00:00 UTC counts at its end.
    """
    if not slots or not time_zone:
        return None
    return _intervals(tuple(slots), time_zone, week or DEFAULT_WEEK)


@dataclass(frozen=True, slots=True, eq=False)
class Weeks:
    """The intervals of many people one after the other."""

    known: NDArray[np.bool_]  # (n,) whose availability is known
    starts: Floats  # (intervals,)
    ends: Floats
    owners: Places  # people with an interval at all, rising
    first: Places  # where the intervals of each owner begin

    @classmethod
    def of(cls, people: Sequence[Mentee] | Sequence[Mentor], week: date | None) -> "Weeks":
        found = [intervals(person.availability, person.time_zone, week) for person in people]
        owner = np.array([i for i, one in enumerate(found) for _ in one or ()], np.intp)
        edges = np.array([interval for one in found for interval in one or ()], np.float32).reshape(-1, 2)
        first = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]][: len(owner)])
        known = np.array([one is not None for one in found], np.bool_)
        return cls(known, edges[:, 0], edges[:, 1], owner[first], first)


def hours_together(ours: Weeks, theirs: Weeks) -> Floats:
    """Shared hours a week of everybody with everybody (n, m), exact to the minute; 0 where a side is not known.

    The time that two share is how much of theirs lies before each end of ours, less what lies before its start.
    """
    hours = np.zeros((len(ours.known), len(theirs.known)), dtype=np.float32)
    if ours.owners.size and theirs.owners.size:
        times, place = np.unique(np.concatenate([ours.starts, ours.ends]), return_inverse=True)
        passed = np.clip(times[:, None] - theirs.starts, 0, theirs.ends - theirs.starts)
        before = np.add.reduceat(passed, theirs.first, axis=1)  # minutes of each of theirs before each time
        start, end = np.split(place, 2)
        shared = np.add.reduceat(before[end] - before[start], ours.first, axis=0)
        hours[np.ix_(ours.owners, theirs.owners)] = shared / np.float32(60)
    return hours


def days_together(
    ours: Mentee | Mentor, theirs: Mentee | Mentor, week: date | None
) -> tuple[frozenset[int], frozenset[int]]:
    """The days (0–6) on which shared hours lie, on the calendar of each; empty where a side is not known."""
    mine, yours = (intervals(person.availability, person.time_zone, week) or () for person in (ours, theirs))
    shared = [(max(a, c), min(b, d)) for a, b in mine for c, d in yours if min(b, d) > max(a, c)]
    return _days(shared, ours.time_zone, week), _days(shared, theirs.time_zone, week)


def _days(shared: Sequence[Interval], time_zone: str | None, week: date | None) -> frozenset[int]:
    if not shared or not time_zone:
        return frozenset()
    monday, zone = datetime.combine(week or DEFAULT_WEEK, time(), UTC), ZoneInfo(time_zone)
    found = set[int]()
    for start, end in shared:
        first, last = (
            (monday + timedelta(minutes=minute)).astimezone(zone).toordinal() for minute in (start, end - 1 / 60)
        )
        found |= {(day - 1) % 7 for day in range(first, last + 1)}
    return frozenset(found)


@lru_cache(maxsize=10_000)
def _intervals(slots: tuple[Slot, ...], time_zone: str, week: date) -> tuple[Interval, ...]:
    monday = datetime(week.year, week.month, week.day)
    week_start = monday.replace(tzinfo=UTC)
    zone = ZoneInfo(time_zone)
    found: list[Interval] = []
    for day, start, end in slots:
        first, last = (
            ((monday + timedelta(days=day, minutes=minute)).replace(tzinfo=zone).astimezone(UTC) - week_start)
            / timedelta(minutes=1)
            for minute in (start, end if end > start else end + 24 * 60)
        )
        found += _wrapped(first, last)
    return _merged(found)


def _wrapped(first: float, last: float) -> list[Interval]:
    """What lies outside of the week, put into it; a change of clocks may leave nothing."""
    if last - first >= WEEK:
        return [(0, WEEK)]
    start = first % WEEK
    end = start + last - first
    pieces = [(start, end)] if end <= WEEK else [(start, WEEK), (0, end - WEEK)]
    return [(a, b) for a, b in pieces if b > a]


def _merged(found: list[Interval]) -> tuple[Interval, ...]:
    """Hours named twice count once."""
    apart: list[Interval] = []
    for start, end in sorted(found):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return tuple(apart)
