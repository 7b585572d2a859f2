"""A cohort as its manager sees it: what waits today, and the first numbers."""

from dataclasses import dataclass
from datetime import timedelta

import pandas as pd

from data import cohort as cohort_rows
from data import programs as program_rows
from data.cohort import Counts
from data.store import Store
from mentoring import clock, offers, runs
from mentoring.access import Actor, guarded
from mentoring.home import Waiting

__all__ = ["Analytics", "Counts", "Today", "analytics", "today"]

_SLOW = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Today:
    waiting: tuple[Waiting, ...]
    counts: Counts
    free_seats: int
    without_mentor: int


@dataclass(frozen=True, slots=True)
class Analytics:
    cohort: str
    counts: Counts
    seats_used: int
    funnel: pd.DataFrame  # step, people
    scores: pd.DataFrame  # points (of 100), one row per open room
    load: pd.DataFrame  # mentor, rooms, capacity, requests; the fullest first


@guarded
def today(store: Store, actor: Actor) -> Today:
    """What the manager should know this morning; what needs somebody comes first."""
    counts = cohort_rows.counts(store, actor.program_id, actor.cohort_id, clock.now())
    free = sum(offers.free_seats(store, actor.program_id, actor.cohort_id).values())
    without = counts.mentees - counts.with_room
    return Today(tuple(_waiting(store, actor, counts, without, free)), counts, free, without)


@guarded
def analytics(store: Store, actor: Actor) -> Analytics:
    counts = cohort_rows.counts(store, actor.program_id, actor.cohort_id, clock.now())
    load = cohort_rows.mentor_load(store, actor.program_id, actor.cohort_id)
    steps = [
        ("In the cohort", counts.mentees),
        ("Wrote a goal", counts.with_goal),
        ("Asked, or was in a round", counts.asked_or_in_round),
        ("Has a mentor", counts.came_all_the_way),
    ]
    scores = cohort_rows.scores_of_open_rooms(store, actor.cohort_id)
    return Analytics(
        cohort=program_rows.cohort(store, actor.cohort_id).name,
        counts=counts,
        seats_used=sum(rooms for _, rooms, _, _ in load),
        funnel=pd.DataFrame(steps, columns=["step", "people"]),
        scores=pd.DataFrame({"points": [100 * score for score in scores]}),
        load=pd.DataFrame(load, columns=["mentor", "rooms", "capacity", "requests"]),
    )


def _waiting(store: Store, actor: Actor, counts: Counts, without: int, free: int) -> list[Waiting]:
    waiting = []
    if counts.mentees + counts.mentors == 0:
        return [
            Waiting(
                "Bring your people in",
                "Two CSV files, one of mentees and one of mentors. There is a template for each.",
                "people",
                "Import",
                True,
            )
        ]
    if drafts := _drafts(store, actor):
        waiting.append(
            Waiting(
                "A draft waits to be published",
                f"{drafts} pairs, nobody has been told yet.",
                "matching-round",
                "Look",
                True,
            )
        )
    elif without and free:
        waiting.append(
            Waiting(
                _count(without, "mentee has", "mentees have") + " no mentor",
                f"{_count(free, 'seat is', 'seats are')} free for a matching round.",
                "matching-round",
                "Match",
                True,
            )
        )
    for mentee, mentor, email, asked in cohort_rows.unanswered_since(store, actor.cohort_id, clock.now() - _SLOW)[:3]:
        days = (clock.now() - asked).days
        waiting.append(
            Waiting(
                f"{mentee} waits for {mentor}",
                f"Asked {days} days ago. A short word to {mentor.split()[0]} often helps.",
                "people",
                "Write" if email else "Find",
                True,
                query=(("people-text", mentor),),
                write_to=email,
            )
        )
    if silent := cohort_rows.without_account(store, actor.program_id):
        waiting.append(
            Waiting(
                _count(silent, "person has", "people have") + " never signed in",
                "Make a sign-in link for each and pass it on.",
                "people",
                "Links",
                False,
                query=(("people-show", "Never signed in"),),
            )
        )
    return waiting


def _drafts(store: Store, actor: Actor) -> int:
    """Pairs in the newest draft of the round under way."""
    under_way = runs.under_way(store, actor.cohort_id)
    draft = runs.newest_draft(store, under_way) if under_way else None
    return draft.matched if draft else 0


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
