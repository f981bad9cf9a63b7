"""What is asked of the contact list: who stands on it, for whom, and what they can contribute."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from organisation.access import districts_with
from organisation.models import Agreement, Contact, District, ListItem, ListKind, User
from organisation.models.agreements import AgreementQuerySet
from organisation.models.contacts import ContactQuerySet
from organisation.roles import Permission
from sig.lib.dates import today


def contacts_for(user: User, permission: Permission = Permission.READ_PARTNERS) -> ContactQuerySet:
    """The contacts of the stadsdelar where the user has the permission, ended ones too."""
    found = Contact.objects.within(districts_with(user, permission))
    return found.select_related("agency", "district", "deputy", "checked_by")


def get_contact(user: User, pk: UUID, permission: Permission = Permission.READ_PARTNERS) -> Contact:
    """The contact ``pk``. Not the user's is ``Http404``."""
    contact = contacts_for(user, permission).filter(pk=pk).first()
    if contact is None:
        raise Http404
    return contact


def stadsdelar_with(user: User, permission: Permission) -> list[District]:
    """The stadsdelar where the user has the permission. Raises ``Http404`` for none."""
    pks = districts_with(user, permission)
    if not pks:
        raise Http404
    return list(District.objects.filter(pk__in=pks))


def narrowed(contacts: ContactQuerySet, wanted: Mapping[str, str]) -> ContactQuerySet:
    """Those that fit every field of the filter that is filled in."""
    if text := wanted.get("q", ""):
        contacts = contacts.filter(
            Q(name__icontains=text) | Q(function__icontains=text) | Q(agency__name__icontains=text)
        )
    if kind := wanted.get("kind", ""):
        contacts = contacts.filter(agency__kind=kind)
    if level := wanted.get("level", ""):
        contacts = contacts.filter(level=level)
    if area := wanted.get("area", ""):
        contacts = contacts.reaching([area])
    return contacts


def areas_in_force() -> dict[str, str]:
    """The life areas of today by code, in the order of form 3.1."""
    lines = ListItem.objects.of(ListKind.AREA).in_force(today())
    return dict(lines.values_list("code", "label"))


# --- Agreements, and what the partners can contribute ----------------------------------------------


def agreements_for(
    user: User, permission: Permission = Permission.READ_PARTNERS
) -> AgreementQuerySet:
    """The agreements of the stadsdelar where the user has the permission."""
    found = Agreement.objects.within(districts_with(user, permission))
    return found.select_related("agency", "district", "edited_by")


def get_agreement(
    user: User, pk: UUID, permission: Permission = Permission.READ_PARTNERS
) -> Agreement:
    """The agreement ``pk``. Not the user's is ``Http404``."""
    agreement = agreements_for(user, permission).filter(pk=pk).first()
    if agreement is None:
        raise Http404
    return agreement


def agreements_by_agency(districts: Collection[int], day: date) -> dict[int, Agreement]:
    """The latest agreement in force with each partner that has one."""
    found = Agreement.objects.within(districts).in_force(day).order_by("signed_on", "pk")
    return {agreement.agency_id: agreement for agreement in found}


@dataclass(frozen=True)
class Resource:
    """A contact who can contribute, and the agreement that it rests on, if any."""

    contact: Contact
    agreement: Agreement | None

    @property
    def rests_on(self) -> str:
        if self.agreement is None:
            return "Ingen skriftlig överenskommelse"
        return f"{self.agreement.get_kind_display()} {self.agreement.until}"


@dataclass(frozen=True)
class AreaResources:
    """Who can contribute in one life area. Nobody is a hole, said in words."""

    label: str
    resources: list[Resource]

    @property
    def hole(self) -> str:
        return "" if self.resources else f"Ingen kan bidra inom {self.label.lower()}."


def inventory(district: District, day: date) -> list[AreaResources]:
    """Resursinventeringen of a stadsdel: its contacts by life area (S20 Ledning)."""
    listed = list(Contact.objects.within([district.pk]).listed().select_related("agency"))
    agreements = agreements_by_agency([district.pk], day)
    return [
        AreaResources(
            label,
            [Resource(one, agreements.get(one.agency_id)) for one in listed if code in one.areas],
        )
        for code, label in areas_in_force().items()
    ]
