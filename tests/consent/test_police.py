"""R9, R12, R13: the police are asked on a consent, and their answer counts until the next one."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from cases.models import Case
from consent.actions import ask_police, register_answer, withdraw
from consent.models import Disclosure, InformationKind, PoliceAnswer, PoliceRequest, PoliceResult
from consent.rules import (
    consent_names_police,
    police_answered,
    police_found_suitable,
    police_has_no_veto,
)
from organisation.access import acting_as
from organisation.models import Agency
from sig.lib.dates import today
from sig.lib.rules import Refused
from tests.consent.conftest import Scene
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_consent import (
    Role,
    a_row,
    agency_in,
    asked_police,
    consented,
    police_said,
)


pytestmark = pytest.mark.django_db

Kind = InformationKind
DAY = timedelta(days=1)


def test_r9_a_question_before_any_consent_is_refused(scene: Scene) -> None:
    """Planted: ``ask_police`` that notes the question without the door out."""
    with pytest.raises(Refused, match="Inget medgivande låter"):
        asked_police(scene.case, scene.cast.lotta, scene.police)
    with acting_as(scene.cast.lotta):
        assert not PoliceRequest.objects.of(scene.case).exists()


def test_r9_a_consent_that_names_only_the_school_does_not_do(scene: Scene) -> None:
    """Planted: the rule and ``covering_row`` without the recipient, and an action that asks
    anybody.
    """
    consented(scene.case, scene.cast.lotta, a_row(scene.school))
    with acting_as(scene.cast.lotta):
        assert consent_names_police.ask(scene.case, scene.cast.lotta)
    with pytest.raises(Refused, match="Inget medgivande låter"):
        asked_police(scene.case, scene.cast.lotta, scene.police)
    with pytest.raises(Refused, match="bara ställas till polisen"):
        asked_police(scene.case, scene.cast.lotta, scene.school)


def test_r9_a_consent_that_leaves_out_crime_does_not_do(scene: Scene) -> None:
    """Planted: a question that tells who it is about and not why."""
    consented(scene.case, scene.cast.lotta, a_row(scene.police, [Kind.IDENTITY]))
    with pytest.raises(Refused, match="kriminalitet"):
        asked_police(scene.case, scene.cast.lotta, scene.police)


def test_r9_a_withdrawn_consent_does_not_do(scene: Scene) -> None:
    """Planted: ``standing`` that doesn't ask whether the row is withdrawn."""
    row = a_row(scene.police)
    consented(scene.case, scene.cast.lotta, row)
    with acting_as(scene.cast.lotta):
        assert consent_names_police.ask(scene.case, scene.cast.lotta) is None
        withdraw(row=row, words="Sade det", by=scene.cast.lotta)
        assert consent_names_police.ask(scene.case, scene.cast.lotta)
    with pytest.raises(Refused):
        asked_police(scene.case, scene.cast.lotta, scene.police)


def test_r9_the_question_rests_on_the_row_that_names_the_police(scene: Scene) -> None:
    """Planted: a question that names more than it asks about."""
    row = a_row(scene.police)
    consented(scene.case, scene.cast.lotta, row)
    asked = asked_police(scene.case, scene.cast.lotta, scene.police)
    assert asked.disclosure.row_id == row.pk
    assert asked.disclosure.kinds == [Kind.IDENTITY, Kind.CRIME]


def test_one_question_waits_at_a_time_and_a_double_click_asks_once(scene: Scene) -> None:
    """Planted: ``ask_police`` without its look for the row, and without that for a question."""
    consented(scene.case, scene.cast.lotta, a_row(scene.police))
    key = uuid.uuid4()
    with acting_as(scene.cast.lotta):
        for _ in range(2):
            ask_police(case=scene.case, agency=scene.police, request_id=key, by=scene.cast.lotta)
        assert PoliceRequest.objects.of(scene.case).count() == 1
        assert Disclosure.objects.of(scene.case).count() == 1
    with pytest.raises(Refused, match="väntar redan"):
        asked_police(scene.case, scene.cast.lotta, scene.police)


