"""Run the nightly sweep by hand."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from meetings.sweep import sweep
from organisation.models import District
from sig.lib.dates import today


class Command(BaseCommand):
    help = (
        "Flaggar ärenden vars mötesintervall har passerat. Samma svep som varje morgon kl. 06.00."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--district", metavar="NAMN", help="bara denna stadsdel")

    def handle(self, *args: Any, **options: Any) -> None:
        for district in self._districts(options["district"]):
            done = sweep(district, today())
            self.stdout.write(
                f"{district}: {done.raised} flaggade, {done.notified} meddelade till chefen, "
                f"{done.cleared} avslutade."
            )

    def _districts(self, name: str | None) -> list[District]:
        districts = District.objects.all()
        found = list(districts.filter(name=name) if name else districts)
        if not found:
            raise CommandError(f"Det finns ingen stadsdel som heter {name}.")
        return found
