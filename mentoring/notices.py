"""Notices: what a person is told inside the product, and whether they have seen it."""

from collections.abc import Sequence
from uuid import UUID

from data import notices as notice_rows
from data.notices import Notice
from data.store import Store, Transaction, new_id
from mentoring import clock
from mentoring.access import Actor, guarded

_MOST = 50


Told = tuple[UUID, str, str, str]  # person, headline, detail, page it leads to


def tell(tx: Transaction, program_id: UUID, person_id: UUID, kind: str, headline: str, detail: str, page: str) -> None:
    """A step of a job: leave a notice that leads to `page`."""
    tell_all(tx, program_id, kind, [(person_id, headline, detail, page)])


def tell_all(tx: Transaction, program_id: UUID, kind: str, told: Sequence[Told]) -> None:
    """A step of a job: the same kind of notice for many people."""
    moment = clock.now()
    notice_rows.add(
        tx,
        [
            Notice(new_id(), program_id, person, kind, headline, detail, page, moment)
            for person, headline, detail, page in told
        ],
    )


@guarded
def my_notices(store: Store, actor: Actor) -> tuple[Notice, ...]:
    """The newest first, at most fifty."""
    return notice_rows.notices(store, actor.person_id, actor.program_id, _MOST)


@guarded
def count_unseen(store: Store, actor: Actor) -> int:
    """Of those that my_notices lists, so that the two never say different numbers."""
    return notice_rows.count_unseen(store, actor.person_id, actor.program_id, _MOST)


@guarded
def mark_all_seen(store: Store, actor: Actor) -> None:
    moment = clock.now()
    store.write(lambda tx: notice_rows.mark_seen(tx, actor.person_id, actor.program_id, moment, moment))
