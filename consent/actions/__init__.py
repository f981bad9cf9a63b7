"""Information, consent and withdrawal; the police's answer; and the one door out, ``disclose``."""

from consent.actions.consents import give_information, register_consent
from consent.actions.disclosures import disclose
from consent.actions.police import POLICE_REQUEST_KINDS, ask_police, register_answer
from consent.actions.withdrawals import withdraw, withdraw_all


__all__ = [
    "POLICE_REQUEST_KINDS",
    "ask_police",
    "disclose",
    "give_information",
    "register_answer",
    "register_consent",
    "withdraw",
    "withdraw_all",
]
