"""R11: what rests on a withdrawn row stops with it, and the recipient is to be told."""

import uuid
from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse

from audit import log
from cases.models import Todo
from consent.actions import disclose, register_answer, withdraw, withdraw_all
from consent.models import (
    ConsentRow,
    Disclosure,
    DocumentKind,
    InformationKind,
    PoliceAnswer,
    PoliceRequest,
    PoliceResult,
)
from meetings.actions import book, move
from meetings.models import Invitation, Meeting
from organisation.access import acting_as
from sig.lib.dates import STOCKHOLM, today
from sig.lib.rules import Refused
from tests.consent.conftest import Scene
from tests.consent.test_pages import at, page
from tests.story_consent import OWN_KINDS, a_row, asked_police, consented


pytestmark = pytest.mark.django_db

Kind = InformationKind
DAY = timedelta(days=1)


def take_back(scene: Scene, row: ConsentRow) -> None:
    with acting_as(scene.cast.lotta):
        withdraw(row=row, words="Sade det själv", by=scene.cast.lotta)


def an_answer(scene: Scene, question: PoliceRequest, offset: int = 0) -> PoliceAnswer:
    return PoliceAnswer(
        case=scene.case,
        request=PoliceRequest.objects.get(pk=question.pk),
        answered_on=today() + offset * DAY,
        officer="Kommissarie Exempel",
        result=PoliceResult.SUITABLE,
    )


# --- The police -----------------------------------------------------------------------------------


def test_r11_a_request_to_the_police_stops_with_its_row(scene: Scene) -> None:
    """Planted: ``waiting`` that doesn't ask about the row, and a page that doesn't tell."""
    lotta, row = scene.cast.lotta, a_row(scene.police)
    consented(scene.case, lotta, row)
    asked_police(scene.case, lotta, scene.police)
    take_back(scene, row)
    with acting_as(lotta):
        assert not PoliceRequest.objects.of(scene.case).waiting().exists()
        assert PoliceRequest.objects.of(scene.case).get().stopped_at
    assert "Stoppad" in page(scene, lotta, "police")
    consented(scene.case, lotta, a_row(scene.police))
    assert asked_police(scene.case, lotta, scene.police).stopped_at is None


