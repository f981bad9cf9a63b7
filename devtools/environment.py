"""The environment that `sig/settings.py` reads, as a developer's machine has it."""

import secrets
from collections.abc import Mapping
from pathlib import Path

from devtools.paths import STATE


PORT = 8000


def for_development(env: Mapping[str, str], port: int = PORT) -> dict[str, str]:
    """What is already set in `env` stays."""
    return {
        "SIG_SECRET_KEY": env.get("SIG_SECRET_KEY") or secret_key(STATE / "secret_key"),
        "SIG_DEMO": "1",
        "SIG_ALLOWED_HOSTS": "127.0.0.1,localhost",
        "SIG_ORIGIN": f"http://127.0.0.1:{port}",
        **env,
    }


def as_owner(env: Mapping[str, str]) -> dict[str, str]:
    """For what changes tables: connects as the role that owns them."""
    return {**env, "DATABASE_URL": env["DATABASE_OWNER_URL"]}


def as_application(env: Mapping[str, str]) -> dict[str, str]:
    """For what serves: the owner's address isn't even known."""
    return {name: value for name, value in env.items() if name != "DATABASE_OWNER_URL"}


def secret_key(file: Path) -> str:
    """Made once for this checkout, so that sessions outlive a restart."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        new = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
        new.touch(mode=0o600)
        new.write_text(secrets.token_urlsafe(50))
        new.rename(file)
    return file.read_text()
