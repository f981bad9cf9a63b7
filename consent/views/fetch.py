"""What the pages of the tab fetch alike.

Many records share a few colleagues and recipients, so these are fetched once, not joined to each.
"""

from django.db.models import Prefetch, QuerySet

from cases.access import may_in
from cases.models import Case
from consent.models import Consent, ConsentRow, Disclosure, Original
from organisation.requests import StaffRequest
from organisation.roles import Permission


def rights(request: StaffRequest, case: Case) -> dict[str, bool]:
    """Which buttons the page shows. Withdrawing is open in closed cases too (R11)."""
    works = may_in(request.user, Permission.WORK_CASE, case)
    return {"may_write": works and case.closed_at is None, "may_withdraw": works}


def consents_of(case: Case) -> QuerySet[Consent]:
    rows = ConsentRow.objects.prefetch_related("agency", "withdrawn_by")
    originals = Original.objects.defer("content").select_related("added_by")
    return Consent.objects.of(case).prefetch_related(
        "registered_by", "givers", Prefetch("rows", rows), Prefetch("originals", originals)
    )


def disclosures_of(case: Case) -> QuerySet[Disclosure]:
    return Disclosure.objects.of(case).prefetch_related(
        "agency", "row", "ground__reference", "ground__decided_by", "sent_by"
    )
