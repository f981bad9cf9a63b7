"""Socialförvaltningen's page and its connection, on a database where everything is committed."""

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import ProgrammingError, connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from followup.actions.submissions import send_record
from followup.counting import release
from followup.figures import Book, completeness_table, stadsdel_table
from followup.models import Progress, Release
from sig.demo.city import fill_city
from tests.databases import committed_database
from tests.people import Cast, hire


DAY = date(2026, 11, 22)
# All that the central role may read (R43). A new table is refused until it is written here.
READABLE = {
    "followup_centralrecord",
    "followup_completenesscount",
    "followup_release",
    "organisation_district",
    "organisation_succession",
}


@pytest.fixture(scope="module")
def city(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """The invented records of three years, released."""
    with committed_database(django_db_blocker):
        fill_city(DAY)
        assert release(DAY) > 80
        yield hire()


@pytest.fixture
def page(city: Cast, client: Client) -> str:
    client.force_login(city.uno)
    return client.get(reverse("followup:central")).content.decode()


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relkind in ('r', 'p', 'v', 'm') "
            "and relnamespace = 'public'::regnamespace order by relname"
        )
        return [name for (name,) in cursor.fetchall()]


def readable(table: str) -> bool:
    """Try it: PostgreSQL answers, or refuses for want of permission."""
    with connections["central"].cursor() as cursor:
        try:
            cursor.execute(f"select * from {table} limit 1")
        except ProgrammingError as refusal:
            return "permission denied" not in str(refusal)
    return True


def test_r43_the_central_role_is_refused_every_table_with_a_person(city: Cast) -> None:
    """The list is the catalog's. Planted: ``cases_person`` among what the role may read."""
    with connections["central"].cursor() as cursor:
        cursor.execute("select current_user")
        assert cursor.fetchone() == ("sig_central",)
    assert {table for table in tables() if readable(table)} == READABLE


def test_r43_the_central_role_writes_nothing_and_runs_nothing_as_the_owner(city: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relnamespace = 'public'::regnamespace "
            "and relkind in ('r', 'p') and (has_table_privilege('sig_central', oid, 'insert, update') "
            "or has_table_privilege('sig_central', oid, 'delete, truncate'))"
        )
        assert cursor.fetchall() == []
        cursor.execute(
            "select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef "
            "and has_function_privilege('sig_central', oid, 'execute')"
        )
        assert cursor.fetchall() == []


@pytest.mark.usefixtures("counted_menu")
def test_r43_the_page_reads_its_figures_as_the_central_role_alone(
    city: Cast, client: Client
) -> None:
    """Planted: ``Release.objects`` without ``using``; then PostgreSQL refuses the application."""
    client.force_login(city.uno)
    with (
        CaptureQueriesContext(connection) as own,
        CaptureQueriesContext(connections["central"]) as central,
    ):
        assert client.get(reverse("followup:central")).status_code == 200
    said = " ".join(query["sql"] for query in own.captured_queries)
    assert "followup_" not in said
    assert "organisation_succession" not in said
    assert len(central.captured_queries) <= 4


@pytest.mark.parametrize("route", ["followup:central", "followup:central_xlsx"])
def test_r43_the_page_is_for_the_uppfoljare_alone(city: Cast, client: Client, route: str) -> None:
    for name, user in city.everybody.items():
        client.force_login(user)
        assert client.get(reverse(route)).status_code == (200 if name == "uno" else 404)


def figures_in(page: str) -> list[int]:
    """Every number that stands alone in a table's cell."""
    cells = re.findall(r'<td class="amount">(?:<strong>)?([^<]*)', page)
    return [int(cell) for cell in cells if cell.strip().isdigit()]


def test_r44_no_small_figure_stands_on_the_page_and_none_is_shown_as_zero(page: str) -> None:
    """Tables and pictures. Planted: ``Cell`` made of the count whether it is shown or not."""
    assert len(figures_in(page)) > 150
    assert min(figures_in(page)) >= 5
    cells = re.findall(r'(?s)<td class="amount">(.*?)</td>', page)
    drawn = [int(cell.split()[0]) for cell in cells if "<rect" in cell]
    assert len(drawn) > 100
    assert min(drawn) >= 5
    assert page.count(">döljs<") > 50


