"""Form 3.3: a draft, a signature, and the manager's decision on measures."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from cases.actions.threats import sign_threat
from cases.models import (
    Case,
    ThreatAssessment,
    ThreatDecision,
    ThreatMeasure,
    ThreatReading,
    ThreatSource,
)
from organisation.access import acting_as
from organisation.models import User
from sig.lib.dates import today
from tests.people import Cast
from tests.stories import on_the_case, open_case_for, sign_threat_of
from tests.story_cases import lines, signed_in, threat


pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return on_the_case(open_case_for(cast.lotta, cast.hv), cast)


def page(case: Case, name: str = "threat") -> str:
    return reverse(f"cases:{name}", args=[case.pk])


def measures(**changes: str) -> dict[str, str]:
    return {
        "measures": "Möten bara på kontoret.",
        "police_contact": "Kommissarie Exempel",
        "police_consulted_on": today().isoformat(),
    } | changes


def stored(case: Case, cast: Cast) -> list[ThreatAssessment]:
    with acting_as(cast.ulla):
        return list(ThreatAssessment.objects.of(case))


def test_a_draft_may_lack_everything_but_its_day(case: Case, cast: Cast) -> None:
    client = signed_in(cast.ulla)
    lacking = {"assessors": "", "description": "", "level": "", "reassess_on": ""}
    form = threat(**lacking, police_view="", **lines("threatsource"), spara="1")
    assert client.post(page(case), form).url == page(case)
    again = form | {"version": "1", "police_view": "Ringde."}
    assert client.post(page(case), again).url == page(case)
    (draft,) = stored(case, cast)
    assert (draft.police_view, draft.signed_at, draft.level) == ("Ringde.", None, None)


def test_signing_asks_for_the_whole_at_each_field(case: Case, cast: Cast) -> None:
    lacking = {"assessors": "Ulla", "identity_protection": "", "level": "", "reassess_on": ""}
    form = threat(**lacking, **{"skriv-pa": "1"})
    html = signed_in(cast.ulla).post(page(case), form).content.decode()
    for sentence in (
        "Bedömarna ska vara minst två.",
        "Frågan om skyddade personuppgifter är inte besvarad.",
        "Hotnivån är inte vald.",
        "Dagen för ny bedömning är inte angiven.",
    ):
        assert sentence in html
    assert "Skuld till äldre i området." in html
    assert stored(case, cast) == []


@pytest.mark.parametrize("level", ["3", "4"])
def test_from_raised_level_measures_must_be_proposed(level: str, case: Case, cast: Cast) -> None:
    client = signed_in(cast.ulla)
    form = threat(level=level, **{"skriv-pa": "1"})
    html = client.post(page(case), form).content.decode()
    assert "Från förhöjd hotnivå behövs föreslagna åtgärder." in html
    measure = {"what": "Eskort"}
    html = client.post(page(case), form | lines("threatmeasure", measure)).content.decode()
    assert "Varje åtgärd ska ha en ansvarig och ett datum." in html
    assert stored(case, cast) == []
    measure |= {"responsible": "Lotta Lind", "due_on": today().isoformat()}
    assert client.post(page(case), form | lines("threatmeasure", measure)).status_code == 302


def test_signing_asks_for_a_source(case: Case, cast: Cast) -> None:
    form = threat(**lines("threatsource"), **{"skriv-pa": "1"})
    html = signed_in(cast.ulla).post(page(case), form).content.decode()
    assert "Källorna är inte angivna." in html
    assert stored(case, cast) == []


def test_signing_twice_signs_once(case: Case, cast: Cast) -> None:
    client = signed_in(cast.ulla)
    form = threat(**{"skriv-pa": "1"})
    assert client.post(page(case), form).status_code == 302
    again = client.post(page(case), form)
    assert again.status_code == 200
    assert len(stored(case, cast)) == 1


def test_r37_the_manager_decides_on_measures_once(case: Case, cast: Cast) -> None:
    """Planted: without the look for a decision the second press breaks a constraint (500)."""
    signed_in(cast.ulla).post(page(case), threat(**{"skriv-pa": "1"}))
    client = signed_in(cast.carin)
    assert "Besluta om åtgärder" in client.get(page(case)).content.decode()
    assert client.post(page(case, "threat_decide"), measures()).status_code == 302
    again = client.post(page(case, "threat_decide"), measures(measures="Annat")).content.decode()
    assert "Åtgärderna är redan beslutade." in again
    with acting_as(cast.carin):
        decision = ThreatDecision.objects.of(case).get()
    assert (decision.measures, decision.decided_by) == ("Möten bara på kontoret.", cast.carin)
    html = client.get(page(case)).content.decode()
    assert "Möten bara på kontoret." in html
    assert "<textarea" not in html


def test_only_the_investigator_assesses_and_only_the_manager_decides(
    case: Case, cast: Cast
) -> None:
    for user in (cast.lotta, cast.sam, cast.carin):
        assert signed_in(user).post(page(case), threat()).status_code == 403
    for user in (cast.lotta, cast.sam, cast.ulla):
        assert signed_in(user).post(page(case, "threat_decide"), measures()).status_code == 403
    assert signed_in(cast.carin).post(page(case, "threat_decide"), measures()).status_code == 404
    assert stored(case, cast) == []


def test_an_unsigned_draft_is_shown_only_to_the_investigator(case: Case, cast: Cast) -> None:
    signed_in(cast.ulla).post(page(case), threat())
    assert "Skuld till äldre" in signed_in(cast.ulla).get(page(case)).content.decode()
    for user in (cast.lotta, cast.carin):
        html = signed_in(user).get(page(case)).content.decode()
        assert "Skuld till äldre" not in html


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"made_on": "2026-09-31"}, "Datumet finns inte."),
        ({"made_on": ""}, "Detta fält måste fyllas i."),
        ({"reassess_on": "2020-01-01"}, "Datumet har passerat."),
        ({"level": "5"}, "Välj ett giltigt alternativ"),
        ({"against": ["alla"]}, "Välj ett giltigt alternativ"),
        ({"places": "x" * 100_000}, "20000 tecken"),
        ({"places": "\x00"}, "Null-tecken"),
        ({"threatsource-0-told": "\x00"}, "Null-tecken"),
        ({"threatsource-0-kind": "rykte"}, "Välj ett giltigt alternativ"),
        ({"capacity": "rykte"}, "Välj ett giltigt alternativ"),
    ],
)
def test_bad_input_is_refused_in_words_and_the_text_stays(
    changes: dict[str, str], sentence: str, case: Case, cast: Cast
) -> None:
    response = signed_in(cast.ulla).post(page(case), threat(**changes))
    html = response.content.decode()
    assert response.status_code == 200
    assert sentence in html
    assert "Skuld till äldre i området." in html
    assert stored(case, cast) == []


def test_r51_signed_is_locked_with_its_lines(case: Case, cast: Cast) -> None:
    """Planted: each of the three tables with its triggers off."""
    signed = sign_threat_of(case, cast.ulla)
    for change in (
        lambda: ThreatAssessment.objects.update(level=1),
        lambda: ThreatSource.objects.update(told="Annat"),
        lambda: ThreatMeasure.objects.update(what="Annat"),
        lambda: ThreatSource.objects.create(case=case, assessment=signed, kind="other", told="x"),
    ):
        with acting_as(cast.ulla), pytest.raises(ProgrammingError), transaction.atomic():
            change()


def test_r52_a_correction_is_a_new_version_with_a_reason_and_both_are_read(
    case: Case, cast: Cast
) -> None:
    """Planted: a correction without its reason, one without the lines, and no way to the earlier
    version.
    """
    old = sign_threat_of(case, cast.ulla)
    client = signed_in(cast.ulla)
    client.post(page(case, "threat_correct"), {"reason": "Fel nivå."})
    html = client.get(page(case)).content.decode()
    assert "Skäl: Fel nivå." in html
    assert "Kommunpolisen." in html
    new = next(one for one in stored(case, cast) if one.pk != old.pk)
    with acting_as(cast.ulla):
        new.level = 4
        sign_threat(assessment=new, by=cast.ulla)
    html = signed_in(cast.lotta).get(page(case)).content.decode()
    earlier = reverse("cases:threat_version", args=[case.pk, old.pk])
    assert earlier in html
    assert "Rättar en tidigare version. Skäl: Fel nivå." in html
    assert "Låg" in signed_in(cast.lotta).get(earlier).content.decode()


def test_r37_that_the_manager_has_read_it_is_noted_once(case: Case, cast: Cast) -> None:
    """Planted: a reading by whoever opens the page, and a row for each time."""
    sign_threat_of(case, cast.ulla)
    assert "inte än" in signed_in(cast.lotta).get(page(case)).content.decode()
    for _ in range(2):
        assert "Carin Chef den" in signed_in(cast.carin).get(page(case)).content.decode()
    with acting_as(cast.carin):
        assert ThreatReading.objects.of(case).count() == 1


@pytest.mark.parametrize(("hours", "escalates"), [(23, False), (25, True)])
def test_r37_unread_after_a_day_it_stands_as_late(
    hours: int, escalates: bool, case: Case, cast: Cast
) -> None:
    """Planted: a limit of 22 hours, one of 26, and a watch that doesn't ask for a reading."""
    with later(hours=hours):
        sign_threat_of(case, cast.ulla)
    sentence = "Hotbildsbedömningen är inte läst av chefen. Gränsen är 24 timmar."
    for user in (cast.lotta, cast.ulla, cast.carin):
        assert (sentence in my_day(user)) is escalates
    assert sentence not in my_day(cast.lars)
    assert "Hotbildsbedömningen väntar på beslut om åtgärder." in my_day(cast.carin)
    signed_in(cast.carin).get(page(case))
    assert sentence not in my_day(cast.lotta)


def test_r38_a_reassessment_that_is_late_stands_on_min_dag(case: Case, cast: Cast) -> None:
    """Planted: ``<=`` for ``<`` on the day itself, and every assessment in place of the latest."""
    sentence = "Hotbilden skulle bedömas på nytt senast"
    sign_threat_of(case, cast.ulla, reassess_on=today())
    assert sentence not in my_day(cast.lotta)
    with later(hours=1):
        sign_threat_of(case, cast.ulla, reassess_on=today() - timedelta(days=1))
    assert sentence not in my_day(cast.lotta)  # it was signed before the first
    sign_threat_of(case, cast.ulla, reassess_on=today() - timedelta(days=1))
    assert sentence in my_day(cast.lotta)
    assert sentence in my_day(cast.carin)
    assert sentence not in my_day(cast.lars)


def my_day(user: User) -> str:
    return signed_in(user).get("/").content.decode()


@contextmanager
def later(*, hours: int) -> Iterator[None]:
    """What is signed here was signed some hours ago."""
    signed_at = timezone.now() - timedelta(hours=hours)
    with patch("cases.signing.timezone.now", return_value=signed_at):
        yield
