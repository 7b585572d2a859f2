"""Reads: a cursor each, UTC, naive times, what types come back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest

from data.store import Reader, Store, StoreClosed, StoreError, Transaction, new_id

ONE_OF_EACH = """
    SELECT $1::uuid AS id, 'Amara' AS name, 3::integer AS n, DATE '2026-11-24' AS day,
           TIMESTAMP '2026-11-24 12:00:00.5' AS moment, 0.1::real AS score, 1.5::double AS years, true AS yes,
           NULL::uuid AS nobody
"""


def test_threads_that_read_at_once_get_their_own_rows(store: Store) -> None:
    def read(n: int) -> list[int]:
        return [row[0] for row in store.read("SELECT $1::integer + 0 * i FROM range(2000) t(i)", [n])]

    with ThreadPoolExecutor(16) as pool:
        for n, rows in enumerate(pool.map(read, range(200))):
            assert rows == [n] * 2000


def test_readers_and_the_writer_keep_time_in_utc(store: Store) -> None:
    zone = "SELECT current_setting('TimeZone')"
    assert store.read(zone) == [("UTC",)]
    assert store.write(lambda tx: tx.read(zone)) == [("UTC",)]


def test_no_extension_is_loaded_or_fetched_by_itself(store: Store) -> None:
    for setting in ("autoload_known_extensions", "autoinstall_known_extensions"):
        assert store.read("SELECT current_setting($1)", [setting]) == [(False,)]


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=2))])
def test_a_time_with_a_zone_is_refused(numbers: Store, zone: timezone) -> None:
    aware = datetime(2026, 11, 24, 14, tzinfo=zone)
    with pytest.raises(StoreError, match="carries a time zone; the store takes naive UTC"):
        numbers.write(lambda tx: tx.run("INSERT INTO numbers VALUES (1, 'a', $1)", [aware]))
    with pytest.raises(StoreError, match="carries a time zone"):
        numbers.read("SELECT $1::timestamp", [aware])
    assert numbers.read("SELECT * FROM numbers") == []


def test_a_naive_time_comes_back_to_the_microsecond(numbers: Store) -> None:
    moment = datetime(2026, 11, 24, 12, 0, 0, 123456)
    numbers.write(lambda tx: tx.run("INSERT INTO numbers VALUES (1, 'a', $1)", [moment]))
    assert numbers.read("SELECT moment FROM numbers") == [(moment,)]


def test_rows_hold_plain_python_values(store: Store) -> None:
    id = new_id()
    (row,) = store.read(ONE_OF_EACH, [id])
    assert row == (
        id, "Amara", 3, date(2026, 11, 24), datetime(2026, 11, 24, 12, 0, 0, 500000), pytest.approx(0.1), 1.5, True,
        None,
    )  # fmt: skip
    assert [type(value) for value in row] == [
        UUID, str, int, date, datetime, float, float, bool, type(None)
    ]  # fmt: skip


def test_a_frame_has_the_names_and_the_types_of_its_columns(store: Store) -> None:
    frame = store.frame(ONE_OF_EACH, [new_id()])
    assert list(frame.columns) == ["id", "name", "n", "day", "moment", "score", "years", "yes", "nobody"]
    assert frame["moment"].dtype == "datetime64[us]"
    assert frame["score"].dtype == "float32"
    assert isinstance(frame["id"][0], UUID)


def test_one_query_function_serves_the_store_and_a_transaction(numbers: Store) -> None:
    def count(reader: Reader) -> int:
        return len(reader.frame("SELECT * FROM numbers")) + len(reader.read("SELECT * FROM numbers"))

    def job(tx: Transaction) -> tuple[int, int]:
        tx.run("INSERT INTO numbers VALUES (1, 'a', NULL)")
        return count(tx), count(numbers)

    assert numbers.write(job) == (2, 0), "a job sees what it wrote, nobody else does before the commit"
    assert count(numbers) == 2


def test_a_refused_statement_is_an_error_of_the_store(store: Store) -> None:
    with pytest.raises(StoreError, match="refused a statement"):
        store.read("SELECT * FROM nowhere")
    assert store.read("SELECT 1") == [(1,)]


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    for verb in (store.read, store.frame):
        with pytest.raises(StoreClosed, match=r"^The store is closed\.$"):
            verb("SELECT 1")
    with pytest.raises(StoreClosed):
        store.write(lambda tx: tx.run("SELECT 1"))
    assert not store.health().ok


def test_new_ids_rise() -> None:
    ids = [new_id() for _ in range(1000)]
    assert ids == sorted(ids)
    assert len(set(ids)) == 1000
    assert {id.version for id in ids} == {7}
