"""Arranging transfers: two stadsdelar on each other's contact lists, a case asked for, taken on."""

import uuid
from typing import Any

from cases.models import Case
from followup.access import Received, get_incoming
from followup.actions.handing_over import Paper, ask_transfer, hand_over_documents
from followup.actions.receiving import accept_transfer, confirm_consent, open_received
from followup.models import Transfer, TransferDocument, TransferGround
from followup.models.transfers import TRANSFER_KINDS
from organisation.access import acting_as, acting_in
from organisation.models import Agency, AgencyKind, District, User
from sig.lib.rules import Refused
from tests.people import Cast
from tests.story_consent import FAMILY, a_row, consented


NOTE = "Behöver fortsatt stöd med skolan."
DOCUMENT = b"%PDF-1.7 planen"


def stadsdel_on_list(of: District, other: District) -> Agency:
    """``other`` as it stands on the contact list of ``of``."""
    with acting_in(of):
        return Agency.objects.get_or_create(
            district=of,
            name=f"{other} stadsdelsförvaltning",
            defaults={"kind": AgencyKind.SOCIAL, "stands_for": other},
        )[0]


def consent_to_hand_over(case: Case, user: User, other: District, **changes: Any) -> Agency:
    """A consent that lets ``other`` know what a transfer tells."""
    agency = stadsdel_on_list(case.district, other)
    consented(case, user, a_row(agency, TRANSFER_KINDS), **{"givers": FAMILY} | changes)
    return agency


def a_transfer(case: Case, agency: Agency, **changes: Any) -> Transfer:
    """The question to another stadsdel, not asked."""
    fields = {"ground": TransferGround.MOVED, "note": NOTE}
    return Transfer(case=case, agency=agency, **fields | changes)


def asked(case: Case, cast: Cast, **changes: Any) -> Transfer:
    """Carin in Hässelby-Vällingby has asked Farsta to take the case on."""
    agency = consent_to_hand_over(case, cast.lotta, cast.farsta)
    with acting_as(cast.carin):
        return ask_transfer(transfer=a_transfer(case, agency, **changes), by=cast.carin)


def taken_on(transfer: Transfer, cast: Cast) -> Transfer:
    """Frank in Farsta has accepted, and named Farah."""
    with acting_as(cast.frank):
        found = get_incoming(cast.frank, transfer.pk)
        accept_transfer(transfer=found, assignee=cast.farah, by=cast.frank)
        return get_incoming(cast.frank, transfer.pk)


def opened(transfer: Transfer, cast: Cast) -> Case:
    """Farah has opened Farsta's own case."""
    with acting_as(cast.farah):
        done: Received = open_received(transfer=transfer, case_id=uuid.uuid4(), by=cast.farah)
        assert done.transfer.new_case
        return Case.objects.select_related("person", "programme", "district").get(
            pk=done.transfer.new_case_id
        )


def handed_over(transfer: Transfer, cast: Cast, content: bytes = DOCUMENT) -> TransferDocument:
    with acting_as(cast.carin):
        transfer = Transfer.objects.select_related("case__district", "agency").get(pk=transfer.pk)
        paper = Paper(TransferDocument.Kind.PLAN, TRANSFER_KINDS, content)
        return hand_over_documents(transfer=transfer, papers=[paper], by=cast.carin)[0]


def confirmed(transfer: Transfer, case: Case, cast: Cast) -> None:
    """The person has consented anew in Farsta, and Farah has noted it."""
    consent_to_hand_over(case, cast.farah, cast.hv)
    with acting_as(cast.farah):
        confirm_consent(transfer=transfer, by=cast.farah)


def refused(act: Any, by: User, **kwargs: Any) -> str:
    """What an action answers when it refuses; empty when it didn't."""
    try:
        with acting_as(by):
            act(by=by, **kwargs)
    except Refused as refusal:
        return " ".join(refusal.messages)
    return ""
