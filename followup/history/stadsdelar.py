"""The stadsdelar since 2007: fourteen, thirteen from July 2020, eleven from July 2023."""

from dataclasses import dataclass
from datetime import date

from organisation.models import District, Succession


SINCE = date(2007, 1, 1)
UNCHANGED = (
    *("Bromma", "Enskede-Årsta-Vantör", "Farsta", "Hässelby-Vällingby"),
    *("Kungsholmen", "Skarpnäck", "Skärholmen", "Södermalm"),
)


@dataclass(frozen=True)
class Merger:
    """Two stadsdelar, each with the letters of its case numbers, that became one."""

    on: date
    former: dict[str, str]
    successor: str


MERGERS = (
    Merger(date(2020, 7, 1), {"Hägersten-Liljeholmen": "HL", "Älvsjö": "ÄL"}, "Hägersten-Älvsjö"),
    Merger(date(2023, 7, 1), {"Rinkeby-Kista": "RK", "Spånga-Tensta": "ST"}, "Järva"),
    Merger(date(2023, 7, 1), {"Norrmalm": "NO", "Östermalm": "ÖS"}, "Norra innerstaden"),
)


def ensure_stadsdelar() -> None:
    """Date those in force by when they came to be, and add those that they took over from."""
    in_force = District.objects.filter(valid_to__isnull=True)
    in_force.filter(name__in=UNCHANGED).update(valid_from=SINCE)
    for merger in MERGERS:
        successor = in_force.get(name=merger.successor)
        in_force.filter(pk=successor.pk).update(valid_from=merger.on)
        for name, code in merger.former.items():
            former, _ = District.objects.get_or_create(
                name=name, valid_from=SINCE, valid_to=merger.on, defaults={"code": code}
            )
            Succession.objects.get_or_create(
                former=former,
                successor=successor,
                defaults={"on": merger.on, "kind": Succession.Kind.MERGE},
            )
