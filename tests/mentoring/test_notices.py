"""Notices: what the page lists and what the sidebar counts are the same."""

from uuid import UUID

from mentoring import notices
from tests.support.world import World


def tell(world: World, person: UUID, number: int) -> None:
    told = [(person, f"News {n}", "", "home") for n in range(number)]
    world.store.write(lambda tx: notices.tell_all(tx, world.program_id, "news", told))


def test_as_many_are_counted_as_are_listed_however_many_there_are(world: World) -> None:
    amara = world.mentee()
    for number in (3, 67):
        tell(world, amara.person_id, number)
        listed = notices.my_notices(world.store, amara)
        assert notices.count_unseen(world.store, amara) == sum(notice.seen is None for notice in listed)
    assert notices.count_unseen(world.store, amara) == 50


def test_all_are_seen_at_once_and_new_ones_are_counted_again(world: World) -> None:
    amara, ben = world.mentee(), world.mentee("Ben Ito")
    tell(world, amara.person_id, 70)
    tell(world, ben.person_id, 2)
    notices.mark_all_seen(world.store, amara)
    assert notices.count_unseen(world.store, amara) == 0
    assert notices.count_unseen(world.store, ben) == 2
    tell(world, amara.person_id, 1)
    assert notices.count_unseen(world.store, amara) == 1
