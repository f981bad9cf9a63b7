"""Load the report of December 2012 as closed cases, with the stadsdelar of then."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError
from psycopg.errors import InsufficientPrivilege

from followup.history import load_2012


class Command(BaseCommand):
    help = (
        "Load the 40 youths of the report of December 2012 as history, under the fourteen "
        "stadsdelar of then and what became of them. A second run changes nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = load_2012()
        except ProgrammingError as error:
            if not isinstance(error.__cause__, InsufficientPrivilege):
                raise
            raise CommandError(
                "It adds stadsdelar, so it runs as the owner of the tables: let DATABASE_URL be "
                "DATABASE_OWNER_URL, as for migrate."
            ) from error
        self.stdout.write(f"{count} cases loaded." if count else "The history is already there.")
