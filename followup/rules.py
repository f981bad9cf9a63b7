"""What must be true of the end of an enrolment."""

from cases.models import Case
from followup.models import Discharge
from organisation.models import User
from sig.lib.rules import rule


def discharge_of(case: Case) -> Discharge | None:
    """How the enrolment ended, if it has."""
    return Discharge.objects.of(case).select_related("decided_by").first()


@rule("R48", met="Personen är inskriven", route="cases:decision")
def is_enrolled(case: Case, by: User) -> str | None:
    return None if case.enrolled_on else "Personen är inte inskriven och kan inte skrivas ut."


@rule("R48", met="Utskrivning är inte beslutad", route="followup:overview")
def not_discharged(case: Case, by: User) -> str | None:
    return "Utskrivningen är redan beslutad." if discharge_of(case) else None
