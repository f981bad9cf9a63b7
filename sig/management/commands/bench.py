"""`./dev bench`: the site's speed as ratios, printed and written to docs/benchmarks.md."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from sig.bench import caseload, history, report, subjects
from sig.bench.database import as_owner, own_database, version
from sig.lib.dates import today


PAGE = Path(settings.BASE_DIR) / "docs" / "benchmarks.md"


class Command(BaseCommand):
    help = "Measure lists, Min dag, the sweep and the PDF beside the bare way to the same answer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cases", type=int, nargs="+", default=[10_000, 100_000])
        parser.add_argument("--open", type=int, default=6_500, help="open cases at every size")
        parser.add_argument("--rounds", type=int, default=15)
        parser.add_argument("--no-write", action="store_true", help="only print the table")

    def handle(self, *args: object, **options: Any) -> None:
        measured = {}
        for cases in options["cases"]:
            self.stdout.write(f"{cases:,} cases …")
            measured[cases] = self._measure(cases, options["open"], options["rounds"])
        text = report.report(
            measured,
            day=today(),
            version=self.version,
            open_cases=options["open"],
            rounds=options["rounds"],
        )
        self.stdout.write(text)
        if not options["no_write"]:
            PAGE.write_text(text)

    def _measure(self, cases: int, open_cases: int, rounds: int) -> list[subjects.Subject]:
        day = today()
        with own_database():
            self.version = version()
            with as_owner():
                staff = caseload.hire()
                caseload.make(staff, cases, open_cases, day)
                history.lengthen(staff.lots, day)
            return list(subjects.subjects(staff, day, rounds))
