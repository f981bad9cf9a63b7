"""The contact list: writing a contact, checking it, and ending an organisation."""

from collections.abc import Collection
from dataclasses import dataclass

from audit.log import audited
from organisation.access import may
from organisation.models import Agency, Contact, District, User
from organisation.roles import Permission
from sig.lib import personnummer
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused


NO_NUMBERS = (
    "Texten innehåller något som ser ut som ett personnummer. "
    "På kontaktlistan står bara de som du samverkar med, aldrig den som du möter i ett ärende."
)


@audited("contact.saved")
def save_contact(*, contact: Contact, by: User) -> Contact:
    """Save a contact, with its organisation when that is new. A new contact is checked today.

    Raises ``Refused`` for a stadsdel that ``by`` doesn't keep the list of, an organisation that has
    been ended, a name that stands there already, and what looks like an identity number; ``Stale``
    when somebody has saved it meanwhile.
    """
    require_editor(contact.district_id, by)
    is_new = contact._state.adding
    if is_new and (again := contact.already()):
        return again
    refuse_numbers(contact.name, contact.function, contact.address, contact.contribution)
    contact.agency = _kept(contact.agency)
    _refuse_twice(contact)
    if is_new:
        contact.checked_on, contact.checked_by = today(), by
    contact.save_version(by=by)
    return contact


@audited("contact.checked")
def check_contact(*, contact: Contact, by: User) -> Contact:
    """Note that what stands about a contact has been checked today."""
    require_editor(contact.district_id, by)
    contact.checked_on, contact.checked_by = today(), by
    contact.save_version(by=by, fields=["version", "checked_on", "checked_by"])
    return contact


@dataclass(frozen=True)
class ReadIn:
    """That contacts were read in from a file: how many, and where."""

    district: District
    count: int

    def log_refs(self) -> dict[str, object]:
        return {"district_name": self.district.name}  # of no client

    @property
    def log_detail(self) -> str:
        return f"{self.count} contacts"


@audited("contacts.read_in")
def import_contacts(*, district: District, contacts: Collection[Contact], by: User) -> ReadIn:
    """Save the contacts that a file tells of: all of them or none. Each is logged too.

    Raises ``Refused`` as ``save_contact`` does.
    """
    require_editor(district.pk, by)
    for contact in contacts:
        save_contact(contact=contact, by=by)
    return ReadIn(district, len(contacts))


@audited("agency.ended")
def end_agency(*, agency: Agency, by: User) -> Agency:
    """Take an organisation off the list. What rests on it stays; nothing new can choose it."""
    return _set_active(agency, by, active=False)


@audited("agency.restored")
def restore_agency(*, agency: Agency, by: User) -> Agency:
    """Put an organisation that was ended back on the list, with its contacts."""
    return _set_active(agency, by, active=True)


def require_editor(district_id: int, by: User) -> None:
    """Raise ``Refused`` unless ``by`` keeps the contact list of the stadsdel."""
    if not may(by, Permission.EDIT_PARTNERS, district_id):
        raise Refused(Blocker("Bara samordnaren och enhetschefen ändrar kontaktlistan.", ""))


def refuse_numbers(*texts: str) -> None:
    """Raise ``Refused`` when something in the texts looks like an identity number."""
    if any(personnummer.may_stand_in(text) for text in texts):
        raise Refused(Blocker(NO_NUMBERS, ""))


def _kept(agency: Agency) -> Agency:
    """The organisation as it stands on the list, put there when it is new."""
    refuse_numbers(agency.name)
    kept, _ = Agency.objects.get_or_create(
        district=agency.district, name=agency.name, defaults={"kind": agency.kind}
    )
    if not kept.active:
        sentence = f"{kept} är borttagen från kontaktlistan. Ta tillbaka organisationen först."
        raise Refused(Blocker(sentence, ""))
    return kept


def _refuse_twice(contact: Contact) -> None:
    others = Contact.objects.filter(agency=contact.agency).exclude(pk=contact.pk)
    if other := others.filter(name__iexact=contact.name).first():
        where = "på kontaktlistan" if other.active else "bland de borttagna på kontaktlistan"
        raise Refused(Blocker(f"{other.name} finns redan {where} hos {contact.agency}.", ""))


def _set_active(agency: Agency, by: User, *, active: bool) -> Agency:
    require_editor(agency.district_id, by)
    agency.active = active
    agency.save(update_fields=["active"])
    return agency
