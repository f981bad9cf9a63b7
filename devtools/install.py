"""Makes `.venv` from the hashed pins, with uv when it is there, otherwise with pip."""

import hashlib
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

from devtools.locks import locked
from devtools.paths import PYTHON, REQUIREMENTS, STATE, VENV


PINS = REQUIREMENTS / "dev.txt"
STAMP = VENV / ".installed"  # written last: without it the installation is not finished
UNFINISHED = VENV / ".installing"


def ensure() -> None:
    """Installs unless the venv already holds exactly these pins. Heals an interrupted run."""
    wanted = stamp(PINS, VENV)
    if _installed() == wanted:
        return
    with locked(STATE / "install.lock"):
        if _installed() == wanted:  # somebody else did it while we waited
            return
        print("Installing into .venv (once, up to a minute) ...", flush=True)
        _prepare()
        if not (_with_uv() or _with_pip()):
            raise SystemExit("The installation failed. Mend what is said above and run again.")
        UNFINISHED.unlink()
        STAMP.write_text(wanted)


def stamp(pins: Path, venv: Path) -> str:
    """The place belongs to it: the scripts of a venv that has been moved point elsewhere."""
    return f"{hashlib.sha256(pins.read_bytes()).hexdigest()} {venv}"


def _installed() -> str:
    return STAMP.read_text() if STAMP.exists() and PYTHON.exists() else ""


def _prepare() -> None:
    moved = not _installed().endswith(f" {VENV}") and STAMP.exists()
    if moved or UNFINISHED.exists() or not _python_runs():
        shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir(exist_ok=True)
    UNFINISHED.touch()
    STAMP.unlink(missing_ok=True)


def _python_runs() -> bool:
    code = "import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))"
    return PYTHON.exists() and subprocess.run([PYTHON, "-c", code]).returncode == 0


def _with_uv() -> bool:
    uv = shutil.which("uv")
    if not uv:
        return False
    sync = [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", str(PYTHON), str(PINS)]
    return _run(sys.executable, "-m", "venv", "--without-pip", str(VENV)) and _run(*sync)


def _with_pip() -> bool:
    if not importlib.util.find_spec("ensurepip"):
        raise SystemExit("Python lacks venv (Debian: apt install python3-venv).")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return _run(sys.executable, "-m", "venv", str(VENV)) and _run(
        *pip, "--require-hashes", "--requirement", str(PINS)
    )


def _run(*command: str) -> bool:
    return subprocess.run(command).returncode == 0
