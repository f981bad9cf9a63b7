"""Information, consent and withdrawal; the police's answer; and the one door out, ``disclose``."""

import hashlib
from collections.abc import Collection
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone

from audit.log import audited
from cases.access import lock_case
from cases.models import Case, OfCase
from cases.rules import ADULT, age, case_is_open
from consent.models import (
    Consent,
    ConsentGiver,
    ConsentRow,
    Disclosure,
    DocumentKind,
    Information,
    InformationKind,
    PoliceAnswer,
    PoliceRequest,
)
from consent.rules import covering_row, missing_givers, refusal
from organisation.models import Agency, AgencyKind, User
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused, require


Record = TypeVar("Record", bound=OfCase)

# What a request to the police tells by being sent: who it is about, and why we ask.
POLICE_REQUEST_KINDS = [InformationKind.IDENTITY, InformationKind.CRIME]


def _lock_open(case: Case, by: User) -> None:
    """Wait for whoever writes in the case. Raises ``Refused`` when it is closed."""
    require(lock_case(case), by, case_is_open)


@audited("information.given")
def give_information(*, information: Information, by: User) -> Information:
    """Note that the information letter (3.0) was given. The same form sent twice notes it once.

    Raises ``Refused`` when nobody made sure that a child understood (SoL 3:3).
    """
    _lock_open(information.case, by)
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
    _lock_open(consent.case, by)
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


@audited("consent.withdrawn")
def withdraw(*, row: ConsentRow, words: str, by: User) -> ConsentRow:
    """Withdraw one row, in closed cases too. Nothing more may be told on it from now on (R11).

    The case is locked: a disclosure in the same moment either came first or finds the row gone.
    """
    lock_case(row.case)
    row.refresh_from_db(fields=["withdrawn_at", "withdrawn_by", "withdrawn_words"])
    if row.withdrawn_at is None:
        row.withdrawn_at = timezone.now()
        row.withdrawn_by = by
        row.withdrawn_words = words
        row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_words"])
    return row


@audited("consent.all_withdrawn")
def withdraw_all(*, case: Case, words: str, by: User) -> Case:
    """Withdraw every row that is in force or to come (R11)."""
    lock_case(case)
    for row in ConsentRow.objects.of(case).standing(today()).select_related("case__district"):
        withdraw(row=row, words=words, by=by)
    return case


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


@audited("police.asked")
def ask_police(*, case: Case, agency: Agency, request_id: UUID, by: User) -> PoliceRequest:
    """Ask the police about suitability, on a consent that names them (R9).

    Raises ``Refused`` when no row covers it, or when a question already waits for its answer.
    """
    _lock_open(case, by)
    question = PoliceRequest(id=request_id, case=case, asked_on=today(), asked_by=by)
    if again := question.already():
        return again
    if agency.kind != AgencyKind.POLICE:
        raise Refused(Blocker("Frågan kan bara ställas till polisen.", "R9", "consent:police"))
    if PoliceRequest.objects.of(case).unanswered().exists():
        raise Refused(Blocker("En begäran väntar redan på svar.", "R9", "consent:police"))
    question.disclosure = disclose(
        case=case,
        agency=agency,
        document=DocumentKind.POLICE_REQUEST,
        kinds=POLICE_REQUEST_KINDS,
        by=by,
    )
    question.insert()
    return question


@audited("police.answered")
def register_answer(*, answer: PoliceAnswer, by: User) -> PoliceAnswer:
    """Note the police's answer. The same form sent twice notes it once.

    Raises ``Refused`` when the question has another answer: only a new question gets a new one.
    """
    _lock_open(answer.case, by)
    if again := answer.already():
        return again
    if PoliceAnswer.objects.filter(request=answer.request).exists():
        raise Refused(Blocker("Svaret är redan registrerat.", "R12", "consent:police"))
    answer.registered_by = by
    answer.clean()
    answer.insert()
    return answer
