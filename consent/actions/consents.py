"""Noting that the information was given, and registering a consent."""

from django.core.exceptions import ValidationError

from audit.log import audited
from cases.rules import ADULT, age
from consent.actions.locking import lock_open
from consent.models import Consent, ConsentGiver, ConsentRow, Information
from consent.rules import missing_givers
from organisation.models import User
from sig.lib.rules import Blocker, Refused


@audited("information.given")
def give_information(*, information: Information, by: User) -> Information:
    """Note that the information letter (3.0) was given. The same form sent twice notes it once.

    Raises ``Refused`` when nobody made sure that a child understood (SoL 3:3).
    """
    lock_open(information.case, by)
    if again := information.already():
        return again
    if age(information.case) < ADULT and not information.understood:
        raise Refused(Blocker("Det är inte noterat att barnet har förstått.", "R20"))
    information.given_by = by
    information.insert()
    return information


@audited("consent.registered")
def register_consent(
    *, consent: Consent, givers: list[ConsentGiver], rows: list[ConsentRow], by: User
) -> Consent:
    """Register a consent with its givers and rows. It can be relied on from this moment.

    Raises ``Refused`` when the person wasn't informed, when a giver is missing (R14, R15), or when
    it has no row or one that reaches outside the stadsdel's contact list (R10).
    """
    lock_open(consent.case, by)
    if again := consent.already():
        return again
    _require_complete(consent, givers, rows)
    consent.registered_by = by
    consent.insert()
    parts: list[ConsentGiver | ConsentRow] = [*givers, *rows]
    for part in parts:
        part.consent = consent
        part.case = consent.case
        _clean(part)
        part.save(force_insert=True)
    return consent


def _clean(part: ConsentGiver | ConsentRow) -> None:
    try:
        part.full_clean(exclude=["consent", "case", "district"])
    except ValidationError as error:
        raise ValidationError(error.messages) from None  # the form has no fields by these names


def _require_complete(consent: Consent, givers: list[ConsentGiver], rows: list[ConsentRow]) -> None:
    if not (consent.informed_meaning and consent.informed_law):
        raise Refused(Blocker("Den enskilde är inte informerad om vad medgivandet innebär.", "R10"))
    if not rows:
        raise Refused(Blocker("Medgivandet har ingen mottagare.", "R10"))
    if any(row.agency.district_id != consent.case.district_id for row in rows):
        raise Refused(Blocker("Mottagaren finns inte på stadsdelens kontaktlista.", "R10"))
    if lacking := missing_givers(consent.case, [giver.role for giver in givers], consent):
        raise Refused(Blocker(lacking, "R14"))
