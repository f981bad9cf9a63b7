"""`./dev check`: everything that can be said about the code without running its tests."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from devtools.environment import as_owner, for_development
from devtools.paths import ROOT
from devtools.services import Services


SCRIPTS = Path(sys.executable).parent
MANAGE = (sys.executable, "manage.py")
PRODUCTION = {"SIG_ORIGIN": "https://sig.example.se", "SIG_ALLOWED_HOSTS": "sig.example.se"}


@dataclass(frozen=True)
class Check:
    name: str
    command: Sequence[str]
    env: Mapping[str, str]


@dataclass(frozen=True)
class Outcome:
    check: Check
    passed: bool
    seconds: float
    output: str

    def __str__(self) -> str:
        verdict = "ok" if self.passed else "failed"
        line = f"{verdict:<6} {self.seconds:5.1f} s  {self.check.name}"
        return line if self.passed else f"{line}\n{self.output.rstrip()}\n"


def checks(env: Mapping[str, str]) -> list[Check]:
    """The slowest first."""
    owner = as_owner(env)
    production = {name: value for name, value in env.items() if name != "SIG_DEMO"} | PRODUCTION
    deploy = ("check", "--deploy", "--fail-level=WARNING")
    return [
        Check("types", _python("mypy"), env),
        Check("migrations", (*MANAGE, "makemigrations", "--check", "--dry-run"), owner),
        Check("deployment", (*MANAGE, *deploy), production),
        Check("generated documents", (*MANAGE, "process_doc", "--check"), env),
        Check("import contracts", (str(SCRIPTS / "lint-imports"), "--no-logo"), env),
        Check("format", _python("ruff", "format", "--check", "--output-format=concise"), env),
        Check("lint", _python("ruff", "check", "--output-format=concise"), env),
        Check("templates", _djade(), env),
        Check("vendored files", _python("devtools.vendor", "--check"), env),
        Check("pins", _python("devtools.pins"), env),
    ]


def run(check: Check) -> Outcome:
    began = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        env=check.env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return Outcome(check, done.returncode == 0, time.monotonic() - began, done.stdout)


def main() -> int:
    with Services() as env, ThreadPoolExecutor(os.cpu_count()) as at_once:
        outcomes = []
        for outcome in at_once.map(run, checks(for_development(env))):
            print(outcome, flush=True)
            outcomes.append(outcome)
    return 0 if all(outcome.passed for outcome in outcomes) else 1


def _python(module: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", module, *arguments)


def _djade() -> tuple[str, ...]:
    templates = (str(path) for path in sorted(ROOT.glob("templates/**/*.html")))
    return (str(SCRIPTS / "djade"), "--check", "--target-version=5.2", *templates)


if __name__ == "__main__":
    sys.exit(main())
