"""People and rules: a text where a tuple belongs is refused."""

from typing import Any

import pytest

from matching import Mentee, Mentor, Rules


@pytest.mark.parametrize(
    ("build", "field", "text"),
    [
        (Mentee, "skills_wanted", "SQL"), (Mentee, "languages", "en"), (Mentee, "preferences", "video"),
        (Mentor, "skills_offered", "SQL"), (Mentor, "languages", ""), (Mentor, "preferences", "weekly"),
        (Mentor, "past_roles", "Chef"),
    ],
)  # fmt: skip
def test_a_text_for_a_list_is_refused_and_shown_as_it_should_be(build: Any, field: str, text: str) -> None:
    with pytest.raises(TypeError) as refused:
        build("p", **{field: text})
    assert str(refused.value) == f'{field} is a text and would be read letter by letter; write {field}=("{text}",)'


@pytest.mark.parametrize("field", ["required_languages", "must_share", "must_differ"])
def test_rules_refuse_a_text_for_a_list_too(field: str) -> None:
    with pytest.raises(TypeError, match=f"{field} is a text"):
        Rules(**{field: "en"})  # type: ignore[arg-type]


def test_what_is_suggested_can_be_written() -> None:
    with pytest.raises(TypeError) as refused:
        Mentee("p", skills_wanted='the "new" SQL')  # type: ignore[arg-type]
    written: Any = eval(str(refused.value).partition("skills_wanted=")[2])
    assert Mentee("p", skills_wanted=written).skills_wanted == ('the "new" SQL',)
