"""Who may be told what, on which day. The question that every way out of the house asks first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from cases.models import Case
from cases.rules import ADULT, age, setting
from consent.models import (
    Consent,
    ConsentGiver,
    ConsentRow,
    Disclosure,
    Ground,
    Information,
    InformationKind,
    PoliceResult,
    latest_answer,
)
from organisation.models import Agency, AgencyKind, LegalReference, User
from sig.lib.dates import swedish, today
from sig.lib.rules import NOT_ASKED, rule


NO_OWN_CONSENT_UNDER = 12  # years; below this a guardian must have consented (R15)
OWN_PARTY = 15  # years; from here the child speaks for itself (SoL 3:4)
SOON = timedelta(days=30)  # a row that ends within this is shown as ending soon (R11)


def covering_row(
    case: Case, agency: Agency, kinds: Collection[str], *, on: date
) -> ConsentRow | None:
    """The one row that lets ``agency`` be told all of ``kinds`` on the day ``on``, or None (R8).

    Several rows are never added up: the person agreed to each row as it stands. No kinds means no.
    """
    if not kinds:
        return None
    rows = ConsentRow.objects.of(case).valid(on).filter(agency=agency)
    return rows.filter(kinds__contains=list(kinds)).order_by("-valid_to").first()


def may_share(case: Case, agency: Agency, kinds: Collection[str], *, on: date) -> bool:
    """Whether a consent row covers this recipient, these kinds and this day (R8)."""
    return covering_row(case, agency, kinds, on=on) is not None


def refusal(agency: Agency, kinds: Collection[str], on: date) -> str:
    """The sentence that says what the consent lacks."""
    what = in_words(kinds) or "något"
    return f"Inget medgivande låter {agency} få veta om {what} den {swedish(on)}."


def agencies_told(case: Case, kinds: Collection[str], *, on: date) -> list[Agency]:
    """The recipients whom a row lets know all of ``kinds`` on the day ``on``, by kind and name."""
    if not kinds:
        return []
    rows = ConsentRow.objects.of(case).valid(on).filter(kinds__contains=list(kinds))
    return list(Agency.objects.filter(pk__in=rows.values("agency"), active=True))


@dataclass(frozen=True)
class MayKnow:
    """One consent row in force, in the words that components/who_may_know.html prints."""

    recipient: str
    kinds: str
    until: str
    soon: bool


def who_may_know(case: Case, day: date) -> list[MayKnow]:
    """Who may be told what on ``day``: a line for each row, since rows are never added up (R8)."""
    rows = ConsentRow.objects.of(case).valid(day).select_related("agency")
    return [
        _may_know(row, day) for row in rows.order_by("agency__kind", "agency__name", "valid_to")
    ]


def first_to_end(case: Case, day: date) -> MayKnow | None:
    """The row in force on ``day`` that ends before the others, or None when there is none."""
    rows = ConsentRow.objects.of(case).valid(day).select_related("agency")
    first = rows.order_by("valid_to", "pk").first()
    return _may_know(first, day) if first else None


def _may_know(row: ConsentRow, day: date) -> MayKnow:
    return MayKnow(
        recipient=str(row.agency),
        kinds=in_words(row.kinds),
        until=swedish(row.valid_to, year=row.valid_to.year != day.year),
        soon=row.valid_to - day <= SOON,
    )


def in_words(kinds: Collection[str]) -> str:
    """Kinds of information as they stand in a sentence: "boende, hälsa"."""
    return ", ".join(InformationKind(kind).label.lower() for kind in kinds)


def paragraphs(case: Case, day: date) -> QuerySet[LegalReference]:
    """The paragraphs that disclosure without consent may rest on, for this person on ``day``.

    OSL 10:18 a is gone from the day that the person turns 21 (R17).
    """
    in_force = LegalReference.objects.in_force(day).filter(use=LegalReference.Use.DISCLOSURE)
    reached = Q(under_age__isnull=True) | Q(under_age__gt=age(case, day))
    return in_force.filter(reached).order_by("pk")


def paragraph_refusal(
    case: Case, agency: Agency, reference: LegalReference, day: date
) -> str | None:
    """Why the paragraph doesn't let ``agency`` be told on ``day``, or nothing (R16, R58)."""
    if not paragraphs(case, day).filter(pk=reference.pk).exists():
        return f"{reference} kan inte användas för den här personen i dag."
    if not reference.reaches(agency.kind):
        return f"Lagrummet omfattar inte {agency}. {reference.get_recipients_display()} får veta."
    return None


