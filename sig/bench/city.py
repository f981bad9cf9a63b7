"""The figures of the whole city for a year beside the same sums by hand, stadsdel by stadsdel."""

from datetime import date
from typing import Any

from django.core.management.base import CommandError
from django.db import connection

from followup.statistics import Period, add_people, in_each, people
from followup.statistics.years import period_of
from organisation.models import District
from sig.bench.measure import Pair, in_turns
from sig.lib import rowsecurity


# Who took part: enrolled before the end, not ended before the start, and of our own time.
_TOOK_PART = """
    from cases_case c where district_id = %(district)s and enrolled_on < %(known_before)s
    and (closed_at is null or (closed_at at time zone 'Europe/Stockholm')::date >= %(start)s)
    and not exists (select from followup_history h where h.case_id = c.id)
"""
_LASTING = (
    "starts_on < %(known_before)s and coalesce(ended_on, ends_on, 'infinity'::date) >= %(start)s"
)
_ENDED = "(closed_at at time zone 'Europe/Stockholm')::date <= %(as_of)s"

BY_HAND = (
    f"""
    select count(*), count(*) filter (where enrolled_on >= %(start)s),
        count(*) filter (where {_ENDED}) {_TOOK_PART}
    """,
    f"select outcome, count(*) {_TOOK_PART} and {_ENDED} group by outcome",
    f"""
    select date_part('year', age(enrolled_on, birth_date))::int, count(*)
    from cases_person p join (select enrolled_on, person_id {_TOOK_PART}) c on c.person_id = p.id
    group by 1
    """,
    f"""
    select route, count(*) from cases_referral
    where case_id in (select id {_TOOK_PART}) group by route
    """,
    f"""
    select sentenced, count(*) from followup_assessment
    where signed_at is not null and number = 1 and made_on <= %(as_of)s
    and case_id in (select id {_TOOK_PART}) group by sentenced
    """,
    f"""
    select distinct on (case_id) case_id, suspicion from followup_assessment
    where signed_at is not null and number > 1 and made_on <= %(as_of)s
    and case_id in (select id {_TOOK_PART}) order by case_id, number desc
    """,
    f"""
    select kind, count(distinct case_id) from plans_supportmeasure
    where not removed and {_LASTING} and case_id in (select id {_TOOK_PART}) group by kind
    """,
    f"""
    select count(distinct case_id) from plans_supportmeasure
    where not removed and {_LASTING} and case_id in (select id {_TOOK_PART})
    """,
    "select count(*) from followup_history where district_id = %(district)s",
)


def measure(day: date, rounds: int) -> Pair:
    """The figures of this year, as the annual report asks for them."""
    period = period_of(day.year, day)
    districts = list(District.objects.in_force(day))

    def ours() -> int:
        return add_people(in_each(districts, people, period).values(), period).youths

    def by_hand() -> int:
        return sum(_youths(district, period) for district in districts)

    if ours() != by_hand():
        raise CommandError("The figures by hand count other youths than the site does.")
    return in_turns(ours, by_hand, rounds)


def _youths(district: District, period: Period) -> int:
    values: dict[str, Any] = {
        "district": district.pk,
        "start": period.start,
        "known_before": period.known_before,
        "as_of": period.as_of,
    }
    with rowsecurity.context([district.pk]), connection.cursor() as cursor:
        found = []
        for statement in BY_HAND:
            cursor.execute(statement, values)
            found.append(cursor.fetchall())
    return found[0][0][0]
