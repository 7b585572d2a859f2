"""Programs and their cohorts."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from data.store import Reader, Transaction

_PROGRAM = "id, name, synthetic, settings, profiles_version"
_COHORT = "id, program_id, name, starts, ends"


@dataclass(frozen=True, slots=True)
class Program:
    id: UUID
    name: str
    synthetic: bool
    settings: str
    profiles_version: int


@dataclass(frozen=True, slots=True)
class Cohort:
    id: UUID
    program_id: UUID
    name: str
    starts: date
    ends: date


def programs(reader: Reader) -> tuple[Program, ...]:
    return tuple(Program(*row) for row in reader.read(f"SELECT {_PROGRAM} FROM programs ORDER BY created"))


def program(reader: Reader, program_id: UUID) -> Program:
    (row,) = reader.read(f"SELECT {_PROGRAM} FROM programs WHERE id = $1", [program_id])
    return Program(*row)


def cohort(reader: Reader, cohort_id: UUID) -> Cohort:
    (row,) = reader.read(f"SELECT {_COHORT} FROM cohorts WHERE id = $1", [cohort_id])
    return Cohort(*row)


def add_program(tx: Transaction, program: Program, created: datetime) -> None:
    tx.run(
        "INSERT INTO programs (id, name, synthetic, settings, profiles_version, created, version) "
        "VALUES ($1, $2, $3, $4, $5, $6, 1)",
        [program.id, program.name, program.synthetic, program.settings, program.profiles_version, created],
    )


def add_cohort(tx: Transaction, cohort: Cohort) -> None:
    tx.run(
        "INSERT INTO cohorts (id, program_id, name, starts, ends, version) VALUES ($1, $2, $3, $4, $5, 1)",
        [cohort.id, cohort.program_id, cohort.name, cohort.starts, cohort.ends],
    )


def mentors_changed(tx: Transaction, program_id: UUID) -> None:
    """Tell every process that holds an index of this program's mentors to build it again."""
    tx.run("UPDATE programs SET profiles_version = profiles_version + 1 WHERE id = $1", [program_id])
