"""The benchmark runs as `./dev bench` runs it, on a database of its own."""

import os
import subprocess
import sys

import pytest
from django.conf import settings


COMMAND = [
    *(sys.executable, "manage.py", "bench", "--no-write"),
    *("--cases", "200", "400", "--open", "150", "--rounds", "1"),
    *("--sweep", "200", "400", "--city", "300", "--plans", "4"),
]


@pytest.fixture(scope="module")
def printed() -> str:
    done = subprocess.run(
        COMMAND, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_benchmark_measures_everything(printed: str) -> None:
    """Caught a watch whose query by hand found other cases: the command then ends in an error."""
    for name in (
        *("List of 50, lots", "Min dag, manager", "Min dag, coordinator on 500 cases"),
        *("Long case, case", "Plan as PDF", "Memory of the sweep of 400, times that of 200"),
        *("Sweep of 400 active cases, times the bare statements",),
        *("The city's figures of a year, 300 cases over ten, times the bare sums",),
        *("4 plans by one worker, times two workers",),
    ):
        assert f"| {name} |" in printed, name


def test_the_number_of_queries_does_not_grow(printed: str) -> None:
    assert "The number of queries is the same at every size: yes." in printed


def test_without_an_owner_it_refuses() -> None:
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
    done = subprocess.run(
        COMMAND, cwd=settings.BASE_DIR, capture_output=True, text=True, env=env, timeout=60
    )
    assert done.returncode != 0
    assert "DATABASE_OWNER_URL is not set" in done.stderr
