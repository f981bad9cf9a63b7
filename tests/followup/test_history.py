"""The history of 2012: the stadsdelar of then, and the report's youths as closed cases."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.urls import reverse

from cases.models import Case, Person
from followup.annual import Table, report_for
from followup.documents.annual_report import report_html, report_pdf
from followup.models import AnnualReport, History
from followup.statistics import Period, in_each, people
from meetings.models import Flag
from meetings.sweep import sweep
from organisation.access import acting_in
from organisation.models import District, Succession
from sig.lib import rowsecurity
from sig.lib.dates import today
from sig.process import GATES
from tests.followup.history import history_loaded, load
from tests.lib.pdf_validation import broken_rules
from tests.people import hire
from tests.story_cases import signed_in


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with history_loaded(django_db_blocker):
        yield


@pytest.fixture
def city(loaded: None, django_db_blocker: Any) -> Iterator[None]:
    """All stadsdelar in view; what a test writes is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        with rowsecurity.context(District.objects.values_list("pk", flat=True)):
            yield
        transaction.set_rollback(True)


def names_on(day: date) -> set[str]:
    return set(District.objects.in_force(day).values_list("name", flat=True))


def test_there_were_fourteen_then_thirteen_then_eleven(city: None) -> None:
    """Planted: a merger a day late fails here."""
    assert len(names_on(date(2012, 12, 1))) == 14
    assert len(names_on(date(2020, 6, 30))) == 14
    assert len(names_on(date(2020, 7, 1))) == 13
    assert len(names_on(date(2023, 6, 30))) == 13
    assert len(names_on(date(2023, 7, 1))) == len(names_on(today())) == 11
    became = {(row.former.name, row.successor.name) for row in Succession.objects.all()}
    assert became == {
        ("Hägersten-Liljeholmen", "Hägersten-Älvsjö"),
        ("Älvsjö", "Hägersten-Älvsjö"),
        ("Rinkeby-Kista", "Järva"),
        ("Spånga-Tensta", "Järva"),
        ("Norrmalm", "Norra innerstaden"),
        ("Östermalm", "Norra innerstaden"),
    }


def test_the_forty_are_closed_cases_without_names_or_numbers(city: None) -> None:
    cases = Case.objects.filter(pk__in=History.objects.values("case"))
    assert Counter(cases.values_list("district__name", flat=True)) == {
        "Hässelby-Vällingby": 8,
        "Enskede-Årsta-Vantör": 6,
        "Rinkeby-Kista": 5,
        "Skarpnäck": 3,
        "Skärholmen": 9,
        "Spånga-Tensta": 7,
        "Hägersten-Liljeholmen": 2,
    }
    assert not cases.open().exists()
    assert not cases.filter(closed_at__year__gt=2014).exists()
    people = Person.objects.filter(pk__in=cases.values("person"))
    assert set(people.values_list("number", "first_name")) == {("", "Ungdom")}


def test_no_sweep_finds_them(city: None) -> None:
    for district in District.objects.all():
        assert sweep(district, today()).raised == 0
    assert not Flag.objects.exists()


def test_the_manager_reads_such_a_case_and_no_step_is_offered(city: None) -> None:
    cast = hire()
    case = Case.objects.filter(district=cast.hv).first()
    assert case
    for route in ("case", "followup:overview"):
        page = signed_in(cast.carin).get(reverse(route, args=[case.pk]))
        assert page.status_code == 200, route
    assert GATES["oppna-igen"].blockers(case, cast.carin)


