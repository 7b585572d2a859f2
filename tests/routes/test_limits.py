"""Who has to wait after failed tries, and who has not."""

from datetime import datetime, timedelta

import pytest
from starlette.requests import Request

from mentoring import clock
from routes.limits import PER_ACCOUNT, PER_NETWORK, WINDOW, Tries, network_of

HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"
AMARA, LINH = "amara@x.example", "linh@x.example"
NOON = datetime(2026, 11, 24, 12)


@pytest.fixture
def tries() -> Tries:
    clock.set_now(NOON)
    return Tries()


def fail(tries: Tries, times: int, email: str, network: str) -> None:
    assert [tries.take(email, network) for _ in range(times)] == [0] * times


def test_nobody_is_locked_out_from_elsewhere(tries: Tries) -> None:
    fail(tries, PER_ACCOUNT, AMARA, ELSEWHERE)
    assert tries.take(AMARA, ELSEWHERE) == 15
    assert tries.take(" Amara@X.example", ELSEWHERE) == 15, "however it is written"
    assert tries.take(AMARA, HERE) == 0


def test_a_network_that_fails_with_many_accounts_waits(tries: Tries) -> None:
    for n in range(PER_NETWORK):
        fail(tries, 1, f"guessed{n}@x.example", HERE)
    assert tries.take(AMARA, HERE) == 15
    assert tries.take(AMARA, ELSEWHERE) == 0
    clock.set_now(NOON + WINDOW + timedelta(seconds=1))
    assert tries.take(AMARA, HERE) == 0


def test_who_signed_in_here_before_does_not_wait_for_what_others_fail_with(tries: Tries) -> None:
    fail(tries, 1, AMARA, HERE)
    tries.succeeded(AMARA, HERE)
    for n in range(PER_NETWORK):
        fail(tries, 1, f"guessed{n}@x.example", HERE)
    assert tries.take(LINH, HERE) == 15
    fail(tries, PER_ACCOUNT, AMARA, HERE)
    assert tries.take(AMARA, HERE) == 15, "her own failures count"


def test_one_account_that_fails_does_not_use_up_the_network(tries: Tries) -> None:
    fail(tries, PER_ACCOUNT, AMARA, HERE)
    assert {tries.take(AMARA, HERE) for _ in range(PER_NETWORK)} == {15}
    assert tries.take(LINH, HERE) == 0


def test_success_counts_against_nobody(tries: Tries) -> None:
    for _ in range(PER_NETWORK + PER_ACCOUNT):
        fail(tries, 1, AMARA, HERE)
        tries.succeeded(AMARA, HERE)
    assert tries.take(LINH, HERE) == 0


def asked(client: str, forwarded: str | None = None) -> Request:
    headers = [] if forwarded is None else [(b"x-forwarded-for", forwarded.encode())]
    return Request({"type": "http", "client": (client, 0), "headers": headers})


def test_the_forwarded_address_counts_when_the_operator_named_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORWARDED_ALLOW_IPS", raising=False)
    assert network_of(asked("10.0.0.1", "10.0.0.1")) == network_of(asked("10.0.0.2", "10.0.0.2"))
    assert network_of(asked(HERE)) == HERE
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "127.0.0.1")
    assert network_of(asked("10.0.0.1", "10.0.0.1")) == "10.0.0.1"


def test_a_household_is_one_network() -> None:
    assert network_of(asked("2001:db8::1")) == network_of(asked("2001:db8::ffff:2"))
    assert network_of(asked("2001:db8::1")) != network_of(asked("2001:db8:0:1::1"))
    assert network_of(asked(f"::ffff:{HERE}")) == HERE
    assert network_of(asked("fe80::1%eth0")) == network_of(asked("fe80::2"))
