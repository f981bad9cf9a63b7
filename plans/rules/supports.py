"""The insatser beside the group, and whether one of their providers is the lots."""

from datetime import date

from cases.models import Case
from organisation.models import ListItem, ListKind
from plans.models import SupportMeasure, SupportMeasureQuerySet
from sig.lib.dates import today


def supports(case: Case) -> SupportMeasureQuerySet:
    """The insatser that are noted in the case, those that have ended too."""
    return SupportMeasure.objects.of(case).kept().select_related("agency")


def commissioned_lots(case: Case) -> list[str]:
    """The partners that are lots of the case today, on commission from the stadsdel (BAS)."""
    lasting = SupportMeasure.objects.of(case).lasting(today(), today()).filter(is_lots=True)
    return list(lasting.values_list("agency__name", flat=True).distinct().order_by("agency__name"))


def support_kinds() -> dict[str, str]:
    """Every kind of insats that there is or has been, in the words that it has now."""
    lines = ListItem.objects.of(ListKind.SUPPORT).order_by("valid_from")
    latest = dict(lines.values_list("code", "label"))
    places = dict(lines.values_list("code", "position"))
    return {code: latest[code] for code in sorted(latest, key=lambda code: (places[code], code))}


def support_gaps(support: SupportMeasure) -> dict[str, str]:
    """What keeps the insats from being saved: a sentence by field."""
    gaps = {}
    if support.ends_on and support.ends_on < support.starts_on:
        gaps["ends_on"] = "Insatsen slutar innan den börjar. Ange en senare dag."
    if support.is_lots and support.agency_id is None:
        gaps["agency"] = "Välj utföraren. En lots på uppdrag finns utanför den egna enheten."
    return gaps | _future(support.decided_on, "decided_on") | _ending_gaps(support)


def _ending_gaps(support: SupportMeasure) -> dict[str, str]:
    ended, because = support.ended_on, support.ended_because.strip()
    if ended is None:
        return {"ended_on": "Fyll i dagen när insatsen avslutades."} if because else {}
    gaps = {} if because else {"ended_because": "Skriv skälet till att insatsen avslutades."}
    if ended < support.starts_on:
        gaps["ended_on"] = "Insatsen avslutas innan den börjar. Ange en senare dag."
    return gaps | _future(ended, "ended_on")


def _future(day: date, field: str) -> dict[str, str]:
    return {field: "Dagen har inte varit än."} if day > today() else {}