def test_r44_the_workbook_holds_what_the_page_shows_and_no_more(
    city: Cast, client: Client, page: str
) -> None:
    """Planted: ``size(figure, counts)`` in the sheet in place of the cell."""
    client.force_login(city.uno)
    content = client.get(reverse("followup:central_xlsx")).content
    cells = [
        cell.value
        for sheet in load_workbook(io.BytesIO(content))
        for row in sheet.iter_rows(min_row=2, min_col=2)
        for cell in row
    ]
    numbers = [cell for cell in cells if isinstance(cell, int)]
    assert len(numbers) > 150
    assert set(numbers) <= set(figures_in(page))
    assert "döljs" in cells


def test_r45_every_table_says_how_many_it_counts_what_is_missing_and_the_period(page: str) -> None:
    """Planted: the row ”Alla som räknas” left out of the table."""
    panels = re.findall(
        r'<section class="panel" aria-labelledby="(?:tabell|stadsdelar).*?</section>',
        page,
        re.DOTALL,
    )
    assert len(panels) == 1 + 8 + 9 + 9
    for panel in panels:
        assert re.search(r"Alla som räknas</th>\s*<td class=\"amount\"><strong>\d+<", panel)
        assert (
            "saknar uppgift räknas med" in panel
            or "finns för alla" in panel
            or "utan namn" in panel
        )
        assert "Period: kalenderåret" in panel
        assert "Släppt 22 november 2026" in panel
    assert "Tid i insatsen" in page


def test_r47_the_page_has_nothing_but_sums(page: str, city: Cast) -> None:
    """No address of a case, and no name but that of the one who reads, in the frame."""
    main = page[page.index("<main") :]
    assert "/arenden/" not in main
    others = [who.last_name for who in city.everybody.values() if who != city.uno]
    assert [name for name in others if name in main] == []


def test_r44_a_table_is_not_released_anew_for_a_few(city: Cast) -> None:
    before = Release.objects.using("central").count()
    assert release(DAY) == 0
    content = {
        "district": "",
        "ended": "2025 kvartal 4",
        "months": 7,
        "areas": {},
        "outcome": "moved",
    }
    send_record(content)
    assert release(DAY) == 0
    assert Release.objects.using("central").count() == before


def a_release(cube: str, counts: dict[str, int], shown: list[list[str]]) -> Release:
    return Release(cube=cube, year=2023, number=1, counts=counts, shown=shown, released_on=DAY)


def test_a_merged_stadsdel_is_shown_as_now_and_as_then() -> None:
    """The sums of 2012: Rinkeby-Kista 5 and Spånga-Tensta 7 are Järva's 12."""
    names = {"Rinkeby-Kista": 5, "Spånga-Tensta": 7, "Farsta": 9, "": 6}
    shown = [sorted(names), *([name] for name in names), ["Rinkeby-Kista", "Spånga-Tensta"]]
    merged = {"Rinkeby-Kista": "Järva", "Spånga-Tensta": "Järva"}
    table = stadsdel_table(Book([a_release("stadsdel", names, shown)]), merged)
    said = [(row.label, row.is_part, row.cells[0].text) for row in table.rows]
    assert said == [
        ("Farsta", False, "9"),
        ("Järva", False, "12"),
        ("Rinkeby-Kista", True, "5"),
        ("Spånga-Tensta", True, "7"),
        ("Stadsdelen utelämnad", False, "6"),
    ]


def test_what_is_hidden_is_not_zero_in_the_completeness_either() -> None:
    counts = {f"Farsta|{progress}": n for progress, n in zip(Progress, (9, 0, 6, 2), strict=True)}
    shown = [sorted(counts), ["Farsta|both"]]
    table = completeness_table(Book([a_release("completeness", counts, shown)]), 2023, {})
    assert [cell.text for cell in table.rows[0].cells] == ["17", "9", "döljs", "döljs", "döljs"]
