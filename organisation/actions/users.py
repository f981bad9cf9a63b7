"""Accounts: made, described, opened and closed by the administrator."""

from dataclasses import dataclass

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from audit.log import audited
from organisation.access import is_administrator
from organisation.models import User
from organisation.rules.appointments import (
    NOT_ADMINISTRATOR,
    cannot_close,
    cannot_invite,
    cannot_readdress,
)
from sig.lib.rules import Blocker, Refused


DESCRIBED = ["first_name", "last_name", "title", "email"]


@dataclass(frozen=True)
class Account:
    """A user's account, as the log tells of it."""

    user: User

    def log_refs(self) -> dict[str, object]:
        return {}  # of no client

    @property
    def log_detail(self) -> str:
        return f"user {self.user.pk}"


@dataclass(frozen=True)
class Invitation(Account):
    """The address where its user chooses a password: for three days, and until it is chosen."""

    address: str


def _refuse(by: User, answer: str | None = None) -> None:
    said = answer if is_administrator(by) else NOT_ADMINISTRATOR
    if said:
        raise Refused(Blocker(said, ""))


@audited("user.added")
def add_user(*, user: User, by: User) -> Account:
    """Make an account. It has no password until its user has set one (``invite``), and no role."""
    _refuse(by)
    user.set_unusable_password()
    user.save(force_insert=True)
    return Account(user)


@audited("user.described")
def describe_user(*, user: User, by: User) -> Account:
    """Save name, title and address. What is signed keeps the title of its day.

    Raises ``Refused`` for another address of an account that is in use, ``Stale`` when another
    administrator has saved it meanwhile.
    """
    _refuse(by, cannot_readdress(user, user.email))
    user.save_version(by=by, fields=DESCRIBED)
    return Account(user)


@audited("user.closed")
def close_account(*, user: User, by: User) -> Account:
    """Let nobody sign in with the account. It bites at the user's next request; the roles rest."""
    _refuse(by, cannot_close(user, by))
    user.is_active = False
    user.save(update_fields=["is_active"])
    return Account(user)


@audited("user.opened")
def open_account(*, user: User, by: User) -> Account:
    """Open a closed account again, with the roles whose days aren't over."""
    _refuse(by)
    user.is_active = True
    user.save(update_fields=["is_active"])
    return Account(user)


@audited("user.invited")
def invite(*, user: User, mails: bool, by: User) -> Invitation:
    """Make an address where the user chooses a password. Nobody else ever knows the password.

    ``mails``: that it goes to the user's own address. Raises ``Refused`` for a closed account, and
    for one in use when the address would be shown to the administrator.
    """
    _refuse(by, cannot_invite(user, mails=mails))
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    return Invitation(user, f"{settings.ORIGIN}{reverse('password_link')}?lank={key}")
