"""Step 6 of a demo case: the assessments (3.4), and all that an end closes and says."""

from datetime import date, timedelta
from typing import Any

from django.utils.timezone import localdate

from cases.models import NeedsArea, Outcome
from consent.actions.closing import WORDS
from consent.models import ConsentRow
from followup.models import AfterCheck, Assessment, AssessmentArea, ContactAttempt, Discharge
from followup.rules import due_days
from meetings.models import Attendance, Meeting
from organisation.models import AgencyKind
from plans.models import GoalStatus, Plan, PlanStatus
from sig.demo.dossier import Dossier
from sig.demo.stories import Stage, Twist
from sig.demo.timeline import past
from sig.lib.dates import latest_working_day, months_between, next_working_day


ASSESSED_AFTER = timedelta(days=8)  # from the enrolment

BACKGROUND = {"placed_before": "no", "network_ties": "yes", "extremism": "no"}
FIRST = {
    "substances": "same",
    "own_crime": "several",
    "suspicion": "missing",
    "sentenced_since": "no",
    "threat": "2",
    "will": "6",
}
LATER = FIRST | {"substances": "less", "own_crime": "none", "suspicion": "none", "will": "8"}
YOUTH = {"housing": "family", "occupation": "studies", "income": "family"}
ADULT = {"housing": "temporary", "occupation": "none", "income": "allowance"}

OFFERS: dict[Outcome, dict[str, str]] = {
    Outcome.ABSCONDED: {
        "offer": Discharge.Offer.NOT_POSSIBLE,
        "offer_words": "Personen har inte gått att nå.",
        "relatives": "Föräldrarna är informerade och vet vem de ringer.",
    },
}
OFFER = {
    "offer": Discharge.Offer.ACCEPTED,
    "offer_words": "Samtal med fältassistent en gång i månaden. Tackade ja.",
    "relatives": "Föräldrarna var med på avslutningsmötet.",
    "remaining": "Kontakten med skolans kurator.",
}
ASKED_LATER = (Outcome.GOALS_MET, Outcome.AS_PLANNED)


def follow_up(dossier: Dossier) -> None:
    """The assessments of an enrolled case and, when it has ended, what the end says and closes."""
    times, story = dossier.times, dossier.story
    if times.enrolled is None or story.twist == Twist.CANCELLED:  # one that has been forgotten
        return
    first_on = next_working_day(times.enrolled + ASSESSED_AFTER)
    if first_on >= times.today:
        return
    _assess(dossier, 1, first_on)
    second = None
    if story.stage == Stage.FOLLOWING_UP and times.meetings:
        last = times.closed or times.today
        second = _assess(dossier, 2, max(latest_working_day(last - timedelta(1)), first_on))
    if times.closed:
        _end(dossier, second)


def _assess(dossier: Dossier, number: int, day: date) -> Assessment:
    usual = ADULT if dossier.story.is_adult else YOUTH
    background: dict[str, Any] = {}
    if number == 1:
        sex = "man" if dossier.story.reported else "missing"
        sentenced = "youth_care" if dossier.story.sentenced else "none"
        background = BACKGROUND | {"sex": sex, "sentenced": sentenced}
    assessment = dossier.add(
        Assessment,
        number=number,
        begun_on=day,
        made_on=day,
        consulted_manager=number == 1,
        version=3,
        goals_set=len(dossier.goals),
        goals_met=_goals(dossier, [GoalStatus.MET]) if number > 1 else 0,
        goals_open=_goals(dossier, GoalStatus.open()) if number > 1 else len(dossier.goals),
        **_course(dossier, day),
        **usual,
        **background,
        **(FIRST if number == 1 else LATER),
        **dossier.signed(dossier.lots, past(day, 15, 20)),
    )
    for need in [row for row in dossier.rows if isinstance(row, NeedsArea)]:
        dossier.add(
            AssessmentArea,
            assessment=assessment,
            area=need.area,
            label=need.label,
            position=need.position,
            level=_level(need.need, better=number > 1),
        )
    return assessment


def _course(dossier: Dossier, day: date) -> dict[str, int]:
    """How the insats has gone by ``day``, counted from the demo's own meetings."""
    held = [row for row in dossier.rows if isinstance(row, Meeting) and row.held_on]
    before = {row.pk for row in held if row.held_on and row.held_on <= day}
    seen = [row for row in dossier.rows if isinstance(row, Attendance) and row.meeting_id in before]
    assert dossier.times.enrolled is not None
    counts = {"months_enrolled": months_between(dossier.times.enrolled, day)}
    counts |= {"meetings_held": len(before), "meetings_in_time": len(before)}
    for kind in (AgencyKind.POLICE, AgencyKind.SCHOOL):
        rows = [row for row in seen if row.agency.kind == kind]
        counts[f"{kind}_called"] = len({row.meeting_id for row in rows})
        counts[f"{kind}_came"] = len({row.meeting_id for row in rows if row.present})
    return counts | {"actors": len({row.agency_id for row in seen if row.present})}


def _goals(dossier: Dossier, among: list[GoalStatus]) -> int:
    return sum(goal.status in among for goal in dossier.goals)


def _level(need: int | None, *, better: bool) -> str:
    """What the need of form 3.1 (0–10) is as a level (5–1); a step up the second time."""
    if need is None:
        return "missing"
    return str(min(5 - need * 4 // 10 + better, 5))


def _end(dossier: Dossier, second: Assessment | None) -> None:
    ended = next(row for row in dossier.rows if isinstance(row, Discharge))
    outcome = Outcome(ended.outcome)
    told = OFFERS.get(outcome, OFFER)
    for name, value in told.items():
        setattr(ended, name, value)
    ended.assessment = second
    for row in dossier.rows:
        if isinstance(row, Plan) and row.status == PlanStatus.ACTIVE:
            row.status = PlanStatus.ENDED
        elif isinstance(row, ConsentRow):
            _close(row, ended)
    if outcome in ASKED_LATER:
        _ask_later(dossier, ended)
    if outcome == Outcome.ABSCONDED:
        _try(dossier, localdate(ended.decided_at))


def _close(row: ConsentRow, ended: Discharge) -> None:
    if row.withdrawn_at is None and row.valid_to >= localdate(ended.decided_at):
        row.withdrawn_at, row.withdrawn_by = ended.decided_at, ended.decided_by
        row.withdrawn_words, row.closed = WORDS, True


def _ask_later(dossier: Dossier, ended: Discharge) -> None:
    ended_on = localdate(ended.decided_at)
    ended.later_consent_on, ended.later_way = ended_on, Discharge.Way.PHONE
    for months, due_on in due_days(ended_on).items():
        dossier.add(AfterCheck, discharge=ended, months=months, due_on=due_on)


def _try(dossier: Dossier, ended_on: date) -> None:
    for days, way in ((28, "phone"), (20, "visit"), (9, "others")):
        day = latest_working_day(ended_on - timedelta(days=days))
        dossier.add(
            ContactAttempt,
            tried_on=day,
            way=way,
            result=ContactAttempt.Result.NO_ANSWER,
            tried_by=dossier.lots,
            noted_at=past(day, 16, 10),
        )
