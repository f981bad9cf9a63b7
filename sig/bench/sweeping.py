"""The overdue sweep beside its bare statements, on any number of cases, and how much memory it takes."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection, transaction

from meetings.sweep import sweep
from organisation.models import District
from sig.bench import bare
from sig.bench.measure import Pair, in_turns
from sig.lib import rowsecurity


# Persons and cases alone, all of them enrolled and every tenth overdue.
LIGHT = (
    """
    create temp table light as
    select i, gen_random_uuid() as case_id, gen_random_uuid() as person_id,
        districts[1 + i %% cardinality(districts)] as district_id,
        %(day)s::date - case when i %% 10 = 0 then 40 else 5 end as since
    from generate_series(1, %(cases)s) i, (select %(districts)s::int[] as districts) _
    """,
    """
    insert into cases_person (id, district_id, number, number_kind, first_name, last_name, birth_date,
        protection)
    select person_id, district_id, '', 'unknown', 'Provnamn', 'Ekexempel', since - 6000, 'none'
    from light
    """,
    """
    insert into cases_case (id, number, district_id, person_id, programme_id, main_system_number, step,
        opened_on, enrolled_on, met_on, interval_from, interval_weeks, outcome)
    select case_id, 'XX-' || i, district_id, person_id, p.id, '', '5_implementation', since - 30, since,
        since, since, 4, ''
    from light join organisation_programme p on p.code = 'unga'
    """,
)


def make(cases: int, day: date) -> None:
    """Fill the empty tables with ``cases`` active cases, as on ``day``. Run as the owner."""
    districts = list(District.objects.values_list("pk", flat=True))
    values: dict[str, Any] = {"cases": cases, "day": day, "districts": districts}
    with rowsecurity.context(districts), connection.cursor() as cursor:
        # Keys are checked after each statement: a queue of a million checks slows every trigger.
        cursor.execute("set local statement_timeout = 0; set constraints all immediate")
        for statement in LIGHT:
            cursor.execute(statement, values)
            cursor.execute("analyze")  # or checks of keys are planned for empty tables


def measure(day: date, rounds: int) -> Pair:
    """The sweep of every stadsdel, each in its own context and logged, undone after each round."""
    districts = list(District.objects.all())
    literal = {one.pk: [bare.literal(text, day, one) for text in bare.SWEEP] for one in districts}

    def ours() -> list[int]:
        with transaction.atomic():
            swept = [sweep(district, day) for district in districts]
            transaction.set_rollback(True)
        return [count for one in swept for count in (one.raised, one.notified, one.cleared)]

    def by_hand() -> list[int]:
        with transaction.atomic():
            counts = [count for one in districts for count in _swept(one, literal[one.pk])]
            transaction.set_rollback(True)
        return counts

    if ours() != by_hand():
        raise CommandError("The sweep by hand flags other cases than the site does.")
    return in_turns(ours, by_hand, rounds)


def _swept(district: District, statements: Sequence[str]) -> list[int]:
    """The numbers of rows that the statements wrote, but for the last one's: that is the log's."""
    with rowsecurity.context([district.pk]), connection.cursor() as cursor:
        counts = []
        for statement in statements:
            cursor.execute(statement)
            counts.append(cursor.rowcount)
    return counts[:-1]


def peak_memory(environment: Mapping[str, str]) -> int:
    """Bytes that a process of its own takes at most, while it sweeps every stadsdel for good."""
    command = [sys.executable, "manage.py", "flag_overdue"]
    process = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise CommandError("The sweep in a process of its own failed.")
    return used.ru_maxrss * 1024
