"""The letter to those who are called: when and where, on paper, and nothing of whom it is about."""

from datetime import timedelta

import pytest

from consent.actions import withdraw
from consent.models import ConsentRow
from meetings import actions
from meetings.documents import invitation_html, invitation_letter
from meetings.models import Meeting
from organisation.access import acting_as
from sig.lib.dates import today
from tests.lib.pdf_validation import broken_rules
from tests.meetings.conftest import Scene
from tests.stories import sign_threat_of
from tests.story_cases import signed_in
from tests.story_meetings import booked, in_days, in_group


pytestmark = [
    pytest.mark.django_db,
    # WeasyPrint leaves the file of the colour profile for the garbage collector to close.
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014.icc:ResourceWarning"),
]


def called(scene: Scene) -> Meeting:
    in_group(scene.case, scene.cast.lotta, scene.police, "Petra Prov", function="områdespolis")
    return booked(scene.case, scene.cast.lotta, scene.police, place="Rum 4, Vällingby torg")


def letter(meeting: Meeting, scene: Scene) -> str:
    with acting_as(scene.cast.lotta):
        return invitation_html(meeting.called.get(), viewer=scene.cast.lotta)


def address(meeting: Meeting, scene: Scene) -> str:
    with acting_as(scene.cast.lotta):
        invitation = meeting.invitations.get()
    return f"/arenden/{scene.case.pk}/moten/{meeting.pk}/kallelser/{invitation.pk}/"


def test_the_letter_is_pdf_ua_1_and_pdf_a_3a(scene: Scene) -> None:
    meeting = called(scene)
    with acting_as(scene.cast.lotta):
        data = invitation_letter(meeting.called.get(), viewer=scene.cast.lotta)
    assert broken_rules(data, "ua1") | broken_rules(data, "3a") == set()
    assert b"Petra" not in data.split(b"stream")[0]


def test_r8_it_tells_of_the_meeting_and_not_of_the_person(scene: Scene) -> None:
    """The disclosure is of the meeting alone. Planted: the case's number in the head."""
    meeting = called(scene)
    words = letter(meeting, scene)
    assert "Rum 4, Vällingby torg" in words
    assert "kl. 14.30" in words
    assert "Petra Prov, områdespolis" in words
    assert "Lotta Lind" in words
    for hidden in (scene.case.number, scene.case.person.last_name, "SIG", "insatsgrupp"):
        assert hidden not in words


def test_r23_where_threats_can_be_feared_no_official_is_named(scene: Scene) -> None:
    """Planted: the sender named all the same."""
    meeting = called(scene)
    sign_threat_of(scene.case, scene.cast.ulla, 4)
    assert "Lotta Lind" not in letter(meeting, scene)


def test_a_letter_of_a_moved_meeting_says_that_the_time_is_new(scene: Scene) -> None:
    meeting = called(scene)
    with acting_as(scene.cast.lotta):
        actions.move(meeting=meeting, starts_at=in_days(3, 9, 0), by=scene.cast.lotta)
        meeting = Meeting.objects.select_related("case__district").get(pk=meeting.pk)
    words = letter(meeting, scene)
    assert "kl. 09.00." in words
    assert "Det är en ny tid." in words


def test_it_opens_under_a_neutral_name(scene: Scene) -> None:
    response = signed_in(scene.cast.lotta).get(address(called(scene), scene))
    assert response.headers["Content-Disposition"] == 'inline; filename="kallelse.pdf"'
    assert response.content.startswith(b"%PDF")


def test_r11_a_stopped_invitation_has_no_letter(scene: Scene) -> None:
    """Planted: a letter of every invitation, stopped or not."""
    meeting = called(scene)
    where = address(meeting, scene)
    with acting_as(scene.cast.lotta):
        row = ConsentRow.objects.of(scene.case).get(agency=scene.police)
        withdraw(row=row, words="Sade det själv.", by=scene.cast.lotta)
    assert signed_in(scene.cast.lotta).get(where).status_code == 404


def test_nor_has_one_to_a_meeting_that_is_cancelled(scene: Scene) -> None:
    meeting = called(scene)
    with acting_as(scene.cast.lotta):
        actions.cancel(meeting=meeting, reason="Sjukdom", by=scene.cast.lotta)
    assert signed_in(scene.cast.lotta).get(address(meeting, scene)).status_code == 404
    assert meeting.day == today() + timedelta(days=1)
