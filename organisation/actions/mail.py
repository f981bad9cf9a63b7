"""A user's own choice of mail."""

from dataclasses import dataclass

from audit.log import audited
from organisation.models import MailChoice, User


@dataclass(frozen=True)
class MailSetting:
    """A user's own choice. It tells of no client."""

    choice: str

    def log_refs(self) -> dict[str, object]:
        return {}

    @property
    def log_detail(self) -> str:
        return self.choice


@audited("mail.chosen")
def choose_mail(*, choice: MailChoice | str, by: User) -> MailSetting:
    """Let the user themselves choose how often they are told by mail."""
    by.mail_choice = MailChoice(choice)
    by.save(update_fields=["mail_choice"])
    return MailSetting(by.mail_choice)
