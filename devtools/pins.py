"""requirements/ holds exactly what pyproject.toml pins, and can be installed from anywhere.

python -m devtools.pins    fails and says which pin is out of step
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from devtools.paths import ROOT


_PIN = re.compile(r"([\w.-]+)(?:\[[\w,-]+\])?==([\w.!+]+)")


def faults(root: Path = ROOT) -> list[str]:
    """A sentence per pin that is missing, differs or names a host; offline."""
    project = tomllib.loads((root / "pyproject.toml").read_text())
    run = project["project"]["dependencies"]
    return [
        *_compare(run, root / "requirements" / "run.txt"),
        *_compare([*run, *_group(project, "dev")], root / "requirements" / "dev.txt"),
    ]


def _compare(wanted: list[str], file: Path) -> Iterator[str]:
    text = file.read_text()
    locked = _pins(text.splitlines())
    for name, version in _pins(wanted).items():
        if locked.get(name) != version:
            found = locked.get(name, "nothing")
            yield f"{file.name}: {name} is {found}, pyproject.toml says {version}. Run ./dev lock."
    if "://" in text:
        yield f"{file.name} names a host."


def _pins(lines: list[str]) -> dict[str, str]:
    found = (_PIN.match(line) for line in lines)
    return {_normal(pin[1]): pin[2] for pin in found if pin}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _group(project: dict[str, Any], name: str) -> Iterator[str]:
    for entry in project["dependency-groups"][name]:
        if isinstance(entry, str):
            yield entry
        else:
            yield from _group(project, entry["include-group"])


if __name__ == "__main__":
    found = faults()
    print(*found, sep="\n")
    sys.exit(bool(found))
