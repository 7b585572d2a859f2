"""Suggestions are the ranking by score, of allowed mentors only, whatever changed in the index before."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Mentee, Mentor, MentorIndex, Rules, score, suggest

ROLES = ["Nurse", "Data analyst", "Team lead", ""]
MENTORS = st.lists(
    st.builds(Mentor, id=st.text("abc123", min_size=1, max_size=3), current_role=st.sampled_from(ROLES),
              skills_offered=st.lists(st.sampled_from(["SQL", "dbt"]), unique=True).map(tuple),
              team=st.sampled_from([None, "Ward"])),
    max_size=8, unique_by=lambda mentor: mentor.id,
)  # fmt: skip
MENTEE = Mentee("n", target_role="Data analyst", skills_wanted=("SQL",), team="Ward")
RULES = Rules(same_team=False)


@settings(max_examples=40, deadline=None)
@given(MENTORS, st.integers(0, 9))
def test_suggestions_are_the_ranking_by_score_with_ties_by_id(mentors: list[Mentor], k: int) -> None:
    s = score([MENTEE], mentors, rules=RULES)
    ranked = sorted((-float(s.total[0, j]), m.id) for j, m in enumerate(mentors) if s.allowed[0, j])
    found = suggest(MENTEE, MentorIndex(mentors, rules=RULES), k)
    assert [(-one.total, one.mentor_id) for one in found] == ranked[:k]
    assert sum(found.left_out.values()) == len(mentors) - len(ranked)
    for one in found:
        assert sum(reason.points for reason in one.reasons) == pytest.approx(one.total, abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(MENTORS, MENTORS)
def test_an_index_that_changed_answers_like_a_new_one(before: list[Mentor], after: list[Mentor]) -> None:
    index = MentorIndex(before, rules=RULES)
    suggest(MENTEE, index)
    old, new = {m.id for m in before}, {m.id for m in after}
    for mentor_id in old - new:
        index.remove(mentor_id)
    for mentor in after:
        (index.update if mentor.id in old else index.add)(mentor)
    assert len(index) == len(after)
    assert suggest(MENTEE, index) == suggest(MENTEE, MentorIndex(after, rules=RULES))


@settings(max_examples=30, deadline=None)
@given(MENTORS, MENTORS)
def test_an_index_that_became_others_answers_like_a_new_one(before: list[Mentor], after: list[Mentor]) -> None:
    index = MentorIndex(before, rules=RULES)
    suggest(MENTEE, index)
    index.become(after)
    assert suggest(MENTEE, index) == suggest(MENTEE, MentorIndex(after, rules=RULES))


def test_many_changes_are_answered_like_few() -> None:
    before = [Mentor(f"m{k}", skills_offered=("SQL",), years_experience=k) for k in range(40)]
    after = [replace(mentor, team="Ward") if k % 8 else mentor for k, mentor in enumerate(before)]
    index = MentorIndex(before, rules=RULES)
    suggest(MENTEE, index)
    index.become(after)
    found = suggest(MENTEE, index)
    assert found == suggest(MENTEE, MentorIndex(after, rules=RULES))
    assert found.left_out == {"the same team": 35}
    assert len(index.segments) == 1


def test_a_mentor_who_is_gone_is_in_no_reason_and_no_count() -> None:
    mentors = [Mentor("a", skills_offered=("SQL",)), Mentor("b", team="Ward"), Mentor("c")]
    index = MentorIndex(mentors, rules=RULES)
    index.remove("b")
    index.update(Mentor("c", skills_offered=("dbt",)))
    ranking = index.rank(MENTEE)
    assert [ranking.scores.mentors[j].skills_offered for j in ranking.order] == [("SQL",), ("dbt",)]
    assert ranking.left_out == {}
    assert ranking.best(1) == ranking.order[:1]


def test_adding_a_mentor_changes_nobodys_score() -> None:
    index = MentorIndex([Mentor("a", current_role="Data analyst"), Mentor("b", skills_offered=("SQL",))])
    before = {one.mentor_id: one.total for one in suggest(MENTEE, index)}
    index.add(Mentor("c", current_role="Data analyst", skills_offered=("SQL",)))
    after = {one.mentor_id: one.total for one in suggest(MENTEE, index)}
    assert {mentor_id: after[mentor_id] for mentor_id in before} == before


def test_who_is_left_out_counts_once_for_the_first_rule() -> None:
    mentors = [Mentor("n", team="Ward"), Mentor("a", team="ward"), Mentor("b")]
    found = suggest(MENTEE, MentorIndex(mentors, rules=RULES))
    assert [one.mentor_id for one in found] == ["b"]
    assert found.left_out == {"the same person": 1, "the same team": 1}


def test_ids_that_clash_or_are_missing_are_named() -> None:
    index = MentorIndex([Mentor("a")])
    with pytest.raises(ValueError, match="'a'"):
        index.add(Mentor("a"))
    with pytest.raises(KeyError, match="z"):
        index.update(Mentor("z"))
    with pytest.raises(KeyError, match="z"):
        index.remove("z")
    with pytest.raises(ValueError, match="same id"):
        MentorIndex([Mentor("a"), Mentor("a")])


def test_a_snapshot_stays_what_it_was() -> None:
    index = MentorIndex([Mentor("a", bio="SQL"), Mentor("b", bio="Python")])
    before = index.snapshot()
    index.become([Mentor("b", bio="Python"), Mentor("c", bio="dbt")])
    assert sorted(mentor.id for mentor in before.rank(Mentee("n", goals="SQL")).scores.mentors) == ["a", "b"]
    assert {found.mentor_id for found in suggest(Mentee("n", goals="SQL"), index)} == {"b", "c"}


def test_ids_are_there_and_known() -> None:
    with pytest.raises(ValueError, match="no id"):
        MentorIndex([Mentor("")])
    index = MentorIndex([Mentor("a")])
    with pytest.raises(KeyError, match="use add"):
        index.update(Mentor("b"))
    with pytest.raises(KeyError, match="not in the index"):
        index.remove("b")