def test_r11_a_later_answer_is_refused_and_an_earlier_one_noted(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: no look at the withdrawal, and ``>=`` for ``>``."""
    lotta, row = scene.cast.lotta, a_row(scene.police)
    consented(scene.case, lotta, row)
    question = asked_police(scene.case, lotta, scene.police)
    take_back(scene, row)
    with acting_as(lotta):
        monkeypatch.setattr("consent.models.days.today", lambda: today() + DAY)
        with pytest.raises(Refused, match="Begäran är stoppad: medgivandet återkallades"):
            register_answer(answer=an_answer(scene, question, 1), by=lotta)
        assert register_answer(answer=an_answer(scene, question), by=lotta).pk
        assert PoliceRequest.objects.of(scene.case).get().stopped_at is None


def test_r11_an_answered_request_is_not_stopped(scene: Scene) -> None:
    """Planted: ``stopped_at`` that doesn't ask for an answer."""
    lotta, row = scene.cast.lotta, a_row(scene.police)
    consented(scene.case, lotta, row)
    question = asked_police(scene.case, lotta, scene.police)
    with acting_as(lotta):
        register_answer(answer=an_answer(scene, question), by=lotta)
    take_back(scene, row)
    assert "Stoppad" not in page(scene, lotta, "police")


# --- Meetings -------------------------------------------------------------------------------------


def a_meeting(scene: Scene) -> Meeting:
    """In a week, with the police and the school called."""
    lotta = scene.cast.lotta
    starts_at = datetime.combine(today() + 7 * DAY, time(14), STOCKHOLM)
    with acting_as(lotta):
        return book(
            meeting_id=uuid.uuid4(),
            case=scene.case,
            kind="network",
            starts_at=starts_at,
            place="Kontoret",
            agencies=[scene.police, scene.school],
            by=lotta,
        )


def two_rows(scene: Scene) -> tuple[ConsentRow, ConsentRow]:
    rows = a_row(scene.police, OWN_KINDS), a_row(scene.school, [Kind.MEETING])
    consented(scene.case, scene.cast.lotta, *rows)
    return rows


def test_r11_invitations_to_coming_meetings_stop_with_their_row(scene: Scene) -> None:
    """Planted: nobody at the signal, and every invitation of the case stopped."""
    lotta = scene.cast.lotta
    _, school_row = two_rows(scene)
    meeting = a_meeting(scene)
    take_back(scene, school_row)
    with acting_as(lotta):
        stopped = Invitation.objects.of(scene.case).filter(stopped_at__isnull=False)
        assert [invitation.agency for invitation in stopped] == [scene.school]
        standing = Invitation.objects.of(scene.case).standing().get()
        assert standing.agency == scene.police
    with acting_as(scene.cast.carin):
        assert log.of_case(scene.case.pk).filter(event="invitation.stopped").count() == 1
    address = reverse("meetings:meeting", args=[scene.case.pk, meeting.pk])
    assert f"Kallelsen till {scene.school} är stoppad" in at(lotta).get(address).content.decode()
    assert "kallelsen är stoppad" in at(scene.cast.carin).get(address).content.decode()


def test_r11_a_moved_meeting_tells_only_those_still_called(scene: Scene) -> None:
    """Planted: ``move`` that tells the stopped ones too, and so refuses to move at all."""
    lotta = scene.cast.lotta
    _, school_row = two_rows(scene)
    meeting = a_meeting(scene)
    take_back(scene, school_row)
    with acting_as(lotta):
        move(meeting=meeting, starts_at=meeting.starts_at + DAY, by=lotta)
        told = Disclosure.objects.of(scene.case).filter(document=DocumentKind.INVITATION)
        assert told.filter(agency=scene.school).count() == 1
        assert told.filter(agency=scene.police).count() == 2


# --- Those to be told -----------------------------------------------------------------------------


def test_r11_each_recipient_is_to_be_told_today(scene: Scene) -> None:
    """Planted: nobody to tell, and a line for each row."""
    lotta = scene.cast.lotta
    consented(scene.case, lotta, a_row(scene.police), a_row(scene.school, [Kind.PLAN]))
    consented(scene.case, lotta, a_row(scene.school, [Kind.HEALTH]))
    with acting_as(lotta):
        withdraw_all(case=scene.case, words="Vill sluta", by=lotta)
        todos = {(todo.sentence, todo.due_on) for todo in Todo.objects.of(scene.case)}
        assert Todo.objects.of(scene.case).count() == 2
    assert todos == {
        (f"Meddela {agency} att medgivandet är återkallat.", today())
        for agency in (scene.police, scene.school)
    }


def test_r11_a_second_withdrawal_makes_nothing_more_to_do(scene: Scene) -> None:
    """Planted: a line for each press of the button, past the three looks for one that is there."""
    row = a_row(scene.school, [Kind.PLAN])
    consented(scene.case, scene.cast.lotta, row)
    for _ in range(2):
        take_back(scene, row)
    with acting_as(scene.cast.lotta):
        assert Todo.objects.of(scene.case).count() == 1


def test_r11_when_the_last_day_has_passed_sharing_stops_by_itself(scene: Scene) -> None:
    """Nobody has to do anything. Planted: ``standing`` that doesn't ask when the row ends."""
    lotta = scene.cast.lotta
    row = a_row(scene.school, [Kind.PLAN], start=today() - 9 * DAY, end=today() - DAY)
    consented(scene.case, lotta, row)
    with acting_as(lotta), pytest.raises(Refused, match="Inget medgivande"):
        disclose(
            case=scene.case,
            agency=scene.school,
            document=DocumentKind.PLAN,
            kinds=[Kind.PLAN],
            by=lotta,
        )
    assert "Inget medgivande gäller" in page(scene, lotta, "list")
