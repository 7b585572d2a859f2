"""Accounts, one-time links and sign-ins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from data.store import Reader, Transaction


@dataclass(frozen=True, slots=True)
class Account:
    person_id: UUID
    program_id: UUID
    email_key: str
    password_hash: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    token_hash: str
    program_id: UUID
    person_id: UUID
    expires: datetime
    used: datetime | None


@dataclass(frozen=True, slots=True)
class SignInRow:
    """A living sign-in with the membership it shows."""

    person_id: UUID
    membership_id: UUID
    program_id: UUID
    cohort_id: UUID
    name: str
    role: str
    mentee: bool
    mentor: bool
    manager: bool
    time_zone: str
    expires: datetime


def account_by_email(reader: Reader, email_key: str) -> Account | None:
    rows = reader.read(
        "SELECT person_id, program_id, email_key, password_hash FROM accounts WHERE email_key = $1", [email_key]
    )
    return Account(*rows[0]) if rows else None


def account_of(reader: Reader, person_id: UUID) -> Account | None:
    rows = reader.read(
        "SELECT person_id, program_id, email_key, password_hash FROM accounts WHERE person_id = $1", [person_id]
    )
    return Account(*rows[0]) if rows else None


def save_account(tx: Transaction, account: Account, moment: datetime) -> None:
    tx.run(
        "INSERT INTO accounts (person_id, program_id, email_key, password_hash, password_set, version) "
        "VALUES ($1, $2, $3, $4, $5, 1) ON CONFLICT (person_id) DO UPDATE SET email_key = excluded.email_key, "
        "password_hash = excluded.password_hash, password_set = excluded.password_set, "
        "version = accounts.version + 1",
        [account.person_id, account.program_id, account.email_key, account.password_hash, moment],
    )


def set_password_hash(tx: Transaction, person_id: UUID, password_hash: str, moment: datetime) -> None:
    tx.run(
        "UPDATE accounts SET password_hash = $2, password_set = $3, version = version + 1 WHERE person_id = $1",
        [person_id, password_hash, moment],
    )


def add_link(tx: Transaction, link: LinkRow, made_by: UUID, made: datetime) -> None:
    """A new link replaces those of the same person that were not used."""
    end_links(tx, link.person_id, made)
    tx.run(
        "INSERT INTO sign_in_links (token_hash, program_id, person_id, made_by, made, expires, used) "
        "VALUES ($1, $2, $3, $4, $5, $6, NULL)",
        [link.token_hash, link.program_id, link.person_id, made_by, made, link.expires],
    )


def end_links(tx: Transaction, person_id: UUID, moment: datetime) -> None:
    tx.run("UPDATE sign_in_links SET used = $2 WHERE person_id = $1 AND used IS NULL", [person_id, moment])


def link(reader: Reader, token_hash: str) -> LinkRow | None:
    rows = reader.read(
        "SELECT token_hash, program_id, person_id, expires, used FROM sign_in_links WHERE token_hash = $1", [token_hash]
    )
    return LinkRow(*rows[0]) if rows else None


def use_link(tx: Transaction, token_hash: str, moment: datetime) -> int:
    """1 for the first who uses it before it expires, 0 for everybody else."""
    return tx.run(
        "UPDATE sign_in_links SET used = $2 WHERE token_hash = $1 AND used IS NULL AND expires > $2",
        [token_hash, moment],
    )


def add_sign_in(
    tx: Transaction, token_hash: str, program_id: UUID, person_id: UUID, role: str, started: datetime, expires: datetime
) -> None:
    tx.run(
        "INSERT INTO sign_ins (token_hash, program_id, person_id, role, started, expires, ended) "
        "VALUES ($1, $2, $3, $4, $5, $6, NULL)",
        [token_hash, program_id, person_id, role, started, expires],
    )


def sign_in(reader: Reader, token_hash: str) -> SignInRow | None:
    rows = reader.read(
        "SELECT m.person_id, m.id, m.program_id, m.cohort_id, p.name, s.role, "
        "m.mentee, m.mentor, m.manager, m.time_zone, s.expires "
        "FROM sign_ins s JOIN memberships m ON m.person_id = s.person_id AND m.program_id = s.program_id "
        "JOIN people p ON p.id = s.person_id WHERE s.token_hash = $1 AND s.ended IS NULL",
        [token_hash],
    )
    return SignInRow(*rows[0]) if rows else None


def end_sign_in(tx: Transaction, token_hash: str, moment: datetime) -> None:
    tx.run("UPDATE sign_ins SET ended = $2 WHERE token_hash = $1 AND ended IS NULL", [token_hash, moment])


def end_other_sign_ins(tx: Transaction, person_id: UUID, kept_hash: str, moment: datetime) -> None:
    tx.run(
        "UPDATE sign_ins SET ended = $3 WHERE person_id = $1 AND token_hash <> $2 AND ended IS NULL",
        [person_id, kept_hash, moment],
    )


def set_role(tx: Transaction, token_hash: str, role: str) -> None:
    tx.run("UPDATE sign_ins SET role = $2 WHERE token_hash = $1", [token_hash, role])


def memberships_of(reader: Reader, person_id: UUID) -> Sequence[tuple[UUID, bool, bool, bool]]:
    """Program, mentee, mentor, manager: the newest membership first."""
    return [
        (program, mentee, mentor, manager)
        for program, mentee, mentor, manager in reader.read(
            "SELECT program_id, mentee, mentor, manager FROM memberships WHERE person_id = $1 ORDER BY joined DESC, id",
            [person_id],
        )
    ]
