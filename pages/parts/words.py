"""Dates and numbers as the product says them, in the reader's time zone."""

import textwrap
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mentoring import clock


def day(moment: datetime | date, time_zone: str = "") -> str:
    """`Thu 26 Nov`, with the year where it is another one."""
    local = clock.local(moment, time_zone).date() if isinstance(moment, datetime) else moment
    year = f" {local.year}" if local.year != clock.today(time_zone).year else ""
    return f"{local:%a} {local.day} {local:%b}{year}"


def moment(when: datetime, time_zone: str = "") -> str:
    """`Thu 26 Nov, 18:30`."""
    return f"{day(when, time_zone)}, {clock.local(when, time_zone):%H:%M}"


def since(when: datetime, time_zone: str = "") -> str:
    """`today`, `yesterday`, `5 days ago`, then the date."""
    days = (clock.today(time_zone) - clock.local(when, time_zone).date()).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    return f"{days} days ago" if days <= 7 else f"on {day(when, time_zone)}"


def count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def answer_time(hours: float | None) -> str:
    if hours is None:
        return "no answer time yet"
    if hours < 20:
        return f"answers in about {count(max(1, round(hours)), 'hour')}"
    return f"answers in about {count(max(1, round(hours / 24)), 'day')}"


def shortened(text: str, most: int = 90) -> str:
    """The beginning of a text on one line, cut between words and marked where it goes on."""
    return textwrap.shorten(text, most, placeholder="…")


def first_name(name: str) -> str:
    return name.split(maxsplit=1)[0] if name.strip() else name


def place(time_zone: str) -> str:
    """`Berlin` of `Europe/Berlin`."""
    return time_zone.rsplit("/", 1)[-1].replace("_", " ")


def weekly(windows: Sequence[tuple[int, int, int]], time_zone: str, reader: str) -> str:
    """`Mon 18:30–20:30, Thu 18:00–20:00`, moved to the reader's zone as the offsets are this week."""
    today = clock.today(time_zone)
    monday = datetime.combine(today - timedelta(days=today.weekday()), time())
    said = []
    for weekday, first, last in windows:
        start, end = (_moved(monday + timedelta(days=weekday, minutes=n), time_zone, reader) for n in (first, last))
        said.append(f"{start:%a %H:%M}–{end:%H:%M}")
    return ", ".join(said)


def _moved(local: datetime, time_zone: str, reader: str) -> datetime:
    if not time_zone or not reader:
        return local
    return local.replace(tzinfo=ZoneInfo(time_zone)).astimezone(ZoneInfo(reader)).replace(tzinfo=None)
