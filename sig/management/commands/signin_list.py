"""Print whom one can sign in as in the demo."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from organisation.models import RoleGroup, User
from organisation.roles import Role
from sig.demo.staff import (
    CENTRAL,
    LEAD_GROUP,
    LOGINS,
    PASSWORD,
    PLACES,
    SECOND,
    SECOND_ADMINISTRATOR,
)


class Command(BaseCommand):
    help = "Print the users of the demo, by stadsdel and role, and their password."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("There is a list only where SIG_DEMO=1.")
        rows = list(_rows())
        if not rows:
            raise CommandError("The demo isn't loaded: run ./dev manage load_demo.")
        widths = [max(len(row[column]) for row in rows) for column in range(3)]
        for row in rows:
            cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
            self.stdout.write("  " + "  ".join([*cells, row[3]]).rstrip())
        self.stdout.write(f"\n  Lösenord för alla: {PASSWORD}")


def usernames() -> list[str]:
    """Every user of the demo, in the order of the list."""
    places = [[f"{login}.{place.suffix}" for login in LOGINS.values()] for place in PLACES]
    places[0].insert(1, SECOND[1])
    places[0].append(LEAD_GROUP[1])
    return [name for place in places for name in place] + [
        *(name for name, _ in CENTRAL.values()),
        SECOND_ADMINISTRATOR[0],
    ]


def _rows() -> Iterator[tuple[str, str, str, str]]:
    """Stadsdel, role, user name and name."""
    roles = RoleGroup.objects.select_related("district")
    found = User.objects.in_bulk(usernames(), field_name="username")
    for username in usernames():
        if user := found.get(username):
            role = roles.get(appointments__user=user, appointments__approved_at__isnull=False)
            place = role.district.name if role.district else "Hela staden"
            yield place, Role(role.role).label, username, user.shown_name
