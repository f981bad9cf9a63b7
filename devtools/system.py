"""The parts that no Python package brings: Pango for PDF, Chromium for the browser tests.

Installed by apt where we may; otherwise the line to run is printed and the rest goes on.
With `CI=true` a missing part is an error, so that no test is skipped unseen.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    name: str
    needed_for: str
    packages: tuple[str, ...]  # in Debian
    present: Callable[[], bool]


def find_chromium() -> str | None:
    """The browser named by CHROMIUM, else the first on PATH."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


def _pango_present() -> bool:
    if sys.platform == "darwin":
        return _loads("libpango-1.0.dylib") and _loads("libpangoft2-1.0.dylib")
    libraries = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
    return all(map(_loads, libraries))


def _chromium_present() -> bool:
    # Playwright's own driver needs libatomic, which a bare Debian lacks.
    driver_runs = sys.platform != "linux" or _loads("libatomic.so.1")
    return driver_runs and find_chromium() is not None


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


PANGO = Part(
    "Pango",
    "PDF",
    ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
    _pango_present,
)
CHROMIUM = Part("Chromium", "browser tests", ("chromium", "libatomic1"), _chromium_present)


def ensure(*parts: Part) -> None:
    missing = [part for part in parts if not part.present()]
    if not missing:
        return
    _install([package for part in missing for package in part.packages])
    missing = [part for part in missing if not part.present()]
    for part in missing:
        print(f"{part.name} is missing: no {part.needed_for}. {_advice(part)}", flush=True)
    if missing and os.environ.get("CI") == "true":
        raise SystemExit("With CI=true every part must be there.")


def _install(packages: list[str]) -> None:
    privilege = _privilege()
    if privilege is None or not shutil.which("apt-get"):
        return
    print(f"Installing {' '.join(packages)} ...", flush=True)
    apt = [*privilege, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    _run([*apt, "update"])
    _run([*apt, "install", "--yes", "--no-install-recommends", *packages])


def _run(command: list[str]) -> None:
    """Says nothing unless it fails."""
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode:
        print(done.stdout.decode(errors="replace"), end="")


def _privilege() -> list[str] | None:
    """What to put before a command to run it as root; None when we may not."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    if not shutil.which("sudo"):
        return None
    allowed = subprocess.run([*sudo, "true"], stderr=subprocess.DEVNULL).returncode == 0
    return sudo if allowed else None


def _advice(part: Part) -> str:
    if shutil.which("apt-get"):
        return f"Run: sudo apt-get install {' '.join(part.packages)}"
    if sys.platform == "darwin" and part is PANGO:
        return "Run: brew install pango"
    if part is CHROMIUM:
        return "Install it and set CHROMIUM to its path."
    return "Install Pango 1.44 or newer with your package manager."
