"""Passwords: which ones are taken, and their argon2id hashes."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from mentoring.access import Invalid

SHORTEST, LONGEST = 10, 200  # characters of a password


def hashed(password: str, email: str, name: str) -> str:
    """The hash of a new password, refused where it is too short, too long or too easy to guess."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Invalid("password", f"A password has {SHORTEST} to {LONGEST} characters; a short sentence is a good one.")
    if len(set(password)) < 4 or password.casefold() in (email.casefold(), name.casefold()):
        raise Invalid("password", "This password is too easy to guess. A short sentence is a good one.")
    return _hasher().hash(password)


def verify(password_hash: str, password: str) -> bool:
    if len(password) > LONGEST:  # nobody's: no password is longer
        return False
    try:
        return _hasher().verify(password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def verify_nobodys(password: str) -> None:
    """Take as long as for somebody."""
    verify(_nobodys_hash(), password)


def renewed(password_hash: str, password: str) -> str:
    """A hash with today's parameters; '' where the old one has them."""
    return _hasher().hash(password) if _hasher().check_needs_rehash(password_hash) else ""


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()  # argon2id with the parameters of RFC 9106, second recommendation


@cache
def _nobodys_hash() -> str:
    return _hasher().hash(secrets.token_urlsafe(16))
