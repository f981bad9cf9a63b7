"""Noting that the information was given, and registering a consent."""

from django.core.exceptions import ValidationError

from audit.log import audited
from cases.rules import ADULT, age
from consent.actions.locking import lock_open
from consent.models import (
    LETTER_VERSION,
    Consent,
    ConsentGiver,
    ConsentRow,
    Information,
    InformationKind,
)
from consent.rules import missing_givers, missing_words
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
    information.version = LETTER_VERSION
    information.insert()
    return information


@audited("consent.registered")
def register_consent(
    *, consent: Consent, givers: list[ConsentGiver], rows: list[ConsentRow], by: User
) -> Consent:
    """Register a consent with its givers and rows. It can be relied on from this moment.

    Raises ``Refused`` when the person wasn't informed, when a giver or the child's maturity is
    missing (R14, R15), when it has no row or one that reaches outside the stadsdel's contact list
    (R10), or when a row tells of a third person who hasn't consented (R19).
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
    _require_givers(consent, [giver.role for giver in givers], rows)


def _require_givers(consent: Consent, roles: list[str], rows: list[ConsentRow]) -> None:
    if lacking := missing_givers(consent.case, roles, consent):
        raise Refused(Blocker(lacking, "R14"))
    if lacking := missing_words(consent.case, roles, consent):
        raise Refused(Blocker(lacking, "R15"))
    third = any(InformationKind.THIRD in row.kinds for row in rows)
    if third and ConsentGiver.Role.OTHER not in roles:
        sentence = "Uppgifter om någon annan delas bara om den personen själv har medgett det."
        raise Refused(Blocker(f"{sentence} Fyll i ”Annan berörd”.", "R19"))
