"""When a user is told by mail that there is something to do. The mail says that, and nothing else."""

from datetime import datetime, time, timedelta

from django.core.mail import send_mail

from organisation.models import MailChoice, User
from sig.lib.dates import STOCKHOLM


SENT_AT = time(7)  # in Stockholm: before the day's first meeting
SUBJECT = "Du har något att göra i SIG"
BODY = f"{SUBJECT}. Logga in för att se vad."


def told_until(choice: MailChoice | str, now: datetime) -> datetime | None:
    """What came before this moment may be told of now; None when nothing may.

    It follows from the clock alone, so that a mail that was missed is sent at the next try.
    """
    here = now.astimezone(STOCKHOLM)
    day = here.date()
    if choice == MailChoice.AT_ONCE:
        return now
    if choice == MailChoice.NEVER:
        return None
    if here.time() < SENT_AT:
        day -= timedelta(days=1)
    if choice == MailChoice.WEEKLY:
        day -= timedelta(days=day.weekday())
    return datetime.combine(day, SENT_AT, STOCKHOLM)


def send(user: User) -> None:
    """Send the mail. Raises what the mail server answers when it won't take it."""
    send_mail(SUBJECT, BODY, None, [user.email])
