"""Times to propose, the history of a meeting's times, and attendance by person."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from meetings import actions
from meetings.interval import due
from meetings.models import Attendance, Meeting, MeetingMove
from meetings.rules import free_times
from organisation.access import acting_as
from sig.lib.dates import STOCKHOLM, is_working_day, latest_working_day, today
from tests.meetings.conftest import Scene
from tests.meetings.test_call_a_meeting import refusal
from tests.stories import open_case_for
from tests.story_cases import signed_in
from tests.story_meetings import booked, in_days, in_group


pytestmark = pytest.mark.django_db


def proposed(scene: Scene) -> list[Any]:
    with acting_as(scene.cast.lotta):
        return free_times(scene.case, scene.cast.lotta)


def test_three_working_days_inside_the_interval_are_proposed(scene: Scene) -> None:
    """Planted: times without a look at the interval."""
    times = proposed(scene)
    days = [slot.astimezone(STOCKHOLM).date() for slot in times]
    assert days == sorted(set(days))
    assert len(days) == 3
    assert all(is_working_day(day) for day in days)
    assert today() < days[0]
    assert days[-1] == latest_working_day(due(today() - timedelta(days=10), 4))
    assert all(9 <= slot.hour < 16 for slot in times)


def test_a_time_when_the_staff_has_another_meeting_is_not_proposed(scene: Scene) -> None:
    """In another case too. Planted: a look at the case's own meetings only."""
    first = proposed(scene)[0]
    other = open_case_for(scene.cast.lotta, scene.cast.hv, first_name="Kim")
    booked(other, scene.cast.lotta, starts_at=first + timedelta(minutes=30))
    later = proposed(scene)[0]
    assert later.date() == first.date()
    assert later == first + timedelta(hours=2)


def test_one_press_books_a_proposed_time(scene: Scene) -> None:
    slot = proposed(scene)[1]
    sent = {
        "once": str(uuid.uuid4()),
        "kind": "individual",
        "slot": slot.isoformat(),
        "day": "",
        "at": "",
        "place": "",
    }
    lotta = signed_in(scene.cast.lotta)
    address = f"/arenden/{scene.case.pk}/moten/boka/"
    assert "Mötet är bokat." in lotta.post(address, sent, follow=True).content.decode()
    with acting_as(scene.cast.lotta):
        assert Meeting.objects.of(scene.case).get().starts_at == slot
    again = sent | {"once": str(uuid.uuid4())}
    assert "Tiden är inte ledig längre." in lotta.post(address, again).content.decode()


def test_a_move_keeps_from_when_to_when_and_by_whom(scene: Scene) -> None:
    """Planted: ``move`` that writes over the time and keeps nothing."""
    meeting = booked(scene.case, scene.cast.lotta, starts_at=in_days(2))
    with acting_as(scene.cast.lotta):
        actions.move(meeting=meeting, starts_at=in_days(4, 9, 0), by=scene.cast.lotta)
        [kept] = MeetingMove.objects.of(scene.case)
        assert (kept.from_at, kept.to_at) == (in_days(2), in_days(4, 9, 0))
        with pytest.raises(ProgrammingError), transaction.atomic():
            MeetingMove.objects.filter(pk=kept.pk).update(to_at=in_days(5))
        actions.cancel(meeting=meeting, reason="Sjukdom", by=scene.cast.lotta)
    lotta = signed_in(scene.cast.lotta)
    shown = lotta.get(f"/arenden/{scene.case.pk}/moten/{meeting.pk}/").content.decode()
    assert "Flyttat från" in shown
    assert "av Lotta Lind" in shown
    assert "Inställt av Lotta Lind" in shown


# --- R34 ------------------------------------------------------------------------------------------


def sent_minutes(scene: Scene, meeting: Meeting, **filled: str) -> str:
    data = {
        "version": "0",
        "held_on": today().isoformat(),
        "uncalled_reason": "Går inte i skolan.",
        "meetingdecision-TOTAL_FORMS": "0",
        "meetingdecision-INITIAL_FORMS": "0",
    }
    lotta = signed_in(scene.cast.lotta)
    address = f"/arenden/{scene.case.pk}/moten/{meeting.pk}/"
    return lotta.post(address, data | filled, follow=True).content.decode()


def rows(scene: Scene) -> set[tuple[Any, ...]]:
    with acting_as(scene.cast.lotta):
        found = Attendance.objects.of(scene.case)
        return set(found.values_list("name", "present", "substitute", "absence_reason"))


def test_r34_every_member_has_a_row_and_a_substitute_is_known(scene: Scene) -> None:
    """Planted: the substitute taken for an ordinary member."""
    ordinary = in_group(scene.case, scene.cast.lotta, scene.police, "Petra Prov")
    stands_in = in_group(
        scene.case, scene.cast.lotta, scene.police, "Pontus Prov", substitute_for=ordinary
    )
    meeting = booked(scene.case, scene.cast.lotta, scene.police)
    assert "Polisen var inte med på mötet." in sent_minutes(scene, meeting)
    filled = {
        f"m{ordinary.pk.hex}-absence_reason": "Sjuk",
        f"m{stands_in.pk.hex}-present": "on",
    }
    assert "sparat som hållet" in sent_minutes(scene, meeting, **filled)
    assert rows(scene) == {
        ("Petra Prov", False, False, "Sjuk"),
        ("Pontus Prov", True, True, ""),
    }


def test_r34_somebody_who_came_instead_is_a_substitute(scene: Scene) -> None:
    """Planted: the free row kept as an absence without a name."""
    in_group(scene.case, scene.cast.lotta, scene.police, "Petra Prov")
    meeting = booked(scene.case, scene.cast.lotta, scene.police)
    shown = sent_minutes(scene, meeting, **{f"a{scene.police.pk}-name": "Vik Exempel"})
    assert "sparat som hållet" in shown
    assert rows(scene) == {("Petra Prov", False, False, ""), ("Vik Exempel", True, True, "")}


def test_r34_a_member_of_another_group_is_refused(scene: Scene) -> None:
    """Planted: ``_write_attendance`` that takes any member."""
    foreign = in_group(scene.case, scene.cast.lotta, scene.school, "Tea Test")
    meeting = booked(scene.case, scene.cast.lotta, scene.police)
    attendance = Attendance(agency=scene.police, member=foreign, present=True)
    with acting_as(scene.cast.lotta):
        sentence = refusal(
            actions.hold,
            meeting=meeting,
            held_on=today(),
            attendances=[attendance],
            uncalled_reason="Går inte i skolan.",
            by=scene.cast.lotta,
        )
    assert "ingen sådan person" in sentence
