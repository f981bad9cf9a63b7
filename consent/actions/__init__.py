"""Information, consent and withdrawal; the police's answer; and the one door out, ``disclose``."""

from consent.actions.closing import close_all
from consent.actions.consents import give_information, register_consent
from consent.actions.copies import hand_out
from consent.actions.disclosures import disclose, disclose_without_identity
from consent.actions.grounds import ask_ground, decide_ground, disclose_on_ground
from consent.actions.originals import add_original
from consent.actions.police import POLICE_REQUEST_KINDS, ask_police, register_answer
from consent.actions.withdrawals import withdraw, withdraw_all


__all__ = [
    "POLICE_REQUEST_KINDS",
    "add_original",
    "ask_ground",
    "ask_police",
    "close_all",
    "decide_ground",
    "disclose",
    "disclose_on_ground",
    "disclose_without_identity",
    "give_information",
    "hand_out",
    "register_answer",
    "register_consent",
    "withdraw",
    "withdraw_all",
]
