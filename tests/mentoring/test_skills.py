"""Names of skills to choose from."""

from mentoring import skills
from mentoring.skills import Meant
from tests.support.world import World


def test_of_two_spellings_of_a_skill_one_can_be_chosen(world: World) -> None:
    mentee = world.mentee(wants=("SQL", "experiment design"))
    world.mentor(teaches=("Experiment design", "k8s"))
    world.mentor("Bo Park", teaches=("Experiment design",))
    names = skills.skill_names(world.store, mentee)
    assert [name for name in names if name.casefold() == "experiment design"] == ["Experiment design"]
    assert "k8s" in names
    assert "Kubernetes" not in names


def test_a_skill_is_found_by_its_aliases_whoever_has_written_it(world: World) -> None:
    mentee = world.mentee(wants=("Kubernetes",))
    names = skills.skill_names(world.store, mentee)
    assert "k8s" in names["Kubernetes"]
    assert "DOE" in names["Experiment design"] or "A/B" in names["Experiment design"]


def test_a_name_that_is_known_means_what_people_of_the_program_call_it(world: World) -> None:
    mentee = world.mentee(wants=("experiment design",))
    names = skills.skill_names(world.store, mentee)
    assert skills.meant_by(world.store, mentee, "Experiment Design", names) == Meant("experiment design", same=True)
    assert skills.meant_by(world.store, mentee, "k8s", names) == Meant("Kubernetes", same=True)
    assert skills.meant_by(world.store, mentee, "Kubernets", names) == Meant("Kubernetes", same=False)
    assert skills.meant_by(world.store, mentee, "Falconry", names) is None
