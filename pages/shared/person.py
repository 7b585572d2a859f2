"""A person's page: what this reader may see of them."""

from uuid import UUID

import streamlit as st

from mentoring import people, suggestions
from mentoring.access import NotYours
from mentoring.people import GoalPart, OfferPart, Ways
from pages import session
from pages.parts import links, markup, mentor_card, mentor_filters, words
from pages.parts.page import escaped, header
from pages.shared import refused


def page() -> None:
    actor = session.known_actor()
    try:
        membership_id = UUID(st.query_params.get("id", ""))
        found = people.profile(session.store(), actor, membership_id)
        suggested = suggestions.suggestion(session.store(), actor, membership_id)
    except (ValueError, NotYours):
        refused.not_yours()
        return
    with st.container(gap="xsmall"):
        if suggested:
            _back()
        header(found.name, found.current_role)
    if suggested:
        with st.container(border=True, key="card-why"):
            st.header(f"Why {escaped(words.first_name(found.name))} is suggested", anchor=False)
            st.html(mentor_card.why(suggested))
    if found.offer:
        with st.container(border=True, key="card-offer"):
            st.header("As a mentor", anchor=False)
            st.html(_offer(found.offer))
    if found.goal:
        with st.container(border=True, key="card-goal"):
            st.header("Goal", anchor=False)
            st.html(_goal(found.goal))
    if found.ways and (facts := _facts(found.ways)):
        with st.container(border=True, key="card-ways"):
            st.header("Ways of working", anchor=False)
            st.html(facts)
    if found.email:
        st.markdown(
            f"Write to {escaped(words.first_name(found.name))}: [{escaped(found.email)}]({links.mail(found.email)})"
        )


def _back() -> None:
    with st.container(key="flush-back"):
        links.link("find-a-mentor", "Back to Find a mentor", icon="arrow_back", **mentor_filters.in_address())


def _offer(offer: OfferPart) -> str:
    seats = f"{offer.seats_left} of {offer.capacity} seats left" + (", paused at the moment" if offer.paused else "")
    past = "".join(f"<li>{markup.escape(role)}</li>" for role in offer.past_roles)
    career = f'<p class="mo-eyebrow">Before</p><ul>{past}</ul>' if past else ""
    taught = markup.tags([skill.name for skill in offer.skills], most=12)
    return f'<div class="mo mo-text">{markup.lines(offer.bio)}{taught}{career}<p class="mo-muted">{seats}</p></div>'


def _goal(goal: GoalPart) -> str:
    items = "".join(f"<li>{markup.escape(outcome)}</li>" for outcome in goal.outcomes)
    outcomes = f'<p class="mo-eyebrow">In 90 days</p><ol class="mo-outcomes">{items}</ol>' if items else ""
    wanted = markup.tags([skill.name for skill in goal.skills], most=12)
    target = f'<p class="mo-strong">{markup.escape(goal.target_role or "The role is still open")}</p>'
    return f'<div class="mo mo-text">{target}{markup.lines(goal.why)}{outcomes}{wanted}</div>'


def _facts(ways: Ways) -> str:
    years = "" if ways.years_experience is None else f"{ways.years_experience:g} years"
    facts = {
        "Experience in work": years,
        "Languages": ", ".join(ways.languages),
        "Likes to work": ", ".join(ways.preferences),
    }
    said = "".join(f"<dt>{name}</dt><dd>{markup.escape(value)}</dd>" for name, value in facts.items() if value)
    return markup.box(f'<dl class="mo-facts">{said}</dl>') if said else ""
