"""A mentor's offer: bio, moves made, skills taught, capacity and pause."""

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from data import audit
from data import drafts as draft_rows
from data import memberships as member_rows
from data import offers as offer_rows
from data import programs as program_rows
from data import skills as skill_rows_
from data.offers import Offer
from data.store import Reader, Store, Transaction
from matching import csv_fields
from mentoring import about as about_me
from mentoring import clock
from mentoring.about import AboutMe, SkillLevel
from mentoring.access import Actor, Conflict, Invalid, guarded

MOST_CAPACITY = 1_000
_FORM = "offer"


@dataclass(frozen=True, slots=True)
class OfferForm:
    bio: str = ""
    past_roles: str = ""  # oldest first, one a line: Role @ Organisation (2016-2019)
    skills: tuple[SkillLevel, ...] = ()
    capacity: int = 1
    about: AboutMe = field(default_factory=AboutMe)


@dataclass(frozen=True, slots=True)
class OfferView:
    form: OfferForm
    paused_until: date | None  # a day in the future, or None
    seats_taken: int
    saved: datetime | None  # None: nothing written yet

    @property
    def version(self) -> str:
        """Of what is stored; hand it back to save_offer and keep_draft."""
        return about_me.version_of(self.form)

    @property
    def seats_left(self) -> int:
        return max(0, self.form.capacity - self.seats_taken)


@dataclass(frozen=True, slots=True)
class OfferDraft:
    form: OfferForm
    version: str  # of the offer that it was begun from
    outdated: bool  # the offer was saved elsewhere since, so this draft is refused


@guarded
def my_offer(store: Store, actor: Actor) -> OfferView:
    return offer_of(store, actor.membership_id)


def offer_of(reader: Reader, membership_id: UUID) -> OfferView:
    """A step of use cases: a mentor's offer with what both roles share."""
    member = member_rows.member(reader, membership_id)
    assert member is not None  # an actor is made from this row
    offer = offer_rows.offer(reader, membership_id)
    taught = about_me.skill_levels(skill_rows_.skills_of(reader, membership_id, "taught"))
    about = about_me.about_of(member)
    if offer is None:
        return OfferView(OfferForm(skills=taught, about=about), None, 0, None)
    taken = offer.capacity - offer_rows.seats_left(reader, membership_id)
    form = OfferForm(offer.bio, offer.past_roles.replace(";", "\n"), taught, offer.capacity, about)
    said = form != OfferForm(capacity=offer.capacity, about=about)  # an import and a pause leave an offer of nothing
    return OfferView(form, still_paused(offer), taken, offer.saved if said else None)


def still_paused(offer: Offer) -> date | None:
    """The end of a pause that lies after today (UTC): until then a mentor is paused, everywhere in the product."""
    until = offer.paused_until
    return until if until is not None and until > clock.today() else None


def free_seats(reader: Reader, program_id: UUID, cohort_id: UUID) -> dict[UUID, int]:
    """Seats of a cohort's mentors that a round can fill, in the order of their ids; a paused mentor has none."""
    offers, taken = offer_rows.offers(reader, program_id), offer_rows.seats_taken(reader, program_id)
    mentors = sorted(
        m.id
        for m in member_rows.members(reader, program_id)
        if m.mentor and m.cohort_id == cohort_id and m.id in offers
    )
    return {id: 0 if still_paused(offers[id]) else max(0, offers[id].capacity - taken.get(id, 0)) for id in mentors}


