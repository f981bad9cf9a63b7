"""What must be true of a purchase before it is decided, and what the purchases for a person cost."""

from datetime import date
from decimal import Decimal

from cases.access import is_on
from cases.models import Case
from cases.rules import WORKING, setting
from organisation.models import User
from plans.costs import Purchase, dearest_year
from plans.models import Procurement, ProcurementFollowUp
from sig.lib.dates import months_after, swedish, today
from sig.lib.money import in_kronor
from sig.lib.rules import rule


PAGE = "plans:procurements"

EARLIEST = date(2000, 1, 1)
LONGEST = 60  # months
NEAR_LIMIT = Decimal("0.8")  # of what the purchases for one person may cost in twelve months

REQUIRED = {
    "need": "Behovet är inte beskrivet.",
    "provider": "Utföraren är inte angiven.",
    "permit": "Frågan om tillstånd är inte besvarad.",
    "method": "Formen för upphandlingen är inte vald.",
    "price": "Priset är inte angivet.",
    "price_unit": "Det framgår inte om priset gäller per dygn eller per månad.",
    "starts_on": "Första dagen är inte angiven.",
    "ends_on": "Sista dagen är inte angiven.",
    "checked_on": "Dagen för seriositetskontrollen är inte angiven.",
    "secrecy": "Skyddet för uppgifterna är inte valt.",
    "follow_up_on": "Dagen för uppföljningen är inte angiven.",
}


def procurement_gaps(procurement: Procurement) -> list[str]:
    """What is left before it can be handed over for decision (bilaga 2.4)."""
    gaps = [gap for field, gap in REQUIRED.items() if not getattr(procurement, field)]
    if not procurement.org_number and not procurement.sole_trader:
        gaps.append("Organisationsnumret är inte angivet.")
    if procurement.permit == Procurement.Permit.CHECKED and not procurement.permit_checked_on:
        gaps.append("Dagen då tillståndet kontrollerades är inte angiven.")
    is_call_off = procurement.method == Procurement.Method.CALL_OFF
    if is_call_off and not procurement.framework_agreement:
        gaps.append("Ett avrop görs på ett ramavtal. Kryssa i att ramavtal finns.")
    return gaps


def wrong_days(procurement: Procurement) -> dict[str, str]:
    """Days that can't be right, also in a draft: a sentence by field."""
    first, last = procurement.starts_on, procurement.ends_on
    wrong = {
        field: "Dagen har inte varit än."
        for field in ("permit_checked_on", "checked_on")
        if (day := getattr(procurement, field)) and day > today()
    }
    latest = months_after(today(), LONGEST)
    if first and not EARLIEST <= first <= latest:
        wrong["starts_on"] = f"Ange en dag från år {EARLIEST.year} till {latest.year}."
    elif first and last and last < first:
        wrong["ends_on"] = "Köpet slutar innan det börjar. Ange en senare dag."
    elif last and last >= months_after(first or today(), LONGEST):
        wrong["ends_on"] = "Ett köp gäller högst fem år. Ange en tidigare dag."
    return wrong


@rule("R2", met="Den som beslutar har inte arbetat i ärendet", route=PAGE)
def buyer_stands_free(procurement: Procurement, by: User) -> str | None:
    """Whoever decides on a purchase neither works in the case nor wrote or proposed it."""
    if procurement.proposed_by_id == by.pk:
        return "Du har själv föreslagit upphandlingen och kan inte besluta om den."
    if by.pk in procurement.writers:
        return "Du har själv skrivit i förslaget och kan inte besluta om upphandlingen."
    if is_on(procurement.case, by, *WORKING):
        return "Du är själv handläggare i ärendet och kan inte besluta om upphandlingen."
    return None


def has_bought(case: Case, user: User) -> bool:
    """Whether ``user`` has decided on a purchase in the case, and so doesn't work in it (R2)."""
    return Procurement.objects.of(case).filter(decided_by=user).exists()


def follow_ups(procurement: Procurement) -> list[ProcurementFollowUp]:
    """How it has been followed up, the latest first."""
    noted = ProcurementFollowUp.objects.of(procurement.case).filter(procurement=procurement)
    return list(noted.select_related("noted_by"))


def next_follow_up(procurement: Procurement) -> date | None:
    """The day that an approved purchase is to be followed up next; None when that is over."""
    latest = next(iter(follow_ups(procurement)), None)
    return latest.next_on if latest else procurement.follow_up_on


def purchases_for(case: Case, by: User, *also: Procurement) -> list[Purchase]:
    """What is bought, or waits to be, for the person of a case, in the cases that ``by`` may read."""
    cases = Case.objects.readable(by).filter(person=case.person_id).order_by()
    counted = Procurement.objects.filter(case__in=cases.values("pk")).counted()
    others = counted.exclude(pk__in=[one.pk for one in also])
    return [one.purchase for one in [*others, *also] if one.purchase]


def limit_words(case: Case, by: User, *also: Procurement) -> str:
    """A warning when the person's purchases come near what twelve months may cost; otherwise empty."""
    year = dearest_year(purchases_for(case, by, *also))
    limit = Decimal(setting(case).purchase_limit)
    if year is None or year.cost < limit * NEAR_LIMIT:
        return ""
    days = f"{swedish(year.first, year=True)}–{swedish(year.last, year=True)}"
    stands = "Det är över gränsen" if year.cost > limit else "Det är nära gränsen"
    return (
        f"Upphandlingarna för personen kostar {in_kronor(year.cost)} under tolv månader ({days}). "
        f"{stands}, {in_kronor(limit)}."
    )