def test_a_second_run_changes_nothing(loaded: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        load()
        with rowsecurity.context(District.objects.values_list("pk", flat=True)):
            assert (History.objects.count(), Case.objects.count()) == (40, 40)
            assert District.objects.count() == 17
            assert AnnualReport.objects.count() == 1


def test_the_application_may_neither_load_nor_change_it(city: None) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        History.objects.update(ended="yes")
    with pytest.raises(DatabaseError, match="locked"), transaction.atomic():
        AnnualReport.objects.update(summary="Något annat.")


@pytest.mark.django_db
def test_without_the_stadsdelar_of_then_it_says_so() -> None:
    with pytest.raises(CommandError, match="load_history_2012"):
        call_command("annual_report", "--from", "2011-11-01", "--to", "2012-12-01")


@pytest.mark.django_db
def test_it_says_that_it_runs_as_the_owner() -> None:
    with pytest.raises(CommandError, match="DATABASE_OWNER_URL"):
        call_command("load_history_2012")


# --- The table -------------------------------------------------------------------------------------

# Stadsdel: youths, ages, ended, sentenced, end reasons. None is what can't be read or isn't said.
REPORT: dict[str, tuple[Any, ...]] = {
    "Farsta": (0, None, 0, 0, {}),
    "Hägersten-Liljeholmen": (2, [14, 14], None, None, {}),
    "Hässelby-Vällingby": (8, [14, 17], 3, 6, {}),
    "Enskede-Årsta-Vantör": (6, [14, 17], 1, 0, {"other_support": 1}),
    "Kungsholmen": (0, None, 0, 0, {}),
    "Norrmalm": (0, None, 0, 0, {}),
    "Rinkeby-Kista": (5, [14, 17], 1, 1, {"moved_abroad": 1}),
    "Skarpnäck": (3, [14, 17], None, 0, {"placed": 1, "moved_abroad": 1}),
    "Skärholmen": (9, [13, 17], 3, 1, {"as_planned": 2, "absconded": 1}),
    "Spånga-Tensta": (7, [16, 17], 1, 4, {"institution": 1}),
    "Södermalm": (0, None, 0, 0, {}),
    "Östermalm": (0, None, 0, 0, {}),
    "Bromma": (0, None, 0, 0, {}),  # not in the report
    "Älvsjö": (0, None, 0, 0, {}),
}
# Reports to the police and suspicions after the start, where any is told.
SUSPICIONS = {
    "Hässelby-Vällingby": {"none": 3},
    "Enskede-Årsta-Vantör": {"none": 1},
    "Rinkeby-Kista": {"none": 2, "fewer": 1, "periods": 1},
    "Skarpnäck": {"fewer": 1},
    "Skärholmen": {"none": 7, "new": 2},
    "Spånga-Tensta": {"none": 4, "fewer": 2},
}
KEYS = ("youths", "ages", "ended", "sentenced", "end_reasons")


def printed(*arguments: str) -> dict[str, Any]:
    told = StringIO()
    call_command("annual_report", "--json", *arguments, stdout=told)
    return json.loads(told.getvalue())


def test_the_table_is_that_of_the_report_cell_by_cell(city: None) -> None:
    """Planted: one youth of Skärholmen moved to Spånga-Tensta fails in both lines."""
    table = printed("--from", "2011-11-01", "--to", "2012-12-01")
    told = table["districts"]
    assert {name: tuple(line[key] for key in KEYS) for name, line in told.items()} == REPORT
    assert {n: line["suspicions"] for n, line in told.items() if line["suspicions"]} == SUSPICIONS
    assert [name for name, line in told.items() if not line["in_report"]] == ["Bromma", "Älvsjö"]
    assert told["Hässelby-Vällingby"]["missing"]["end_reasons"] == 3
    assert told["Skarpnäck"]["missing"]["ended"] == 3


def test_the_sums_are_those_of_the_report(city: None) -> None:
    table = printed("--from", "2011-11-01", "--to", "2012-12-01")
    assert (table["total"], table["stated_total"], table["legible_total"]) == (40, 40, 38)
    assert (table["sums"]["ended"], table["sums"]["sentenced"]) == (9, 12)
    assert table["sums"]["ages"] == [13, 17]
    assert table["sums"]["missing"]["sentenced"] == 2
    assert "summerar till 38 ungdomar. Rapporten anger 40" in " ".join(table["remarks"])


def test_as_now_the_merged_stadsdelar_are_added_up(city: None) -> None:
    """Planted: a stadsdel that is left out where it merged fails here."""
    table = printed("--from", "2011-11-01", "--to", "2012-12-01", "--as-now")
    told = table["districts"]
    assert (len(told), table["total"]) == (11, 40)
    assert tuple(told["Järva"][key] for key in KEYS) == (
        12, [14, 17], 2, 5, {"institution": 1, "moved_abroad": 1}
    )  # fmt: skip
    assert told["Hägersten-Älvsjö"]["ended"] is None
    assert told["Norra innerstaden"]["youths"] == 0


def test_before_the_report_is_written_nothing_of_it_is_known(city: None) -> None:
    seen = ("--as-of", "2012-06-30")
    table = printed("--from", "2011-11-01", "--to", "2012-12-01", *seen)["districts"]
    assert table["Skärholmen"]["ended"] is None
    assert table["Skärholmen"]["end_reasons"] == {}


def test_in_the_end_all_have_ended(city: None) -> None:
    table = printed("--from", "2011-11-01", "--to", "2015-01-01")
    assert (table["total"], table["sums"]["ended"], table["sums"]["ongoing"]) == (40, 40, 0)
    assert printed("--from", "2015-01-01", "--to", "2016-01-01")["total"] == 0


def test_a_period_that_ends_before_it_begins_is_refused(city: None) -> None:
    with pytest.raises(CommandError, match="Perioden slutar innan den börjar"):
        printed("--from", "2012-12-01", "--to", "2011-11-01")


def test_a_stadsdel_is_asked_in_its_own_context(loaded: None, django_db_blocker: Any) -> None:
    """Nobody's context is open, and one stadsdel's shows nothing of another."""
    period = Period.of(date(2011, 11, 1), date(2012, 12, 1))
    with django_db_blocker.unblock():
        skarpnack = District.objects.get(name="Skarpnäck")
        farsta = District.objects.get(name="Farsta")
        assert people(skarpnack, period).youths == 0
        with acting_in(farsta):
            assert people(skarpnack, period).youths == 0
        assert in_each([skarpnack], people, period)[skarpnack].youths == 3


# --- On paper -------------------------------------------------------------------------------------


def the_table() -> Table:
    start, before = date(2011, 11, 1), date(2012, 12, 1)
    return Table.of(Period.of(start, before), report_for(start, before))


def test_the_report_of_2012_is_whole_on_paper(city: None) -> None:
    """What has been published is shown, small as it is."""
    html = re.sub(r"(?s)<svg.*?</svg>", "", report_html(the_table()))
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
    for told in (
        "Skärholmen 9 13–17 år 3 av 9 1 av 9",
        "Skarpnäck 3 14–17 år uppgift saknas 0 av 3",
        "Hela staden 40 13–17 år 9 av 35, saknas för 5 12 av 38, saknas för 2",
        "Bromma 0 finns inte med i rapporten",
        "summerar till 38 ungdomar. Rapporten anger 40",
        "Gemensamma riktlinjer",
    ):
        assert told in text
    assert "färre än 5" not in text


def test_the_report_is_accessible_and_fit_for_the_archive(city: None) -> None:
    data = report_pdf(the_table())
    assert broken_rules(data, "ua1") == set()
    assert broken_rules(data, "3a") == set()
