"""Load the synthetic cases of the demo."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from followup.counting import release
from sig.demo.load import load
from sig.lib.dates import today


class Command(BaseCommand):
    help = "Load the synthetic cases of the demo. A second run changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "The demo is loaded only where SIG_DEMO=1. This installation may hold real people."
            )
        count = load(today())
        if count:
            release(today())  # reads what is committed: the city's connection is another
        self.stdout.write(f"{count} cases loaded." if count else "The demo is already there.")
