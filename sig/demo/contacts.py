"""The contact lists of the demo: invented people at each partner, one of them not checked for long."""

import random
from datetime import date, timedelta
from typing import NamedTuple

from organisation.access import acting_in
from organisation.models import AgencyKind, Contact
from sig.demo.dossier import draw_id
from sig.demo.staff import Office


SEED = 2014
Level = Contact.Level


class Known(NamedTuple):
    """A contact: where, who, what they can contribute, and the days since somebody checked it."""

    kind: AgencyKind
    name: str
    function: str
    level: Contact.Level
    areas: tuple[str, ...]
    contribution: str
    checked: int


# The telephone numbers are among those that PTS keeps for fiction.
CONTACTS = (
    Known(
        AgencyKind.POLICE,
        "Petra Prov",
        "Kommunpolis",
        Level.LEADING,
        ("crime",),
        "Lägesbild, polisens bedömning och kontakt med områdespolisen.",
        40,
    ),
    Known(
        AgencyKind.POLICE,
        "Pär Påhitt",
        "Områdespolis",
        Level.OPERATIVE,
        ("crime", "network"),
        "Kommer till nätverksmöten. Kan följa med på hembesök.",
        410,
    ),
    Known(
        AgencyKind.SCHOOL,
        "Rakel Rektorsson",
        "Rektor",
        Level.LEADING,
        ("occupation",),
        "Anpassad studiegång och mentor.",
        95,
    ),
    Known(
        AgencyKind.JOB_CENTRE,
        "Jonas Jobbsson",
        "Jobbcoach",
        Level.OPERATIVE,
        ("occupation", "economy"),
        "Praktik, yrkesutbildning och hjälp att söka arbete.",
        12,
    ),
    Known(
        AgencyKind.HEALTH,
        "Hedda Hälsing",
        "Enhetschef",
        Level.LEADING,
        ("mental_health", "substances"),
        "Bedömningssamtal inom två veckor.",
        200,
    ),
    Known(
        AgencyKind.PROBATION,
        "Frida Frivall",
        "Frivårdsinspektör",
        Level.OPERATIVE,
        ("crime", "substances"),
        "Samordnar övervakningen med planen.",
        388,
    ),
    Known(
        AgencyKind.FIELD,
        "Folke Fältberg",
        "Fältassistent",
        Level.OPERATIVE,
        ("leisure", "network"),
        "Träffar ungdomar på kvällar och helger.",
        60,
    ),
)


def put_on_lists(offices: dict[str, Office], today: date) -> None:
    """Give every stadsdel its contacts. Housing nobody can contribute to, which the inventory tells."""
    rng = random.Random(SEED)
    for office in offices.values():
        with acting_in(office.district):
            made = [
                _contact(office, number, known, today, rng) for number, known in enumerate(CONTACTS)
            ]
            made[0].deputy = made[1]
            Contact.objects.bulk_create(made)


def _contact(office: Office, number: int, known: Known, today: date, rng: random.Random) -> Contact:
    first, last = known.name.lower().translate(str.maketrans("åäö", "aao")).split()
    return Contact(
        id=draw_id(rng),
        district=office.district,
        agency=office.agencies[known.kind],
        name=known.name,
        function=known.function,
        level=known.level,
        phone=f"070-174 06 {number + 5:02}",
        email=f"{first}.{last}@example.se",
        areas=list(known.areas),
        contribution=known.contribution,
        checked_on=today - timedelta(days=known.checked),
        checked_by=office.coordinator,
        version=1,
        edited_by=office.coordinator,
    )
