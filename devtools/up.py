"""`./dev up`: the whole site on this machine: database, broker, web, worker and beat."""

import signal
import socket
import sys
from collections.abc import Mapping

from devtools.environment import PORT, as_application, for_development
from devtools.locks import opened, try_lock
from devtools.manage import manage
from devtools.paths import STATE
from devtools.processes import StopSignals
from devtools.services import Services
from devtools.static import start_collecting
from devtools.supervisor import Child, run


HOST = "127.0.0.1"
PORTS_TRIED = 20
RUNNING = STATE / "locks" / "up"


def main() -> int:
    asked_to_stop = StopSignals(signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    with listen() as listener, opened(RUNNING) as running, Services() as servers:
        alone = try_lock(running)
        env = for_development(servers, listener.getsockname()[1])
        if asked_to_stop.received or not _prepare(env):
            return 1
        _announce(env, alone)
        run(_children(as_application(env), listener, alone), asked_to_stop)
    return 0


def listen(first: int = PORT) -> socket.socket:
    """The first free port. Held by us from now on, so that nobody takes it in between."""
    for port in range(first, first + PORTS_TRIED):
        try:
            listener = socket.create_server((HOST, port))
        except OSError:
            continue
        if port != first:
            print(f"Port {first} is taken; using {port}.", flush=True)
        return listener
    raise SystemExit(f"The ports {first} to {first + PORTS_TRIED - 1} are all taken.")


def _prepare(env: Mapping[str, str]) -> bool:
    """Without its tables nothing is served; without the demo an empty site is."""
    collecting = start_collecting(env)
    if _step("Migrating", ["migrate", "--verbosity=0"], env) != 0:
        return False
    loading = _step("Loading the demo", ["load_demo"], env)
    if loading > 128:  # ended by a signal: somebody wants us to stop
        return False
    if loading != 0:
        print("The demo was not loaded (see above); the site starts without it.", flush=True)
    return collecting is None or collecting.wait() == 0


def _step(title: str, arguments: list[str], env: Mapping[str, str]) -> int:
    print(f"{title} ...", flush=True)
    return manage(arguments, env)


def _announce(env: Mapping[str, str], alone: bool) -> None:
    manage(["signin_list"], env)
    print(f"\n  {env['SIG_ORIGIN']}\n\nCtrl-C stops everything.", flush=True)
    if not alone:
        print("Another ./dev up is running here; its worker and beat serve both.", flush=True)


def _children(env: Mapping[str, str], listener: socket.socket, alone: bool) -> list[Child]:
    """Exactly one beat may run, so a second `up` in the same checkout brings pages only."""
    # Celery warns root at length, but whoever runs this as root has chosen to.
    quiet = "ignore:You're running the worker with superuser privileges"
    env = {**env, "PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": quiet}
    web = Child("web", _gunicorn(listener), env, files=(listener.fileno(),))
    worker = Child("worker", _celery("worker", "--concurrency=2"), env)
    schedule = f"--schedule={STATE / 'beat-schedule'}"
    beat = Child("beat", _celery("beat", schedule, "--pidfile="), env)
    return [web, worker, beat] if alone else [web]


def _gunicorn(listener: socket.socket) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "sig.wsgi", f"--bind=fd://{listener.fileno()}"),
        *("--workers=2", "--timeout=30", "--graceful-timeout=5", "--no-control-socket"),
        *("--forwarded-allow-ips=127.0.0.1", "--log-level=warning"),
        # The path without its query: what somebody searched for belongs in no log.
        *("--access-logfile=-", "--access-logformat=%(m)s %(U)s %(s)s %(M)s ms"),
    ]


def _celery(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "celery", "--app=sig", "--quiet", *arguments, "--loglevel=INFO"]


if __name__ == "__main__":
    sys.exit(main())
