"""Arranging: contacts on the list of a stadsdel, agreements, and a lägesbild."""

from datetime import date, timedelta
from typing import Any

from organisation.access import acting_as
from organisation.actions import note_paper, save_agreement, save_contact
from organisation.models import Agency, AgencyKind, Agreement, Contact, SituationPicture, User
from sig.lib.dates import today
from tests.people import Cast


def listed(
    cast: Cast,
    name: str = "Pia Polis",
    organisation: str = "Polisen Vällingby",
    *,
    kind: AgencyKind = AgencyKind.POLICE,
    by: User | None = None,
    **changes: Any,
) -> Contact:
    """A contact of Hässelby-Vällingby, put there by Sam; of Farsta when Frank does it."""
    by = by or cast.sam
    district = cast.farsta if by == cast.frank else cast.hv
    with acting_as(by):
        agency = Agency.objects.filter(district=district, name=organisation).first()
        contact = Contact(
            district=district,
            agency=agency or Agency(district=district, name=organisation, kind=kind),
            name=name,
            **{"level": "operative", "function": "Kommunpolis", "phone": "114 14"} | changes,
        )
        return save_contact(contact=contact, by=by)


def agreed(cast: Cast, contact: Contact, *, by: User | None = None, **changes: Any) -> Agreement:
    """An agreement with the contact's organisation, signed a year ago and in force for one more."""
    by = by or cast.sam
    year = timedelta(days=365)
    agreement = Agreement(
        district=contact.district,
        agency=contact.agency,
        **{"kind": "cooperation", "signed_on": today() - year, "valid_to": today() + year}
        | changes,
    )
    with acting_as(by):
        return save_agreement(agreement=agreement, by=by)


def pictured(cast: Cast, made_on: date, *, by: User | None = None) -> SituationPicture:
    """A lägesbild of Hässelby-Vällingby."""
    by = by or cast.sam
    with acting_as(by):
        return note_paper(paper=SituationPicture(district=cast.hv, made_on=made_on), by=by)
