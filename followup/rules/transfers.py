"""What must be true of handing a case over to another stadsdel."""

from cases.models import Case
from consent.models import Consent, ConsentRow
from consent.rules import agencies_told
from followup.models import Transfer, TransferStatus
from followup.models.transfers import TRANSFER_KINDS
from organisation.models import Agency, User
from sig.lib.dates import today
from sig.lib.rules import rule


def stadsdelar_listed(case: Case) -> list[Agency]:
    """The other stadsdelar on the contact list: those that a case can be handed over to."""
    listed = Agency.objects.of(case.district_id).filter(stands_for__valid_to__isnull=True)
    return list(listed.exclude(stands_for=None).select_related("stands_for"))


@rule("R56", met="Ett medgivande omfattar den stadsdel som tar över", route="consent:list")
def receiver_may_be_told(case: Case, by: User) -> str | None:
    """Of any stadsdel on the contact list; that it is the chosen one is for ``disclose`` to ask."""
    listed = stadsdelar_listed(case)
    if not listed:
        return "Ingen annan stadsdel finns på kontaktlistan."
    if set(listed) & set(agencies_told(case, TRANSFER_KINDS, on=today())):
        return None
    return (
        "Inget medgivande låter en annan stadsdel få veta om identitet och kontakt "
        "samt insatser och plan."
    )


@rule("R56", met="Inget annat överlämnande pågår", route="followup:transfer")
def no_transfer_under_way(case: Case, by: User) -> str | None:
    found = Transfer.objects.of(case).under_way().select_related("receiver").first()
    if found is None:
        return None
    if found.status == TransferStatus.ACCEPTED:
        return f"{found.receiver} har redan tagit emot överlämnandet."
    return f"{found.receiver} har redan fått frågan och har inte svarat."


ASKING = (receiver_may_be_told, no_transfer_under_way)


@rule("R56", met="Överlämnandet är mottaget", route="followup:transfer")
def transfer_received(case: Case, by: User) -> str | None:
    if Transfer.objects.of(case).accepted().exists():
        return None
    return "Ingen stadsdel har tagit emot ett överlämnande av ärendet."


@rule("R56", met="Medgivandet är lämnat på nytt")
def consented_anew(transfer: Transfer, by: User) -> str | None:
    """In the new case, since the hand-over was received, naming the stadsdel that handed over."""
    if transfer.new_case_id is None:
        return "Ärendet är inte öppnat."
    anew = Consent.objects.filter(case=transfer.new_case_id, registered_at__gt=transfer.answered_at)
    rows = ConsentRow.objects.valid(today()).filter(
        consent__in=anew, agency__stands_for=transfer.district_id
    )
    if rows.filter(kinds__contains=list(TRANSFER_KINDS)).exists():
        return None
    return (
        f"Medgivandet är inte lämnat på nytt. I det nya ärendet ska ett medgivande (3.2) omfatta "
        f"{transfer.district} och gälla identitet och kontakt samt insatser och plan."
    )
