"""Which texts the English encoder can read."""

import pytest

from matching.language import is_english


@pytest.mark.parametrize(
    "text",
    [
        "",
        "SQL",
        "Nurse",
        "Kubernetes",
        "Data analyst",
        "I want to lead a team.",
        "dbt",
        "C++",
        "Head of People",
        "Reliability lead. Kubernetes, Observability, Python, Terraform, Incident response, Linux",
    ],
)
def test_english_names_of_things_and_nothing_at_all(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    ["Krankenpfleger", "Quiero cambiar de trabajo y aprender a programar.", "Je voudrais enseigner à des adultes.",
     "Quero ser analista de dados", "Entwicklerin für Datenbanken", "看護師になりたい", "Хочу стать учителем"],
)  # fmt: skip
def test_other_languages(text: str) -> None:
    assert not is_english(text)
