"""The catalog of skills: one identity for all names of a skill, and the right one for a name of several."""

import pytest

from matching import skills


def test_the_catalog_is_as_large_as_it_has_to_be() -> None:
    catalog = skills.catalog()
    assert len(catalog) >= 400
    assert sum(len(skill.aliases) for skill in catalog.values()) >= 1_000
    assert all(0 < skill.rarity <= 1 for skill in catalog.values())


def test_every_relation_leads_to_a_skill_of_the_catalog() -> None:
    assert {other for id_ in skills.catalog() for other in skills.related(id_)} <= set(skills.catalog())


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("k8s", "kubernetes"),
        ("KUBERNETES", "kubernetes"),
        ("Machine-Learning", "machine-learning"),
        ("ML", "machine-learning"),
    ],
)
def test_aliases_and_spellings_mean_one_skill(name: str, id_: str) -> None:
    found = skills.normalise(name)
    assert found is not None
    assert found.id == id_


def test_what_the_catalog_does_not_know_stays_a_skill_of_its_own() -> None:
    assert skills.normalise("Falconry of the steppe") is None
    assert skills.identity("Falconry of the Steppe") == skills.identity("falconry of the steppe")


@pytest.mark.parametrize(
    ("context", "id_"), [("roadmap and discovery of a software product", "product-management"),
     ("schedules, budgets and project plans", "project-management")],
)  # fmt: skip
def test_the_context_decides_between_the_senses_of_a_name(context: str, id_: str) -> None:
    found = skills.normalise("PM", context)
    assert found is not None
    assert found.id == id_


def test_the_name_of_one_skill_is_an_alias_of_no_other() -> None:
    for skill in skills.catalog().values():
        found = skills.normalise(skill.name)
        assert found is not None
        assert found.id == skill.id or found.name == skill.name


def test_suggestions_start_with_names_that_start_with_the_text() -> None:
    found = [skill.name for skill in skills.suggestions("stat")]
    assert found
    assert found[0].casefold().startswith("stat")
