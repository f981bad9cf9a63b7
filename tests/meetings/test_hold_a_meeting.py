"""Holding: what it writes on the case, whom it asks about, and what doesn't count."""

from datetime import date, timedelta

import pytest

from meetings import actions
from meetings.models import Attendance, Meeting, MeetingStatus
from organisation.access import acting_as
from organisation.models import MeetingType, ProgrammeSetting
from plans.models import Goal, GoalStatus
from sig.lib.dates import today
from sig.lib.rules import Refused
from tests.meetings.conftest import Scene
from tests.meetings.test_call_a_meeting import refusal
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_consent import agency_in
from tests.story_meetings import booked, enrolled, fresh, held, in_days, told
from tests.story_plans import active_plan


pytestmark = pytest.mark.django_db


def ago(days: int) -> date:
    return today() - timedelta(days=days)


def facts(scene: Scene) -> tuple[date | None, date | None]:
    case = fresh(scene.case)
    return case.met_on, case.interval_from


def test_r30_the_interval_runs_from_the_day_that_the_meeting_was_held(scene: Scene) -> None:
    """Planted: the day on which it was noted, for the day on which it was held."""
    meeting = booked(scene.case, scene.cast.lotta, scene.police, scene.school)
    assert held(meeting, scene.cast.lotta, ago(2)).status == MeetingStatus.HELD
    assert facts(scene) == (ago(2), ago(2))


def test_r30_an_older_meeting_written_down_later_never_moves_the_interval_back(
    scene: Scene,
) -> None:
    """Planted: without ``max`` the interval fell back to the older day."""
    held(booked(scene.case, scene.cast.lotta, starts_at=in_days(1)), scene.cast.lotta, ago(1))
    held(booked(scene.case, scene.cast.lotta, starts_at=in_days(2)), scene.cast.lotta, ago(5))
    assert facts(scene) == (ago(1), ago(1))


def test_r30_a_booked_or_cancelled_meeting_is_not_a_held_one(scene: Scene) -> None:
    """Planted: a cancelled meeting that moves the interval, and one that can be held."""
    meeting = booked(scene.case, scene.cast.lotta)
    with acting_as(scene.cast.lotta):
        actions.cancel(meeting=meeting, reason="Sjukdom", by=scene.cast.lotta)
    assert facts(scene) == (None, ago(10))
    assert refusal(held, meeting, scene.cast.lotta) == "Mötet är redan inställt."


def test_r30_an_officials_meeting_does_not_count(scene: Scene) -> None:
    """Planted: with the programme's setting unasked, a meeting without the family counted."""
    kind = MeetingType.OFFICIALS
    held(booked(scene.case, scene.cast.lotta, kind=kind), scene.cast.lotta, ago(1))
    assert facts(scene) == (None, ago(10))


def test_r30_an_individual_meeting_counts_for_young_adults_only(cast: Cast) -> None:
    """Planted: every kind of meeting counts."""
    for programme, years, weeks in (("unga", 16, 4), ("unga-vuxna", 22, 5)):
        case = open_case_for(cast.lotta, cast.hv, programme=programme, years=years)
        enrolled(case, ago(10), weeks)
        meeting = booked(fresh(case), cast.lotta, kind=MeetingType.INDIVIDUAL)
        held(meeting, cast.lotta, ago(1))
        counted = ago(1) if programme == "unga-vuxna" else ago(10)
        assert fresh(case).interval_from == counted


def test_r30_a_meeting_held_before_the_enrolment_does_not_count(scene: Scene) -> None:
    """Planted: ``_run_interval_from`` without its look at the enrolment."""
    held(booked(scene.case, scene.cast.lotta), scene.cast.lotta, ago(11))
    assert facts(scene) == (None, ago(10))


def test_r30_a_meeting_of_someone_not_enrolled_counts_for_nothing(cast: Cast) -> None:
    """Planted: an interval that begins with the first meeting."""
    case = open_case_for(cast.lotta, cast.hv)
    held(booked(case, cast.lotta), cast.lotta)
    assert fresh(case).interval_from is None


def test_r30_the_interval_in_force_on_the_held_day_applies(scene: Scene) -> None:
    """A new setting for the stadsdel bites from the meeting after it, not in the middle.

    Planted: the setting of today for that of the day.
    """
    old = ProgrammeSetting.objects.get(programme=scene.case.programme)
    old.pk, old.district, old.valid_from, old.interval_weeks = None, scene.cast.hv, ago(3), 5
    with acting_as(scene.cast.lotta):
        old.save(force_insert=True)
    held(booked(scene.case, scene.cast.lotta, starts_at=in_days(1)), scene.cast.lotta, ago(4))
    assert fresh(scene.case).interval_weeks == 4
    held(booked(scene.case, scene.cast.lotta, starts_at=in_days(2)), scene.cast.lotta, ago(3))
    assert fresh(scene.case).interval_weeks == 5


def test_a_double_click_holds_once(scene: Scene) -> None:
    """The second press changes nothing. Planted: without ``is_booked`` and ``version`` the day changed."""
    meeting = booked(scene.case, scene.cast.lotta)
    held(meeting, scene.cast.lotta, ago(2))
    assert refusal(held, meeting, scene.cast.lotta, ago(1)) == "Mötet är redan hållet."
    assert facts(scene) == (ago(2), ago(2))


@pytest.mark.parametrize(
    ("day", "word"), [(today() + timedelta(days=1), "framtiden"), (date(1, 1, 1), "öppnades")]
)
def test_a_day_that_cannot_be_right_is_refused(scene: Scene, day: date, word: str) -> None:
    assert word in refusal(held, booked(scene.case, scene.cast.lotta), scene.cast.lotta, day)


