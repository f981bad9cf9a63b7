"""Writes to the organisation, each with the one who does it."""

from organisation.actions.agreements import note_paper, save_agreement, strike_paper
from organisation.actions.contacts import (
    check_contact,
    end_agency,
    import_contacts,
    restore_agency,
    save_contact,
)
from organisation.actions.deputies import end_deputy, name_deputy
from organisation.actions.lists import end_in_list, put_in_list
from organisation.actions.mail import choose_mail
from organisation.actions.roles import Appointment, appoint, end_role


__all__ = [
    "Appointment",
    "appoint",
    "check_contact",
    "choose_mail",
    "end_agency",
    "end_deputy",
    "end_in_list",
    "end_role",
    "import_contacts",
    "name_deputy",
    "note_paper",
    "put_in_list",
    "restore_agency",
    "save_agreement",
    "save_contact",
    "strike_paper",
]
