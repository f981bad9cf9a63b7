"""Booking, moving and cancelling: who can be called, and when."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest

from audit.models import LogEntry
from consent.actions import withdraw
from consent.models import ConsentRow, Disclosure, DocumentKind
from meetings import actions
from meetings.models import Invitation, Meeting, MeetingStatus
from meetings.rules import offered
from organisation.access import acting_as
from organisation.models import MeetingType
from sig.lib.dates import swedish, today
from sig.lib.rules import Refused
from tests.meetings.conftest import Scene
from tests.stories import open_case_for
from tests.story_consent import agency_in
from tests.story_meetings import booked, held, in_days, in_group, told


pytestmark = pytest.mark.django_db


def refusal(act: Callable[..., object], *args: object, **kwargs: object) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return " ".join(refused.value.messages)


def rows_of(scene: Scene) -> tuple[int, int, int]:
    with acting_as(scene.cast.lotta):
        return (
            Meeting.objects.count(),
            Invitation.objects.count(),
            Disclosure.objects.filter(document=DocumentKind.INVITATION).count(),
        )


def test_r8_those_called_are_told_through_the_one_door_out(scene: Scene) -> None:
    """Each invitation stands on a disclosure, of the meeting and nothing else.

    Planted: a disclosure that tells of the identity too.
    """
    meeting = booked(scene.case, scene.cast.lotta, scene.police, scene.school)
    with acting_as(scene.cast.lotta):
        invitations = meeting.invitations.select_related("agency", "disclosure")
        assert {one.agency for one in invitations} == {scene.police, scene.school}
        assert {tuple(one.disclosure.kinds) for one in invitations} == {("meeting",)}


def test_r8_one_who_is_not_covered_stops_the_booking_and_is_named(scene: Scene) -> None:
    """Planted: with ``_tell`` skipping those whom ``disclose`` refused, a meeting was booked."""
    call = (scene.case, scene.cast.lotta, scene.police, scene.health)
    sentence = refusal(booked, *call)
    assert str(scene.health) in sentence
    assert str(scene.police) not in sentence
    assert rows_of(scene) == (0, 0, 0)


def test_r8_everyone_not_covered_is_named_at_once(scene: Scene) -> None:
    """Planted: ``_tell`` that stops at the first refusal."""
    other = agency_in(scene.cast.hv, scene.cast.lotta, name="Fritidsgården")
    sentence = refusal(booked, scene.case, scene.cast.lotta, scene.health, other)
    assert str(scene.health) in sentence
    assert "Fritidsgården" in sentence


def test_r8_the_consent_must_reach_the_day_of_the_meeting(scene: Scene) -> None:
    """Planted: with ``on`` left out of ``disclose``, the day after the last was accepted."""
    told(scene.case, scene.cast.lotta, scene.health, until=today() + timedelta(days=5))
    sentence = refusal(booked, scene.case, scene.cast.lotta, scene.health, starts_at=in_days(6))
    assert swedish(today() + timedelta(days=6)) in sentence
    booked(scene.case, scene.cast.lotta, scene.health, starts_at=in_days(5))


def test_r8_a_withdrawn_consent_no_longer_lets_anyone_be_called(scene: Scene) -> None:
    """Planted: ``standing`` that doesn't ask whether the row is withdrawn."""
    for agency in (scene.police, scene.school):
        in_group(scene.case, scene.cast.lotta, agency, "Pia Exempel")
    with acting_as(scene.cast.lotta):
        called = offered(scene.case, MeetingType.NETWORK, today())
        assert set(called) == {scene.police, scene.school}
        row = ConsentRow.objects.of(scene.case).get(agency=scene.police)
        withdraw(row=row, words="Sade det själv.", by=scene.cast.lotta)
        assert list(offered(scene.case, MeetingType.NETWORK, today())) == [scene.school]
    refusal(booked, scene.case, scene.cast.lotta, scene.police)


def test_an_agency_of_another_stadsdel_cannot_be_called(scene: Scene) -> None:
    foreign = agency_in(scene.cast.farsta, scene.cast.farah)
    refusal(booked, scene.case, scene.cast.lotta, foreign)


def test_a_meeting_cannot_be_booked_in_the_past(scene: Scene) -> None:
    sentence = refusal(booked, scene.case, scene.cast.lotta, starts_at=in_days(0, 0, 0))
    assert "passerat" in sentence


def test_a_year_that_was_mistyped_is_refused(scene: Scene) -> None:
    assert "ett år" in refusal(booked, scene.case, scene.cast.lotta, starts_at=in_days(400))


