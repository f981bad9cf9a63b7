"""Where the local servers keep data and sockets, and as whom they run.

PostgreSQL refuses to run as root. For root the servers therefore run as an unprivileged account,
and what that account can't reach is placed or copied where it can.
"""

import hashlib
import os
import pwd
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict


ROOT_HOME = Path("/var/lib/sig-dev")  # for a checkout that only root can enter
SOCKET_PATH_LIMIT = 85  # sun_path holds 104 bytes on macOS, and PostgreSQL adds its file name


class AsUser(TypedDict, total=False):
    """Arguments to subprocess.Popen."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Place:
    home: Path
    sockets: Path
    account: pwd.struct_passwd | None  # None: ourselves

    @property
    def as_account(self) -> AsUser:
        if self.account is None:
            return {}
        return {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}

    def directory(self, name: str) -> Path:
        return self.make_private(self.home / name)

    def reachable_copy(self, folder: Path, *entries: str) -> Path:
        """`folder`, or for root, if need be, a copy of its entries that the account can reach."""
        if self.account is None or _open_to_all(folder):
            return folder
        copy = self.home / "bin" / _short_hash(str(folder))
        if not (copy / ".complete").exists():
            shutil.rmtree(copy, ignore_errors=True)
            for entry in filter(lambda name: (folder / name).exists(), entries):
                shutil.copytree(folder / entry, copy / entry, symlinks=True)
            (copy / ".complete").touch()
        return copy

    def make_private(self, path: Path) -> Path:
        """A folder that only the account may enter."""
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.account:
            os.chown(path, self.account.pw_uid, self.account.pw_gid)
        elif path.lstat().st_uid != os.geteuid():
            raise SystemExit(f"{path} belongs to another user.")
        return path


def find_place(state: Path) -> Place:
    """The same answer for everyone who asks for this state folder as the same user."""
    state.mkdir(parents=True, exist_ok=True)
    if not os.access(state, os.W_OK):
        raise SystemExit(f"{state} can't be written. Does it belong to root? Remove it then.")
    account = _account(state) if os.geteuid() == 0 else None
    home = state
    if account and not _open_to_all(state):
        home = ROOT_HOME / _short_hash(str(state))
        home.mkdir(mode=0o755, parents=True, exist_ok=True)
    place = Place(home, _socket_folder(home), account)
    place.make_private(place.sockets)
    return place


def _account(state: Path) -> pwd.struct_passwd:
    """The owner of the data if a user has run here before, otherwise a system account."""
    data = state / "postgres"
    if data.exists() and data.stat().st_uid != 0:
        return pwd.getpwuid(data.stat().st_uid)
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SystemExit("Root can't run PostgreSQL, and there is no account named nobody.")


def _socket_folder(home: Path) -> Path:
    sockets = home / "sockets"
    if len(str(sockets)) <= SOCKET_PATH_LIMIT:
        return sockets
    return Path(tempfile.gettempdir()) / f"sig-{os.geteuid()}-{_short_hash(str(home))}"


def _open_to_all(path: Path) -> bool:
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents))


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]
