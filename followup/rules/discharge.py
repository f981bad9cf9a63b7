"""What must be true of the end of an enrolment, and of opening the case again."""

from collections.abc import Iterator
from datetime import timedelta

from cases.models import Case, Outcome
from followup.models import Assessment, ContactAttempt, Discharge, Reopening
from organisation.models import User
from sig.lib.dates import today
from sig.lib.rules import Blocker, rule


PAGE = "followup:overview"

# R49, "en inte för kort tid": so many attempts without the person being reached, over so many days.
ATTEMPTS = 3
ATTEMPTS_OVER = timedelta(days=14)


def discharge_of(case: Case) -> Discharge | None:
    """How the enrolment ended, if it has and the case isn't opened again."""
    ended = Discharge.objects.of(case).filter(reopening__isnull=True)
    return ended.select_related("decided_by", "assessment").first()


@rule("R48", met="Personen är inskriven", route="cases:decision")
def is_enrolled(case: Case, by: User) -> str | None:
    return None if case.enrolled_on else "Personen är inte inskriven och kan inte skrivas ut."


@rule("R48", met="Utskrivning är inte beslutad", route=PAGE)
def not_discharged(case: Case, by: User) -> str | None:
    return "Utskrivningen är redan beslutad." if discharge_of(case) else None


def assessment_since(case: Case) -> Assessment | None:
    """The last signed 3.4 after the first; in a case that was opened again, one signed since then."""
    later = Assessment.objects.of(case).signed().filter(number__gt=1)
    reopened = Reopening.objects.of(case).order_by("-decided_at").first()
    if reopened:
        later = later.filter(signed_at__gte=reopened.decided_at)
    return later.order_by("-number").first()


@rule("R48", met="Den andra bedömningen (3.4) är påskriven", route="followup:assessment")
def second_assessment_signed(case: Case, by: User) -> str | None:
    if assessment_since(case):
        return None
    if Assessment.objects.of(case).signed().exists():
        return "Den andra bedömningen (3.4) är inte påskriven."
    return "Varken den första eller den andra bedömningen (3.4) är påskriven."


# --- Ej kontaktbar --------------------------------------------------------------------------------


def attempts_since(case: Case) -> list[ContactAttempt]:
    """The attempts since the person was last reached, oldest first."""
    since: list[ContactAttempt] = []
    for attempt in ContactAttempt.objects.of(case):
        since = [] if attempt.reached else [*since, attempt]
    return since


def attempts_enough(case: Case) -> str | None:
    """What the attempts lack for "ej kontaktbar" (R49), or nothing."""
    tried = attempts_since(case)
    span = (tried[-1].tried_on - tried[0].tried_on) if tried else timedelta()
    if len(tried) >= ATTEMPTS and span >= ATTEMPTS_OVER:
        return None
    number = {0: "Inget kontaktförsök", 1: "Ett kontaktförsök"}.get(
        len(tried), f"{len(tried)} kontaktförsök"
    )
    over = f" under {span.days} dagar" if len(tried) > 1 else ""
    return (
        f"{number}{over} utan svar är antecknat. Det som krävs är minst {ATTEMPTS} försök "
        f"under minst {ATTEMPTS_OVER.days} dagar, eller ett skäl."
    )


# --- The discharge as it is written ---------------------------------------------------------------


def discharge_blockers(discharge: Discharge) -> list[Blocker]:
    """What a discharge that isn't saved yet lacks (R46, R48, R49, R50)."""
    wrong = [*_wrong_end(discharge), *_wrong_attempts(discharge), *_wrong_afterwards(discharge)]
    return [Blocker(sentence, number, PAGE) for number, sentence in wrong]


def _wrong_end(discharge: Discharge) -> Iterator[tuple[str, str]]:
    if discharge.outcome not in Outcome.of_discharge():
        yield "R48", "Orsaken finns inte i listan."
    if not discharge.reasons.strip():
        yield "R48", "Motiveringen saknas."
    if discharge.informed_on and discharge.informed_on > today():
        yield "R48", "Den enskilde kan inte ha informerats en dag som inte har varit."
    if discharge.assessment is None and not discharge.no_assessment.strip():
        yield "R48", "Den andra bedömningen (3.4) är inte påskriven. Skriv skälet till det."


def _wrong_attempts(discharge: Discharge) -> Iterator[tuple[str, str]]:
    if discharge.outcome != Outcome.UNREACHABLE or discharge.few_attempts.strip():
        return
    if lacking := attempts_enough(discharge.case):
        yield "R49", lacking


def _wrong_afterwards(discharge: Discharge) -> Iterator[tuple[str, str]]:
    if discharge.offer not in Discharge.Offer.values or not discharge.offer_words.strip():
        yield "R50", "Skriv om fortsatt stöd har erbjudits, och vad svaret blev."
    if not discharge.relatives.strip():
        yield "R50", "Skriv om kontakten med anhöriga, eller varför ingen har tagits."
    if bool(discharge.later_consent_on) != bool(discharge.later_way):
        yield "R46", "Uppföljning efteråt behöver både dagen för samtycket och hur personen nås."
    elif discharge.later_consent_on and discharge.later_consent_on > today():
        yield "R46", "Samtycket till uppföljning kan inte ha lämnats en dag som inte har varit."


# --- Opening again --------------------------------------------------------------------------------


@rule("R48", met="Personen är utskriven", route=PAGE)
def is_discharged(case: Case, by: User) -> str | None:
    if case.closed_at and discharge_of(case):
        return None
    return "Ärendet avslutades inte genom en utskrivning."


@rule("R48", met="Personen har inget annat pågående ärende i programmet", route=PAGE)
def no_other_open_case(case: Case, by: User) -> str | None:
    others = Case.objects.open().filter(person=case.person_id, programme=case.programme_id)
    if others.exclude(pk=case.pk).exists():
        return (
            "Personen har redan ett annat pågående ärende i programmet. "
            "Det här ärendet kan inte öppnas igen så länge det pågår."
        )
    return None
