"""Shared hours are exact to the minute, across zones, past midnight and round the end of the week."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Mentee, Mentor
from matching.profiles import Slot
from matching.week import Weeks, hours_together

Availability = tuple[Slot, ...] | None
ZONES = st.sampled_from(["Etc/UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati"])
SLOTS = st.tuples(st.integers(0, 6), st.integers(0, 1439), st.integers(1, 500)).map(lambda s: (s[0], s[1], s[1] + s[2]))
PERSON = st.tuples(ZONES, st.none() | st.lists(SLOTS, min_size=1, max_size=4).map(tuple))
WEEK = date(2026, 9, 7)


def minutes_of(zone: str, slots: Availability) -> set[int]:
    """The minutes of the week in UTC, one by one."""
    start = datetime(WEEK.year, WEEK.month, WEEK.day)
    found = set()
    for day, first, last in slots or ():
        for minute in range(first, last):
            local = (start + timedelta(days=day, minutes=minute)).replace(tzinfo=ZoneInfo(zone))
            found.add(int((local.astimezone(UTC) - start.replace(tzinfo=UTC)) / timedelta(minutes=1)) % (7 * 24 * 60))
    return found


def together(one: tuple[str, Availability], other: tuple[str, Availability]) -> float:
    ours = Weeks.of([Mentee("n", time_zone=one[0], availability=one[1])], WEEK)
    theirs = Weeks.of([Mentor("m", time_zone=other[0], availability=other[1])], WEEK)
    return float(hours_together(ours, theirs)[0, 0])


@settings(max_examples=60)
@given(st.lists(PERSON, max_size=4), st.lists(PERSON, max_size=4))
def test_everybody_shares_the_minutes_that_both_name(
    ours: list[tuple[str, Availability]], theirs: list[tuple[str, Availability]]
) -> None:
    mentees = [Mentee(str(i), time_zone=zone, availability=slots) for i, (zone, slots) in enumerate(ours)]
    mentors = [Mentor(str(j), time_zone=zone, availability=slots) for j, (zone, slots) in enumerate(theirs)]
    hours = hours_together(Weeks.of(mentees, WEEK), Weeks.of(mentors, WEEK))
    assert hours.shape == (len(ours), len(theirs))
    for i, one in enumerate(ours):
        for j, other in enumerate(theirs):
            assert hours[i, j] == pytest.approx(len(minutes_of(*one) & minutes_of(*other)) / 60, abs=1e-5)


def test_two_minutes_that_both_name_are_two_minutes() -> None:
    evening = ("Europe/Berlin", ((0, 18 * 60 + 2, 18 * 60 + 4),))
    assert together(evening, evening) == pytest.approx(2 / 60)


def test_a_minute_that_two_slots_name_counts_once() -> None:
    twice = ("Etc/UTC", ((0, 600, 663), (0, 630, 691)))
    assert together(twice, ("Etc/UTC", ((0, 0, 1440),))) == pytest.approx(91 / 60)


def test_a_whole_week_is_168_hours() -> None:
    always = ("Asia/Kathmandu", tuple((day, 0, 1440) for day in range(7)))
    assert together(always, ("America/New_York", always[1])) == 168


def test_hours_that_a_change_of_clocks_skips_are_nobodys() -> None:
    """On 29 March 2026 Berlin goes from 2:00 to 3:00."""
    skipped = Mentee("n", time_zone="Europe/Berlin", availability=((6, 130, 185),))
    always = Mentor("m", time_zone="Etc/UTC", availability=tuple((day, 0, 1440) for day in range(7)))
    week = date(2026, 3, 23)
    assert hours_together(Weeks.of([skipped], week), Weeks.of([always], week))[0, 0] <= 5 / 60
