"""Whether those who investigate a child's case have the degree that the law asks for (SoL 25:1)."""

from cases.models import ADULT, Case, CaseRole
from cases.rules import age
from organisation.rules.competence import has_degree


def without_degree(case: Case) -> list[str]:
    """A sentence for each investigator of a child's case whose degree isn't documented.

    It warns and stops nothing: the degree may be there though nobody has assessed it yet.
    """
    if age(case) >= ADULT:
        return []
    roles = CaseRole.objects.of(case).active().filter(kind=CaseRole.Kind.INVESTIGATOR)
    return [
        f"{role.user} utreder ett barn och har ingen dokumenterad examen för det. "
        "25 kap. 1 § socialtjänstlagen kräver socionomexamen eller annan relevant examen."
        for role in roles.select_related("user").order_by("started_on", "pk")
        if not has_degree(role.user, case.district_id)
    ]
