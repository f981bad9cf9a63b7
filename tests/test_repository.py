"""What no import linter sees: keys and migrations that point upwards, the step, names in templates."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader


# Lowest first. An app may point at itself and at what stands before it.
LAYERS = ["audit", "organisation", "cases", "consent", "plans", "meetings", "followup", "sig"]
SOURCES = [
    path
    for app in LAYERS
    for path in (settings.BASE_DIR / app).rglob("*.py")
    if "migrations" not in path.parts
]
TEMPLATES = list((settings.BASE_DIR / "templates").rglob("*.html"))


def upward(user: str, used: str) -> bool:
    return user in LAYERS and used in LAYERS and LAYERS.index(used) > LAYERS.index(user)


def test_upward_is_seen() -> None:
    """Planted: cases pointing at consent is upwards, the other way isn't."""
    assert upward("cases", "consent")
    assert not upward("consent", "cases")


def test_no_key_points_upwards() -> None:
    pointing = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation
        and field.related_model
        and not field.auto_created
        and upward(model._meta.app_label, field.related_model._meta.app_label)
    ]
    # The log's signature points at whoever AUTH_USER_MODEL names; it is abstract, so never listed.
    assert pointing == []


def test_no_reverse_name_lets_a_lower_app_reach_up() -> None:
    reaching = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.auto_created
        and field.is_relation
        and field.related_model
        and upward(model._meta.app_label, field.related_model._meta.app_label)
        and not field.name.endswith("+")
    ]
    assert reaching == []


def test_no_migration_depends_upwards() -> None:
    loader = MigrationLoader(None)
    depending = [
        f"{app}.{name} → {other}"
        for (app, name), migration in loader.disk_migrations.items()
        for other, _ in migration.dependencies
        if upward(app, other)
    ]
    assert depending == []


def assigns_the_step(text: str) -> bool:
    return bool(re.search(r"^\s+\w+\.step\s*=[^=]", text, re.M))


def test_the_step_is_assigned_in_one_file() -> None:
    """The demo's cases begin in the past, so it writes their steps as history."""
    assert assigns_the_step("    case.step = Step.DECISION")  # planted
    assigning = [path for path in SOURCES if assigns_the_step(path.read_text())]
    outside = [path.name for path in assigning if "demo" not in path.parts]
    assert outside == ["steps.py"]


RAW_NAMES = re.compile(r"(first_name|last_name|person\.number|\.full\b)")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_shows_a_raw_name_or_number(template: Path) -> None:
    assert RAW_NAMES.search("{{ case.person.last_name }}")  # planted
    assert not RAW_NAMES.search(template.read_text())


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_inline_style_or_script(template: Path) -> None:
    inline = re.compile(r"<style|<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=", re.I)
    assert inline.search('<p style="x">')  # planted
    assert inline.search('<a onclick="x">')  # planted
    text = template.read_text()
    if "pdf" not in template.name:  # a PDF carries its own style, no browser reads it
        assert not inline.search(text)


def action_modules() -> Iterator[ModuleType]:
    for app in LAYERS:
        package = settings.BASE_DIR / app / "actions"
        if package.is_dir():
            for module in pkgutil.iter_modules([str(package)]):
                yield importlib.import_module(f"{app}.actions.{module.name}")
        elif (settings.BASE_DIR / app / "actions.py").exists():
            yield importlib.import_module(f"{app}.actions")


def writing_functions() -> Iterator[tuple[str, object]]:
    """Public functions of actions modules that save, create or update something."""
    for module in action_modules():
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = inspect.unwrap(function).__module__ == module.__name__
            if own and not name.startswith("_"):
                body = inspect.getsource(inspect.unwrap(function))
                if re.search(r"\.(save|create|update|get_or_create|bulk_create)\(", body):
                    yield f"{module.__name__}.{name}", function


def test_every_public_write_is_an_audited_action() -> None:
    found = dict(writing_functions())
    assert len(found) > 10  # the detector sees the actions that there are
    unaudited = [name for name, function in found.items() if not hasattr(function, "event")]
    assert unaudited == []


def test_every_action_takes_only_keywords_and_who_does_it() -> None:
    loose = [
        name
        for name, function in writing_functions()
        for parameter in inspect.signature(inspect.unwrap(function)).parameters.values()
        if parameter.kind not in (parameter.KEYWORD_ONLY, parameter.VAR_KEYWORD)
    ]
    assert loose == []
