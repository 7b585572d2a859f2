"""Opening and closing: one process owns the file, and every refusal is one sentence."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from data.store import Store, StoreBusy, StoreError, new_id, open_store

NOBODY = 65534


def one_sentence(raised: "pytest.ExceptionInfo[StoreError]") -> str:
    said = str(raised.value)
    assert "\n" not in said
    assert len(said) < 300
    return said


@pytest.fixture
def shut_folder() -> Iterator[Path]:
    """A folder in which this process may not write, also when it is root; outside of tmp_path, which is private."""
    folder = Path(tempfile.mkdtemp(prefix="menteo-shut-"))
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    yield folder
    if root:
        os.seteuid(0)
    folder.rmdir()


def test_a_second_process_is_told_in_one_sentence(store: Store) -> None:
    code = (
        "import sys\nfrom data.store import StoreBusy, open_store\n"
        "try:\n    open_store(sys.argv[1])\nexcept StoreBusy as busy:\n    print(busy)"
    )
    said = subprocess.run([sys.executable, "-c", code, str(store.path)], capture_output=True, text=True, check=True)
    assert said.stdout.splitlines() == [
        f"{store.path} is open in another process; stop that one first, or choose another MENTEO_STORE."
    ]


def test_a_file_that_is_no_database_is_left_alone(path: Path) -> None:
    path.write_text("Dear diary\n" * 1000)
    with pytest.raises(StoreError, match="is not a DuckDB file") as raised:
        open_store(str(path))
    one_sentence(raised)
    assert path.read_text() == "Dear diary\n" * 1000


def cut_off(content: bytes) -> bytes:
    return content[: 12_288 + 262_144]  # the headers and the first block are there


def overwritten(content: bytes) -> bytes:
    return content[: 12_288 + 262_144] + b"x" * (len(content) - 12_288 - 262_144)


@pytest.mark.parametrize("damaged", [cut_off, overwritten])
def test_a_damaged_file_is_one_sentence(path: Path, damaged: Callable[[bytes], bytes]) -> None:
    store = open_store(str(path))
    many = "SELECT uuid(), $1, 'person ' || range, range || '@x.example', $2, 1 FROM range(50000)"
    store.write(lambda tx: tx.run(f"INSERT INTO people {many}", [new_id(), datetime(2026, 11, 24)]))
    store.close()
    path.write_bytes(damaged(path.read_bytes()))
    for verb in (["ready", "--port", "0"], ["check"]):
        said = subprocess.run(
            [sys.executable, "-m", "data", *verb], env=os.environ | {"MENTEO_STORE": str(path)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert said.stderr == f"{path} is damaged; put its last backup in its place.\n"
        assert (said.returncode, said.stdout) == (1, "")


@pytest.mark.parametrize("address", [":memory:", ":memory:menteo", "duckdb://:memory:"])
def test_the_memory_is_no_store(address: str) -> None:
    with pytest.raises(StoreError, match="nothing would last") as raised:
        open_store(address)
    one_sentence(raised)


def test_a_folder_is_not_a_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder") as raised:
        open_store(str(tmp_path))
    one_sentence(raised)


def test_a_folder_without_permission_is_one_sentence(shut_folder: Path) -> None:
    for path in (shut_folder / "menteo.duckdb", shut_folder / "deeper" / "menteo.duckdb"):
        with pytest.raises(StoreError, match=r"cannot be opened.*Permission denied") as raised:
            open_store(str(path))
        assert not isinstance(raised.value, StoreBusy)
        one_sentence(raised)


def test_missing_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "var" / "deeper" / "menteo.duckdb"
    open_store(str(path)).close()
    assert path.is_file()


def test_the_environment_names_the_store(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MENTEO_STORE", f"duckdb://{path}")
    store = open_store()
    store.close()
    assert store.path == path


def test_an_unknown_scheme_is_one_sentence() -> None:
    with pytest.raises(StoreError, match="keeps its store in a DuckDB file; give a path") as raised:
        open_store("sqlite:///menteo.db")
    one_sentence(raised)


def test_the_log_is_written_into_the_file_right_after_opening(path: Path) -> None:
    left = subprocess.run([sys.executable, "-c", LEAVES_A_LOG, str(path)], capture_output=True, text=True, check=True)
    log = Path(f"{path}.wal")
    assert left.stdout == "left\n"
    assert log.stat().st_size > 0, "the process ended without closing"
    store = open_store(str(path))
    assert not log.exists() or log.stat().st_size == 0
    assert store.read("SELECT n FROM numbers") == [(1,)]
    store.close()


LEAVES_A_LOG = """
import os, sys
from data.store import open_store
store = open_store(sys.argv[1])
store.write(lambda tx: tx.run("CREATE TABLE numbers (n integer)"))
store.write(lambda tx: tx.run("INSERT INTO numbers VALUES (1)"))
print("left", flush=True)
os._exit(0)
"""


def test_closing_twice_is_closing_once_and_frees_the_file(store: Store) -> None:
    store.close()
    store.close()
    duckdb.connect(str(store.path), config={"threads": 1}).close()  # another configuration: really reopened
    assert not Path(f"{store.path}.wal").exists()


def test_what_was_written_is_there_after_reopening(numbers: Store) -> None:
    numbers.write(lambda tx: tx.run("INSERT INTO numbers VALUES (1, 'a', NULL)"))
    numbers.close()
    again = open_store(str(numbers.path))
    assert again.read("SELECT word FROM numbers") == [("a",)]
    again.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # the writer's last word
def test_after_a_fatal_error_the_store_opens_itself_again(numbers: Store) -> None:
    def add(n: int) -> int:
        return numbers.write(lambda tx: tx.run("INSERT INTO numbers VALUES ($1, NULL, NULL)", [n]))

    add(1)
    numbers.write(lambda tx: tx.run("SET GLOBAL debug_checkpoint_abort = 'before_header'"))
    with pytest.raises(StoreError):
        numbers.read("CHECKPOINT")
    saved = [1]
    for n in (2, 3):  # the first may be refused, but what is answered may not be lost
        with suppress(StoreError):
            add(n)
            saved.append(n)
    assert saved[-1] == 3
    assert numbers.health().ok
    assert numbers.read("SELECT n FROM numbers ORDER BY n") == [(n,) for n in saved]