def test_the_next_date_comes_after_the_meeting(scene: Scene) -> None:
    meeting = booked(scene.case, scene.cast.lotta)
    assert "efter" in refusal(held, meeting, scene.cast.lotta, next_on=today())


# --- R32 ------------------------------------------------------------------------------------------


def test_r32_a_missing_police_or_school_needs_a_reason(scene: Scene) -> None:
    """Planted: with ``absence_unexplained`` always answering None, both absences passed."""
    meeting = booked(scene.case, scene.cast.lotta, scene.police, scene.school)
    for absent, actor in ((scene.police, "Polisen"), (scene.school, "Skolan")):
        sentence = refusal(held, meeting, scene.cast.lotta, absent=[absent])
        assert sentence == f"{actor} var inte med på mötet. Ange orsaken."
    held(meeting, scene.cast.lotta)


def test_r32_one_of_two_from_the_police_is_enough(scene: Scene) -> None:
    """Planted: with ``any`` turned into ``all``, the one who stayed away was asked about."""
    second = agency_in(scene.cast.hv, scene.cast.lotta, name="Områdespolisen")
    told(scene.case, scene.cast.lotta, second)
    meeting = booked(scene.case, scene.cast.lotta, scene.police, second, scene.school)
    held(meeting, scene.cast.lotta, absent=[second])


def test_r32_a_reason_in_words_is_enough(scene: Scene) -> None:
    """Planted: an absence that no reason explains, and a reason that isn't kept."""
    meeting = booked(scene.case, scene.cast.lotta, scene.police, scene.school)
    with acting_as(scene.cast.lotta):
        actions.hold(
            meeting=meeting,
            held_on=today(),
            attendances=[
                Attendance(agency=scene.police, absence_reason="Kallad till annat."),
                Attendance(agency=scene.school, present=True),
            ],
            by=scene.cast.lotta,
        )
        assert meeting.attendances.get(agency=scene.police).absence_reason


def test_r32_an_actor_who_was_never_called_needs_a_reason_too(scene: Scene) -> None:
    """Planted: ``absence_unexplained`` that asks about those who were called."""
    meeting = booked(scene.case, scene.cast.lotta, scene.school)
    sentence = refusal(held, meeting, scene.cast.lotta, uncalled_reason="")
    assert sentence == "Polisen var inte kallad till mötet. Ange skälet."


def test_r32_the_school_is_asked_about_in_sig_unga_only(cast: Cast) -> None:
    """Planted: the school asked about in both programmes, and in neither."""
    police = agency_in(cast.hv, cast.lotta)
    for programme, years, asked in (("unga", 16, True), ("unga-vuxna", 22, False)):
        case = open_case_for(cast.lotta, cast.hv, programme=programme, years=years)
        told(case, cast.lotta, police)
        meeting = booked(case, cast.lotta, police)
        if asked:
            assert "Skolan" in refusal(held, meeting, cast.lotta, uncalled_reason="")
        else:
            held(meeting, cast.lotta, uncalled_reason="")


def test_r8_one_who_was_not_called_cannot_be_noted_as_present(scene: Scene) -> None:
    """Planted: ``_write_attendance`` that doesn't ask for the invitation."""
    meeting = booked(scene.case, scene.cast.lotta, scene.police, scene.school)
    with acting_as(scene.cast.lotta), pytest.raises(Refused, match="inte kallad"):
        actions.hold(
            meeting=meeting,
            held_on=today(),
            attendances=[
                *(Attendance(agency=one, present=True) for one in (scene.police, scene.school)),
                Attendance(agency=scene.health, present=True),
            ],
            by=scene.cast.lotta,
        )
    with acting_as(scene.cast.lotta):
        assert Meeting.objects.get(pk=meeting.pk).status == MeetingStatus.BOOKED


# --- Goals ----------------------------------------------------------------------------------------


def status_of_goal(scene: Scene) -> str:
    with acting_as(scene.cast.lotta):
        return Goal.objects.of(scene.case).get().status


def test_the_goals_get_the_status_that_the_meeting_gave_them(scene: Scene) -> None:
    active_plan(scene.cast.lotta, scene.case)
    meeting = booked(scene.case, scene.cast.lotta)
    held(meeting, scene.cast.lotta, status=GoalStatus.PARTLY)
    assert status_of_goal(scene) == GoalStatus.PARTLY


def test_an_older_meeting_does_not_undo_what_a_later_one_said(scene: Scene) -> None:
    """Planted: without the look for later meetings the goal went back to "pågår"."""
    active_plan(scene.cast.lotta, scene.case)
    late = booked(scene.case, scene.cast.lotta, starts_at=in_days(1))
    early = booked(scene.case, scene.cast.lotta, starts_at=in_days(2))
    held(late, scene.cast.lotta, ago(1), status=GoalStatus.PARTLY)
    held(early, scene.cast.lotta, ago(2), status=GoalStatus.ONGOING)
    assert status_of_goal(scene) == GoalStatus.PARTLY


def test_nothing_is_written_in_a_closed_case(scene: Scene) -> None:
    told(scene.case, scene.cast.lotta, scene.health)
    meeting = booked(scene.case, scene.cast.lotta)
    with acting_as(scene.cast.lotta):
        type(scene.case).objects.filter(pk=scene.case.pk).update(
            closed_at=in_days(0), outcome="goals_met"
        )
    assert "avslutat" in refusal(held, meeting, scene.cast.lotta)
    assert "avslutat" in refusal(booked, scene.case, scene.cast.lotta, starts_at=in_days(3))
