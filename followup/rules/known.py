"""What stands in the product already, beside a question of the checklist. It never answers (R59)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from followup.rules.checklist import PICTURE, latest_picture, picture_is_old
from organisation.models import ActionPlan, Agreement, Contact
from organisation.models.contacts import CHECK_MONTHS
from sig.lib.dates import swedish


AGREEMENTS, CONTACTS = "agreements", "contacts"


@dataclass(frozen=True)
class Known:
    """Sentences to read before answering, and the route of the page where they come from."""

    sentences: list[str]
    route: str


def known(district_id: int, code: str, day: date) -> Known | None:
    """What is known of a question; None for one that the product knows nothing of."""
    if code not in _ASKED:
        return None
    ask, route = _ASKED[code]
    return Known(ask(district_id, day), route)


def _picture(district_id: int, day: date) -> list[str]:
    made_on = latest_picture(district_id)
    if made_on is None:
        return ["Ingen lägesbild är noterad."]
    words = [f"Den senaste lägesbilden är från {swedish(made_on, year=True)}."]
    return [*words, "Gränsen är 24 månader."] if picture_is_old(made_on, day) else words


def _agreements(district_id: int, day: date) -> list[str]:
    found = Agreement.objects.within([district_id]).select_related("agency")
    plans = ActionPlan.objects.within([district_id]).right().filter(valid_to__gte=day)
    planned = set(plans.values_list("agreement", flat=True))
    said = [_of(agreement, day, planned=agreement.pk in planned) for agreement in found]
    return said or ["Ingen överenskommelse är inlagd."]


def _of(agreement: Agreement, day: date, *, planned: bool) -> str:
    if agreement.valid_to and agreement.is_over(day):
        return f"{agreement} gick ut {swedish(agreement.valid_to, year=True)}."
    plan = "Åtgärdsplan finns." if planned else "Ingen åtgärdsplan gäller."
    return f"{agreement} gäller {agreement.until}. {plan}"


def _contacts(district_id: int, day: date) -> list[str]:
    strategic = Contact.objects.within([district_id]).filter(level=Contact.Level.STRATEGIC)
    count, old = strategic.listed().count(), strategic.unchecked(day).count()
    if not count:
        return ["Ingen kontakt på strategisk nivå står på kontaktlistan."]
    words = "kontakt" if count == 1 else "kontakter"
    said = [f"{count} {words} på strategisk nivå står på kontaktlistan."]
    return [*said, f"Inte kontrollerade på {CHECK_MONTHS} månader: {old}."] if old else said


_ASKED: dict[str, tuple[Callable[[int, date], list[str]], str]] = {
    PICTURE: (_picture, "organisation:agreements"),
    AGREEMENTS: (_agreements, "organisation:agreements"),
    CONTACTS: (_contacts, "organisation:contacts"),
}
