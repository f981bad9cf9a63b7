"""The contact lists of the demo: invented people at each partner, agreements, and the lägesbild."""

import random
from datetime import date, timedelta
from typing import NamedTuple

from organisation.access import acting_in
from organisation.models import ActionPlan, AgencyKind, Agreement, Contact, SituationPicture
from sig.demo.dossier import draw_id
from sig.demo.staff import Office
from sig.demo.timeline import past


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
            _agree(office, today, rng)


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


def _agree(office: Office, today: date, rng: random.Random) -> None:
    """One with the police and its action plan, one with the school that has run out, a lägesbild."""
    common = {"district": office.district, "edited_by": office.manager, "version": 1}
    year = timedelta(days=365)
    with_police = Agreement.objects.create(
        id=draw_id(rng),
        agency=office.agencies[AgencyKind.POLICE],
        kind=Agreement.Kind.COOPERATION,
        signed_on=today - timedelta(days=200),
        valid_to=today + 2 * year,
        reference="Diarienummer DEMO-1",
        purpose="Gemensam lägesbild, polisens bedömning inom två veckor och närvaro på möten.",
        **common,
    )
    Agreement.objects.create(
        id=draw_id(rng),
        agency=office.agencies[AgencyKind.SCHOOL],
        kind=Agreement.Kind.SEPARATE,
        signed_on=today - 2 * year,
        valid_to=today - timedelta(days=20),
        reference="Diarienummer DEMO-2",
        **common,
    )
    noted = {"district": office.district, "noted_by": office.manager, "noted_at": past(today, 8)}
    ActionPlan.objects.create(
        id=draw_id(rng),
        agreement=with_police,
        made_on=today - timedelta(days=150),
        valid_to=today + year,
        **noted,
    )
    # The second stadsdel's is too old, as its checklist tells.
    age = 180 if office.second else 800
    SituationPicture.objects.create(
        id=draw_id(rng),
        made_on=today - timedelta(days=age),
        reference="Diarienummer DEMO-3",
        **noted,
    )
