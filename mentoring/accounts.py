"""Who is here: first run, sign-in, one-time links, passwords and roles.

Passwords are kept as argon2id hashes, tokens as SHA-256: what the store holds opens no door.
"""

import hashlib
import secrets
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from data import accounts as account_rows
from data import audit
from data import memberships as member_rows
from data import programs as program_rows
from data.accounts import Account, LinkRow, SignInRow
from data.memberships import Member
from data.programs import Cohort, Program
from data.store import Reader, Store, Transaction, new_id
from mentoring import clock, passwords
from mentoring.about import line
from mentoring.access import ROLES, Actor, Conflict, Invalid, NotYours, Role, guarded

SIGN_IN_LASTS = timedelta(days=30)
LINK_LASTS = timedelta(days=14)
_FARTHEST_START, _LONGEST_COHORT = timedelta(days=5 * 366), timedelta(days=3 * 366)
_WRONG = "This e-mail address and password do not belong together. Check both, or ask for a new link."


@dataclass(frozen=True, slots=True)
class Link:
    """A one-time link for one person, shown once: the store keeps only its hash."""

    name: str
    external_id: str
    email: str
    path: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class LinkView:
    """What the page behind a link says before it is used."""

    name: str
    email: str
    program: str
    is_new: bool  # first password, rather than a new one


@dataclass(frozen=True, slots=True)
class SetUp:
    """What the first run asks for."""

    program_name: str
    cohort_name: str
    starts: date
    ends: date
    name: str
    email: str
    password: str


# Sign-ins by the hash of their token, kept until anything in the store changes. Tokens that open nothing are
# not kept: whoever invents them must fill no memory and push nobody out.
_Known = dict[str, tuple[tuple[int, int], SignInRow]]
_known: "weakref.WeakKeyDictionary[Store, _Known]" = weakref.WeakKeyDictionary()
_MOST_KNOWN = 10_000
_LONGEST_TOKEN = 64  # characters of a cookie that may be one of ours; ours have 43
_first_run: "weakref.WeakKeyDictionary[Store, str]" = weakref.WeakKeyDictionary()


def first_run_token(store: Store) -> str | None:
    """The token of the set-up link while there is no program; it lives in this process only."""
    if program_rows.programs(store):
        return None
    return _first_run.setdefault(store, secrets.token_urlsafe(32))


def may_set_up(store: Store, token: str) -> bool:
    """Whether the link is the one that this process printed, and nothing is set up yet."""
    expected = first_run_token(store)
    return expected is not None and secrets.compare_digest(expected.encode(), token.encode())


def set_up(store: Store, token: str, given: SetUp) -> str:
    """Make the program, its first cohort and its manager; a sign-in token for the manager."""
    if not may_set_up(store, token):
        raise NotYours("This set-up link is no longer valid. Sign in, or look for a newer link on the console.")
    moment, sign_in_token = clock.now(), secrets.token_urlsafe(32)
    _check_dates(given.starts, given.ends)
    program = Program(new_id(), _named("program_name", "The program", given.program_name), False, "{}", 1)
    cohort = Cohort(
        new_id(), program.id, _named("cohort_name", "The cohort", given.cohort_name), given.starts, given.ends
    )
    manager = new_manager(program.id, cohort.id, _named("name", "Your name", given.name), _address(given.email))
    password_hash = passwords.hashed(given.password, given.email, given.name)

    def job(tx: Transaction) -> None:
        if program_rows.programs(tx):
            raise Conflict("Somebody set this program up a moment ago. Sign in instead.")
        program_rows.add_program(tx, program, moment)
        program_rows.add_cohort(tx, cohort)
        member_rows.add(tx, [manager], moment)
        account = Account(manager.person_id, program.id, _key(manager.email), password_hash)
        account_rows.save_account(tx, account, moment)
        _start(tx, sign_in_token, program.id, manager.person_id, "manager", moment)
        audit.record(tx, program.id, moment, "program set up", person_id=manager.person_id)

    store.write(job)
    return sign_in_token


def sign_in(store: Store, email: str, password: str, before: str = "") -> str:
    """A token for the browser; the same refusal whether the address or the password is wrong.

    `before` is the token that the browser had; its sign-in ends, or a tab left open there would go on as that person.
    """
    account = account_rows.account_by_email(store, _key(email))
    if account is None:
        passwords.verify_nobodys(password)  # an unknown address takes as long as a known one
        raise Invalid("password", _WRONG)
    if not passwords.verify(account.password_hash, password):
        raise Invalid("password", _WRONG)
    token, moment = secrets.token_urlsafe(32), clock.now()
    renewed = passwords.renewed(account.password_hash, password)

    def job(tx: Transaction) -> None:
        if renewed:
            account_rows.set_password_hash(tx, account.person_id, renewed, moment)
        program_id, role = _where_to(tx, account.person_id)
        _start(tx, token, program_id, account.person_id, role, moment, before)

    store.write(job)
    return token


