"""File locks. The kernel drops them with the process, however it ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


def opened(path: Path) -> TextIO:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("a+", encoding="utf-8")


def try_lock(file: TextIO) -> bool:
    """Takes the exclusive lock if nobody else holds any, and does not wait."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def share(file: TextIO) -> None:
    fcntl.flock(file, fcntl.LOCK_SH)


@contextmanager
def locked(path: Path) -> Iterator[TextIO]:
    """Waits for the exclusive lock and holds it through the block."""
    with opened(path) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def is_held(path: Path) -> bool:
    """Whether anybody has the lock exclusively. Several may ask at once."""
    with opened(path) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
