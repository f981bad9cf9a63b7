"""The pages of the tab Möten: what each role sees and may do, and what bad input gives."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from audit.models import LogEntry
from cases.models import Case
from meetings.documents import Paper, minutes_html
from meetings.models import Attendance, GoalReview, GroupMember, Meeting, MeetingStatus
from organisation.access import acting_as
from plans.models import Goal
from sig.lib.dates import today
from tests.meetings.conftest import Scene
from tests.stories import open_case_for
from tests.story_cases import signed_in
from tests.story_meetings import booked, enrolled, fresh, held, in_days, in_group, signed
from tests.story_plans import active_plan


pytestmark = pytest.mark.django_db


def url(scene: Scene, tail: str = "") -> str:
    return f"/arenden/{scene.case.pk}/moten/{tail}"


def page(client: Client, address: str, data: dict[str, Any] | None = None) -> str:
    """The page that is shown in the end, as text."""
    response = client.get(address) if data is None else client.post(address, data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def booking(scene: Scene, **changes: Any) -> dict[str, Any]:
    """The page that books a meeting, filled in; police and school are in the group."""
    for agency in (scene.police, scene.school):
        with acting_as(scene.cast.lotta):
            there = GroupMember.objects.of(scene.case).filter(agency=agency).exists()
        if not there:
            in_group(scene.case, scene.cast.lotta, agency, "Pia Exempel")
    return {
        "once": str(uuid.uuid4()),
        "kind": "network",
        "day": (today() + timedelta(days=3)).isoformat(),
        "at": "14:30",
        "place": "Rum 4",
        "agencies": [str(scene.police.pk), str(scene.school.pk)],
    } | changes


def minutes_of(scene: Scene, meeting: Meeting, **changes: Any) -> dict[str, Any]:
    """The page of a meeting as Lotta fills it in when everyone came."""
    filled: dict[str, Any] = {
        "version": str(meeting.version),
        "held_on": today().isoformat(),
        "participant_present": "on",
        "notes": "Lotsen ringer skolan.",
        "next_on": (today() + timedelta(days=20)).isoformat(),
        "meetingdecision-TOTAL_FORMS": "0",
        "meetingdecision-INITIAL_FORMS": "0",
    }
    with acting_as(scene.cast.lotta):
        for invitation in meeting.invitations.select_related("agency"):
            members = GroupMember.objects.of(scene.case).filter(agency=invitation.agency)
            filled |= {f"m{member.pk.hex}-present": "on" for member in members}
            if not members:
                filled |= {f"a{invitation.agency_id}-present": "on"}
                filled |= {f"a{invitation.agency_id}-name": "Pia Exempel"}
        for goal in Goal.objects.of(scene.case).open():
            filled |= {f"g{goal.pk.hex}-status": "partly", f"g{goal.pk.hex}-comment": "Bättre."}
    return filled | changes


def meetings_of(scene: Scene) -> list[Meeting]:
    with acting_as(scene.cast.lotta):
        return list(Meeting.objects.of(scene.case))


# --- The way through ------------------------------------------------------------------------------


def test_a_lots_books_holds_and_signs(scene: Scene) -> None:
    active_plan(scene.cast.lotta, scene.case)
    lotta = signed_in(scene.cast.lotta)
    assert "Mötet är bokat." in page(lotta, url(scene, "boka/"), booking(scene))
    [meeting] = meetings_of(scene)
    address = url(scene, f"{meeting.pk}/")
    assert "Gå till skolan minst fyra dagar i veckan" in page(lotta, address)
    shown = page(lotta, address, minutes_of(scene, meeting))
    assert "Mötet är sparat som hållet." in shown
    assert "Kan inte skrivas under än" not in shown
    shown = page(lotta, f"{address}skriv-under/", {})
    assert "Minnesanteckningarna är påskrivna." in shown
    assert "<form" not in shown.split('id="innehall"')[1].split("</main>")[0]
    with acting_as(scene.cast.lotta):
        assert {row.name for row in Attendance.objects.of(scene.case)} == {"Pia Exempel"}
        assert GoalReview.objects.of(scene.case).get().comment == "Bättre."
    assert fresh(scene.case).met_on == today()


def test_r34_attendance_is_kept_by_person_and_organisation_substitutes_marked(
    scene: Scene,
) -> None:
    """Planted: without ``substitute`` in the form's fields the teacher's stand-in was the teacher."""
    meeting = booked(scene.case, scene.cast.lotta, scene.police, scene.school)
    school, police = f"a{scene.school.pk}", f"a{scene.police.pk}"
    lotta = signed_in(scene.cast.lotta)
    data = minutes_of(scene, meeting) | {
        f"{school}-name": "Vik Exempel",
        f"{school}-substitute": "on",
    }
    del data[f"{police}-present"]
    data[f"{police}-absence_reason"] = "Utryckning"
    page(lotta, url(scene, f"{meeting.pk}/"), data)
    with acting_as(scene.cast.lotta):
        rows = Attendance.objects.of(scene.case).values_list(
            "agency", "name", "present", "substitute", "absence_reason"
        )
        assert set(rows) == {
            (scene.school.pk, "Vik Exempel", True, True, ""),
            (scene.police.pk, "Pia Exempel", False, False, "Utryckning"),
        }
        whole = minutes_html(meeting, Paper.WHOLE, viewer=scene.cast.lotta)
    assert "Vik Exempel (ersättare)" in whole


def test_r31_the_page_says_what_is_missing_before_signing(scene: Scene) -> None:
    """Planted: ``signing_blockers`` that asks only whether it was held."""
    active_plan(scene.cast.lotta, scene.case)
    meeting = held(booked(scene.case, scene.cast.lotta), scene.cast.lotta, status=None)
    shown = page(signed_in(scene.cast.lotta), url(scene, f"{meeting.pk}/"))
    assert "Kan inte skrivas under än" in shown
    assert "Status saknas på ”Gå till skolan" in shown
    assert "Nästa möte saknas." in shown


def test_r31_signing_by_address_is_refused_in_the_same_words(scene: Scene) -> None:
    """Planted: ``sign`` that leaves the asking to the page."""
    active_plan(scene.cast.lotta, scene.case)
    meeting = held(booked(scene.case, scene.cast.lotta), scene.cast.lotta, status=None)
    shown = page(signed_in(scene.cast.lotta), url(scene, f"{meeting.pk}/skriv-under/"), {})
    assert "Status saknas på ”Gå till skolan" in shown
    assert not meetings_of(scene)[0].is_signed


def test_last_time_stands_beside_this_time(scene: Scene) -> None:
    active_plan(scene.cast.lotta, scene.case)
    first = booked(scene.case, scene.cast.lotta, starts_at=in_days(1))
    page(
        signed_in(scene.cast.lotta),
        url(scene, f"{first.pk}/"),
        minutes_of(scene, first, uncalled_reason="Inte kallade."),
    )
    second = booked(scene.case, scene.cast.lotta, starts_at=in_days(2))
    shown = page(signed_in(scene.cast.lotta), url(scene, f"{second.pk}/"))
    last = shown.split('class="meeting-last"')[1].split('class="meeting-now"')[0]
    assert "Delvis uppnått" in last
    assert "Bättre." in last


def test_a_meeting_is_moved_and_cancelled_on_its_pages(scene: Scene) -> None:
    meeting = booked(scene.case, scene.cast.lotta)
    lotta = signed_in(scene.cast.lotta)
    later = {"day": (today() + timedelta(days=5)).isoformat(), "at": "09.15"}
    assert "Mötet är flyttat." in page(lotta, url(scene, f"{meeting.pk}/flytta/"), later)
    assert meetings_of(scene)[0].starts_at == in_days(5, 9, 15)
    assert "Mötet är inställt." in page(
        lotta, url(scene, f"{meeting.pk}/stall-in/"), {"reason": "Sjukdom"}
    )
    assert meetings_of(scene)[0].status == MeetingStatus.CANCELLED


def test_the_list_says_how_the_case_stands(scene: Scene) -> None:
    enrolled(scene.case, today() - timedelta(days=33))
    shown = page(signed_in(scene.cast.lotta), url(scene))
    assert "Inget nätverksmöte på 33 dagar. Gränsen är 28." in shown
    assert "Boka möte" in shown


def test_the_minutes_on_paper_are_logged_and_there_are_none_before_they_are_held(
    scene: Scene,
) -> None:
    meeting = booked(scene.case, scene.cast.lotta)
    lotta, address = signed_in(scene.cast.lotta), url(scene, f"{meeting.pk}/minnesanteckningar/")
    assert lotta.get(address).status_code == 404
    held(meeting, scene.cast.lotta, notes="Lotsen ringer skolan.")
    assert lotta.get(address).status_code == 200
    assert lotta.get(f"{address}?papper=allt").status_code == 404
    with acting_as(scene.cast.carin):
        assert LogEntry.objects.filter(event="minutes.printed", case=scene.case.pk).exists()


# --- Who may --------------------------------------------------------------------------------------


def pages(meeting: Meeting) -> list[str]:
    tails = ["", "flytta/", "stall-in/", "tid.ics", "minnesanteckningar/"]
    return ["", "boka/", *(f"{meeting.pk}/{tail}" for tail in tails)]


@pytest.mark.parametrize("name", ["lars", "sam", "ulla", "farah", "frank", "uno", "sara", "fred"])
def test_nobody_else_knows_of_the_meetings(scene: Scene, name: str) -> None:
    """Colleagues who aren't on the case, the other stadsdel, and those who reach no case."""
    meeting = booked(scene.case, scene.cast.lotta)
    client = signed_in(scene.cast.everybody[name])
    for tail in pages(meeting):
        assert client.get(url(scene, tail)).status_code == 404, tail
    assert client.post(url(scene, f"{meeting.pk}/skriv-under/")).status_code in (403, 404)


