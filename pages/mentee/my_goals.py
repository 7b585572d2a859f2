"""My goals: what I want, why, and by what I will know that it works."""

import streamlit as st

from mentoring import goals
from mentoring.goals import GoalForm
from pages import session
from pages.parts import about_form, links, words
from pages.parts.acting import acting, say
from pages.parts.page import header

_FORM = "goal"
_WANTED = 3


def page() -> None:
    store, actor = session.store(), session.known_actor()
    goal = goals.my_goal(store, actor)
    draft = goals.draft(store, actor)
    if "goal-why" not in st.session_state:  # the fields are filled now, and this is what they are filled from
        st.session_state["goal-version"] = (draft or goal).version
    _fill((draft or goal).form)
    saved = (
        f"Saved {words.since(goal.saved, actor.time_zone)}" if goal.saved else "Not saved yet, takes about four minutes"
    )
    header("My goals", f"{saved} · changes are kept as a draft while you write", _save_button)
    say()
    if draft and draft.outdated:
        st.warning(
            "Your goal was saved in another window after you began this draft, so the draft cannot be saved. "
            "Copy what you want to keep, discard the changes, and you see what is saved.",
            icon=":material/history:",
        )
    with st.container(border=True, key="card-goal", gap="small"):
        st.header("Where you want to go", anchor=False)
        st.caption("Seen by your program manager, and by mentors you ask or work with.")
        left, right = st.columns(2)
        left.text_input("The role you want", key="goal-target_role", placeholder="Data analyst", on_change=_keep)
        right.text_input("Your current role", key="goal-current_role", placeholder="Maths teacher", on_change=_keep)
        st.text_area(
            "Why you want it", key="goal-why", height=130, on_change=_keep,
            placeholder="What draws you, what you bring, what has to be different from today",
        )  # fmt: skip
        st.number_input(
            "Years of experience in work",
            0.0,
            80.0,
            step=1.0,
            format="%g",
            key="goal-years",
            width=260,
            on_change=_keep,
        )
    with st.container(border=True, key="card-outcomes", gap="small"):
        st.header("What will be true in 90 days", anchor=False)
        st.caption("One to three outcomes that somebody else could check. Seen like your goal.")
        examples = (
            "Finish one SQL case and show it to my mentor",
            "Talk to three people who do the job",
            "Send four applications",
        )
        for place, example in enumerate(examples):
            st.text_input(f"Outcome {place + 1}", key=f"goal-outcome-{place}", placeholder=example, on_change=_keep)
    with st.container(border=True, key="card-skills", gap="small"):
        st.header("Skills you want", anchor=False)
        st.caption("They count most when mentors are suggested. Seen like your goal.")
        about_form.skill_fields(_FORM, "Skills", _keep, default=_WANTED, now=True)
        st.text_area(
            "Not interested in", key="goal-not_interested_in", height=80, on_change=_keep,
            placeholder="For example: people management, sales",
            help="Lowers mentors who are about exactly that. Only you and your manager see it.",
        )  # fmt: skip
    with st.container(border=True, key="card-time", gap="small"):
        st.header("Time and ways of working", anchor=False)
        st.caption("Mentors see languages and ways of working; your hours are used to find shared ones.")
        about_form.time_fields(_FORM, _keep)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Save my goals", key="goal-save", on_click=_save)
        if draft:
            st.button("Discard changes", type="tertiary", key="goal-discard", on_click=_discard)
        if goal.written and not draft:
            links.link("find-a-mentor", "Find a mentor", icon="person_search")


def _fill(form: GoalForm) -> None:
    about_form.put("goal-target_role", form.target_role)
    about_form.put("goal-why", form.why)
    about_form.put("goal-not_interested_in", form.not_interested_in)
    for place in range(goals.MOST_OUTCOMES):
        about_form.put(f"goal-outcome-{place}", form.outcomes[place] if place < len(form.outcomes) else "")
    about_form.fill(_FORM, form.about)
    about_form.fill_skills(_FORM, form.skills, default=_WANTED)


def _read() -> GoalForm:
    state = st.session_state
    return GoalForm(
        target_role=state["goal-target_role"],
        why=state["goal-why"],
        outcomes=tuple(state[f"goal-outcome-{place}"] for place in range(goals.MOST_OUTCOMES)),
        skills=about_form.read_skills(_FORM, default=_WANTED, now=True),
        not_interested_in=state["goal-not_interested_in"],
        about=about_form.read(_FORM),
    )


def _keep() -> None:
    with acting():
        goals.keep_draft(session.store(), session.known_actor(), _read(), st.session_state["goal-version"])


def _save_button() -> None:
    """Filled here, where it is in sight when the page opens; the same act at the foot is outlined."""
    st.button("Save", type="primary", key="goal-save-above", on_click=_save)


def _save() -> None:
    with acting("Your goals are saved."):
        goals.save_goal(session.store(), session.known_actor(), _read(), st.session_state["goal-version"])
        about_form.forget(_FORM)


def _discard() -> None:
    with acting("Your changes are discarded."):
        goals.forget_draft(session.store(), session.known_actor())
        about_form.forget(_FORM)
