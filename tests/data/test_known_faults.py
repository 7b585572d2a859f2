"""Faults the store once had."""

import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from data.store import Store, StoreBusy, StoreError, Transaction, new_id, open_store


def test_a_job_that_swallows_an_error_of_late_rows_is_rejected_and_not_answered_unsaved(numbers: Store) -> None:
    def job(tx: Transaction) -> str:
        tx.run("INSERT INTO numbers VALUES (1, 'a', NULL)")
        with pytest.raises(Exception, match="late"):
            tx.read("SELECT CASE WHEN i = 1999999 THEN error('late') END FROM range(2000000) t(i)")
        return "saved"

    with pytest.raises(StoreError, match="late"):
        numbers.write(job)


def test_a_time_with_a_zone_is_refused_among_many_rows(store: Store) -> None:
    rows: dict[str, Sequence[Any]] = {
        "program_id": [new_id()], "moment": [datetime(2026, 11, 24, tzinfo=UTC)], "act": ["x"], "detail": ["{}"]
    }  # fmt: skip
    with pytest.raises(StoreError, match="carries a time zone"):
        store.write(lambda tx: tx.insert_many("audit", rows))


def test_columns_of_different_length_are_refused(store: Store) -> None:
    rows: dict[str, Sequence[Any]] = {
        "program_id": [new_id()] * 2, "moment": [datetime(2026, 11, 24)] * 2, "act": ["x"] * 2, "detail": ["{}"] * 2,
        "subject_id": [new_id()],
    }  # fmt: skip
    with pytest.raises(StoreError):
        store.write(lambda tx: tx.insert_many("audit", rows))


def test_a_damaged_file_is_not_said_to_be_open_elsewhere(store: Store) -> None:
    store.close()
    content = bytearray(store.path.read_bytes())
    content[12288:] = bytes(byte ^ 255 for byte in content[12288:])
    store.path.write_bytes(content)
    with pytest.raises(StoreError) as raised:
        open_store(str(store.path))
    assert not isinstance(raised.value, StoreBusy)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_after_a_fatal_error_reading_works_again_too(numbers: Store) -> None:
    numbers.write(lambda tx: tx.run("SET GLOBAL debug_checkpoint_abort = 'before_header'"))
    with pytest.raises(StoreError):
        numbers.read("CHECKPOINT")
    assert numbers.read("SELECT 1") == [(1,)]


ENDS_A_JOB = """
import sys
from data.store import open_store
store = open_store(sys.argv[1])
try:
    store.write(lambda tx: sys.exit(3))
except BaseException:
    print(store.health().ok)
store.close()
"""


def test_a_job_that_raises_system_exit_does_not_end_the_writer(store: Store) -> None:
    store.close()
    said = subprocess.run(
        [sys.executable, "-c", ENDS_A_JOB, str(store.path)], capture_output=True, text=True, check=False
    )
    assert said.stdout == "True\n"


def test_a_transaction_cannot_be_used_after_its_job(numbers: Store) -> None:
    kept = numbers.write(lambda tx: tx)
    with pytest.raises(StoreError):
        kept.run("INSERT INTO numbers VALUES (1, 'a', NULL)")
