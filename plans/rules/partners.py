"""Who can answer for an activity, and what each partner has accepted to do (S20)."""

from dataclasses import dataclass

from django.db.models import QuerySet

from cases.models import Case, CaseRole
from cases.rules import ADULT, age
from consent.models import ConsentGiver
from organisation.models import Agency
from plans.models import Activity, Plan, RelatedPlan, Undertaking
from plans.rules.writing import shown_goals
from sig.lib.dates import swedish


def answerable(case: Case) -> list[str]:
    """Who a form proposes as the one who answers: the staff, the person, guardians, partners."""
    roles = CaseRole.objects.of(case).active().select_related("user").order_by("started_on", "pk")
    staff = [str(role.user) for role in roles]
    partners = Agency.objects.of(case.district_id).values_list("name", flat=True)
    return list(dict.fromkeys([*staff, "Den enskilde", *_guardians(case), *partners]))


def _guardians(case: Case) -> list[str]:
    if age(case) >= ADULT:
        return []
    givers = ConsentGiver.objects.of(case).filter(role__in=ConsentGiver.GUARDIANS)
    return [*givers.values_list("name", flat=True)] or ["Vårdnadshavare"]


@dataclass(frozen=True)
class Expected:
    """What a version of the plan asks of one partner, and whether it has accepted that."""

    agency: Agency
    activities: tuple[Activity, ...]
    accepted: Undertaking | None

    @property
    def sentence(self) -> str:
        if self.accepted is None:
            return "Åtagandet är inte accepterat än."
        day = swedish(self.accepted.accepted_on, year=True)
        return f"Åtagandet accepterat {day} av {self.accepted.accepted_by}."


def expected(plan: Plan) -> list[Expected]:
    """What the plan asks of each partner, by kind and name of the partner."""
    asked: dict[int, list[Activity]] = {}
    for goal in shown_goals(plan):
        for activity in goal.activities.all():
            if goal.is_open and activity.responsible_agency_id:
                asked.setdefault(activity.responsible_agency_id, []).append(activity)
    undertakings = Undertaking.objects.of(plan.case).filter(plan=plan)
    accepted = {undertaking.agency_id: undertaking for undertaking in undertakings}
    return [
        Expected(agency, tuple(asked[agency.pk]), accepted.get(agency.pk))
        for agency in Agency.objects.filter(pk__in=asked)
    ]


def related_plans(case: Case) -> QuerySet[RelatedPlan]:
    """The other plans about the person that the plan goes together with."""
    return RelatedPlan.objects.of(case).filter(removed=False)
