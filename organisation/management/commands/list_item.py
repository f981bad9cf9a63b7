"""Change a list of the municipality's own: an area, a step of a scale, a line of a checklist."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.log import SYSTEM
from organisation.actions import end_in_list, put_in_list
from organisation.models import ListItem, ListKind


class Command(BaseCommand):
    help = (
        "Put a line in a list from a day, or end it: "
        "list_item area sleep 2027-01-01 --label Sömn --position 10 --tells health"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=ListKind.values)
        parser.add_argument("code")
        parser.add_argument("day", type=date.fromisoformat, help="the first day with or without it")
        parser.add_argument("--label", help="what the line says; without it the line ends")
        parser.add_argument("--position", type=int, default=99)
        parser.add_argument("--tells", default="", help="an area: the kind of information it tells")

    def handle(self, *args: Any, **options: Any) -> None:
        kind, code, day = ListKind(options["kind"]), options["code"], options["day"]
        if not options["label"]:
            try:
                end_in_list(kind=kind, code=code, valid_to=day, by=SYSTEM)
            except ValidationError as refusal:
                raise CommandError(" ".join(refusal.messages)) from None
            return
        put_in_list(
            item=ListItem(
                kind=kind,
                code=code,
                label=options["label"],
                position=options["position"],
                tells=options["tells"],
                valid_from=day,
            ),
            by=SYSTEM,
        )
