"""Print the table of the annual report, for people or for machines."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.clocks import ONE_DAY
from followup.annual import Table, as_json, report_for
from followup.statistics import Period
from sig.lib.dates import today


class Command(BaseCommand):
    help = (
        "The figures of the annual report for the days from --from and before --to, under the "
        "stadsdelar of then: annual_report --from 2011-11-01 --to 2012-12-01 --json"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        day = date.fromisoformat
        parser.add_argument("--from", dest="start", type=day, required=True, metavar="DAY")
        parser.add_argument("--to", dest="before", type=day, required=True, metavar="DAY")
        parser.add_argument(
            "--as-of",
            type=day,
            metavar="DAY",
            help="seen from this day; the period's last, or today",
        )
        parser.add_argument(
            "--as-now", action="store_true", help="under the stadsdelar of today, mergers added up"
        )
        parser.add_argument("--json", action="store_true", help="for machines; null is unknown")

    def handle(self, *args: Any, **options: Any) -> None:
        start, before = options["start"], options["before"]
        try:
            period = Period.of(start, before, options["as_of"] or min(before - ONE_DAY, today()))
        except ValueError as error:
            raise CommandError(str(error)) from None
        table = Table.of(period, report_for(start, before))
        if not table.lines:
            raise CommandError(
                f"Inga stadsdelar är inlagda för {period.last}. De äldre kommer med "
                "load_history_2012."
            )
        if options["as_now"]:
            table = table.as_on(today())
        if options["json"]:
            told = json.dumps(as_json(table), ensure_ascii=False, indent=2)
        else:
            told = "\n".join([*map(_row, table.lines), f"Hela staden: {table.total.youths}"])
        self.stdout.write("\n".join([told, *([] if options["json"] else table.remarks)]))


def _row(line: Any) -> str:
    figures = line.figures
    ended, sentenced = figures.ended.value, figures.sentenced.value
    return (
        f"{line.name}: {figures.youths} ungdomar, "
        f"{_known(ended)} avslutade, {_known(sentenced)} dömda"
    )


def _known(value: int | None) -> str:
    return "okänt antal" if value is None else str(value)
