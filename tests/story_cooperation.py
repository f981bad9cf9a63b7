"""Arranging: the groups that steer the cooperation, deviations brought to a state, checklists."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from audit.log import SYSTEM
from cases.models import Step
from followup.actions.checklist import answer_question
from followup.actions.deviations import report_deviation, take_step
from followup.actions.lead_group import save_minutes, sign_minutes
from followup.models import (
    Checklist,
    ChecklistAnswer,
    Deviation,
    DeviationStep,
    LeadMinutes,
    LeadMinutesItem,
)
from followup.rules import lines_of
from organisation.access import acting_as
from organisation.actions import appoint
from organisation.models import User
from organisation.roles import Role
from sig.lib.dates import midnight, today
from tests.people import Cast


Kind = DeviationStep.Kind


@dataclass(frozen=True)
class Groups:
    """Leif sits in Hässelby-Vällingby's ledningsgrupp, Stina in the city's styrgrupp."""

    leif: User
    stina: User


def groups(cast: Cast) -> Groups:
    leif = User.objects.create_user("leif", first_name="Leif", last_name="Ledning")
    stina = User.objects.create_user("stina", first_name="Stina", last_name="Styr")
    appoint(user=leif, role=Role.LEAD_GROUP, district=cast.hv, by=SYSTEM)
    appoint(user=stina, role=Role.STEERING_GROUP, district=None, by=SYSTEM)
    return Groups(leif, stina)


def reported(cast: Cast, *, days: int = 0, by: User | None = None, **changes: Any) -> Deviation:
    """A deviation of Hässelby-Vällingby, ``days`` old."""
    by = by or cast.lotta
    deviation = Deviation(
        district=cast.farsta if by in (cast.farah, cast.frank) else cast.hv,
        # By the calendar: 61 times 24 hours before a late evening in winter is a day less in summer.
        reported_at=midnight(today() - timedelta(days=days)) if days else timezone.now(),
        **{
            "parties": ["school"],
            "step": Step.IMPLEMENTATION,
            "area": Deviation.Area.ATTENDANCE,
            "words": "Skolan kom inte till tre möten i rad och ingen ersättare var utsedd.",
        }
        | changes,
    )
    with acting_as(by):
        return report_deviation(deviation=deviation, by=by)


def minuted(deviation: Deviation, by: User, *, sign: bool = True) -> LeadMinutes:
    """The ledningsgrupp has met and gone through the deviation."""
    minutes = LeadMinutes(district=deviation.district, held_on=today(), present="Kommunpolis")
    item = LeadMinutesItem(deviation=deviation, said="Skolan utser en ersättare.")
    with acting_as(by):
        save_minutes(minutes=minutes, items=[item], by=by)
        return sign_minutes(minutes=minutes, by=by) if sign else minutes


def noted(deviation: Deviation, kind: str, by: User, **changes: Any) -> DeviationStep:
    """A step taken; a decision with who and by when."""
    if kind == Kind.DECISION:
        in_a_month = today() + timedelta(days=30)
        changes = {"responsible": "Rektor", "due_on": in_a_month} | changes
    step = DeviationStep(deviation=deviation, kind=kind, **{"words": "Så här."} | changes)
    with acting_as(by):
        return take_step(step=step, by=by)


def answered_checklist(
    cast: Cast, by: User, *, year: int | None = None, but: str = "", picture_on: date | None = None
) -> Checklist:
    """Every question answered with yes, ``but`` one."""
    with acting_as(by):
        district = cast.farsta if by == cast.frank else cast.hv
        checklist = Checklist(district=district, year=year or today().year)
        for line in lines_of(checklist.year):
            if line.code != but:
                answer_question(
                    answer=ChecklistAnswer(
                        checklist=checklist,
                        code=line.code,
                        answer="yes",
                        evidence="Se överenskommelsen.",
                        picture_on=picture_on if line.code == "picture" else None,
                    ),
                    by=by,
                )
        return Checklist.objects.get(district=district, year=checklist.year)
