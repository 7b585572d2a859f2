"""Skill names of files that the catalog does not know although it has one near."""

from pathlib import Path

import pytest

from matching import csv_skills
from matching.__main__ import main
from matching.csv_contract import Kind, People, read_people
from matching.csv_skills import MOST_NAMED, misnamed


def people(*cells: str, kind: Kind = "mentees") -> tuple[str, People]:
    column = "skills_wanted" if kind == "mentees" else "skills_offered"
    rows = "".join(f"p{place},{cell}\n" for place, cell in enumerate(cells))
    return f"{kind}.csv", read_people(f"id,{column}\n{rows}".encode(), "", kind)


def test_each_name_is_told_once_with_the_place_where_it_is_first() -> None:
    said = misnamed([people("SQL", "Pyhton:2>4", "PYHTON"), people("Kubernets:5;Pyhton", kind="mentors")])
    assert said == (
        "2 skill names are not in the catalog and count as skills of their own; did you mean: "
        "“Pyhton” → Python (mentees.csv row 3), “Kubernets” → Kubernetes (mentors.csv row 2)?"
    )


def test_one_name_is_told_as_one() -> None:
    assert misnamed([people("Pyhton")]).startswith("1 skill name is not in the catalog and counts as a skill of its")


@pytest.mark.parametrize("cell", ["SQL:4;k8s", "Falconry", "!!", ""])
def test_nothing_is_said_of_names_that_are_known_or_near_nothing(cell: str) -> None:
    assert misnamed([people(cell)]) == ""


def test_misspelt_names_come_before_those_near_in_meaning() -> None:
    said = misnamed([people("CNC milling", "Pyhton")])
    assert said.endswith(
        "“Pyhton” → Python (mentees.csv row 3), “CNC milling” → Welding and machining (mentees.csv row 2)?"
    )


def test_ten_are_named_and_the_rest_are_counted() -> None:
    slips = (
        "Kubernets", "Pyhton", "Statistcs", "Negotation", "Leadershp", "Accountng", "Recruting", "Copywritng",
        "Javascrpt", "Photograhpy", "Typescrpt", "Mentorign",
    )  # fmt: skip
    said = misnamed([people(*slips)])
    assert said.startswith(f"{len(slips)} skill names")
    assert said.count("→") == MOST_NAMED
    assert said.endswith(f" and {len(slips) - MOST_NAMED} more?")


def test_of_very_many_names_only_the_first_are_looked_at_and_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_skills, "MOST_SPELT", 1)
    assert misnamed([people("Pyhton", "Kubernets")]).startswith("At least 1 skill name is")
    monkeypatch.setattr(csv_skills, "MOST_SPELT", 10)
    monkeypatch.setattr(csv_skills, "MOST_READ", 1)
    assert misnamed([people("Pyhton", "Falconry", "CNC milling")]).startswith("At least 1 skill name is")


def test_without_an_encoder_misspelt_names_are_told_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matching.encoders.english", lambda: None)
    assert "“Staitstics” → Statistics" in misnamed([people("Staitstics", "production of museums")])


def test_the_command_line_tells_them_and_takes_them_as_they_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours, theirs, out = (str(tmp_path / name) for name in ("ours.csv", "theirs.csv", "out.csv"))
    Path(ours).write_text("id,skills_wanted\ne1,Pyhton\n", encoding="utf-8")
    Path(theirs).write_text("id,skills_offered\no1,Python\n", encoding="utf-8")
    assert main([ours, theirs, "--out", out]) == 0
    assert f"did you mean: “Pyhton” → Python ({ours} row 2)?\n" in capsys.readouterr().err
    assert "Skills asked for 0 of 30 (not Pyhton)" in Path(out).read_text(encoding="utf-8")
