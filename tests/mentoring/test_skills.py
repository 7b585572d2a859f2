"""Names of skills to choose from."""

from mentoring import skills
from tests.support.world import World


def test_of_two_spellings_of_a_skill_one_can_be_chosen(world: World) -> None:
    mentee = world.mentee(wants=("SQL", "experiment design"))
    world.mentor(teaches=("Experiment design", "k8s"))
    world.mentor("Bo Park", teaches=("Experiment design",))
    names = skills.skill_names(world.store, mentee)
    assert [name for name in names if name.casefold() == "experiment design"] == ["Experiment design"]
    assert "k8s" in names
    assert "Kubernetes" not in names


def test_a_skill_is_found_by_its_aliases(world: World) -> None:
    assert "k8s" in skills.skill_names(world.store, world.mentee())["Kubernetes"]
