"""A file is written whole or not at all, and never over what the run reads."""

import os
import stat
from collections.abc import Iterable
from pathlib import Path


class NoPlace(OSError):
    """The output cannot go where it was asked to go."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.strerror = sentence


def _same(out: Path, given: Path) -> bool:
    try:
        return out.samefile(given)
    except OSError:  # one of them is not there; a missing input is told when it is read
        return False


def check_place(out: Path, inputs: Iterable[Path]) -> None:
    """Raises NoPlace before work starts, where writing would fail in the end or would destroy an input."""
    if any(_same(out, given) for given in inputs):
        raise NoPlace("it is also an input")
    if out.is_dir():
        raise NoPlace("it is a folder")
    folder = out.resolve().parent
    if not folder.is_dir():
        raise NoPlace("its folder does not exist")
    if not os.access(out if out.exists() else folder, os.W_OK):
        raise NoPlace("no permission")


def write_whole(out: Path, data: bytes) -> None:
    """Through a file beside it that takes its place at the end; devices and pipes are written directly."""
    if out.exists() and not stat.S_ISREG(out.stat().st_mode):
        out.write_bytes(data)
        return
    target = out.resolve()  # a link stays a link
    draft = target.with_name(f".{os.getpid()}.part")
    try:
        with draft.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