@pytest.mark.parametrize(("offset", "sentence"), [(1, "inte varit än"), (-1, "äldre än frågan")])
def test_an_answer_is_not_older_than_its_question_and_not_from_tomorrow(
    scene: Scene, offset: int, sentence: str
) -> None:
    """Planted: ``clean`` without each of its two looks at the day."""
    consented(scene.case, scene.cast.lotta, a_row(scene.police))
    asked = asked_police(scene.case, scene.cast.lotta, scene.police)
    answer = PoliceAnswer(
        case=scene.case,
        request=asked,
        answered_on=today() + offset * DAY,
        officer="Kommissarie Exempel",
        result=PoliceResult.SUITABLE,
    )
    with acting_as(scene.cast.lotta), pytest.raises(ValidationError, match=sentence):
        register_answer(answer=answer, by=scene.cast.lotta)


def test_a_question_has_one_answer(scene: Scene) -> None:
    """Planted: ``register_answer`` without its look for another answer, and for the same one."""
    consented(scene.case, scene.cast.lotta, a_row(scene.police))
    first = police_said(scene.case, scene.cast.lotta, scene.police)
    second = PoliceAnswer(
        case=scene.case,
        request=first.request,
        answered_on=today(),
        officer="Annan",
        result=PoliceResult.UNSUITABLE,
    )
    with acting_as(scene.cast.lotta), pytest.raises(Refused, match="redan registrerat"):
        register_answer(answer=second, by=scene.cast.lotta)
    with acting_as(scene.cast.lotta):
        register_answer(answer=first, by=scene.cast.lotta)
        assert PoliceAnswer.objects.of(scene.case).count() == 1


def _grown(cast: Cast, programme: str) -> tuple[Case, Agency]:
    """A consented case: a sixteen-year-old in SIG unga, a twenty-three-year-old in unga vuxna."""
    years = 16 if programme == "unga" else 23
    case = open_case_for(cast.lotta, cast.hv, programme=programme, years=years)
    police = agency_in(cast.hv, cast.lotta)
    givers = [Role.PERSON] if years >= 18 else [Role.PERSON, Role.GUARDIAN_1, Role.GUARDIAN_2]
    consented(case, cast.lotta, a_row(police), givers=givers)
    return case, police


@pytest.mark.parametrize(("programme", "stops"), [("unga", False), ("unga-vuxna", True)])
def test_r12_unsuitable_stops_the_case_until_a_new_answer(
    cast: Cast, programme: str, stops: bool
) -> None:
    """Planted: a veto in SIG unga too, one that nobody has, and the first answer for the last."""
    case, police = _grown(cast, programme)
    police_said(case, cast.lotta, police, PoliceResult.UNSUITABLE)
    with acting_as(cast.lotta):
        assert bool(police_has_no_veto.ask(case, cast.lotta)) is stops
    police_said(case, cast.lotta, police, PoliceResult.SUITABLE)
    with acting_as(cast.lotta):
        assert police_has_no_veto.ask(case, cast.lotta) is None


@pytest.mark.parametrize("programme", ["unga", "unga-vuxna"])
def test_r13_enrolment_asks_for_suitable(cast: Cast, programme: str) -> None:
    """Planted: "mer underlag" that does as well as "lämplig"."""
    case, police = _grown(cast, programme)
    with acting_as(cast.lotta):
        assert police_answered.ask(case, cast.lotta) == "Polisens bedömning saknas."
    expected = {
        PoliceResult.MORE_NEEDED: "Polisen vill ha mer underlag.",
        PoliceResult.UNSUITABLE: "Polisen bedömer deltagandet som ej lämpligt.",
        PoliceResult.SUITABLE: None,
    }
    for result, sentence in expected.items():
        police_said(case, cast.lotta, police, result)
        with acting_as(cast.lotta):
            assert police_answered.ask(case, cast.lotta) is None
            assert police_found_suitable.ask(case, cast.lotta) == sentence
