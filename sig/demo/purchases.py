"""Upphandling in the demo: one that waits for the manager, one that should have been followed up."""

from datetime import timedelta
from decimal import Decimal

from plans.costs import PriceUnit
from plans.models import Procurement, ProcurementFollowUp, ProcurementStatus
from sig.demo.dossier import Dossier
from sig.demo.stories import Twist
from sig.demo.timeline import past
from sig.lib.dates import latest_working_day


def buy(dossier: Dossier) -> None:
    """By the case's twist: a costly one that goes on, and a proposal of today."""
    if dossier.story.twist == Twist.PAUSED:
        _treatment(dossier)
    if dossier.story.twist == Twist.CONSENT_WITHDRAWN:
        _programme(dossier)


def _treatment(dossier: Dossier) -> None:
    """Decided at the enrolment, followed up once, and late with the second time. Near the limit."""
    enrolled, manager = dossier.times.enrolled, dossier.office.manager
    assert enrolled is not None
    first = enrolled + timedelta(days=5)
    bought = dossier.add(
        Procurement,
        status=ProcurementStatus.APPROVED,
        need=dossier.say(
            "{name} behöver familjebehandling flera gånger i veckan, även kvällar och helger. "
            "Stadsdelens öppenvård har ingen sådan behandling."
        ),
        provider="Exempelbehandlarna AB",
        org_number="559999-9991",
        permit=Procurement.Permit.NOT_NEEDED,
        framework_agreement=True,
        method=Procurement.Method.CALL_OFF,
        price=Decimal(76_500),
        price_unit=PriceUnit.MONTH,
        starts_on=first,
        ends_on=first + timedelta(days=364),
        checked_on=enrolled,
        secrecy=Procurement.Secrecy.BOTH,
        follow_up_on=enrolled + timedelta(days=14),
        proposed_by=dossier.lots,
        proposed_at=past(enrolled, 9, 40),
        decided_by=manager,
        decided_at=past(enrolled, 15, 10),
        decided_title=manager.title,
        delegation="5.3",
    )
    noted = latest_working_day(enrolled + timedelta(days=14))
    dossier.add(
        ProcurementFollowUp,
        procurement=bought,
        done_on=noted,
        found="Behandlingen har börjat. Familjen träffar behandlaren tre gånger i veckan.",
        next_on=latest_working_day(dossier.times.today - timedelta(days=4)),
        noted_by=dossier.lots,
        noted_at=past(noted, 10, 30),
    )


def _programme(dossier: Dossier) -> None:
    """Proposed yesterday."""
    today = dossier.times.today
    proposed = latest_working_day(today - timedelta(days=1))
    dossier.add(
        Procurement,
        status=ProcurementStatus.SUBMITTED,
        need=dossier.say(
            "{name} behöver ett påverkansprogram mot våld, på kvällstid. Stadsdelens egna "
            "grupper är fulla till våren."
        ),
        provider="Provprogrammet ekonomisk förening",
        org_number="769999-9996",
        permit=Procurement.Permit.NOT_NEEDED,
        method=Procurement.Method.DIRECT,
        price=Decimal(14_800),
        price_unit=PriceUnit.MONTH,
        starts_on=today + timedelta(days=14),
        ends_on=today + timedelta(days=14 + 181),
        checked_on=proposed,
        secrecy=Procurement.Secrecy.CLAUSE,
        follow_up_on=today + timedelta(days=60),
        proposed_by=dossier.lots,
        proposed_at=past(proposed, 14, 20),
    )
