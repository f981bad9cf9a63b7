"""A manager reads in the cases of the office before: the template, what is wrong in it, and regret.

A real worker checks, writes and takes away. Every page is watched (see pages.py).
"""

import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from signal import SIGTERM

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from cases.imports.columns import COLUMNS, SHEET
from devtools.processes import dies_with_parent, stop
from tests.browser.conftest import PATIENCE, Site
from tests.browser.pages import TELEPHONE, Visitor
from tests.cases.importing import rows


pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

Visit = Callable[..., Visitor]

PAGE = "/arenden/las-in/"
OUTCOME = "Hämta rader och utfall"


@pytest.fixture
def worker(site: Site) -> Iterator[None]:
    """A real Celery worker beside the site."""
    command = [sys.executable, "-m", "celery", "-A", "sig", "worker", "--concurrency=1"]
    process = subprocess.Popen(
        [*command, "--loglevel=WARNING", "--without-gossip", "--without-mingle"],
        env=site.env,
        preexec_fn=dies_with_parent(SIGTERM),
        start_new_session=True,
    )
    yield
    stop(process, SIGTERM, 10)


def test_a_file_is_checked_read_in_without_its_wrong_rows_and_undone(
    site: Site, visit: Visit, worker: None
) -> None:
    carin = visit(site.cast.carin)
    carin.opens(PAGE)
    carin.puts_in("Den ifyllda mallen", "ärenden.xlsx", filled_in(fetched(carin, "Hämta mallen")))
    carin.presses("Kontrollera filen")
    waits_for(carin, "2 av 4 rader är rätt")
    she_sees_what_is_wrong(carin)
    carin.page.set_viewport_size(TELEPHONE)
    carin.looks()
    carin.presses("Läs in 2 ärenden")
    carin.sees("Kryssa i rutan, eller rätta filen och lämna den igen.")
    carin.ticks("Jag läser in utan de 2 rader som är fel")
    carin.presses("Läs in 2 ärenden")
    waits_for(carin, "2 ärenden är inlästa")
    outcome_of(carin)
    carin.presses("Ångra inläsningen")
    waits_for(carin, "Inläsningen är ångrad")
    carin.sees("Alla 2 ärenden är borttagna.")
    carin.opens("/arenden/")
    carin.sees_nothing_of("K.P.")


def filled_in(template: bytes) -> bytes:
    """The template with four cases, two of them right."""
    book = load_workbook(io.BytesIO(template))
    lines = rows(4)
    lines[1] |= {"received_on": "3/1-24", "lots": "ingen.alls"}
    lines[3] |= {"number": lines[0]["number"]}
    for number, line in enumerate(lines, start=2):
        for place, column in enumerate(COLUMNS, start=1):
            book[SHEET].cell(number, place, line.get(column.key))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fetched(visitor: Visitor, link: str) -> bytes:
    """What the browser saves, as the template and reports do."""
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name=link).click()
    return Path(download.value.path()).read_bytes()


def waits_for(visitor: Visitor, heading: str) -> None:
    """The page asks for itself how far the worker has come, until it has something to tell."""
    found = visitor.page.get_by_role("heading", name=heading)
    expect(found).to_be_visible(timeout=PATIENCE * 1000)
    visitor.looks()


def she_sees_what_is_wrong(carin: Visitor) -> None:
    """By the cell, in words, and what to do."""
    carin.sees("G3", "Skriv datumet som ÅÅÅÅ-MM-DD", among="Att rätta")
    carin.sees("Ingen som arbetar med ärenden i Hässelby-Vällingby", among="Att rätta")
    carin.sees("A5", "Samma person står på rad 2.", among="Att rätta")
    carin.sees("Rad 2", "Rad 4", "K.P.", among="Rätt")
    carin.sees_nothing_of("Provexempel")


def outcome_of(carin: Visitor) -> None:
    """The report names each row of the file: read in, or what was wrong with it."""
    here = carin.path
    carin.follows(OUTCOME)
    report = load_workbook(io.BytesIO(fetched(carin, "Rader och utfall")))
    told = [row[:2] for row in report.active.iter_rows(min_row=2, values_only=True)]
    assert [row for row in told if row[1] == "Inläst"] == [(2, "Inläst"), (4, "Inläst")]
    assert {row[0] for row in told if row[1] == "Fel, inte inläst"} == {3, 5}
    carin.opens(here)
