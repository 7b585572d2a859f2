"""What can go wrong with the store, each in one sentence for the operator."""

import re
from pathlib import Path

# What DuckDB says of a file that is cut off or overwritten.
_DAMAGED = re.compile(r"(?i)corrupt|checksum|not read enough bytes|deserializ")


class StoreError(Exception):
    """The store cannot do what was asked."""


class StoreBusy(StoreError):
    """Another process has the file open."""


class StoreClosed(StoreError):
    """The store is closed."""


class StoreTimeout(StoreError):
    """The writer did not answer in time; the job may still be done later."""


class WriterDead(StoreError):
    """The writer has stopped; nothing can be written until the program is started again."""


def why_not(path: Path, fault: Exception) -> StoreError:
    """What kept the file from being opened or read, without the driver's pages of detail."""
    said = str(fault)
    if "Could not set lock" in said:
        return StoreBusy(f"{path} is open in another process; stop that one first, or choose another MENTEO_STORE.")
    if path.is_dir():
        return StoreError(f"{path} is a folder; MENTEO_STORE names a file.")
    if "not a valid DuckDB" in said:
        return StoreError(f"{path} is not a DuckDB file; choose another MENTEO_STORE.")
    if _DAMAGED.search(said):
        return StoreError(f"{path} is damaged; put its last backup in its place.")
    return StoreError(f"{path} cannot be opened: {said.splitlines()[0]}")
