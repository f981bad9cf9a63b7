"""A court asks for a statement: its clocks, what was sent, and what the judgment said."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.actions.court import save_court_statement
from cases.models import Case, CourtStatement, Draft
from followup.models import Assessment
from followup.statistics.figures import Count, Period
from followup.statistics.people import people
from organisation.access import acting_as, acting_in
from organisation.models import User
from sig.lib.dates import today
from sig.lib.rules import Refused, Stale
from sig.worklist import sections
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_cases import signed_in
from tests.story_meetings import enrolled


pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def asked(case: Case, by: User, *, due: int = 7, **changes: Any) -> CourtStatement:
    """A statement asked for ninety days ago, due in ``due`` days."""
    fields = {"asked_on": today() - 90 * DAY, "due_on": today() + due * DAY} | changes
    statement = CourtStatement(case=case, requester="court", **fields)
    with acting_as(by):
        return save_court_statement(statement=statement, by=by)


def told(user: User) -> list[tuple[str, str]]:
    """Group and tag of what Min dag says of statements."""
    with acting_as(user):
        return [
            (section.group.name, row.tag)
            for section in sections(user, today())
            for row in section.rows
            if row.sentence.startswith("Yttrandet")
        ]


def ago(count: int) -> date:
    return today() - count * DAY


@pytest.mark.parametrize(
    ("due", "changes", "expected"),
    [
        (8, {}, []),
        (7, {}, [("NEAR", "7 dagar kvar")]),
        (0, {}, [("NEAR", "Sista dagen i dag")]),
        (-1, {}, [("LATE", "Försenat 1 dag")]),
        (-1, {"sent_on": ago(60)}, []),
        (-1, {"sent_on": ago(61)}, [("WAITING", "Besked")]),
        (-1, {"sent_on": ago(61), "judged_on": ago(1), "sentenced": "missing"}, []),
    ],
)
def test_its_clocks_stand_on_min_dag(
    cast: Cast, due: int, changes: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    """Planted: ``lte`` for ``lt`` in ``statement_late``, and in ``judgment_awaited``."""
    asked(open_case_for(cast.lotta, cast.hv), cast.lotta, due=due, **changes)
    assert told(cast.lotta) == expected
    assert told(cast.lars) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"due_on": ago(91)}, "Svarsdagen ligger före"),
        ({"sent_on": ago(91)}, "Yttrandet ligger före"),
        ({"sent_on": ago(-1)}, "inte har varit"),
        ({"judged_on": ago(1)}, "Välj om personen är dömd"),
        ({"sentenced": "yes"}, "Ange vilken dag domen kom"),
    ],
)
def test_days_and_judgment_must_fit(cast: Cast, changes: dict[str, Any], sentence: str) -> None:
    """Planted: an action that asks nothing of them."""
    with pytest.raises(Refused, match=sentence):
        asked(open_case_for(cast.lotta, cast.hv), cast.lotta, **changes)


def test_a_colleagues_save_is_not_written_over(cast: Cast) -> None:
    statement = asked(open_case_for(cast.lotta, cast.hv), cast.lotta)
    with acting_as(cast.lotta):
        stale = CourtStatement.objects.get(pk=statement.pk)
        save_court_statement(statement=statement, by=cast.lotta)
        with pytest.raises(Stale):
            save_court_statement(statement=stale, by=cast.lotta)


@pytest.mark.parametrize(
    ("judgments", "said", "expected"),
    [
        ([], None, (1, 0)),
        ([], "youth_care", (0, 1)),
        (["missing"], None, (1, 0)),
        (["no"], "youth_care", (0, 0)),
        (["no", "yes"], "none", (0, 1)),
    ],
)
def test_the_statistics_count_those_sentenced_from_the_judgments(
    cast: Cast, judgments: list[str], said: str | None, expected: tuple[int, int]
) -> None:
    """Missing and yes, of one youth. Planted: "missing" counted as no."""
    case = enrolled(open_case_for(cast.lotta, cast.hv), ago(40))
    for sentenced in judgments:
        asked(case, cast.lotta, judged_on=ago(1), sentenced=sentenced)
    if said:
        with acting_in(cast.hv):
            Assessment.objects.create(
                case=case,
                number=1,
                begun_on=ago(30),
                made_on=ago(30),
                sentenced=said,
                signed_at=timezone.now(),
            )
    missing, yes = expected
    period = Period.of(ago(90), ago(-1))
    with acting_in(cast.hv):
        assert people(cast.hv, period).sentenced == Count(1, missing, period, yes=yes)


def test_r58_the_law_is_cited_from_its_first_day(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: a paragraph written in the view."""
    page = reverse("cases:court", args=[open_case_for(cast.lotta, cast.hv).pk])
    assert "28 § lagen (1964:167)" in signed_in(cast.lotta).get(page).content.decode()
    monkeypatch.setattr("cases.views.court.today", lambda: date(2025, 3, 31))
    assert "lagen (1964:167)" not in signed_in(cast.lotta).get(page).content.decode()


