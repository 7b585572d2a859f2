"""Sign-in, links and passwords: what opens, once, for how long, and what closes."""

import tracemalloc
from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.store import Store
from mentoring import accounts, clock, imports, passwords, people
from mentoring.access import Actor, Conflict, Invalid, NotYours
from mentoring.accounts import LINK_LASTS, SIGN_IN_LASTS, SetUp
from mentoring.imports import Upload
from tests.support.world import NOON, World

GOOD, BETTER = "a walk by the river", "two walks by the river"
WANTED = SetUp("Data Switch", "Autumn", date(2026, 9, 7), date(2027, 2, 21), "Hannah Weiss", "hannah@x.example", GOOD)


def a_link(world: World, manager: Actor, person: Actor) -> str:
    (link,) = accounts.make_links(world.store, manager, [person.membership_id])
    return link.path.removeprefix("/link/")


def signed_in(world: World, person: Actor, email: str = "amara@sample.example") -> str:
    return accounts.accept_link(world.store, a_link(world, world.manager(), person), email, GOOD)


def test_the_first_run_happens_once(store: Store) -> None:
    token = accounts.first_run_token(store)
    assert token is not None
    with pytest.raises(NotYours):
        accounts.set_up(store, "another token", WANTED)
    manager = accounts.who_is(store, accounts.set_up(store, token, WANTED))
    assert manager is not None
    assert manager.roles == ("manager",)
    assert accounts.first_run_token(store) is None
    with pytest.raises(NotYours):
        accounts.set_up(store, token, WANTED)


@pytest.mark.parametrize(
    ("starts", "ends", "field"),
    [
        (date(1, 1, 1), date(2027, 2, 21), "starts"),
        (date(9999, 1, 1), date(9999, 12, 31), "starts"),
        (date(2026, 9, 7), date(2062, 2, 21), "ends"),
        (date(2026, 9, 7), date(2026, 9, 7), "ends"),
    ],
)
def test_a_cohort_is_of_these_years(store: Store, starts: date, ends: date, field: str) -> None:
    token = accounts.first_run_token(store)
    assert token is not None
    with pytest.raises(Invalid) as refusal:
        accounts.set_up(store, token, replace(WANTED, starts=starts, ends=ends))
    assert refusal.value.field == field
    assert accounts.first_run_token(store) == token, "nothing is set up"


def test_a_link_opens_once(world: World) -> None:
    amara = world.mentee()
    token = a_link(world, world.manager(), amara)
    actor = accounts.who_is(world.store, accounts.accept_link(world.store, token, "amara@x.example", GOOD))
    assert actor is not None
    assert actor.membership_id == amara.membership_id
    assert accounts.open_link(world.store, token) is None
    with pytest.raises(Conflict, match="used already"):
        accounts.accept_link(world.store, token, "amara@x.example", BETTER)


def test_a_link_ends_after_two_weeks(world: World) -> None:
    token = a_link(world, world.manager(), world.mentee())
    clock.set_now(NOON + LINK_LASTS + timedelta(minutes=1))
    assert accounts.open_link(world.store, token) is None
    with pytest.raises(Conflict):
        accounts.accept_link(world.store, token, "amara@x.example", GOOD)


def test_a_newer_link_ends_the_older(world: World) -> None:
    manager, amara = world.manager(), world.mentee()
    older = a_link(world, manager, amara)
    newer = a_link(world, manager, amara)
    assert accounts.open_link(world.store, older) is None
    assert accounts.open_link(world.store, newer) is not None


def test_a_link_sets_a_new_password_and_ends_what_was_open(world: World) -> None:
    amara = world.mentee()
    before = signed_in(world, amara)
    after = accounts.accept_link(
        world.store, a_link(world, world.manager("Ida Berg"), amara), "amara@sample.example", BETTER
    )
    assert accounts.who_is(world.store, before) is None
    assert accounts.who_is(world.store, after) is not None
    with pytest.raises(Invalid):
        accounts.sign_in(world.store, "amara@sample.example", GOOD)


def test_no_two_people_sign_in_with_one_address(world: World) -> None:
    signed_in(world, world.mentee(), "both@x.example")
    token = a_link(world, world.manager("Ida Berg"), world.mentor())
    with pytest.raises(Invalid, match="Somebody signs in"):
        accounts.accept_link(world.store, token, "Both@X.example ", GOOD)
    assert accounts.open_link(world.store, token) is not None, "a refusal does not use the link up"


def test_a_browser_is_one_person_at_a_time(world: World) -> None:
    manager, linh = world.manager("Ida Berg"), world.mentor()
    amaras = signed_in(world, world.mentee())
    elsewhere = accounts.sign_in(world.store, "amara@sample.example", GOOD)
    linhs = accounts.accept_link(world.store, a_link(world, manager, linh), "linh@x.example", GOOD, before=amaras)
    assert accounts.who_is(world.store, amaras) is None
    again = accounts.sign_in(world.store, "amara@sample.example", GOOD, before=linhs)
    assert accounts.who_is(world.store, linhs) is None
    with pytest.raises(Invalid):
        accounts.sign_in(world.store, "linh@x.example", BETTER, before=again)
    assert accounts.who_is(world.store, again) is not None, "a refused try ends nothing"
    assert accounts.who_is(world.store, elsewhere) is not None, "another browser goes on"


