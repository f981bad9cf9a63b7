"""Starting and stopping processes so that none is left behind."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence


_LIBC = ctypes.CDLL(None)
_PR_SET_PDEATHSIG = 1


def dies_with_parent(with_signal: signal.Signals) -> Callable[[], None]:
    """A preexec_fn: the kernel sends the signal when the thread that started the child ends.

    Linux only; elsewhere a killed parent leaves its children. Start from the main thread.
    """
    parent = os.getpid()

    def ask_kernel() -> None:
        if sys.platform == "linux":
            _LIBC.prctl(_PR_SET_PDEATHSIG, int(with_signal))
            if os.getppid() != parent:  # it ended before we had asked
                os._exit(1)

    return ask_kernel


class StopSignals:
    """Notes that we have been asked to stop. A plain flag: a handler must not wait for locks."""

    def __init__(self, *numbers: signal.Signals) -> None:
        self.received = False
        for number in numbers:
            signal.signal(number, self._note)

    def _note(self, _number: int, _frame: object) -> None:
        self.received = True


def foreground(command: Sequence[str], env: Mapping[str, str]) -> int:
    """Runs to the end and returns the exit code as a shell counts it.

    Ctrl-C reaches the command from the terminal, and what it makes of it is its own affair.
    """
    child = subprocess.Popen(command, env=env, preexec_fn=dies_with_parent(signal.SIGTERM))
    before = {
        signal.SIGINT: signal.signal(signal.SIGINT, lambda *_: None),
        signal.SIGTERM: signal.signal(signal.SIGTERM, lambda *_: child.terminate()),
    }
    try:
        code = child.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return code if code >= 0 else 128 - code


def stop(process: subprocess.Popen[bytes], by: signal.Signals, patience: float) -> None:
    """Asks, waits `patience` seconds, then kills the whole process group."""
    process.send_signal(by)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        kill_group(process)
        process.wait()


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """For a process that leads its own group (`start_new_session`), also after its end."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
