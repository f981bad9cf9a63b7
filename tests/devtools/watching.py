"""What tests of processes need: to see who runs, and to wait."""

import time
from collections.abc import Callable
from pathlib import Path


def running(*words: str) -> dict[int, str]:
    """Process id and command line of everything whose command line holds all the words."""
    lines = {int(process.name): _line(process) for process in Path("/proc").glob("[0-9]*")}
    return {pid: line for pid, line in lines.items() if all(word in line for word in words)}


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


def _line(process: Path) -> str:
    try:
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:  # it has just ended
        return ""
