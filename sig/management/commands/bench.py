"""`./dev bench`: the site's speed as ratios, printed and written to docs/benchmarks.md."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from sig.bench import caseload, figures, history, report, subjects
from sig.bench.database import as_owner, migrated, own_database, version
from sig.bench.measure import Figure
from sig.lib.dates import today


PAGE = Path(settings.BASE_DIR) / "docs" / "benchmarks.md"
SWEEPS = 5  # rounds of the large sweeps: each takes seconds


class Command(BaseCommand):
    help = "Measure lists, Min dag, the sweep and the PDF beside the bare way to the same answer."

    drawn: list[Figure]
    version: str

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cases", type=int, nargs="+", default=[10_000, 100_000])
        parser.add_argument("--open", type=int, default=6_500, help="open cases at every size")
        parser.add_argument("--rounds", type=int, default=15)
        parser.add_argument(
            "--sweep", type=int, nargs="+", default=[100_000, 1_000_000], help="active cases"
        )
        parser.add_argument("--city", type=int, default=1_000_000, help="cases over ten years")
        parser.add_argument("--plans", type=int, default=200, help="plans for the workers")
        parser.add_argument("--no-write", action="store_true", help="only print the table")

    def handle(self, *args: object, **options: Any) -> None:
        with migrated():
            text = self._report(options)
        self.stdout.write(text)
        if not options["no_write"]:
            PAGE.write_text(text)

    def _report(self, options: dict[str, Any]) -> str:
        measured = {}
        for cases in options["cases"]:
            self.stdout.write(f"{cases:,} cases …")
            measured[cases] = self._measure(cases, options)
        return report.report(
            measured,
            [
                *self._sweeps(options["sweep"], options["rounds"]),
                *self._city(options["city"], options["rounds"]),
                *self.drawn,
            ],
            day=today(),
            version=self.version,
            open_cases=options["open"],
            rounds=options["rounds"],
        )

    def _measure(self, cases: int, options: dict[str, Any]) -> list[subjects.Subject]:
        day = today()
        with own_database():
            self.version = version()
            with as_owner():
                staff = caseload.hire()
                caseload.make(staff, cases, options["open"], day)
                history.lengthen(staff.lots, day)
            if cases == min(options["cases"]):  # the workers don't ask how many others there are
                self.drawn = [figures.drawing(staff, options["plans"])]
            return list(subjects.subjects(staff, day, options["rounds"]))

    def _sweeps(self, sizes: list[int], rounds: int) -> list[Figure]:
        swept = {}
        for cases in sizes:
            self.stdout.write(f"{cases:,} active cases to sweep …")
            with own_database():
                swept[cases] = figures.sweep(cases, today(), min(rounds, SWEEPS))
        return figures.of_sweeps(swept)

    def _city(self, cases: int, rounds: int) -> list[Figure]:
        self.stdout.write(f"{cases:,} cases over ten years to count …")
        with own_database():
            return figures.of_city(cases, today(), min(rounds, SWEEPS))
