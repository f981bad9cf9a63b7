"""The one door out."""

import hashlib
from collections.abc import Collection
from datetime import date

from audit.log import audited
from cases.access import lock_case
from cases.models import Case
from consent.models import ConsentRow, Disclosure, DocumentKind
from consent.rules import covering_row, refusal
from organisation.models import Agency, User
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused


@audited("disclosure.made")
def disclose(
    *,
    case: Case,
    agency: Agency,
    document: DocumentKind,
    kinds: Collection[str],
    by: User,
    content: bytes = b"",
    on: date | None = None,
) -> Disclosure:
    """The only door out. Notes what left, to whom, on which consent row (R8).

    ``on`` is a later day that the consent must reach as well, such as that of a meeting. The case
    is locked, so that a withdrawal in the same moment either comes first or finds this noted.
    Raises ``Refused`` when no row covers recipient, kinds and day.
    """
    lock_case(case)
    row = _required_row(case, agency, kinds, today())
    if on is not None:
        _required_row(case, agency, kinds, on)
    return Disclosure.objects.create(
        case=case,
        agency=agency,
        row=row,
        document=document,
        kinds=list(kinds),
        sha256=hashlib.sha256(content).hexdigest() if content else "",
        sent_by=by,
    )


def _required_row(case: Case, agency: Agency, kinds: Collection[str], day: date) -> ConsentRow:
    row = covering_row(case, agency, kinds, on=day)
    if row is None:
        raise Refused(Blocker(refusal(agency, kinds, day), "R8", "consent:list"))
    return row
