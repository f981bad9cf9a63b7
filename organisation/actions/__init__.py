"""Writes to the organisation, each with the one who does it."""

from organisation.actions.agreements import note_paper, save_agreement, strike_paper
from organisation.actions.competence import save_competence, sign_competence, start_competence
from organisation.actions.contacts import (
    check_contact,
    end_agency,
    import_contacts,
    restore_agency,
    save_contact,
)
from organisation.actions.deputies import end_deputy, name_deputy
from organisation.actions.law import end_law, put_law
from organisation.actions.lists import end_in_list, put_in_list
from organisation.actions.mail import choose_mail
from organisation.actions.programmes import put_setting
from organisation.actions.roles import (
    Appointment,
    appoint,
    approve_role,
    end_role,
    give_role,
    keep_role,
    withdraw_role,
)
from organisation.actions.safety import (
    acknowledge_talk,
    add_measure,
    drop_measure,
    finish_measure,
    save_talk,
    send_talk,
    sign_talk,
    start_talk,
)
from organisation.actions.successions import (
    carry_out,
    confirm_succession,
    plan_succession,
    withdraw_succession,
)
from organisation.actions.users import add_user, close_account, describe_user, invite, open_account


__all__ = [
    "Appointment",
    "acknowledge_talk",
    "add_measure",
    "add_user",
    "appoint",
    "approve_role",
    "carry_out",
    "check_contact",
    "choose_mail",
    "close_account",
    "confirm_succession",
    "describe_user",
    "drop_measure",
    "end_agency",
    "end_deputy",
    "end_in_list",
    "end_law",
    "end_role",
    "finish_measure",
    "give_role",
    "import_contacts",
    "invite",
    "keep_role",
    "name_deputy",
    "note_paper",
    "open_account",
    "plan_succession",
    "put_in_list",
    "put_law",
    "put_setting",
    "restore_agency",
    "save_agreement",
    "save_competence",
    "save_contact",
    "save_talk",
    "send_talk",
    "sign_competence",
    "sign_talk",
    "start_competence",
    "start_talk",
    "strike_paper",
    "withdraw_role",
    "withdraw_succession",
]