@guarded
def save_offer(store: Store, actor: Actor, form: OfferForm, version: str) -> None:
    """Save bio, moves, skills, time and capacity; refused when saved elsewhere since `version` was read."""
    moment = clock.now()
    offer = _checked(actor, form, moment)
    skills = about_me.skill_rows(form.skills)

    def job(tx: Transaction) -> None:
        if offer_of(tx, actor.membership_id).version != version:
            raise Conflict(
                "Your profile was saved in another window meanwhile. Reload to see it, then change it again."
            )
        _save_row(tx, offer)
        member = member_rows.member(tx, actor.membership_id)
        assert member is not None
        member_rows.update(tx, about_me.with_about(member, form.about))
        skill_rows_.replace(tx, actor.program_id, "taught", {actor.membership_id: skills})
        draft_rows.keep(tx, actor.person_id, actor.program_id, _FORM, "", moment)
        program_rows.mentors_changed(tx, actor.program_id)
        audit.record(tx, actor.program_id, moment, "offer saved", person_id=actor.person_id)

    store.write(job)


@guarded
def pause(store: Store, actor: Actor, until: date | None) -> None:
    """Take no new mentees before `until`; None ends the pause. Rooms go on."""
    moment = clock.now()
    if until is not None and until <= clock.today():
        raise Invalid("until", "A pause ends on a day that is still to come.")

    def job(tx: Transaction) -> None:
        offer = offer_rows.offer(tx, actor.membership_id)
        if offer is None:
            offer_rows.add(tx, [_nothing_yet(actor, moment, until)])
        else:
            offer_rows.update(tx, replace(offer, paused_until=until, saved=moment))
        program_rows.mentors_changed(tx, actor.program_id)
        audit.record(tx, actor.program_id, moment, "pause", person_id=actor.person_id, detail={"until": until})

    store.write(job)


@guarded
def keep_draft(store: Store, actor: Actor, form: OfferForm, version: str) -> None:
    """Keep the half-written form with the version it was begun from; only its author ever sees it."""
    content = json.dumps(asdict(form) | {"version": version}, ensure_ascii=False)
    if len(content) > 200_000:
        raise Invalid("bio", "This draft is too long to keep; shorten the texts first.")
    moment = clock.now()
    store.write(lambda tx: draft_rows.keep(tx, actor.person_id, actor.program_id, _FORM, content, moment))


@guarded
def draft(store: Store, actor: Actor) -> OfferDraft | None:
    kept = draft_rows.draft(store, actor.person_id, actor.program_id, _FORM)
    if not kept:
        return None
    content = json.loads(kept)
    version = content.pop("version", "")  # '' in drafts from before they had one: nobody knows what they began from
    return OfferDraft(_form_from(content), version, version != offer_of(store, actor.membership_id).version)


@guarded
def forget_draft(store: Store, actor: Actor) -> None:
    moment = clock.now()
    store.write(lambda tx: draft_rows.keep(tx, actor.person_id, actor.program_id, _FORM, "", moment))


def _nothing_yet(actor: Actor, moment: datetime, until: date | None) -> Offer:
    return Offer(actor.membership_id, actor.program_id, "", "", 1, until, moment)


def _checked(actor: Actor, form: OfferForm, moment: datetime) -> Offer:
    if not 0 <= form.capacity <= MOST_CAPACITY:
        raise Invalid("capacity", f"Capacity is a whole number from 0 to {MOST_CAPACITY:,}.")
    moves = ";".join(line.strip() for line in form.past_roles.splitlines() if line.strip())
    about_me.checked("past_roles", csv_fields.parse_past_roles, moves)
    return Offer(
        membership_id=actor.membership_id,
        program_id=actor.program_id,
        past_roles=about_me.paragraph("past_roles", "The list of your roles", moves),
        bio=about_me.paragraph("bio", "Your bio", form.bio),
        capacity=form.capacity,
        paused_until=None,
        saved=moment,
    )


def _save_row(tx: Transaction, offer: Offer) -> None:
    stored = offer_rows.offer(tx, offer.membership_id)
    if stored is None:
        offer_rows.add(tx, [offer])
    else:
        offer_rows.update(tx, replace(offer, paused_until=stored.paused_until, version=stored.version))


def _form_from(content: dict[str, Any]) -> OfferForm:
    about = about_me.from_json(content.pop("about"))
    skills = tuple(SkillLevel(**skill) for skill in content.pop("skills"))
    return OfferForm(**content, skills=skills, about=about)
