"""The one door out."""

import hashlib
from collections.abc import Collection
from datetime import date

from audit.log import audited
from cases.access import lock_case
from cases.models import Case
from consent.models import ConsentRow, Disclosure, DocumentKind, Ground
from consent.rules import covering_row, ground_refusal, refusal
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
    ground: Ground | None = None,
) -> Disclosure:
    """The only door out. Notes what left, to whom, and what let it: a consent row (R8), or else a
    ``ground`` that a manager has approved (R16).

    ``on`` is a later day that the consent must reach as well, such as that of a meeting. The case
    is locked, so that a withdrawal in the same moment either comes first or finds this noted.
    Raises ``Refused`` when no row covers recipient, kinds and day, and when the ground doesn't. A
    database that fails to answer lets nothing out either: its error goes on to the caller.
    """
    case = lock_case(case)
    row = None
    if ground is not None:
        _require_ground(case, ground, agency, kinds)
    else:
        row = _required_row(case, agency, kinds, today())
        if on is not None:
            _required_row(case, agency, kinds, on)
    return Disclosure.objects.create(
        case=case,
        agency=agency,
        row=row,
        ground=ground,
        document=document,
        kinds=list(kinds),
        sha256=hashlib.sha256(content).hexdigest() if content else "",
        sent_by=by,
    )


@audited("disclosure.made")
def disclose_without_identity(*, case: Case, content: bytes, by: User) -> Disclosure:
    """The same door for a record that tells of nobody (R42): to socialförvaltningen, on no consent.

    What ``content`` holds is the caller's to answer for: the hash is kept, never the record's key.
    """
    return Disclosure.objects.create(
        case=lock_case(case),
        document=DocumentKind.SUBMISSION,
        kinds=[],
        sha256=hashlib.sha256(content).hexdigest(),
        sent_by=by,
    )


def _require_ground(case: Case, ground: Ground, agency: Agency, kinds: Collection[str]) -> None:
    if wrong := ground_refusal(case, ground, agency, kinds, today()):
        raise Refused(Blocker(wrong, "R16", "consent:list"))


def _required_row(case: Case, agency: Agency, kinds: Collection[str], day: date) -> ConsentRow:
    row = covering_row(case, agency, kinds, on=day)
    if row is None:
        raise Refused(Blocker(refusal(agency, kinds, day), "R8", "consent:list"))
    return row
