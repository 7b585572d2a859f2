"""Suggested mentors: what a card says, and what filters leave."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import pytest

from data import memberships as member_rows
from data import programs as program_rows
from matching import Mentor, MentorIndex, encoders
from mentoring import matches, reasons, suggestions
from mentoring.access import Conflict
from mentoring.filters import Filters
from mentoring.reasons import PartRow
from mentoring.suggestions import MentorCard
from tests.support.world import NOON, World


def cards(world: World, mentee: object, **filters: object) -> dict[str, MentorCard]:
    found = suggestions.suggested_mentors(world.store, mentee, Filters(**filters))  # type: ignore[arg-type]
    return {card.name: card for card in found.cards}


def test_the_same_move_is_claimed_only_of_who_made_it(world: World) -> None:
    mentee = world.mentee(current="Physics teacher", target="Senior data analyst")
    world.mentor("Linh Nguyen", past="Physics teacher @ Nordlys School (2012-2019)")
    world.mentor("Bo Park", current="Chef de cuisine", past="Baker @ Nordlys (2012-2022)", teaches=("Baking",), bio="")
    found = cards(world, mentee)
    assert found["Linh Nguyen"].since.startswith("made this move in ")
    assert found["Bo Park"].since.startswith("moved in ")


def test_the_year_of_another_move_is_not_the_year_of_this_one(world: World) -> None:
    mentee = world.mentee(current="Physics teacher", target="Data analyst")
    world.mentor("Linh Nguyen", current="Head of sales", past="Physics teacher (2010-2014);Data analyst (2014-2021)")
    (card,) = cards(world, mentee).values()
    assert card.since == "moved in 2021"
    assert any("Physics teacher to Data analyst in 2014" in said for said in card.adds)


def test_a_card_adds_hours_and_moves_but_not_the_role_that_stands_above(world: World) -> None:
    mentee = world.mentee(current="Physics teacher", target="Senior data analyst")
    world.mentor()
    (card,) = cards(world, mentee).values()
    assert "2 shared hours a week, on weekdays" in card.adds
    assert not any("works as" in said or "covers" in said for said in card.adds)


def test_who_declined_says_when_and_no_longer_after_being_asked_again(world: World) -> None:
    mentee, mentor = world.mentee(), world.mentor()
    request = matches.ask_for_mentorship(world.store, mentee, mentor.membership_id, "Hello")
    matches.decline_request(world.store, mentor, request, "No evenings until March")
    assert cards(world, mentee)["Linh Nguyen"].declined == NOON.date()
    matches.ask_for_mentorship(world.store, mentee, mentor.membership_id, "And now?")
    card = cards(world, mentee)["Linh Nguyen"]
    assert (card.asked, card.declined) == (True, None)


def test_favourites_and_not_for_me_together_show_either(world: World) -> None:
    mentee = world.mentee()
    people = {name: world.mentor(name).membership_id for name in ("Ada Lind", "Bo Park", "Cy Mo")}
    suggestions.mark(world.store, mentee, people["Ada Lind"], "favourite")
    suggestions.mark(world.store, mentee, people["Bo Park"], "hidden")
    assert set(cards(world, mentee)) == {"Ada Lind", "Cy Mo"}
    assert set(cards(world, mentee, favourites=True)) == {"Ada Lind"}
    assert set(cards(world, mentee, hidden=True)) == {"Bo Park"}
    assert set(cards(world, mentee, favourites=True, hidden=True)) == {"Ada Lind", "Bo Park"}


def test_places_are_counted_over_all_pages(world: World) -> None:
    mentee = world.mentee()
    for number in range(12):
        world.mentor(f"Mentor {number}")
    second = suggestions.suggested_mentors(world.store, mentee, Filters(page=2))
    assert (second.shown, second.first, len(second.cards)) == (12, 11, 2)


def test_two_mentors_are_compared_by_every_part_and_the_points_add_up(world: World) -> None:
    mentee, one, other = world.mentee(), world.mentor("Ada Lind"), world.mentor("Bo Park", teaches=("Baking",))
    assert set(suggestions.to_compare(world.store, mentee).values()) == {"Ada Lind", "Bo Park"}
    found = suggestions.compared(world.store, mentee, one.membership_id, other.membership_id)
    assert [card.name for card in found.cards] == ["Ada Lind", "Bo Park"]
    assert len(found.rows) == 8
    for side, total in enumerate(found.scores):
        assert sum(pair[side].points for pair in found.rows) == pytest.approx(100 * total, abs=1e-3)


def test_the_rest_of_a_card_names_every_part_that_has_no_row(world: World) -> None:
    mentee = world.mentee()
    world.mentor()
    (card,) = cards(world, mentee).values()
    named = [label for row in card.rows for label in (row.holds or (row.label,))]
    assert len(named) == len(set(named)) == 8


def test_reasons_that_were_kept_before_the_rest_named_its_parts_are_read(world: World) -> None:
    mentee = world.mentee()
    world.mentor()
    (card,) = cards(world, mentee).values()
    assert reasons.from_json(reasons.to_json(card.rows)) == card.rows
    old = reasons.from_json('[["Everything else", 19.0, 21.0, true, ""]]')
    assert old == (PartRow("Everything else", 19.0, 21.0, True, "", ()),)


def test_a_mentor_is_suggested_on_their_page_as_on_the_card_and_only_to_a_mentee(world: World) -> None:
    mentee, mentor, manager = world.mentee(), world.mentor(), world.manager()
    (card,) = cards(world, mentee).values()
    assert suggestions.suggestion(world.store, mentee, mentor.membership_id) is card
    for reader in (mentor, manager, replace(mentee, role="mentor", roles=("mentee", "mentor"))):
        assert suggestions.suggestion(world.store, reader, mentor.membership_id) is None


def test_nobody_is_suggested_whom_the_rules_leave_out_or_who_is_her_mentor_already(world: World) -> None:
    mentee, mentor = world.mentee(), world.mentor()
    assert suggestions.suggestion(world.store, mentee, mentee.membership_id) is None
    request = matches.ask_for_mentorship(world.store, mentee, mentor.membership_id, "Hello")
    assert suggestions.suggestion(world.store, mentee, mentor.membership_id) is not None
    matches.accept_request(world.store, mentor, request)
    assert suggestions.suggestion(world.store, mentee, mentor.membership_id) is None


def test_who_is_not_suggested_is_not_compared(world: World) -> None:
    mentee, one = world.mentee(), world.mentor("Ada Lind")
    elsewhere = World.on(world.store, "Another program").mentor("Cy Mo")
    with pytest.raises(Conflict):
        suggestions.compared(world.store, mentee, one.membership_id, elsewhere.membership_id)


def test_nothing_is_said_to_change_a_list_of_one(world: World) -> None:
    mentee = world.mentee()
    world.mentor()
    assert suggestions.what_would_change(world.store, mentee).skill == ""


def test_without_a_language_model_mentors_are_suggested_by_words_and_the_page_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    mentee, other = world.mentee(), world.mentee("Bo Park")
    world.mentor()
    world.mentor("Ada Lind")
    assert not suggestions.suggested_mentors(world.store, mentee, Filters()).by_words_only
    monkeypatch.setattr(encoders, "english", lambda: None)
    found = suggestions.suggested_mentors(world.store, other, Filters())
    assert found.by_words_only
    assert len(found.cards) == 2


def test_who_read_the_mentors_earlier_does_not_undo_what_a_later_reader_built(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    early, late = world.mentee("Amara Okafor"), world.mentee("Bo Park")
    world.mentor()
    leaves = member_rows.member(world.store, world.mentor("Ada Lind").membership_id)
    assert leaves is not None
    cards(world, early)
    become, has_read, built, shown = MentorIndex.become, Event(), Event(), Event()

    def held_up(self: MentorIndex, mentors: list[Mentor]) -> None:
        if has_read.is_set():
            become(self, mentors)
            built.set()
            shown.wait(1)
        else:
            has_read.set()
            built.wait(1)  # till a later reader has built it, should one be let in
            become(self, mentors)

    monkeypatch.setattr(MentorIndex, "become", held_up)
    world.store.write(lambda tx: program_rows.mentors_changed(tx, world.program_id))
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(cards, world, early)
        first.add_done_callback(lambda _: shown.set())
        assert has_read.wait(10)
        world.store.write(lambda tx: member_rows.update(tx, replace(leaves, mentor=False, mentee=True)))
        world.store.write(lambda tx: program_rows.mentors_changed(tx, world.program_id))
        second = pool.submit(cards, world, late)
        assert set(first.result()) == {"Linh Nguyen", "Ada Lind"}
        assert set(second.result()) == {"Linh Nguyen"}
    assert set(cards(world, early)) == set(cards(world, late)) == {"Linh Nguyen"}
