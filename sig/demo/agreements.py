"""What the meetings of a demo case agreed on: activities gone through, contributions, decisions."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from meetings.models import (
    ActivityOutcome,
    ActivityReview,
    Contribution,
    Meeting,
    MeetingDecision,
    Obstacle,
)
from organisation.models import Agency, AgencyKind
from plans.models import Activity, ActivityStatus, Goal, GoalStatus
from sig.demo.dossier import Dossier
from sig.demo.stories import Twist
from sig.lib.dates import latest_working_day, swedish


class Said(NamedTuple):
    """What one actor has done, and what it takes on."""

    has_done: str
    takes_on: str


SAID = {
    AgencyKind.POLICE: Said(
        "Områdespolisen har haft två samtal sedan förra mötet.",
        "Fortsätter samtalen och hör av sig till lotsen samma dag om något händer.",
    ),
    AgencyKind.SCHOOL: Said(
        "Schemat är anpassat och mentorn stämmer av varje fredag.",
        "Skickar frånvaron till lotsen en gång i veckan.",
    ),
    AgencyKind.JOB_CENTRE: Said(
        "Ett första möte är hållet och en praktikplats är föreslagen.",
        "Bokar studiebesök på praktikplatsen.",
    ),
    AgencyKind.HEALTH: Said(
        "Samtalen går enligt plan.",
        "Ger tider för de fyra närmaste veckorna.",
    ),
    AgencyKind.PROBATION: Said(
        "Frivårdens besök är gjorda som de ska.",
        "Stämmer av med lotsen efter varje besök.",
    ),
    AgencyKind.FIELD: Said(
        "Fältarna har varit ute tre kvällar och haft kontakt.",
        "Finns på plats fredag och lördag kväll.",
    ),
}
OBSTACLE = "Ersättare saknas när kontaktpersonen är ledig, så två uppföljningar har fallit bort."


def agree(dossier: Dossier, meeting: Meeting, came: Collection[Agency]) -> None:
    """What stands in the minutes of a held meeting beside the goals' statuses."""
    assert meeting.held_on
    for agency in came:
        _contribute(dossier, meeting, agency)
    for goal in dossier.goals:
        if goal.status in (*GoalStatus.open(), GoalStatus.MET):
            _go_through(dossier, meeting, goal)
    _decide(dossier, meeting, meeting.held_on)


def _contribute(dossier: Dossier, meeting: Meeting, agency: Agency) -> None:
    said = SAID[AgencyKind(agency.kind)]
    made = dossier.add(
        Contribution,
        meeting=meeting,
        agency=agency,
        has_done=said.has_done,
        takes_on=said.takes_on,
    )
    is_last = meeting.held_on == dossier.times.meetings[-1]
    if is_last and meeting.is_signed and _meets_an_obstacle(dossier, agency):
        made.obstacle, made.to_manager = OBSTACLE, True
        dossier.add(
            Obstacle, contribution=made, raised_by=dossier.lots, raised_at=meeting.signed_at
        )


def _meets_an_obstacle(dossier: Dossier, agency: Agency) -> bool:
    return dossier.story.twist == Twist.CANCELLED and agency.kind == AgencyKind.POLICE


def _go_through(dossier: Dossier, meeting: Meeting, goal: Goal) -> None:
    for activity in dossier.rows:
        if not isinstance(activity, Activity) or activity.goal != goal or activity.is_done:
            continue
        done = goal.status == GoalStatus.MET
        if done:
            activity.status, activity.status_on = ActivityStatus.DONE, meeting.held_on
            activity.comment = ""
        dossier.add(
            ActivityReview,
            meeting=meeting,
            activity=activity,
            outcome=ActivityOutcome.DONE if done else ActivityOutcome.GOES_ON,
            done_on=meeting.held_on if done else None,
        )


def _decide(dossier: Dossier, meeting: Meeting, day: date) -> None:
    """The first meeting settles something practical; the last one adds to the plan."""
    due_on = latest_working_day(day + timedelta(days=14))
    if day == dossier.times.meetings[0]:
        dossier.add(
            MeetingDecision,
            meeting=meeting,
            what="Boka tid för ny legitimation",
            responsible=str(dossier.lots),
            due_on=due_on,
        )
    worked_at = [goal for goal in dossier.goals if goal.status in GoalStatus.open()]
    if day == dossier.times.meetings[-1] and worked_at:
        _add_to_plan(dossier, meeting, worked_at[0], due_on)


def _add_to_plan(dossier: Dossier, meeting: Meeting, goal: Goal, due_on: date) -> None:
    what, responsible = "Gå igenom hur veckan har varit", str(dossier.lots)
    decision = dossier.add(
        MeetingDecision,
        meeting=meeting,
        what=what,
        responsible=responsible,
        due_on=due_on,
        goal=goal,
    )
    if meeting.is_signed:
        decision.activity = dossier.add(
            Activity,
            goal=goal,
            position=sum(isinstance(row, Activity) and row.goal == goal for row in dossier.rows),
            what=what,
            how=f"Bestämt på mötet den {swedish(meeting.day, year=True)}",
            when="En gång i veckan",
            where="På telefon",
            who=dossier.say("{name} och {lots}"),
            responsible=responsible,
            due_on=due_on,
        )