def sign_out(store: Store, token: str) -> None:
    moment = clock.now()
    store.write(lambda tx: account_rows.end_sign_in(tx, hash_of(token), moment))


def who_is(store: Store, token: str) -> Actor | None:
    """The person behind a token; None when it is unknown, ended or expired. Asked on every run of every page."""
    if not 0 < len(token) <= _LONGEST_TOKEN:
        return None
    row = _sign_in_of(store, hash_of(token))
    return _actor(row) if row and row.expires > clock.now() else None


def _sign_in_of(store: Store, token_hash: str) -> SignInRow | None:
    kept, version = _known.setdefault(store, {}), store.version
    known = kept.get(token_hash)
    if known and known[0] == version:
        return known[1]
    row = account_rows.sign_in(store, token_hash)
    if row is None:
        kept.pop(token_hash, None)
    else:
        if len(kept) >= _MOST_KNOWN:
            kept.clear()
        kept[token_hash] = version, row
    return row


def _actor(row: SignInRow) -> Actor | None:
    roles = tuple(role for role in ROLES if getattr(row, role))
    if not roles:
        return None
    role = next((role for role in roles if role == row.role), roles[0])
    return Actor(row.person_id, row.membership_id, row.program_id, row.cohort_id, row.name, role, roles, row.time_zone)


@guarded
def make_links(store: Store, actor: Actor, membership_ids: Sequence[UUID]) -> tuple[Link, ...]:
    """A one-time link for each; older unused links of these people end."""
    moment = clock.now()
    members = member_rows.some_members(store, membership_ids)
    tokens = {id: secrets.token_urlsafe(32) for id in members}

    def job(tx: Transaction) -> None:
        for id, member in members.items():
            row = LinkRow(hash_of(tokens[id]), actor.program_id, member.person_id, moment + LINK_LASTS, None)
            account_rows.add_link(tx, row, actor.person_id, moment)
            audit.record(
                tx,
                actor.program_id,
                moment,
                "sign-in link made",
                person_id=actor.person_id,
                subject_id=member.person_id,
            )

    store.write(job)
    return tuple(
        Link(m.name, m.external_id or "", m.email, f"/link/{tokens[m.id]}", moment + LINK_LASTS)
        for m in sorted(members.values(), key=lambda m: (m.name, m.id))
    )


def open_link(store: Store, token: str) -> LinkView | None:
    """Whose link it is; None when it is unknown, used or too old."""
    row = account_rows.link(store, hash_of(token))
    if row is None or row.used is not None or row.expires <= clock.now():
        return None
    member = member_rows.member_of_person(store, row.person_id, row.program_id)
    account = account_rows.account_of(store, row.person_id)
    if member is None:
        return None
    email = account.email_key if account else member.email
    return LinkView(member.name, email, program_rows.program(store, row.program_id).name, account is None)


def accept_link(store: Store, token: str, email: str, password: str, before: str = "") -> str:
    """Set the password behind a link, once; a sign-in token. Other sign-ins of this person and in this browser end."""
    view = open_link(store, token)
    if view is None:
        raise Conflict("This link was used already or is too old. Ask your program manager for a new one.")
    address, sign_in_token, moment = _address(email), secrets.token_urlsafe(32), clock.now()
    password_hash = passwords.hashed(password, address, view.name)

    def job(tx: Transaction) -> None:
        if not account_rows.use_link(tx, hash_of(token), moment):
            raise Conflict("This link was used a moment ago. Sign in with the password chosen there.")
        row = account_rows.link(tx, hash_of(token))
        assert row is not None  # it was just used
        other = account_rows.account_by_email(tx, _key(address))
        if other is not None and other.person_id != row.person_id:
            raise Invalid("email", "Somebody signs in with this e-mail address already. Use another one.")
        account_rows.save_account(tx, Account(row.person_id, row.program_id, _key(address), password_hash), moment)
        account_rows.end_other_sign_ins(tx, row.person_id, "", moment)
        program_id, role = _where_to(tx, row.person_id)
        _start(tx, sign_in_token, program_id, row.person_id, role, moment, before)
        audit.record(tx, row.program_id, moment, "sign-in link used", person_id=row.person_id)

    store.write(job)
    return sign_in_token


