"""`./dev` and the small decisions behind its commands."""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

from devtools import environment, install, pins, static, up
from devtools.paths import ROOT
from devtools.test import TOGETHER, with_processes


def dev(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(ROOT / "dev"), *arguments], capture_output=True, text=True)


def test_alone_it_lists_the_commands() -> None:
    done = dev()
    assert done.returncode == 0
    for command in ("up", "test", "check", "fuzz", "bench", "manage", "reset", "lock"):
        assert f"\n  {command} " in done.stdout


def test_an_unknown_command_is_an_error_with_the_same_list() -> None:
    done = dev("upp")
    assert done.returncode == 2
    assert "./dev COMMAND" in done.stderr


def test_it_takes_the_next_port_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server((up.HOST, 0)) as taken:
        port = taken.getsockname()[1]
        with up.listen(port) as listener:
            assert listener.getsockname()[1] > port
    assert f"Port {port} is taken" in capsys.readouterr().out


def test_the_pins_are_in_step() -> None:
    assert pins.faults() == []


def test_a_pin_out_of_step_and_a_host_are_found(tmp_path: Path) -> None:
    """Planted: another version of django in run.txt, and an index address in dev.txt."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    run, development = (tmp_path / "requirements" / name for name in ("run.txt", "dev.txt"))
    run.write_text(run.read_text().replace("django==", "django==0."))
    development.write_text("--index-url https://host\n" + development.read_text())
    different, host = pins.faults(tmp_path)
    assert different.startswith("run.txt: django is 0.")
    assert host == "dev.txt names a host."


def test_the_venv_is_made_anew_when_pins_or_place_change(tmp_path: Path) -> None:
    file = tmp_path / "dev.txt"
    file.write_text("a==1")
    before = install.stamp(file, Path("/here"))
    assert before != install.stamp(file, Path("/there"))
    file.write_text("a==2")
    assert before != install.stamp(file, Path("/here"))


def test_the_secret_key_is_made_once_and_for_nobody_else(tmp_path: Path) -> None:
    file = tmp_path / "state" / "secret_key"
    key = environment.secret_key(file)
    assert len(key) >= 50
    assert environment.secret_key(file) == key
    assert file.stat().st_mode & 0o777 == 0o600


def test_what_serves_does_not_know_the_owner() -> None:
    env = {"DATABASE_URL": "app", "DATABASE_OWNER_URL": "owner"}
    assert environment.as_application(env) == {"DATABASE_URL": "app"}
    assert environment.as_owner(env)["DATABASE_URL"] == "owner"


def test_ones_own_settings_win() -> None:
    own = {"SIG_ORIGIN": "https://sig.example.se", "SIG_SECRET_KEY": "mine"}
    assert environment.for_development(own).items() >= own.items()


@pytest.mark.parametrize(
    "arguments",
    [["-n", "4"], ["-n0"], ["-k", "plan"], ["tests/devtools"], ["tests/conftest.py::name"]],
)
def test_a_narrow_run_or_one_that_says_so_decides_its_processes(arguments: list[str]) -> None:
    assert with_processes(arguments)[:4] != TOGETHER


@pytest.mark.parametrize("arguments", [[], ["-x"], ["--lf", "-q"]])
def test_a_whole_run_uses_two_processes(arguments: list[str]) -> None:
    assert with_processes(arguments) == [*TOGETHER, *arguments]


def test_static_files_are_collected_again_only_after_a_change(tmp_path: Path) -> None:
    source, made = tmp_path / "static", tmp_path / "made"
    source.mkdir()
    (source / "a.css").touch()
    assert not static.is_fresh(made, source)
    made.touch()
    os.utime(made, (time.time() + 1,) * 2)
    assert static.is_fresh(made, source)
    os.utime(source / "a.css", (time.time() + 2,) * 2)
    assert not static.is_fresh(made, source)
