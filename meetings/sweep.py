"""The sweep: notes as flags which cases are past their interval, in one statement for each step.

Run twice it notes nothing twice; run late it finds all, as it asks the cases, never the last run.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from audit import log
from meetings.interval import overdue_since_cutoff
from meetings.rules import INTERVALS
from organisation.access import acting_in
from organisation.models import District


MANAGER_AFTER = 7  # days late, when the manager is told too

# A case with an interval of `weeks` is past it when the day it counts from lies before `cutoff`.
LIMITS = "unnest(%(weeks)s::int[], %(cutoffs)s::date[]) as late (weeks, cutoff)"
PAST = """
    c.district_id = %(district)s
    and c.interval_weeks = late.weeks and c.counts_from < late.cutoff
    and c.closed_at is null and c.enrolled_on is not null
"""

RAISE = f"""
insert into meetings_flag (id, case_id, district_id, occasion, raised_at)
select gen_random_uuid(), c.id, c.district_id, c.interval_from, now()
from {LIMITS}, cases_case c
where {PAST}
on conflict (case_id, occasion) do nothing
"""

NOTIFY = f"""
update meetings_flag f set manager_notified_at = now()
from {LIMITS}, cases_case c
where {PAST}
  and f.case_id = c.id and f.occasion = c.interval_from
  and f.cleared_at is null and f.manager_notified_at is null
"""

CLEAR = """
update meetings_flag f set cleared_at = now()
from cases_case c
where f.district_id = %(district)s and f.cleared_at is null
  and c.id = f.case_id and (c.interval_from > f.occasion or c.closed_at is not null)
"""


@dataclass(frozen=True)
class Swept:
    """What one sweep of a stadsdel did: how many flags raised, managers told, flags cleared."""

    district: District
    raised: int
    notified: int
    cleared: int

    def log_refs(self) -> dict[str, object]:
        return {"district_id": self.district.pk, "district_name": self.district.name}


def sweep(district: District, today: date) -> Swept:
    """Flag the cases of a stadsdel that are past their interval on ``today``, and log it."""
    with acting_in(district):
        done = Swept(
            district,
            raised=_run(RAISE, district, today),
            notified=_run(NOTIFY, district, today - timedelta(days=MANAGER_AFTER - 1)),
            cleared=_run(CLEAR, district, today),
        )
        detail = f"raised={done.raised} notified={done.notified} cleared={done.cleared}"
        log.record("flags.swept", by=log.SYSTEM, on=done, detail=detail)
    return done


def _run(statement: str, district: District, past_on: date) -> int:
    cutoffs = [overdue_since_cutoff(past_on, weeks) for weeks in INTERVALS]
    with connection.cursor() as cursor:
        cursor.execute(
            statement, {"district": district.pk, "weeks": list(INTERVALS), "cutoffs": cutoffs}
        )
        return cursor.rowcount
