"""The program a person is in: its name, its cohort, its settings for matching."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from data import programs as program_rows
from data.programs import Cohort, Program
from data.store import Reader, Store
from matching import Rules, Weights
from mentoring import clock
from mentoring.access import Actor, guarded


@dataclass(frozen=True, slots=True)
class ProgramView:
    """What every page's context line needs."""

    name: str
    cohort: str
    starts: date
    ends: date
    week: int  # 1 in the first week; 0 before the start; never above `weeks`
    weeks: int
    synthetic: bool


@dataclass(frozen=True, slots=True)
class Settings:
    """How a program matches."""

    weights: Weights
    rules: Rules
    min_score: float  # in [0, 1]: lowest score that may be published
    most_people_first: bool


def settings_of(program: Program, cohort: Cohort) -> Settings:
    """The program's settings; overlaps of availability are counted in the week in which its cohort starts."""
    kept = json.loads(program.settings)
    monday = cohort.starts - timedelta(days=cohort.starts.weekday())
    return Settings(
        weights=Weights(**kept.get("weights", {})),
        rules=Rules(**kept.get("rules", {}), week=monday),
        min_score=kept.get("min_score", 0.0),
        most_people_first=kept.get("most_people_first", False),
    )


def context_of(reader: Reader, program_id: UUID, cohort_id: UUID) -> tuple[Program, Cohort, Settings]:
    """A step of use cases that match: program, cohort and settings in two reads."""
    program = program_rows.program(reader, program_id)
    cohort = program_rows.cohort(reader, cohort_id)
    return program, cohort, settings_of(program, cohort)


@guarded
def my_program(store: Store, actor: Actor) -> ProgramView:
    program = program_rows.program(store, actor.program_id)
    cohort = program_rows.cohort(store, actor.cohort_id)
    weeks = -(-(cohort.ends - cohort.starts).days // 7)
    week = (clock.today(actor.time_zone) - cohort.starts).days // 7 + 1
    return ProgramView(
        name=program.name,
        cohort=cohort.name,
        starts=cohort.starts,
        ends=cohort.ends,
        week=max(0, min(week, weeks)),
        weeks=weeks,
        synthetic=program.synthetic,
    )
