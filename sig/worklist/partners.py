"""What waits on the contact list, on Min dag: one row with a number, and the list behind it."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from organisation.models import User
from organisation.models.contacts import CHECK_MONTHS
from organisation.partners import contacts_for
from organisation.roles import Permission
from sig.worklist.shapes import Group, Row, row_of_no_case


def partner_rows(user: User, today: date) -> Iterator[tuple[Group, Row]]:
    """The contacts that nobody has checked for a year, for those who keep the list."""
    count = contacts_for(user, Permission.EDIT_PARTNERS).unchecked(today).count()
    if not count:
        return
    url = f"{reverse('organisation:contacts')}?visa=okontrollerade"
    who = (
        "En kontakt är inte kontrollerad"
        if count == 1
        else f"{count} kontakter är inte kontrollerade"
    )
    yield (
        Group.WAITING,
        row_of_no_case(
            "Kontaktlista",
            url,
            tag="Kontrollera",
            tone="soon",
            sentence=f"{who} på {CHECK_MONTHS} månader.",
            action_label="Gå igenom dem",
        ),
    )
