"""docker-compose.yml hangs together. It can't be run where the tests run, so it is read."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml

from devtools.paths import ROOT
from devtools.place import find_place
from devtools.servers import Postgres


SITE = ("migrate", "web", "worker", "beat")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


@pytest.fixture(scope="module")
def services(compose: dict[str, Any]) -> dict[str, Any]:
    return compose["services"]


def test_every_part_of_the_site_is_there(services: dict[str, Any]) -> None:
    assert set(services) == {"postgres", "redis", *SITE, "proxy"}


def test_only_the_proxy_is_reachable_from_outside(services: dict[str, Any]) -> None:
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]


@pytest.mark.parametrize("name", SITE)
def test_every_setting_without_a_default_is_set(services: dict[str, Any], name: str) -> None:
    """Planted bug: SIG_SECRET_KEY left out of the worker."""
    required = re.findall(
        r'env\.\w+\("(\w+)"\)', (ROOT / "sig" / "settings.py").read_text(encoding="utf-8")
    )
    assert {"SIG_SECRET_KEY", "DATABASE_URL", "REDIS_URL"} <= set(required)
    assert set(required) <= set(services[name]["environment"])


def test_it_runs_under_tls_and_never_as_a_demo(services: dict[str, Any]) -> None:
    for name in SITE:
        environment = services[name]["environment"]
        assert environment["SIG_ORIGIN"].startswith("https://")
        assert "SIG_DEMO" not in environment


def test_only_the_migration_knows_the_owner(services: dict[str, Any]) -> None:
    knows = {name for name in SITE if "OWNER" in str(services[name]["environment"])}
    assert knows == {"migrate"}


def test_what_others_wait_for_exists_and_says_when_it_is_ready(services: dict[str, Any]) -> None:
    for service in services.values():
        for name, wait in service.get("depends_on", {}).items():
            ready = wait["condition"] != "service_healthy" or "healthcheck" in services[name]
            assert ready, name


def test_every_mounted_file_and_named_volume_exists(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            assert source in compose["volumes"] or (ROOT / source).is_file(), source


def test_the_example_names_every_secret_that_compose_asks_for() -> None:
    asked = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))
    example = (ROOT / "docker" / "env.example").read_text()
    assert asked == set(re.findall(r"^(\w+)=", example, re.MULTILINE))


def test_the_image_gets_every_app_and_none_of_the_tools() -> None:
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    apps = {path.parent.name for path in ROOT.glob("*/apps.py")} | {"sig"}
    assert ignored[0] == "*"
    assert {f"!{app}" for app in apps} <= set(ignored)
    assert not {"!devtools", "!tests", "!.data", "!.env"} & set(ignored)


def test_the_image_has_the_roles_of_a_local_database(state: Path) -> None:
    """Runs the script that the postgres image runs, with the same psql options."""
    postgres = Postgres(find_place(state))
    postgres.prepare()
    server = postgres.start()
    try:
        passwords = {
            "SIG_OWNER_PASSWORD": "owner's",
            "SIG_APP_PASSWORD": "app",
            "SIG_CENTRAL_PASSWORD": "central",
        }
        psql = [str(postgres.binary("psql")), "--set=ON_ERROR_STOP=1", "--no-psqlrc"]
        target = ["--host", str(postgres.place.sockets), "--username=postgres"]
        script = ["--file", str(ROOT / "docker" / "init-roles.sql"), "postgres"]
        subprocess.run([*psql, *target, *script], env=os.environ | passwords, check=True)
        with psycopg.connect(postgres.url("sig_owner")) as owner:
            owner.execute("create table cases (id int)")
            owner.execute("set role sig_app")
        with (
            psycopg.connect(postgres.url("sig_app")) as application,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            application.execute("create table own (id int)")
    finally:
        postgres.stop(server)