@pytest.mark.parametrize(("years", "said"), [(20, False), (21, True)])
def test_the_law_on_young_offenders_ends_at_21(years: int, said: bool, cast: Cast) -> None:
    """Planted: the birthday itself forgotten."""
    case = open_case_for(cast.lotta, cast.hv, programme="unga-vuxna", years=years)
    page = signed_in(cast.lotta).get(reverse("cases:court", args=[case.pk])).content.decode()
    assert ("Den enskilde har fyllt 21 år." in page) is said


def test_a_lots_registers_a_statement_and_fills_it_in(cast: Cast) -> None:
    """What was typed stays when it is refused; a stale save answers 409."""
    case = open_case_for(cast.lotta, cast.hv)
    client = signed_in(cast.lotta)
    page = reverse("cases:court", args=[case.pk])
    first = sent(requester="court", authority="Solna tingsrätt", due_on=ago(-3).isoformat())
    kept = client.post(page, first | {"asked_on": "2026-02-31"}).content.decode()
    assert "Solna tingsrätt" in kept
    assert client.post(page, first).status_code == 302
    with acting_as(cast.lotta):
        made = CourtStatement.objects.of(case).get()
    edit = reverse("cases:court_statement", args=[case.pk, made.pk])
    again = first | {"sent_on": ago(0).isoformat(), "version": "1"}
    assert client.post(edit, again).status_code == 302
    assert client.post(edit, again | {"reference": "T 12"}).status_code == 409
    shown = client.get(page).content.decode()
    assert "Skickat" in shown
    assert "Fyll i mer" in shown


def sent(**changes: str) -> dict[str, str]:
    names = ("authority", "sent_on", "reference", "judged_on", "outcome", "sentenced")
    return {
        "once": str(uuid.uuid4()),
        "version": "0",
        **dict.fromkeys(names, ""),
        "asked_on": ago(0).isoformat(),
        "part_of": "contract",
        "before_judgment": "no",
    } | changes


def test_what_is_typed_of_a_statement_waits_until_it_is_saved(cast: Cast) -> None:
    """Planted: the draft left in place after the save."""
    case = open_case_for(cast.lotta, cast.hv)
    client = signed_in(cast.lotta)
    page = reverse("cases:court", args=[case.pk])
    typed = sent(requester="court", authority="Solna tings", due_on=ago(-3).isoformat())
    client.post(reverse("cases:draft", args=[case.pk, "yttrande-nytt"]), typed)
    begun = client.get(page).content.decode()
    assert 'value="Solna tings"' in begun
    assert "den är inte sparad" in begun
    client.post(page, typed | {"asked_on": ago(0).isoformat()})
    assert "Solna tings" not in client.get(page, {"nytt": "1"}).content.decode().split("<form")[-1]
    with acting_as(cast.lotta):
        assert not Draft.objects.of(case).exists()