def test_two_meetings_of_a_case_cannot_start_at_the_same_time(scene: Scene) -> None:
    booked(scene.case, scene.cast.lotta, starts_at=in_days(2))
    sentence = refusal(booked, scene.case, scene.cast.lotta, starts_at=in_days(2))
    assert "redan ett möte" in sentence


def test_the_same_form_sent_twice_books_one_meeting(scene: Scene) -> None:
    """Planted: without the look for ``meeting_id``, the second press told the police again."""
    call = {
        "meeting_id": uuid.uuid4(),
        "case": scene.case,
        "kind": MeetingType.NETWORK,
        "starts_at": in_days(1),
        "place": "",
        "agencies": [scene.police],
        "by": scene.cast.lotta,
    }
    with acting_as(scene.cast.lotta):
        assert actions.book(**call).pk == actions.book(**call).pk
    assert rows_of(scene) == (1, 1, 1)


def test_a_key_that_another_case_used_is_refused_in_words(scene: Scene) -> None:
    other = open_case_for(scene.cast.lotta, scene.cast.hv, first_name="Kim")
    taken = booked(other, scene.cast.lotta)
    with acting_as(scene.cast.lotta):
        sentence = refusal(
            actions.book,
            meeting_id=taken.pk,
            case=scene.case,
            kind=MeetingType.NETWORK,
            starts_at=in_days(1),
            place="",
            agencies=[],
            by=scene.cast.lotta,
        )
    assert sentence


def move(meeting: Meeting, days: int, scene: Scene) -> Meeting:
    with acting_as(scene.cast.lotta):
        return actions.move(meeting=meeting, starts_at=in_days(days), by=scene.cast.lotta)


def test_r8_moving_tells_everyone_anew(scene: Scene) -> None:
    """Planted: ``move`` that tells nobody."""
    meeting = booked(scene.case, scene.cast.lotta, scene.police)
    moved = move(meeting, 3, scene)
    assert moved.starts_at == in_days(3)
    assert rows_of(scene) == (1, 1, 2)


def test_r8_a_meeting_cannot_move_past_the_consent_of_those_called(scene: Scene) -> None:
    """Planted: with the invitations left as they were, the meeting moved out of the consent."""
    told(scene.case, scene.cast.lotta, scene.health, until=today() + timedelta(days=5))
    meeting = booked(scene.case, scene.cast.lotta, scene.health, starts_at=in_days(4))
    assert str(scene.health) in refusal(move, meeting, 9, scene)
    with acting_as(scene.cast.lotta):
        assert Meeting.objects.get(pk=meeting.pk).starts_at == in_days(4)


def cancel(meeting: Meeting, scene: Scene, reason: str = "Sjukdom") -> Meeting:
    with acting_as(scene.cast.lotta):
        return actions.cancel(meeting=meeting, reason=reason, by=scene.cast.lotta)


def test_a_meeting_is_cancelled_with_a_reason_once(scene: Scene) -> None:
    meeting = booked(scene.case, scene.cast.lotta)
    assert "Skälet" in refusal(cancel, meeting, scene, " ")
    assert cancel(meeting, scene).status == MeetingStatus.CANCELLED
    assert cancel(meeting, scene, "Något annat").cancelled_reason == "Sjukdom"


def test_a_held_meeting_can_neither_be_cancelled_nor_moved(scene: Scene) -> None:
    meeting = held(booked(scene.case, scene.cast.lotta), scene.cast.lotta)
    assert refusal(cancel, meeting, scene) == "Mötet är redan hållet."
    assert refusal(move, meeting, 4, scene) == "Mötet är redan hållet."


def test_the_time_of_a_cancelled_meeting_is_free_again(scene: Scene) -> None:
    cancel(booked(scene.case, scene.cast.lotta, starts_at=in_days(2)), scene)
    booked(scene.case, scene.cast.lotta, starts_at=in_days(2))


def test_every_write_is_logged(scene: Scene) -> None:
    meeting = booked(scene.case, scene.cast.lotta)
    move(meeting, 2, scene)
    cancel(meeting, scene)
    with acting_as(scene.cast.carin):
        events = LogEntry.objects.filter(case=scene.case.pk, event__startswith="meeting.")
        assert [entry.event for entry in events.order_by("pk")] == [
            "meeting.booked",
            "meeting.moved",
            "meeting.cancelled",
        ]
        assert {entry.actor_name for entry in events} == {"Lotta Lind"}
