"""When invented people have time, and how they like to meet."""

import random

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKDAYS = _DAYS[:5]
# How often, days, possible starts and lengths in minutes; local time.
_HABITS = (
    (9, _WEEKDAYS, (1050, 1080, 1110, 1140, 1170), (60, 90, 120)),  # evenings
    (3, _WEEKDAYS, (720, 735, 750), (45, 60)),  # lunch
    (2, _WEEKDAYS, (390, 420, 450), (45, 60)),  # before work
    (4, ("Sat",), (540, 570, 600), (90, 120, 180)),
    (2, ("Sun",), (600, 960, 1020), (90, 120)),
    (2, _WEEKDAYS, (1200, 1230, 1260), (60, 90)),  # when children sleep
    (1, ("Mon", "Wed", "Fri"), (840, 870, 900), (60, 120)),
    (0.3, ("Thu", "Fri", "Sat"), (1350,), (120,)),  # after the late shift, past midnight
)


def availability(rng: random.Random) -> str:
    """One or two habits on some days, as `Mon 18:00-20:00;Sat 09:00-12:00`."""
    chosen: dict[str, tuple[int, int]] = {}
    for _, days, starts, lengths in rng.choices(_HABITS, [habit[0] for habit in _HABITS], k=rng.choice((1, 2, 2))):
        start, length = rng.choice(starts), rng.choice(lengths)
        for day in rng.sample(days, min(len(days), rng.choice((1, 2, 2, 3)))):
            chosen[day] = (start, start + length)
    return ";".join(f"{day} {_clock(chosen[day][0])}-{_clock(chosen[day][1])}" for day in _DAYS if day in chosen)


def preferences(rng: random.Random) -> list[str]:
    """A way to meet, a way of working and a rhythm; each may be left open."""
    ways = [way for way, share in (("video", 0.75), ("in-person", 0.15), ("chat", 0.25)) if rng.random() < share]
    style = rng.choice(("structured", "structured", "open-ended", ""))
    rhythm = rng.choice(("weekly", "fortnightly", "fortnightly", "monthly", ""))
    return [*ways, *(choice for choice in (style, rhythm) if choice)]


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
