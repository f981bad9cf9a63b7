"""Where the servers may live, for a user and for root."""

import os
import pwd
from pathlib import Path

import pytest

from devtools import place


NOBODY = pwd.getpwnam("nobody")


def test_a_deep_checkout_keeps_its_sockets_where_their_path_is_short(state: Path) -> None:
    deep = state / ("d" * 60) / ("e" * 60)
    found = place.find_place(deep)
    assert len(str(found.sockets)) <= place.SOCKET_PATH_LIMIT
    found.sockets.rmdir()


def test_sockets_are_for_their_account_only(state: Path) -> None:
    sockets = place.find_place(state).sockets
    assert sockets.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs servers as somebody else")
def test_root_moves_what_the_account_cannot_reach(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pytest's own folder is closed to others, as root's home is."""
    monkeypatch.setattr(place, "ROOT_HOME", tmp_path / "elsewhere")
    found = place.find_place(tmp_path / "state")
    assert found.account
    assert found.home.is_relative_to(tmp_path / "elsewhere")
    found.sockets.rmdir()


def test_binaries_are_copied_whole_only_if_they_cannot_be_reached(
    tmp_path: Path, state: Path
) -> None:
    closed = tmp_path / "closed"
    (closed / "package" / "bin").mkdir(parents=True)
    (closed / "package" / "bin" / "server").write_text("#!/bin/sh\n")
    tmp_path.chmod(0o700)
    for_root = place.Place(state, state / "sockets", NOBODY)
    copy = for_root.reachable_copy(closed, "package", "absent.libs")
    assert copy.is_relative_to(state)
    assert (copy / "package" / "bin" / "server").exists()
    assert place.Place(state, state / "sockets", None).reachable_copy(closed, "package") == closed
