"""`python -m matching` as a person runs it: real processes on real files."""

import csv
import json
import os
import pty
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from matching import Rules, score
from matching.csv_contract import read_people, to_mentee, to_mentor

ROOT = Path(__file__).parents[2]
MENTEES, MENTORS = ROOT / "tests/files/mentees.csv", ROOT / "tests/files/mentors.csv"


def run(*words: object, **options: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "matching", *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False, **options)
    assert "Traceback" not in done.stderr
    assert done.stdout == "" or "--help" in words
    return done


def figures(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert done.returncode == 0, done.stderr
    last: dict[str, Any] = json.loads(done.stderr.splitlines()[-1])
    return last


def pairs(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files(folder: Path, mentees: str, mentors: str) -> tuple[Path, Path]:
    ours, theirs = folder / "ours.csv", folder / "theirs.csv"
    ours.write_text(mentees, encoding="utf-8")
    theirs.write_text(mentors, encoding="utf-8")
    return ours, theirs


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Path]:
    """The last line and the pairs of one run on the files of the tests."""
    out = tmp_path_factory.mktemp("cohort") / "pairs.csv"
    return figures(run(MENTEES, MENTORS, "--out", out)), out


def test_a_cohort_is_matched_as_scipy_would_at_best(cohort: tuple[dict[str, Any], Path]) -> None:
    last, out = cohort
    rows = pairs(out)
    mentees = [to_mentee(person) for person in read_people(MENTEES.read_bytes(), "", "mentees").rows]
    mentors = [to_mentor(person) for person in read_people(MENTORS.read_bytes(), "", "mentors").rows]
    scores = score(mentees, mentors, rules=Rules())
    seats = np.repeat(np.arange(len(mentors)), [mentor.capacity for mentor in mentors])
    worth = np.where(scores.allowed, scores.total, 0).astype(float)[:, seats]
    best = worth[linear_sum_assignment(worth, maximize=True)].sum()
    assert last["total"] == pytest.approx(best, abs=1e-6)
    assert sum(float(row["score"] or 0) for row in rows) == pytest.approx(best, abs=1e-4)
    assert [row["mentee_id"] for row in rows] == [mentee.id for mentee in mentees]
    assert list(last) == ["mentees", "mentors", "seats", "matched", "total", "bound", "gap", "seconds"]
    assert (last["mentees"], last["mentors"], last["seats"], last["matched"]) == (24, 8, 15, 15)
    assert last["bound"] - last["total"] <= 1e-9 * last["bound"]
    assert not out.read_bytes().startswith(b"\xef\xbb\xbf")


def test_every_line_has_a_score_and_a_reason_or_the_reason_why_not(cohort: tuple[dict[str, Any], Path]) -> None:
    for row in pairs(cohort[1]):
        assert row["reason"]
        assert bool(row["mentor_id"]) == bool(row["score"])
        if row["mentor_id"]:
            assert 0 <= float(row["score"]) <= 1
            assert len(row["score"].partition(".")[2]) == 6
        else:
            assert row["reason"].startswith(("no seat", "no allowed mentor"))


def test_the_order_of_people_in_the_files_does_not_matter(tmp_path: Path) -> None:
    header, *people = (f"e{i},SQL:{i % 5 + 1}" for i in range(-1, 30))
    header = "id,skills_wanted"
    mentors = "id,skills_offered,capacity\n" + "".join(f"o{j},SQL:{j % 5 + 1},2\n" for j in range(8))
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    run(*files(tmp_path, "\n".join([header, *people]), mentors), "--out", first)
    run(*files(tmp_path, "\n".join([header, *reversed(people)]), mentors), "--out", second)
    assert pairs(first) == pairs(second)[::-1]
    assert len(pairs(first)) == 30


def test_ids_come_out_as_they_went_in(tmp_path: Path) -> None:
    ours, theirs = files(tmp_path, 'id\n"=1+1"\n" e2 "\n"a,""b"\n007\n', 'id,capacity\n"-o,1",9\n')
    done = run(ours, theirs, "--out", tmp_path / "out.csv")
    assert figures(done)["matched"] == 4
    rows = pairs(tmp_path / "out.csv")
    assert [row["mentee_id"] for row in rows] == ["=1+1", " e2 ", 'a,"b', "007"]
    assert {row["mentor_id"] for row in rows} == {"-o,1"}


def test_who_may_not_be_matched_is_told_why(tmp_path: Path) -> None:
    ours, theirs = files(tmp_path, "id,team\nx,\ne1,Care\n", "id,team\nx,Care\n")
    assert figures(run(ours, theirs, "--out", tmp_path / "out.csv"))["matched"] == 1
    same = pairs(tmp_path / "out.csv")[0]
    assert same == {"mentee_id": "x", "mentor_id": "", "score": "", "reason": "no allowed mentor: the same person"}
    ours, theirs = files(tmp_path, "id\ne1\n", "id,capacity\no1,0\n")
    assert figures(run(ours, theirs, "--out", tmp_path / "out.csv"))["total"] == 0
    assert pairs(tmp_path / "out.csv")[0]["reason"].startswith("no seat")


def test_unknown_columns_are_named_and_the_last_line_is_still_json(tmp_path: Path) -> None:
    ours, theirs = files(tmp_path, "id,shoe size\ne1,42\n", "id\no1\n")
    done = run(ours, theirs, "--out", tmp_path / "out.csv")
    assert "shoe size" in done.stderr
    assert figures(done)["matched"] == 1


def test_faults_of_both_files_are_named_and_nothing_is_written(tmp_path: Path) -> None:
    ours, theirs = files(tmp_path, "id,time_zone\ne1,Atlantis\n", "id,capacity\no1,two\no1,1\n")
    done = run(ours, theirs, "--out", tmp_path / "out.csv")
    assert done.returncode == 2
    assert f"{ours}, row 2, column time_zone, value “Atlantis”" in done.stderr
    assert f"{theirs}, row 2, column capacity, value “two”" in done.stderr
    assert f"{theirs}, row 3, column id, value “o1”" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ours.csv", "theirs.csv"]


def test_a_refusal_leaves_an_older_result_alone(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("older")
    assert run(MENTEES, tmp_path / "missing.csv", "--out", out).returncode == 2
    assert out.read_text() == "older"


def test_a_thousand_faults_do_not_fill_the_screen(tmp_path: Path) -> None:
    ours, theirs = files(tmp_path, "id,years_experience\n" + "e1,x\n" * 1000, "id\no1\n")
    done = run(ours, theirs, "--out", tmp_path / "out.csv")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) < 30
    assert "more faults" in done.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("{missing}", MENTORS, "--out", "{out}"), "cannot be read"),
        (("{folder}", MENTORS, "--out", "{out}"), "cannot be read"),
        ((MENTEES, MENTORS, "--out", "{folder}"), "folder"),
        ((MENTEES, MENTORS, "--out", "{missing}/pairs.csv"), "its folder does not exist"),
        ((MENTEES, MENTORS, "--out", "/proc/pairs.csv"), "cannot be written"),
        ((MENTEES, MENTORS, "--out", "{copy}"), ""),
        (("{copy}", MENTORS, "--out", "{copy}"), "also an input"),
        (("{copy}", MENTORS, "--out", "{link}"), "also an input"),
        (
            (MENTORS, MENTEES, "--out", "{out}"),
            "mentors.csv: This looks like a file of mentors (it has the columns past_r",
        ),
        ((MENTORS, MENTORS, "--out", "{out}"), "one. The file of mentees comes first, then the file of mentors.\n"),
        ((MENTEES, MENTEES, "--out", "{out}"), "mentees.csv: This looks like a file of mentees"),
        ((MENTEES, MENTORS), "--out"),
        ((MENTEES, MENTORS, "--out", "{out}", "--week", "2026-09-08"), "not a Monday"),
        ((MENTEES, MENTORS, "--out", "{out}", "--week", "soon"), "not a date"),
        ((MENTEES, MENTORS, "--out", "{out}", "--seed", "-1"), "whole number"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(tmp_path: Path, words: tuple[object, ...], sentence: str) -> None:
    copy = tmp_path / "copy.csv"
    copy.write_bytes(MENTEES.read_bytes())
    (tmp_path / "link.csv").symlink_to(copy)
    places = {
        "missing": tmp_path / "missing",
        "folder": tmp_path,
        "out": tmp_path / "out.csv",
        "copy": copy,
        "link": tmp_path / "link.csv",
    }
    done = run(*(str(word).format(**places) for word in words))
    if not sentence:  # an older file that is no input is replaced
        assert figures(done)["matched"] == 15
        return
    assert done.returncode == 2
    assert sentence in done.stderr
    assert copy.read_bytes() == MENTEES.read_bytes()
    assert not (tmp_path / "out.csv").exists()


def test_a_link_stays_a_link_and_no_draft_is_left(tmp_path: Path) -> None:
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_text("older")
    link.symlink_to(target)
    figures(run(MENTEES, MENTORS, "--out", link))
    assert link.is_symlink()
    assert len(pairs(target)) == 24
    assert len(list(tmp_path.iterdir())) == 2


def test_a_pipe_as_output_is_written_directly(tmp_path: Path) -> None:
    command: list[str | Path] = [sys.executable, "-m", "matching", MENTEES, MENTORS, "--out", "/dev/stdout"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, check=True)
    assert done.stdout.startswith(b"mentee_id,mentor_id,score,reason\n")


@pytest.mark.parametrize("closed", [">&- 2>&-", "2>/dev/full"])
def test_closed_and_full_streams_do_no_harm(tmp_path: Path, closed: str) -> None:
    out = tmp_path / "out.csv"
    command = f'exec "{sys.executable}" -m matching "{MENTEES}" "{MENTORS}" --out "{out}" {closed}'
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert len(pairs(out)) == 24


def test_the_seed_decides_only_between_equals(tmp_path: Path) -> None:
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    totals = [
        figures(run(MENTEES, MENTORS, "--out", out, "--seed", out.stem, "--week", "2026-09-07"))["total"]
        for out in (first, second)
    ]
    assert totals[0] == pytest.approx(totals[1], abs=1e-9)


def large(folder: Path, mentees: int, mentors: int) -> tuple[Path, Path]:
    draw = random.Random(5)
    skills = [f"Skill {i}" for i in range(60)]
    ours = [f"e{i},{';'.join(draw.sample(skills, 4))},I want to become {draw.choice(skills)}" for i in range(mentees)]
    theirs = [f"o{j},{';'.join(draw.sample(skills, 5))},{draw.randint(2, 5)}" for j in range(mentors)]
    return files(
        folder,
        "\n".join(["id,skills_wanted,goals", *ours]),
        "\n".join(["id,skills_offered,capacity", *theirs]),
    )


def test_progress_is_drawn_on_a_terminal_only(tmp_path: Path) -> None:
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "matching",
        *large(tmp_path, 600, 60),
        "--out",
        tmp_path / "out.csv",
    ]
    control, terminal = pty.openpty()
    process = subprocess.Popen(command, cwd=ROOT, stderr=terminal, stdout=subprocess.DEVNULL)
    os.close(terminal)
    drawn = b""
    while chunk := read_terminal(control):
        drawn += chunk
    assert process.wait(60) == 0
    assert b"100%" in drawn
    assert json.loads(drawn.splitlines()[-1])["mentees"] == 600
    assert "%" not in run(*command[3:]).stderr


def read_terminal(control: int) -> bytes:
    try:
        return os.read(control, 4096)
    except OSError:  # Linux says so when the other end is closed
        return b""


def test_ctrl_c_stops_without_a_trace(tmp_path: Path) -> None:
    ours, theirs = large(tmp_path, 3000, 500)
    command: list[str | Path] = [sys.executable, "-m", "matching", ours, theirs, "--out", tmp_path / "out.csv"]
    control, terminal = pty.openpty()
    process = subprocess.Popen(
        command, cwd=ROOT, stderr=terminal, stdout=subprocess.DEVNULL,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - a background job inherits it ignored
    )  # fmt: skip
    os.close(terminal)
    told = read_terminal(control)  # the first sign of progress: it works on the scores
    process.send_signal(signal.SIGINT)
    while chunk := read_terminal(control):
        told += chunk
    assert process.wait(60) == 130
    assert b"Traceback" not in told
    assert b"was not written" in told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ours.csv", "theirs.csv"]
