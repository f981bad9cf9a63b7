"""What the documents point at is there: links, files, pages, commands, terms, settings."""

import re
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands
from django.urls import Resolver404, resolve

from devtools.__main__ import NEEDS
from devtools.paths import ROOT


DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
FENCED = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
# A folder inside, or an ending that only files here have. What begins with / is a page.
FILE = re.compile(r"\.?\w[\w./-]*(/[\w./-]*|\.(py|md|yml|toml|html|css|js|sql|sh|txt|example))")
# `docs/components.md` names templates and styles as a page does.
SHELVES = ("", "templates", "templates/components", "static/sig")
NOT_KEPT = {".env", "count.sql", "first.py"}  # made by whoever follows the document
PAGE = re.compile(r"(/[\w…-]+)+/")

every_document = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT))
)


def prose(text: str) -> str:
    return FENCED.sub("", text)


def code_words(text: str) -> Iterator[str]:
    yield from CODE.findall(prose(text))


def anchors(document: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", prose(document.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def dead_links(text: str, folder: Path) -> list[str]:
    return [link for link in LINK.findall(prose(text)) if not _lives(link, folder)]


def _lives(link: str, folder: Path) -> bool:
    if re.match(r"https?://|mailto:", link):
        return True
    path, _, anchor = link.partition("#")
    target = (folder / path).resolve()
    return target.exists() and (not anchor or anchor in anchors(target))


def missing_files(text: str, folder: Path) -> list[str]:
    shelves = [folder, *(ROOT / shelf for shelf in SHELVES)]
    return [
        word
        for word in code_words(text)
        if FILE.fullmatch(word)
        and word not in NOT_KEPT
        and not any((shelf / word).exists() for shelf in shelves)
    ]


def missing_pages(text: str) -> list[str]:
    return [word for word in code_words(text) if PAGE.fullmatch(word) and not _opens(word)]


def _opens(page: str) -> bool:
    try:
        resolve(page.replace("…", str(uuid.uuid4())))
    except Resolver404:
        return False
    return True


def missing_commands(text: str) -> list[str]:
    """Of `./dev …` and `manage.py …`, in fences too."""
    manage = re.findall(r"(?:\./dev manage|manage\.py) ([a-z0-9_]+)", text)
    missing = [name for name in manage if name not in get_commands()]
    return missing + [name for name in re.findall(r"\./dev ([a-z]+)", text) if name not in NEEDS]


def table(text: str, heading: str) -> list[list[str]]:
    """The cells of the first table after ``heading``, without its head."""
    lines = text.partition(heading)[2].lstrip().splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("|---"))
    rows = []
    for line in lines[start + 1 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def test_what_is_planted_is_found() -> None:
    """Planted: a dead link, a dead anchor, a file, a page and three commands that there are not."""
    planted = "[a](gone.md) [b](README.md#gone) [c](README.md#glossary) [d](https://example.se)"
    assert dead_links(planted, ROOT) == ["gone.md", "README.md#gone"]
    assert missing_files("`cases/gone.py` `gone.md` `sig/urls.py` `cases.access`", ROOT) == [
        "cases/gone.py",
        "gone.md",
    ]
    assert missing_pages("`/borta/` `/arenden/…/borta/` `/arenden/…/plan/`") == [
        "/borta/",
        "/arenden/…/borta/",
    ]
    gone = "./dev fly ./dev manage fly\n```\npython manage.py fall\n./dev up\n```"
    assert missing_commands(gone) == ["fly", "fall", "fly"]


def test_the_documents_are_found() -> None:
    found = {str(path.relative_to(ROOT)) for path in DOCUMENTS}
    assert {"README.md", "docs/backup.md", "docs/adr/0003-soft-rules.md"} <= found


@every_document
def test_every_link_leads_somewhere(document: Path) -> None:
    assert dead_links(document.read_text(), document.parent) == []


@every_document
def test_every_file_that_is_named_is_there(document: Path) -> None:
    assert missing_files(document.read_text(), document.parent) == []


@every_document
def test_every_page_that_is_named_opens(document: Path) -> None:
    assert missing_pages(document.read_text()) == []


@every_document
def test_every_command_that_is_named_runs(document: Path) -> None:
    assert missing_commands(document.read_text()) == []


def models_named(heading: str) -> set[str]:
    """The class names in the second column of the glossary's table after ``heading``."""
    rows = table((ROOT / "README.md").read_text(), heading)
    return {word for row in rows for word in re.findall(r"`([A-Z][A-Za-z]+)`", row[1])}


def test_the_glossary_names_models_that_exist_and_none_that_is_built_as_missing() -> None:
    """Planted: `Custodian`, which stands in the second table, would be missed in the first."""
    built = {model.__name__ for model in apps.get_models()}
    assert len(models_named("## Glossary")) > 20
    assert models_named("## Glossary") - built == set()
    agreed = models_named("Names agreed for parts that don't exist yet")
    assert "Custodian" in agreed - built
    assert agreed & built == set()


def settings_read(code: str) -> set[str]:
    return set(re.findall(r'\benv\.\w+\(\s*"(\w+)"', code))


def test_the_environment_is_told_as_the_settings_read_it() -> None:
    """Planted: a setting that the table leaves out."""
    code = (ROOT / "sig" / "settings.py").read_text()
    rows = table((ROOT / "docs" / "deploy.md").read_text(), "## The environment")
    told = {row[0].strip("`") for row in rows}
    planted = code + 'PLANTED = env.bool("SIG_PLANTED", False)'
    assert settings_read(planted) - told == {"SIG_PLANTED"}
    assert settings_read(code) == told


def roles_made(text: str) -> set[str]:
    """The statements that make roles and database, without passwords and encoding."""
    made = re.findall(r"^((?:create|grant|revoke) [^;]+)", text, re.MULTILINE)
    return {re.sub(r" password .*| encoding .*", "", statement) for statement in made}


def test_the_roles_of_ones_own_server_are_those_of_the_image() -> None:
    """Planted: an application's role that may pass the policies."""
    image = (ROOT / "docker" / "init-roles.sql").read_text()
    told = (ROOT / "docs" / "deploy.md").read_text()
    assert len(roles_made(image)) == 7
    assert roles_made(image) != roles_made(told.replace("nobypassrls", "bypassrls"))
    assert roles_made(image) == roles_made(told)
