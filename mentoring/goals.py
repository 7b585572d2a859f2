"""A mentee's goal: what she wants, why, and by what she will know that it works."""

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from data import audit
from data import drafts as draft_rows
from data import goals as goal_rows
from data import memberships as member_rows
from data import programs as program_rows
from data import skills as skill_rows_
from data.goals import Goal
from data.store import Reader, Store, Transaction
from mentoring import about as about_me
from mentoring import clock
from mentoring.about import AboutMe, SkillLevel
from mentoring.access import Actor, Conflict, Invalid, guarded

MOST_OUTCOMES = 3
_FORM = "goal"


@dataclass(frozen=True, slots=True)
class GoalForm:
    """The goal as it stands in the form; also what a draft keeps."""

    target_role: str = ""
    why: str = ""
    outcomes: tuple[str, ...] = ()  # measurable, within 90 days
    skills: tuple[SkillLevel, ...] = ()
    not_interested_in: str = ""
    about: AboutMe = field(default_factory=AboutMe)


@dataclass(frozen=True, slots=True)
class GoalView:
    form: GoalForm
    saved: datetime | None  # None: nothing written yet

    @property
    def version(self) -> str:
        """Of what is stored; hand it back to save_goal and keep_draft."""
        return about_me.version_of(self.form)

    @property
    def written(self) -> bool:
        """Whether there is enough to suggest mentors from."""
        return bool(self.form.target_role or self.form.why or self.form.skills)


@dataclass(frozen=True, slots=True)
class GoalDraft:
    form: GoalForm
    version: str  # of the goal that it was begun from
    outdated: bool  # the goal was saved elsewhere since, so this draft is refused


def goal_of(reader: Reader, membership_id: UUID) -> GoalView:
    """A step of use cases: a mentee's goal with what both roles share."""
    member = member_rows.member(reader, membership_id)
    assert member is not None  # an actor is made from this row
    goal = goal_rows.goal(reader, membership_id)
    wanted = about_me.skill_levels(skill_rows_.skills_of(reader, membership_id, "wanted"))
    about = about_me.about_of(member)
    if goal is None:
        return GoalView(GoalForm(skills=wanted, about=about), None)
    outcomes = tuple(json.loads(goal.outcomes))
    form = GoalForm(goal.target_role, goal.why, outcomes, wanted, goal.not_interested_in, about)
    said = form != GoalForm(about=about)  # an import leaves a goal of nothing, which nobody saved
    return GoalView(form, goal.saved if said else None)


@guarded
def my_goal(store: Store, actor: Actor) -> GoalView:
    return goal_of(store, actor.membership_id)


@guarded
def save_goal(store: Store, actor: Actor, form: GoalForm, version: str) -> None:
    """Save the goal; refused when it, or what both roles share, was saved elsewhere since `version` was read."""
    moment = clock.now()
    goal = _checked(actor, form, moment)
    skills = about_me.skill_rows(form.skills)

    def job(tx: Transaction) -> None:
        if goal_of(tx, actor.membership_id).version != version:
            raise Conflict("Your goal was saved in another window meanwhile. Reload to see it, then change it again.")
        _save_row(tx, goal)
        member = member_rows.member(tx, actor.membership_id)
        assert member is not None
        member_rows.update(tx, about_me.with_about(member, form.about))
        skill_rows_.replace(tx, actor.program_id, "wanted", {actor.membership_id: skills})
        draft_rows.keep(tx, actor.person_id, actor.program_id, _FORM, "", moment)
        if member.mentor:
            program_rows.mentors_changed(tx, actor.program_id)
        audit.record(tx, actor.program_id, moment, "goal saved", person_id=actor.person_id)

    store.write(job)


@guarded
def keep_draft(store: Store, actor: Actor, form: GoalForm, version: str) -> None:
    """Keep the half-written form with the version it was begun from; only its author ever sees it."""
    content = json.dumps(asdict(form) | {"version": version}, ensure_ascii=False)
    if len(content) > 200_000:
        raise Invalid("why", "This draft is too long to keep; shorten the texts first.")
    moment = clock.now()
    store.write(lambda tx: draft_rows.keep(tx, actor.person_id, actor.program_id, _FORM, content, moment))


@guarded
def draft(store: Store, actor: Actor) -> GoalDraft | None:
    kept = draft_rows.draft(store, actor.person_id, actor.program_id, _FORM)
    if not kept:
        return None
    content = json.loads(kept)
    version = content.pop("version", "")  # '' in drafts from before they had one: nobody knows what they began from
    return GoalDraft(_form_from(content), version, version != goal_of(store, actor.membership_id).version)


@guarded
def forget_draft(store: Store, actor: Actor) -> None:
    moment = clock.now()
    store.write(lambda tx: draft_rows.keep(tx, actor.person_id, actor.program_id, _FORM, "", moment))


def _checked(actor: Actor, form: GoalForm, moment: datetime) -> Goal:
    outcomes = [about_me.line("outcomes", "An outcome", outcome) for outcome in form.outcomes]
    outcomes = [outcome for outcome in outcomes if outcome]
    if len(outcomes) > MOST_OUTCOMES:
        raise Invalid("outcomes", "Three outcomes are the most; fewer get done more often.")
    return Goal(
        membership_id=actor.membership_id,
        program_id=actor.program_id,
        target_role=about_me.line("target_role", "The role you want", form.target_role),
        why=about_me.paragraph("why", "Why you want it", form.why),
        outcomes=json.dumps(outcomes, ensure_ascii=False),
        not_interested_in=about_me.paragraph(
            "not_interested_in", "What you are not interested in", form.not_interested_in
        ),
        saved=moment,
    )


def _save_row(tx: Transaction, goal: Goal) -> None:
    stored = goal_rows.goal(tx, goal.membership_id)
    if stored is None:
        goal_rows.add(tx, [goal])
    else:
        goal_rows.update(tx, replace(goal, version=stored.version))


def _form_from(content: dict[str, Any]) -> GoalForm:
    about = about_me.from_json(content.pop("about"))
    skills = tuple(SkillLevel(**skill) for skill in content.pop("skills"))
    return GoalForm(**{**content, "outcomes": tuple(content["outcomes"])}, skills=skills, about=about)