def test_r33_a_manager_reads_but_only_socialtjansten_in_the_case_calls(scene: Scene) -> None:
    """Planted: with READ_CASE asked for on POST, the manager booked a meeting."""
    meeting = booked(scene.case, scene.cast.lotta)
    carin = signed_in(scene.cast.carin)
    for tail in ("", f"{meeting.pk}/"):
        shown = page(carin, url(scene, tail))
        assert 'method="post"' not in shown.split('id="innehall"')[1].split("</main>")[0]
    for tail in ("boka/", f"{meeting.pk}/", f"{meeting.pk}/flytta/", f"{meeting.pk}/stall-in/"):
        assert carin.post(url(scene, tail), booking(scene)).status_code == 403, tail
    assert len(meetings_of(scene)) == 1


def test_a_meeting_is_reached_through_its_own_case_only(scene: Scene) -> None:
    meeting = booked(scene.case, scene.cast.lotta)
    other = open_case_for(scene.cast.lotta, scene.cast.hv, first_name="Kim")
    address = f"/arenden/{other.pk}/moten/{meeting.pk}/"
    assert signed_in(scene.cast.lotta).get(address).status_code == 404


def test_nothing_is_written_in_a_closed_case(scene: Scene) -> None:
    meeting, sent = booked(scene.case, scene.cast.lotta), booking(scene)
    with acting_as(scene.cast.lotta):
        Case.objects.update(closed_at=in_days(0), outcome="moved")
    lotta = signed_in(scene.cast.lotta)
    assert "Ärendet är avslutat" in page(lotta, url(scene, "boka/"), sent)
    assert "Boka möte</a>" not in page(lotta, url(scene))
    assert 'class="formset"' not in page(lotta, url(scene, f"{meeting.pk}/"))


