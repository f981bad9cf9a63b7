"""Collecting static files: seconds of compressing, so in the background and only when needed."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from signal import SIGTERM

from devtools.install import STAMP
from devtools.paths import ROOT
from devtools.processes import dies_with_parent


SOURCES = ROOT / "static"
MANIFEST = ROOT / "static_collected" / "staticfiles.json"  # written when all is collected


def start_collecting(env: Mapping[str, str]) -> subprocess.Popen[bytes] | None:
    """None when the collected files are newer than their sources."""
    if is_fresh(MANIFEST, SOURCES, STAMP):
        return None
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    return subprocess.Popen(command, cwd=ROOT, env=env, preexec_fn=dies_with_parent(SIGTERM))


def is_fresh(made: Path, *sources: Path) -> bool:
    """Whether `made` is newer than every source; folders count with what they hold."""
    if not made.exists():
        return False
    files = (file for source in sources for file in (source, *source.rglob("*")) if file.exists())
    return made.stat().st_mtime > max(file.stat().st_mtime for file in files)
