"""`./dev up` restarts what dies and leaves nothing behind, whatever its children do."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from devtools.paths import ROOT
from devtools.supervisor import Child
from tests.devtools.watching import wait_until


SUPERVISOR = """
import signal, sys
from devtools.processes import StopSignals
from devtools.supervisor import Child, run
child = Child("deaf", ["sh", "-c", sys.argv[1]], {"PATH": sys.argv[2]}, signal.SIGKILL)
run([child], StopSignals(signal.SIGTERM))
"""
FOREVER = "while true; do sleep 1; done"
DEAF = f"trap '' TERM; {FOREVER}"
DEAF_PAIR = f"trap '' TERM; ({FOREVER}) & {FOREVER}"


def supervise(script: str, state: Path) -> subprocess.Popen[str]:
    """The script names the folder, so that what is left of it can be found."""
    arguments = [f"{script} # {state}", os.environ["PATH"]]
    return subprocess.Popen([sys.executable, "-c", SUPERVISOR, *arguments], cwd=ROOT, text=True)


def test_a_child_deaf_to_sigterm_is_killed_with_its_own_children(
    state: Path, survivors: Callable[[], list[str]]
) -> None:
    """Planted bug: killing the child alone; what it had started lived on."""
    with supervise(DEAF_PAIR, state) as supervisor:
        assert wait_until(lambda: any(line.startswith("sh -c") for line in survivors()))
        supervisor.terminate()
    assert supervisor.returncode == 0
    assert survivors() == []


def test_children_die_with_a_killed_supervisor(
    state: Path, survivors: Callable[[], list[str]]
) -> None:
    with supervise(DEAF, state) as supervisor:
        assert wait_until(lambda: any(line.startswith("sh -c") for line in survivors()))
        supervisor.kill()
    assert wait_until(lambda: survivors() == []), survivors()


def test_the_dead_are_restarted_with_longer_and_longer_pauses(
    capsys: pytest.CaptureFixture[str],
) -> None:
    child = Child("short", ["sh", "-c", "exit 3"], {"PATH": os.environ["PATH"]}, pause=0.01)
    child.start()
    first = child.process
    first.wait()
    child.tend()
    assert child.pause == 0.02
    time.sleep(0.02)
    child.tend()
    assert child.process is not first
    child.process.wait()
    assert "short  | ended (3); again in 0 s" in capsys.readouterr().out


def test_lines_carry_the_name_of_the_child(capsys: pytest.CaptureFixture[str]) -> None:
    child = Child("web", ["sh", "-c", "echo hej"], {"PATH": os.environ["PATH"]})
    child.start()
    child.process.wait()
    assert wait_until(lambda: "web    | hej" in capsys.readouterr().out)
    assert child.signal_if_we_die is signal.SIGTERM