def ground_refusal(
    case: Case, ground: Ground, agency: Agency, kinds: Collection[str], day: date
) -> str | None:
    """Why the ground doesn't let ``kinds`` leave to ``agency`` on ``day``, or nothing (R16)."""
    if ground.case_id != case.pk or not ground.approved:
        return "Chefen har inte godkänt utlämnandet."
    if ground.agency_id != agency.pk or not kinds or not set(kinds) <= set(ground.kinds):
        return "Chefens godkännande omfattar inte det här utlämnandet."
    if Disclosure.objects.of(case).filter(ground=ground).exists():
        return "Uppgifterna är redan utlämnade. Ett nytt utlämnande prövas på nytt."
    return paragraph_refusal(case, agency, ground.reference, day)


@rule("R20", met="Information (3.0) är lämnad", route="consent:information")
def information_given(case: Case, by: User) -> str | None:
    if not Information.objects.of(case).exists():
        return "Informationen (3.0) är inte lämnad."
    return None


@rule("R9", met="Medgivandet omfattar polisen", route="consent:list")
def consent_names_police(case: Case, by: User) -> str | None:
    rows = ConsentRow.objects.of(case).valid(today())
    if not rows.filter(agency__kind=AgencyKind.POLICE).exists():
        return "Inget giltigt medgivande (3.2) omfattar polisen."
    return None


def missing_givers(case: Case, roles: Collection[str], consent: Consent) -> str | None:
    """What a consent lacks: from 18 the person's own; before that the guardians' too (R14, R15)."""
    years = age(case)
    role = ConsentGiver.Role
    if role.PERSON not in roles and years >= NO_OWN_CONSENT_UNDER:
        return "Den enskilde har inte lämnat sitt medgivande."
    if years >= ADULT or {role.GUARDIAN_1, role.GUARDIAN_2} <= set(roles):
        return None
    guardians = {role.GUARDIAN_1, role.GUARDIAN_2} & set(roles)
    if not guardians and years < NO_OWN_CONSENT_UNDER:
        return "Den som är under 12 år behöver en vårdnadshavares medgivande."
    if not consent.guardian_ground:
        return "En vårdnadshavares medgivande saknas. Ange grunden, eller fyll i båda."
    if not guardians and consent.guardian_ground != Consent.GuardianGround.MATURITY:
        return "Utan någon vårdnadshavare är barnets ålder och mognad den enda grunden."
    if not consent.guardian_words:
        return "Skälet till att en vårdnadshavare saknas är inte beskrivet."
    return None


def missing_words(case: Case, roles: Collection[str], consent: Consent) -> str | None:
    """What must be written down on the day of consent: the child's maturity, by age (OSL 12:3).

    Asked of who is under 15, and of who is under 18 when a guardian who has a say didn't consent.
    Sole custody is no such case: there is no other guardian.
    """
    years, sole = age(case), Consent.GuardianGround.SOLE
    both = set(ConsentGiver.GUARDIANS) <= set(roles)
    alone = years < ADULT and not both and consent.guardian_ground != sole
    if (years < OWN_PARTY or alone) and not consent.maturity:
        return "Barnets ålder och mognad är inte bedömd."
    return None


@rule("R14", met="De som ska lämna medgivande har gjort det", route="consent:list")
def consent_from_all(case: Case, by: User) -> str | None:
    """A consent that reaches the police has every giver that the person's age asks for today."""
    rows = ConsentRow.objects.of(case).valid(today()).filter(agency__kind=AgencyKind.POLICE)
    consents = Consent.objects.filter(pk__in=rows.values("consent")).prefetch_related("givers")
    lacking = [
        missing_givers(case, [giver.role for giver in consent.givers.all()], consent)
        for consent in consents
    ]
    if not lacking:
        return NOT_ASKED
    return lacking[0] if all(lacking) else None  # one that is complete is enough


@rule("R20", met="Polisen har svarat", route="consent:police")
def police_answered(case: Case, by: User) -> str | None:
    return None if latest_answer(case) else "Polisens bedömning saknas."


@rule("R13", met="Polisen bedömer deltagandet som lämpligt", route="consent:police")
def police_found_suitable(case: Case, by: User) -> str | None:
    answer = latest_answer(case)
    if answer is None:
        return NOT_ASKED
    if answer.result == PoliceResult.SUITABLE:
        return None
    if answer.result == PoliceResult.MORE_NEEDED:
        return "Polisen vill ha mer underlag."
    return "Polisen bedömer deltagandet som ej lämpligt."


@rule("R12", met="Polisen har inget hinder", route="consent:police")
def police_has_no_veto(case: Case, by: User) -> str | None:
    """For SIG unga vuxna "ej lämplig" stops the case until a new answer."""
    answer = latest_answer(case)
    if answer is None:
        return NOT_ASKED
    if answer.result == PoliceResult.UNSUITABLE and setting(case).police_veto:
        return "Polisens ”ej lämplig” stoppar ärendet tills polisen lämnar ett nytt svar."
    return None
