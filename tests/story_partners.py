"""Arranging: contacts on the list of a stadsdel."""

from typing import Any

from organisation.access import acting_as
from organisation.actions import save_contact
from organisation.models import Agency, AgencyKind, Contact, User
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
