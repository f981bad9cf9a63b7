"""What form 3.4 asks, and what is left in it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from cases.models import Case
from followup.models import Assessment
from plans.models import Goal, GoalStatus, PlanStatus
from sig.lib.dates import today


# R24: after this many days since the enrolment the first assessment is missed.
LATER_THAN = timedelta(days=14)

BACKGROUND = ("sex", "sentenced", "placed_before", "network_ties", "extremism")
SITUATION = (
    "housing",
    "occupation",
    "income",
    "substances",
    "own_crime",
    "suspicion",
    "sentenced_since",
    "threat",
    "will",
)


@dataclass(frozen=True)
class Gap:
    """What is left before the form can be signed, and the part where it is mended."""

    part: str
    sentence: str


def parts_of(assessment: Assessment) -> dict[str, str]:
    """The parts of the form, by the word in their address. The background is asked once."""
    background = {"bakgrund": "Bakgrund"} if assessment.is_first else {}
    return background | {"omraden": "Livsområden", "laget": "Läget nu"}


def assessment_gaps(assessment: Assessment) -> list[Gap]:
    """What is left. "Uppgift saknas" is an answer: only what nobody has answered is a gap (R24)."""
    background = BACKGROUND if assessment.is_first else ()
    areas = [area.label for area in assessment.areas.all() if not area.level]
    gaps = [*_gap("bakgrund", _blank(assessment, background)), *_gap("omraden", areas)]
    gaps += _gap("laget", _blank(assessment, SITUATION))
    if assessment.made_on is None:
        gaps.append(Gap("laget", "Dagen för bedömningen är inte angiven."))
    elif assessment.made_on > today():
        gaps.append(Gap("laget", "Dagen för bedömningen har inte varit än."))
    return gaps


def _blank(assessment: Assessment, fields: Collection[str]) -> list[str]:
    return [
        str(assessment._meta.get_field(field).verbose_name)  # type: ignore[union-attr]
        for field in fields
        if not getattr(assessment, field)
    ]


def _gap(part: str, left: Collection[str]) -> list[Gap]:
    return [Gap(part, f"Inte besvarat: {', '.join(left)}.")] if left else []


def goal_counts(case: Case) -> dict[str, int]:
    """How many goals the plan in force has, and how many are met and still worked at."""
    goals = list(Goal.objects.of(case).shown().filter(plan__status=PlanStatus.ACTIVE))
    return {
        "goals_set": len(goals),
        "goals_met": sum(goal.status == GoalStatus.MET for goal in goals),
        "goals_open": sum(goal.is_open for goal in goals),
    }


def first_assessment_late(case: Case) -> bool:
    """Whether the first assessment is missed: enrolled for more than 14 days without one (R24)."""
    if not case.is_enrolled or case.enrolled_on is None:
        return False
    if today() - case.enrolled_on <= LATER_THAN:
        return False
    return not Assessment.objects.of(case).signed().exists()
