"""What is said to change a list would change it: every sentence is tried by doing it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from matching import Mentee, Mentor, MentorIndex, Rules, more_hours, other_first
from matching.week import Weeks, hours_together
from matching.what_if import AN_HOUR, TIMES

SLOTS = st.tuples(st.integers(0, 6), st.integers(0, 23), st.integers(1, 3)).map(
    lambda one: (one[0], 60 * one[1], 60 * (one[1] + one[2]))
)
MENTORS = st.lists(
    st.builds(
        Mentor, id=st.text("abc123", min_size=1, max_size=3),
        availability=st.lists(SLOTS, min_size=1, max_size=3).map(tuple),
        time_zone=st.sampled_from(["Europe/Berlin", "Asia/Tokyo"]),
        skills_offered=st.lists(st.sampled_from(["SQL", "dbt", "statistics", "sewing"]), unique=True).map(tuple),
    ),
    min_size=2, max_size=7, unique_by=lambda mentor: mentor.id,
)  # fmt: skip
MENTEE = Mentee("n", skills_wanted=("SQL",), availability=((0, 600, 660),), time_zone="Europe/Berlin")


@given(MENTORS, st.sampled_from([0.0, 2.0]))
def test_hours_that_are_said_to_open_mentors_do(mentors: list[Mentor], least: float) -> None:
    rules = Rules(min_overlap_hours=least)
    found = more_hours(MentorIndex(mentors, rules=rules).rank(MENTEE))
    if found is None:
        return
    then = replace(MENTEE, availability=(*(MENTEE.availability or ()), dict(TIMES)[found.when]))
    enough = max(AN_HOUR, least)
    hours = hours_together(Weeks.of([MENTEE, then], None), Weeks.of(mentors, None))
    opened = {m.id for m, before, after in zip(mentors, *hours, strict=True) if before < enough <= after}
    assert set(found.mentor_ids) == opened
    assert opened <= {mentors[j].id for j in MentorIndex(mentors, rules=rules).rank(then).order}


@given(MENTORS)
def test_a_skill_that_is_said_to_put_a_mentor_first_does(mentors: list[Mentor]) -> None:
    index = MentorIndex(mentors)
    before = index.rank(MENTEE)
    found = other_first(before)
    if found is None:
        return
    after = index.rank(replace(MENTEE, skills_wanted=(*MENTEE.skills_wanted, found.skill)))
    by_id = {mentor.id: mentor for mentor in mentors}
    assert mentors[after.order[0]].id == found.mentor_id
    assert mentors[before.order[0]].id != found.mentor_id
    assert found.skill in by_id[found.mentor_id].skills_offered


def test_nothing_is_said_where_nothing_is_known() -> None:
    ranking = MentorIndex([Mentor("m", bio="reports")]).rank(Mentee("n"))
    assert more_hours(ranking) is None
    assert other_first(ranking) is None
