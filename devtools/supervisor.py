"""Runs several processes side by side: prefixes their lines and restarts the dead."""

import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Thread
from typing import IO

from devtools.processes import StopSignals, dies_with_parent, kill_group


LOOKS_EVERY = 0.2  # seconds
PATIENCE = 8.0  # seconds for all to stop by themselves
LONGEST_PAUSE = 30.0  # seconds before a restart
STEADY_AFTER = 60.0  # seconds alive that make the next pause short again


@dataclass
class Child:
    name: str
    command: Sequence[str]
    env: Mapping[str, str]
    signal_if_we_die: signal.Signals = signal.SIGTERM
    files: tuple[int, ...] = ()  # descriptors it inherits
    pause: float = 1.0  # seconds before the next restart
    started: float = 0.0
    restart_at: float | None = None
    process: subprocess.Popen[bytes] = field(init=False)

    def start(self) -> None:
        """From the main thread only: the kernel ties the child's life to the thread."""
        self.started, self.restart_at = time.monotonic(), None
        self.process = subprocess.Popen(
            self.command,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            pass_fds=self.files,
            start_new_session=True,
            preexec_fn=dies_with_parent(self.signal_if_we_die),
        )
        assert self.process.stdout
        Thread(target=_copy_lines, args=(self.name, self.process.stdout), daemon=True).start()

    def tend(self) -> None:
        """Restarts it if it has died, after a pause that doubles each time."""
        if self.process.poll() is None:
            return
        now = time.monotonic()
        if self.restart_at is None:
            kill_group(self.process)  # its own children, if it could not
            if now - self.started > STEADY_AFTER:
                self.pause = 1.0
            self.restart_at = now + self.pause
            say(self.name, f"ended ({self.process.returncode}); again in {self.pause:.0f} s")
            self.pause = min(self.pause * 2, LONGEST_PAUSE)
        elif now >= self.restart_at:
            self.start()


def run(children: Sequence[Child], asked_to_stop: StopSignals) -> None:
    """Returns when we have been asked to stop and nothing is left."""
    try:
        for child in children:
            child.start()
        while not asked_to_stop.received:
            time.sleep(LOOKS_EVERY)
            for child in children:
                child.tend()
    finally:
        _stop([child.process for child in children if hasattr(child, "process")])


def _stop(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and any(process.poll() is None for process in processes):
        time.sleep(0.05)
    for process in processes:
        kill_group(process)
        process.wait()


def _copy_lines(name: str, output: IO[bytes]) -> None:
    with output:
        for line in output:
            say(name, line.decode(errors="replace").rstrip())


def say(name: str, line: str) -> None:
    print(f"{name:<6} | {line}", flush=True)
