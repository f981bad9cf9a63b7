"""Statements to courts: of those who were sentenced, one that is due, and one without a judgment yet."""

from datetime import timedelta
from typing import Any

from cases.models import CourtStatement
from sig.demo.dossier import Dossier
from sig.demo.stories import Twist
from sig.demo.timeline import past


PartOf, Answer = CourtStatement.PartOf, CourtStatement.Answer
SENTENCED = "Ungdomsvård. Social insatsgrupp står i ungdomskontraktet."


def plead(dossier: Dossier) -> None:
    """The statement of a case, if it has one."""
    today, opened = dossier.times.today, dossier.times.opened
    if dossier.story.sentenced:
        _statement(
            dossier,
            asked_on=opened - timedelta(days=45),
            due_on=opened - timedelta(days=31),
            sent_on=opened - timedelta(days=33),
            judged_on=opened - timedelta(days=2),
            outcome=SENTENCED,
            sentenced=Answer.YES,
        )
    elif dossier.story.twist == Twist.GROUND:
        _statement(dossier, asked_on=today - timedelta(days=9), due_on=today + timedelta(days=5))
    elif dossier.story.twist == Twist.CONSENT_WITHDRAWN:
        _statement(
            dossier,
            asked_on=today - timedelta(days=85),
            due_on=today - timedelta(days=71),
            sent_on=today - timedelta(days=72),
        )


def _statement(dossier: Dossier, **days: Any) -> None:
    dossier.add(
        CourtStatement,
        requester=CourtStatement.Requester.COURT,
        authority="Stockholms tingsrätt",
        part_of=PartOf.CONTRACT,
        before_judgment=Answer.NO,
        reference=dossier.case.main_system_number if "sent_on" in days else "",
        version=1,
        edited_at=past(days.get("judged_on") or days["asked_on"], 10, 15),
        edited_by=dossier.lots,
        **days,
    )