@guarded
def change_password(store: Store, actor: Actor, old: str, new: str, token: str) -> None:
    """A new password; links not used yet and sign-ins in other browsers end, the one with `token` stays."""
    account = account_rows.account_of(store, actor.person_id)
    if account is None or not passwords.verify(account.password_hash, old):
        raise Invalid("old", "The current password is another one.")
    password_hash, moment = passwords.hashed(new, account.email_key, actor.name), clock.now()

    def job(tx: Transaction) -> None:
        account_rows.set_password_hash(tx, actor.person_id, password_hash, moment)
        account_rows.end_other_sign_ins(tx, actor.person_id, hash_of(token), moment)
        account_rows.end_links(tx, actor.person_id, moment)
        audit.record(tx, actor.program_id, moment, "password changed", person_id=actor.person_id)

    store.write(job)


@guarded
def switch_role(store: Store, actor: Actor, role: Role, token: str) -> None:
    """Show another of one's own roles in this browser."""
    if role not in actor.roles:
        raise NotYours("This role is not yours.")
    store.write(lambda tx: account_rows.set_role(tx, hash_of(token), role))


def is_synthetic(store: Store) -> bool:
    """Whether everything in the store is a sample program: only then do personas open."""
    every = program_rows.programs(store)
    return bool(every) and all(program.synthetic for program in every)


def sign_in_as(store: Store, external_id: str, role: Role, before: str = "") -> str:
    """A sign-in as a synthetic person, without a password; refused on a store with real people."""
    if not is_synthetic(store):
        raise NotYours("Only a sample program can be entered without a password.")
    (program, *_) = program_rows.programs(store)
    membership_id = member_rows.by_external_id(store, program.id, external_id)
    member = member_rows.member(store, membership_id) if membership_id else None
    if member is None or not getattr(member, role):
        raise NotYours("There is no such person in the sample program.")
    token, moment = secrets.token_urlsafe(32), clock.now()
    store.write(lambda tx: _start(tx, token, program.id, member.person_id, role, moment, before))
    return token


def new_manager(program_id: UUID, cohort_id: UUID, name: str, email: str, external_id: str | None = None) -> Member:
    return Member(
        new_id(), program_id, cohort_id, new_id(), external_id, name, email, False, False, True,
        "", None, "", "", "", "", "", "",
    )  # fmt: skip


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _start(
    tx: Transaction, token: str, program_id: UUID, person_id: UUID, role: str, moment: datetime, before: str = ""
) -> None:
    """Begin a sign-in, and end the one that the browser had before."""
    account_rows.end_sign_in(tx, hash_of(before), moment)
    account_rows.add_sign_in(tx, hash_of(token), program_id, person_id, role, moment, moment + SIGN_IN_LASTS)
    audit.record(tx, program_id, moment, "signed in", person_id=person_id)


def _where_to(reader: Reader, person_id: UUID) -> tuple[UUID, Role]:
    """The newest membership and its first role; those who manage start as managers."""
    for program_id, mentee, mentor, manager in account_rows.memberships_of(reader, person_id):
        held: dict[Role, bool] = {"manager": manager, "mentee": mentee, "mentor": mentor}
        for role, holds in held.items():
            if holds:
                return program_id, role
    raise Invalid("email", "You are in no program at the moment. Ask your program manager.")


def _check_dates(starts: date, ends: date) -> None:
    """A mistyped year is noticed now, and not in week 105,707."""
    if abs(starts - clock.today()) > _FARTHEST_START:
        raise Invalid("starts", "The cohort starts at most five years from today; look at the year.")
    if ends <= starts:
        raise Invalid("ends", "The cohort ends after it starts.")
    if ends - starts > _LONGEST_COHORT:
        raise Invalid("ends", "A cohort lasts at most three years; look at the year.")


def _named(field: str, called: str, text: str) -> str:
    given = line(field, called, text)
    if not given:
        raise Invalid(field, f"{called} needs a name.")
    return given


def _address(email: str) -> str:
    given = line("email", "The e-mail address", email)
    local, at, domain = given.rpartition("@")
    if not (local and at and domain) or " " in given:
        raise Invalid("email", "This is not an e-mail address; it looks like name@example.org.")
    return given


def _key(email: str) -> str:
    return email.strip().casefold()
