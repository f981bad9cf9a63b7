"""The story of a case, told from its own records: what happened, when, who did it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from cases.models import (
    Case,
    CourtStatement,
    Decision,
    DecisionStatus,
    NeedsInventory,
    Reconciled,
    Referral,
    ThreatAssessment,
    ThreatDecision,
    ThreatLevel,
)
from consent.models import Consent, ConsentGiver, Disclosure, Information, PoliceAnswer
from followup.models import Assessment, Discharge
from meetings.models import Meeting, MeetingStatus
from plans.models import Plan
from sig.lib.dates import swedish


RAISED = (ThreatLevel.RAISED, ThreatLevel.HIGH)


@dataclass(frozen=True)
class Event:
    """One line of the time line."""

    on: date
    sentence: str
    note: str = ""
    tag: str = ""
    tone: str = "plain"

    @property
    def when(self) -> str:
        day, month, *_ = swedish(self.on).split()
        return f"{day} {month[:3]}"


def story(case: Case, *, with_threat: bool) -> list[Event]:
    """Everything that has happened in the case, latest first. The threat level only for those who may."""
    tellers = [_referral, _information, _needs, _consents, _disclosures, _answers, _decisions]
    tellers += [_plans, _meetings, _assessments, _discharge, _reconciled, _court]
    if with_threat:
        tellers.append(_threats)
    events = [event for tell in tellers for event in tell(case)]
    return sorted(events, key=lambda event: event.on, reverse=True)


def _referral(case: Case) -> Iterator[Event]:
    for referral in Referral.objects.of(case):
        way = referral.get_route_display().lower()
        yield Event(
            referral.received_on,
            f"Aktualiserad genom {referral.get_kind_display().lower()}: {way}.",
            referral.source,
        )


def _information(case: Case) -> Iterator[Event]:
    for information in Information.objects.of(case).prefetch_related("given_by"):
        labels = [Information.Receiver(receiver).label for receiver in information.receivers]
        yield Event(
            information.given_on,
            f"Information lämnad till {', '.join(labels).lower()}.",
            str(information.given_by),
        )


def _needs(case: Case) -> Iterator[Event]:
    signed = NeedsInventory.objects.of(case).filter(signed_at__isnull=False)
    for inventory in signed.prefetch_related("signed_by"):
        yield Event(
            localdate(inventory.signed_at),
            "Behovs- och resursinventeringen påskriven.",
            str(inventory.signed_by),
        )


def _consents(case: Case) -> Iterator[Event]:
    for consent in Consent.objects.of(case).prefetch_related("givers", "rows__agency"):
        givers = [ConsentGiver.Role(giver.role).label.lower() for giver in consent.givers.all()]
        rows = list(consent.rows.all())
        until = max(row.valid_to for row in rows)
        yield Event(
            localdate(consent.registered_at),
            f"Medgivande från {_listed(givers)}. Gäller till {swedish(until, year=True)}.",
            ", ".join(str(row.agency) for row in rows),
        )
        for row in rows:
            if row.withdrawn_at and not row.closed:
                yield Event(
                    localdate(row.withdrawn_at),
                    f"Medgivandet till {row.agency} återkallat.",
                    row.withdrawn_words,
                )


def _listed(words: list[str]) -> str:
    return " och ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _disclosures(case: Case) -> Iterator[Event]:
    """What left the house, with the same paper to several recipients on one day as one line."""
    sent = Disclosure.objects.of(case).prefetch_related("agency", "sent_by")
    together: dict[tuple[date, str], list[Disclosure]] = {}
    for out in sent:
        together.setdefault((localdate(out.sent_at), out.get_document_display()), []).append(out)
    for (day, document), group in together.items():
        kinds = ", ".join(group[0].kind_labels).lower()
        receipts = ", ".join(out.receipt for out in group)
        yield Event(
            day,
            f"{document} lämnad till {_listed([out.recipient for out in group])}.",
            f"{group[0].sent_by} · omfattar {kinds} · kvitto {receipts}",
        )


def _answers(case: Case) -> Iterator[Event]:
    for answer in PoliceAnswer.objects.of(case):
        result = answer.get_result_display().lower()
        yield Event(answer.answered_on, f"Polisens bedömning: {result}.", answer.note)


def _threats(case: Case) -> Iterator[Event]:
    signed = ThreatAssessment.objects.of(case).filter(signed_at__isnull=False)
    for assessment in signed.prefetch_related("signed_by"):
        yield Event(
            localdate(assessment.signed_at),
            "Hotbildsbedömning påskriven.",
            f"{assessment.signed_by} · chefen meddelad",
            assessment.get_level_display(),
            "late" if assessment.level in RAISED else "plain",
        )
    for decision in ThreatDecision.objects.of(case).prefetch_related("decided_by"):
        yield Event(localdate(decision.decided_at), "Beslut om åtgärder.", str(decision.decided_by))


def _decisions(case: Case) -> Iterator[Event]:
    taken = [DecisionStatus.APPROVED, DecisionStatus.DECLINED]
    for decision in Decision.objects.of(case).prefetch_related("decided_by", "submitted_by"):
        if decision.submitted_at:
            yield Event(
                localdate(decision.submitted_at),
                "Förslag till inskrivning lämnat för beslut.",
                str(decision.submitted_by),
            )
        if decision.status in taken:
            approved = decision.status == DecisionStatus.APPROVED
            yield Event(
                localdate(decision.decided_at),
                "Inskrivningen beviljad." if approved else "Inskrivningen avslagen.",
                f"{decision.decided_by}, {decision.decided_title}",
                decision.get_status_display(),
                "ok" if approved else "plain",
            )


def _plans(case: Case) -> Iterator[Event]:
    for plan in (
        Plan.objects.of(case).filter(activated_at__isnull=False).prefetch_related("activated_by")
    ):
        yield Event(
            localdate(plan.activated_at),
            f"Plan {plan.number} började gälla.",
            str(plan.activated_by),
        )


def _meetings(case: Case) -> Iterator[Event]:
    for meeting in Meeting.objects.of(case):
        kind = meeting.get_kind_display()
        if meeting.status == MeetingStatus.HELD:
            absent = "" if meeting.participant_present else "Den enskilde var inte med."
            yield Event(meeting.held_on or localdate(meeting.starts_at), f"{kind} hållet.", absent)
        elif meeting.status == MeetingStatus.CANCELLED:
            yield Event(
                localdate(meeting.starts_at),
                f"{kind} inställt.",
                meeting.cancelled_reason,
                "Inställt",
            )


def _discharge(case: Case) -> Iterator[Event]:
    related = ("decided_by", "reopening__decided_by")
    for discharge in Discharge.objects.of(case).select_related(*related):
        yield Event(
            localdate(discharge.decided_at),
            f"Utskriven: {discharge.get_outcome_display().lower()}.",
            f"{discharge.decided_by}, {discharge.decided_title}",
        )
        if reopened := discharge.reopened:
            yield Event(
                localdate(reopened.decided_at),
                "Ärendet öppnat igen.",
                f"{reopened.decided_by}, {reopened.decided_title}",
            )


def _reconciled(case: Case) -> Iterator[Event]:
    for noted in Reconciled.objects.of(case).select_related("noted_by"):
        decided = f"Beslut: {noted.decision}" if noted.decision else "Inget att besluta."
        by = ", ".join(filter(None, [str(noted.noted_by), noted.noted_title.lower()]))
        yield Event(localdate(noted.noted_at), "Ärendet avstämt av chefen.", f"{by} · {decided}")


def _court(case: Case) -> Iterator[Event]:
    for statement in CourtStatement.objects.of(case):
        who = " · ".join(filter(None, [statement.get_requester_display(), statement.authority]))
        due = f"Yttrande begärt. Svar senast {swedish(statement.due_on, year=True)}."
        yield Event(statement.asked_on, due, who)
        if statement.sent_on:
            yield Event(statement.sent_on, "Yttrandet skickat.", who)
        if statement.judged_on:
            sentenced = statement.get_sentenced_display().lower()
            note = f"Dömd till social insatsgrupp: {sentenced}. {statement.outcome}"
            yield Event(statement.judged_on, "Dom.", note)


def _assessments(case: Case) -> Iterator[Event]:
    for assessment in Assessment.objects.of(case).signed().prefetch_related("signed_by"):
        yield Event(
            localdate(assessment.signed_at),
            f"Bedömning {assessment.number} (3.4) påskriven.",
            str(assessment.signed_by),
        )
