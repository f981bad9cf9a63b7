"""Writes to the organisation, each with the one who does it."""

from organisation.actions.competence import (
    save_competence,
    sign_competence,
    start_competence,
)
from organisation.actions.deputies import end_deputy, name_deputy
from organisation.actions.lists import end_in_list, put_in_list
from organisation.actions.mail import choose_mail
from organisation.actions.roles import Appointment, appoint, end_role
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


__all__ = [
    "Appointment",
    "acknowledge_talk",
    "add_measure",
    "appoint",
    "choose_mail",
    "drop_measure",
    "end_deputy",
    "end_in_list",
    "end_role",
    "finish_measure",
    "name_deputy",
    "put_in_list",
    "save_competence",
    "save_talk",
    "send_talk",
    "sign_competence",
    "sign_talk",
    "start_competence",
    "start_talk",
]
