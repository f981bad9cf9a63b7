"""The page Statistik: who sees it, what it shows, and what may be taken along."""

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook

from audit.models import LogEntry
from followup.cells import HIDDEN
from followup.statistics.figures import Count
from followup.statistics.measures import no_people
from followup.statistics.tables import Row, Table, flows_are_small, hidden, of_people
from followup.statistics.years import last_closed_year, period_of
from organisation.access import acting_as
from organisation.actions import appoint
from organisation.models import User
from organisation.roles import Role as StaffRole
from sig.lib.dates import today
from tests.people import Cast
from tests.stories import enrolled_case
from tests.story_cases import signed_in


CLOSED = last_closed_year(today())


def parts(*numbers: int) -> Table:
    of = sum(numbers)
    return Table("Orsak", tuple(Row(f"Rad {n}", m, of, 0) for n, m in enumerate(numbers)))


def shown(table: Table) -> list[str]:
    return [row.words for row in table.protected(5).rows]


def test_r44_a_small_number_is_hidden_and_so_is_the_one_it_would_follow_from() -> None:
    """Planted: primary suppression alone, where 12 − 9 told that 3 were left."""
    assert shown(parts(9, 3)) == [HIDDEN, HIDDEN]
    assert shown(parts(20, 9, 3)) == ["20", HIDDEN, HIDDEN]
    assert shown(parts(20, 9, 7)) == ["20", "9", "7"]


def test_r44_a_hidden_number_is_no_zero_and_a_zero_is_hidden_too() -> None:
    assert shown(parts(20, 6, 0, 0)) == ["20", HIDDEN, HIDDEN, HIDDEN]
    assert parts(20, 0).rows[1].words == "0"


@pytest.mark.parametrize(
    ("number", "of", "missing", "words"),
    [(9, 20, 0, "9"), (4, 20, 0, HIDDEN), (16, 20, 0, HIDDEN), (9, 20, 8, HIDDEN)],
)
def test_r44_a_share_is_shown_when_neither_side_is_small(
    number: int, of: int, missing: int, words: str
) -> None:
    """Planted: only those counted looked at, and not the others."""
    table = Table("Deltagare", (Row("Avslutade", number, of, missing),), parts=False)
    assert shown(table) == [words]


def test_r44_what_two_years_would_tell_of_few_who_began_or_ended_is_hidden() -> None:
    """Planted: the flows unasked; 17 went on, 20 took part the year after, so 3 had begun."""
    period = period_of(CLOSED, today())
    began, ended, went_on = (Count(20, 0, period, number) for number in (3, 9, 11))
    few = replace(no_people(period), enrolled=began, ended=ended, ongoing=went_on)
    assert flows_are_small(few, 5)
    assert not flows_are_small(replace(few, enrolled=ended), 5)
    assert hidden(parts(20, 9, 7)).is_all_hidden


def test_meetings_are_hidden_only_when_they_are_few() -> None:
    table = Table("Möten", (Row("I tid", 43, 43, 0), Row("Polis", 2, 4, 0)), parts=False)
    assert shown(replace(table, of_people=False)) == ["43", HIDDEN]


@pytest.mark.django_db
def test_r45_every_table_tells_its_denominator_and_what_is_missing() -> None:
    """Planted: the row of those missing left out."""
    period = period_of(CLOSED, today())
    few = no_people(period)
    told = {table.title: table for table in of_people(few)}
    ended = told["Orsak till avslut"]
    assert ended.rows[-1].label == "Uppgift saknas"
    assert ended.denominator == "Av 0 avslutade."
    assert all(table.parts == bool(table.denominator) for table in told.values())


def test_a_year_is_seen_from_today_until_it_has_ended() -> None:
    assert period_of(today().year, today()).as_of == today()
    assert period_of(CLOSED, today()).as_of.year == CLOSED


def page(cast: Cast, name: str, query: str = "", path: str = "") -> Any:
    return signed_in(cast.everybody[name]).get(f"/statistik/{path}{query}")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["lotta", "ulla", "uno", "sara", "fred"])
def test_who_does_not_lead_the_work_finds_no_statistics(cast: Cast, name: str) -> None:
    for path in ("", "tabell.csv", "tabell.xlsx"):
        assert page(cast, name, f"?ar={CLOSED}", path).status_code == 404


@pytest.mark.django_db
def test_the_manager_sees_all_numbers_of_this_year_and_no_file(cast: Cast) -> None:
    enrolled_case(cast)
    told = page(cast, "carin").content.decode()
    assert "Här står alla tal, även små." in told
    assert page(cast, "carin", "", "tabell.xlsx").status_code == 404
    with acting_as(cast.carin):
        assert LogEntry.objects.filter(event="statistics.read").exists()


@pytest.mark.django_db
def test_another_stadsdel_or_a_year_that_is_not_offered_is_not_found(cast: Cast) -> None:
    for query in (f"?stadsdel={cast.farsta.pk}", "?ar=1999", "?ar=tjugo", "?stadsdel=x"):
        assert page(cast, "carin", query).status_code == 404


@pytest.mark.django_db
def test_the_files_of_a_closed_year_hide_small_numbers(cast: Cast) -> None:
    """Planted: the tables of the page, with every number, handed to the file."""
    told = page(cast, "carin", f"?ar={CLOSED}", "tabell.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(told), delimiter=";"))
    assert {row["Antal"] for row in rows} == {HIDDEN}
    assert all(str(CLOSED) in row["Period"] for row in rows)
    book = load_workbook(io.BytesIO(page(cast, "carin", f"?ar={CLOSED}", "tabell.xlsx").content))
    assert book.worksheets[0]["B2"].value == HIDDEN
    with acting_as(cast.carin):
        assert LogEntry.objects.filter(event="statistics.exported").count() == 2


@pytest.mark.django_db
def test_the_page_asks_as_much_for_many_cases_as_for_one(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        enrolled_case(cast)
    with django_assert_max_num_queries(60):
        assert page(cast, "carin").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("role", [StaffRole.LEAD_GROUP, StaffRole.STEERING_GROUP])
def test_r47_who_steers_sees_closed_years_without_small_numbers(
    cast: Cast, role: StaffRole
) -> None:
    """Planted: every year offered to everybody, and ``tal=alla`` asked of nobody's role."""
    district = cast.hv if role == StaffRole.LEAD_GROUP else None
    appoint(user=cast.fred, role=role, district=district, by=cast.fred)
    leader = signed_in(User.objects.get(pk=cast.fred.pk))
    for query in ("", f"?ar={CLOSED}&tal=alla"):
        told = leader.get(f"/statistik/{query}").content.decode()
        assert f"Statistik {CLOSED}" in told
        assert "Visa alla tal" not in told
        assert "Tabeller där alla tal döljs" in told
    assert leader.get(f"/statistik/?ar={today().year}").status_code == 404
    assert leader.get(f"/statistik/tabell.csv?ar={CLOSED}").status_code == 200