# --- Bad input ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"day": "2026-09-31"}, "Datumet finns inte."),
        ({"day": ""}, "Välj dag."),
        ({"day": "2020-01-01"}, "Tiden har redan passerat."),
        ({"day": "0001-01-01"}, "Tiden har redan passerat."),
        ({"day": "9999-12-31"}, "högst ett år"),
        ({"at": "25:99"}, "Klockslaget finns inte."),
        ({"at": ""}, "Ange klockslag."),
        ({"day": "2027-03-28", "at": "02:30"}, "Den timmen finns inte"),
        ({"kind": "party"}, "giltigt alternativ"),
        ({"place": "x" * 201}, "200 tecken"),
        ({"place": "Rum\x004"}, "Null-tecken"),
        ({"agencies": ["0"]}, "Alla som du har valt kan inte kallas."),
        ({"agencies": ["'; drop table"]}, "Alla som du har valt kan inte kallas."),
        ({"once": "inte-en-nyckel"}, "Öppna sidan igen"),
    ],
    ids=lambda value: str(value)[:24] if isinstance(value, dict) else "",
)
def test_a_booking_that_cannot_be_is_refused_in_words(
    scene: Scene, change: dict[str, Any], sentence: str
) -> None:
    shown = page(signed_in(scene.cast.lotta), url(scene, "boka/"), booking(scene) | change)
    assert sentence in shown
    assert meetings_of(scene) == []


def test_what_was_typed_stays(scene: Scene) -> None:
    data = booking(scene, day="2020-01-01", place="Rum 4 vid trappan")
    assert "Rum 4 vid trappan" in page(signed_in(scene.cast.lotta), url(scene, "boka/"), data)