def test_an_imported_address_leaves_the_one_that_signs_in(world: World) -> None:
    manager = world.manager()
    for email in ("ada@x.example", "ada.lind@x.example"):
        rows = f"id,name,email\nA1,Ada Lind,{email}\n".encode()
        imports.import_people(world.store, manager, {"mentees": Upload("m.csv", rows)})
        (ada,) = (line for line in people.all_people(world.store, manager) if line.external_id == "A1")
        if ada.signs_in_with is None:
            (link,) = accounts.make_links(world.store, manager, [ada.membership_id])
            accounts.accept_link(world.store, link.path.removeprefix("/link/"), "Ada@x.example", GOOD)
    assert (ada.email, ada.signs_in_with) == ("ada.lind@x.example", "ada@x.example")
    accounts.sign_in(world.store, "ada@x.example", GOOD)
    with pytest.raises(Invalid):
        accounts.sign_in(world.store, "ada.lind@x.example", GOOD)


def test_a_wrong_address_and_a_wrong_password_are_told_alike(world: World) -> None:
    signed_in(world, world.mentee())
    said = set()
    for email, password in (("amara@sample.example", BETTER), ("nobody@x.example", GOOD)):
        with pytest.raises(Invalid) as refusal:
            accounts.sign_in(world.store, email, password)
        said.add((str(refusal.value), refusal.value.field))
    assert len(said) == 1


def test_a_sign_in_lasts_thirty_days(world: World) -> None:
    token = signed_in(world, world.mentee())
    clock.set_now(NOON + SIGN_IN_LASTS - timedelta(minutes=1))
    assert accounts.who_is(world.store, token) is not None
    clock.set_now(NOON + SIGN_IN_LASTS + timedelta(minutes=1))
    assert accounts.who_is(world.store, token) is None


def test_signing_out_is_seen_at_once(world: World) -> None:
    token = signed_in(world, world.mentee())
    assert accounts.who_is(world.store, token) is not None
    accounts.sign_out(world.store, token)
    assert accounts.who_is(world.store, token) is None


def test_a_cookie_that_opens_nothing_is_not_kept(world: World) -> None:
    token = signed_in(world, world.mentee())
    assert accounts.who_is(world.store, token) is not None
    tracemalloc.start()
    try:
        for n in range(200):
            assert accounts.who_is(world.store, f"{n:040}") is None
            assert accounts.who_is(world.store, f"{n:040}" + "x" * 60_000) is None
            assert accounts.who_is(world.store, token * 2) is None
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 200_000, "bytes, of 12 million sent"


def test_a_changed_password_ends_other_browsers_and_open_links(world: World) -> None:
    amara = world.mentee()
    here = signed_in(world, amara)
    elsewhere = accounts.sign_in(world.store, "AMARA@sample.example", GOOD)
    link = a_link(world, world.manager("Ida Berg"), amara)
    with pytest.raises(Invalid):
        accounts.change_password(world.store, amara, BETTER, BETTER, here)
    accounts.change_password(world.store, amara, GOOD, BETTER, here)
    assert accounts.who_is(world.store, here) is not None
    assert accounts.who_is(world.store, elsewhere) is None
    assert accounts.open_link(world.store, link) is None
    assert accounts.who_is(world.store, accounts.sign_in(world.store, "amara@sample.example", BETTER)) is not None


@pytest.mark.parametrize("password", ["short", "x" * 201, "aaaaaaaaaaaa", "amara@x.example", "Amara Okafor"])
def test_weak_passwords_are_refused_with_a_reason(world: World, password: str) -> None:
    token = a_link(world, world.manager(), world.mentee())
    with pytest.raises(Invalid) as refusal:
        accounts.accept_link(world.store, token, "amara@x.example", password)
    assert refusal.value.field == "password"


def test_a_password_counts_to_its_last_character(world: World) -> None:
    longest = (GOOD * 20)[: passwords.LONGEST]
    token = a_link(world, world.manager(), world.mentee())
    accounts.accept_link(world.store, token, "amara@x.example", longest)
    accounts.sign_in(world.store, "amara@x.example", longest)
    for wrong in (longest + "x", longest[:-1], longest[:-1] + "x"):
        with pytest.raises(Invalid, match="do not belong together"):
            accounts.sign_in(world.store, "amara@x.example", wrong)


def test_one_shows_only_roles_that_one_has(world: World) -> None:
    both = world.mentee(also_mentor=True)
    token = signed_in(world, both)
    accounts.switch_role(world.store, both, "mentor", token)
    actor = accounts.who_is(world.store, token)
    assert actor is not None
    assert actor.role == "mentor"
    with pytest.raises(NotYours):
        accounts.switch_role(world.store, both, "manager", token)


def test_personas_open_only_in_a_sample(world: World) -> None:
    with pytest.raises(NotYours, match="Only a sample"):
        accounts.sign_in_as(world.store, "amara", "mentee")


def test_the_store_holds_no_password_and_no_token(world: World) -> None:
    amara = world.mentee()
    token = signed_in(world, amara)
    held = str(world.store.read("SELECT * FROM accounts")) + str(world.store.read("SELECT * FROM sign_ins"))
    assert GOOD not in held
    assert token not in held
    assert "$argon2id$" in held