def test_a_foreign_agency_in_the_form_is_refused(scene: Scene) -> None:
    data = booking(scene, agencies=[str(scene.health.pk)])
    shown = page(signed_in(scene.cast.lotta), url(scene, "boka/"), data)
    assert "Alla som du har valt kan inte kallas." in shown


def test_a_double_click_books_one_meeting(scene: Scene) -> None:
    data = booking(scene)
    for _ in range(2):
        page(signed_in(scene.cast.lotta), url(scene, "boka/"), data)
    assert len(meetings_of(scene)) == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"held_on": "2026-09-31"}, "Datumet finns inte."),
        ({"held_on": (today() + timedelta(days=1)).isoformat()}, "framtiden"),
        ({"held_on": "0001-01-01"}, "innan ärendet öppnades"),
        ({"held_on": ""}, "Ange dagen."),
        ({"next_on": today().isoformat()}, "efter det här mötet"),
        ({"next_on": "2026-09-31"}, "Datumet finns inte."),
        ({"ends_reason": "Klart"}, "inte båda"),
        ({"notes": "x" * 100_000}, "20000 tecken"),
        ({"notes": "Rad\x00"}, "Null-tecken"),
    ],
    ids=lambda value: str(value)[:24] if isinstance(value, dict) else "",
)
def test_minutes_that_cannot_be_are_refused_in_words(
    scene: Scene, change: dict[str, Any], sentence: str
) -> None:
    meeting = booked(scene.case, scene.cast.lotta, scene.police, scene.school)
    data = minutes_of(scene, meeting) | {"notes": "Det vi kom fram till."} | change
    shown = page(signed_in(scene.cast.lotta), url(scene, f"{meeting.pk}/"), data)
    assert sentence in shown
    assert "Inget har sparats än." in shown
    assert "notes" in change or "Det vi kom fram till." in shown
    assert meetings_of(scene)[0].status == MeetingStatus.BOOKED


def test_r32_the_page_asks_for_the_reason(scene: Scene) -> None:
    """Planted: ``absence_unexplained`` that takes any row for a presence."""
    meeting = booked(scene.case, scene.cast.lotta, scene.police, scene.school)
    data = minutes_of(scene, meeting)
    del data[f"a{scene.police.pk}-present"]
    address = url(scene, f"{meeting.pk}/")
    assert "Polisen var inte med på mötet." in page(signed_in(scene.cast.lotta), address, data)
    data[f"a{scene.police.pk}-absence_reason"] = "Kallad till annat."
    assert "sparat som hållet" in page(signed_in(scene.cast.lotta), address, data)


def test_an_unknown_status_and_a_comment_without_one_are_refused(scene: Scene) -> None:
    active_plan(scene.cast.lotta, scene.case)
    meeting = booked(scene.case, scene.cast.lotta, scene.police, scene.school)
    with acting_as(scene.cast.lotta):
        key = f"g{Goal.objects.of(scene.case).get().pk.hex}"
    address = url(scene, f"{meeting.pk}/")
    lotta = signed_in(scene.cast.lotta)
    wrong = minutes_of(scene, meeting, **{f"{key}-status": "great"})
    assert "giltigt alternativ" in page(lotta, address, wrong)
    wrong = minutes_of(scene, meeting, **{f"{key}-status": ""})
    assert "Välj status till kommentaren." in page(lotta, address, wrong)


def test_a_reload_of_the_held_form_changes_nothing(scene: Scene) -> None:
    meeting = booked(scene.case, scene.cast.lotta, scene.police, scene.school)
    data = minutes_of(scene, meeting)
    address = url(scene, f"{meeting.pk}/")
    for _ in range(2):
        page(signed_in(scene.cast.lotta), address, data)
    with acting_as(scene.cast.lotta):
        assert Attendance.objects.of(scene.case).count() == 2
    assert fresh(scene.case).interval_from == today()


def test_a_stale_form_never_reaches_signed_minutes(scene: Scene) -> None:
    meeting = booked(scene.case, scene.cast.lotta, scene.police, scene.school)
    data = minutes_of(scene, meeting, notes="Skrivet i en annan flik.")
    held(meeting, scene.cast.lotta, next_on=today() + timedelta(days=9))
    signed(meeting, scene.cast.lotta)
    shown = page(signed_in(scene.cast.lotta), url(scene, f"{meeting.pk}/"), data)
    assert "påskrivna och kan inte ändras" in shown
    assert "Skrivet i en annan flik." in shown
    assert meetings_of(scene)[0].notes == ""
