"""The whole city: its figures of a year beside the same sums by hand, and what its page reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.management.base import CommandError
from django.db import connection, connections

from followup.central import CENTRAL, book, successors
from followup.counting import release
from followup.statistics import Period, add_people, in_each, people
from followup.statistics.years import last_closed_year, period_of
from organisation.models import District, User
from sig.bench.measure import Pair, in_turns
from sig.demo.city import fill_city
from sig.lib import rowsecurity


# Persons who were enrolled evenly over the years and ended after 300 days, each with a referral and
# a first assessment; every other has a second one too.
OVER_THE_YEARS = (
    """
    create temp table spread as
    select i, gen_random_uuid() as case_id, gen_random_uuid() as person_id,
        districts[1 + i %% cardinality(districts)] as district_id,
        %(day)s::date - (i::bigint * 3652 / %(cases)s)::int as enrolled_on
    from generate_series(1, %(cases)s) i, (select %(districts)s::int[] as districts) _
    """,
    """
    insert into cases_person (id, district_id, number, number_kind, first_name, last_name, birth_date,
        protection)
    select person_id, district_id, '', 'unknown', 'Provnamn', 'Ekexempel', enrolled_on - 6000, 'none'
    from spread
    """,
    """
    insert into cases_case (id, number, district_id, person_id, programme_id, main_system_number, step,
        opened_on, enrolled_on, met_on, interval_from, interval_weeks, closed_at, outcome)
    select case_id, 'XX-' || i, district_id, person_id, p.id, '', '6_follow_up', enrolled_on - 30,
        enrolled_on, enrolled_on, enrolled_on, 4,
        case when enrolled_on + 300 < %(day)s then enrolled_on + 300 end,
        case when enrolled_on + 300 < %(day)s then 'goals_met' else '' end
    from spread join organisation_programme p on p.code = 'unga'
    """,
    """
    insert into cases_referral (id, case_id, district_id, received_on, kind, route, received_by, source,
        wishes)
    select gen_random_uuid(), case_id, district_id, enrolled_on - 30, 'report', 'social', '', '', ''
    from spread
    """,
    """
    insert into followup_assessment (id, case_id, district_id, version, number, begun_on, made_on,
        consulted_manager, sex, sentenced, placed_before, network_ties, extremism, housing, occupation,
        income, substances, own_crime, suspicion, sentenced_since, threat, will, comment, signed_at,
        signed_by_id, signed_title)
    select gen_random_uuid(), case_id, district_id, 1, number, enrolled_on, enrolled_on + 250 * number - 240,
        true, 'man', 'no', '', '', '', '', '', '', '', '', 'none', '', '', '', '',
        enrolled_on + 250 * number - 240, %(by)s, 'Lots'
    from spread, generate_series(1, 1 + i %% 2) number
    """,
)

# Who took part: enrolled before the end, not ended before the start, and of our own time.
_TOOK_PART = """
    from cases_case c where district_id = %(district)s and enrolled_on < %(known_before)s
    and (closed_at is null or closed_at >= %(start)s::timestamp at time zone 'Europe/Stockholm')
    and not exists (select from followup_history h where h.case_id = c.id)
"""
_LASTING = (
    "starts_on < %(known_before)s and coalesce(ended_on, ends_on, 'infinity'::date) >= %(start)s"
)

# Of each what is counted, and how many are alike.
BY_HAND = (
    f"""
    select enrolled_on >= %(start)s, ended, outcome,
        date_part('year', age(enrolled_on, birth_date))::int, route,
        coalesce(judged.sentenced, first.sentenced), latest.suspicion,
        count(*)
    from (
        select *, closed_at is not null
            and closed_at < (%(as_of)s + 1)::timestamp at time zone 'Europe/Stockholm' as ended
        {_TOOK_PART}
    ) c
    join cases_person p on p.id = c.person_id
    left join cases_referral r on r.case_id = c.id
    left join followup_assessment first on first.case_id = c.id and first.number = 1
        and first.signed_at is not null and first.made_on <= %(as_of)s
    left join lateral (
        select suspicion from followup_assessment a where a.case_id = c.id and number > 1
        and signed_at is not null and made_on <= %(as_of)s order by number desc limit 1
    ) latest on true
    left join lateral (
        select sentenced from cases_courtstatement s where s.case_id = c.id
        and judged_on <= %(as_of)s and sentenced in ('yes', 'no') order by sentenced desc limit 1
    ) judged on true
    group by 1, 2, 3, 4, 5, 6, 7
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


def make(cases: int, day: date) -> None:
    """Fill the empty tables with ``cases`` cases of the last ten years. Run as the owner."""
    districts = list(District.objects.values_list("pk", flat=True))
    by = User.objects.create(username="city").pk
    values: dict[str, Any] = {"cases": cases, "day": day, "districts": districts, "by": by}
    with rowsecurity.context(districts), connection.cursor() as cursor:
        # Keys are checked after each statement: a queue of a million checks slows every trigger.
        cursor.execute("set local statement_timeout = 0; set constraints all immediate")
        for statement in OVER_THE_YEARS:
            cursor.execute(statement, values)
            cursor.execute("analyze")  # or checks of keys are planned for empty tables


def measure(day: date, rounds: int) -> Pair:
    """The figures of the last whole year, as the annual report asks for them."""
    period = period_of(last_closed_year(day), day)
    districts = list(District.objects.in_force(day))

    def ours() -> int:
        return add_people(in_each(districts, people, period).values(), period).youths

    def by_hand() -> int:
        return sum(_youths(district, period) for district in districts)

    if ours() != by_hand():
        raise CommandError("The figures by hand count other youths than the site does.")
    return in_turns(ours, by_hand, rounds)


def measure_page(day: date, rounds: int) -> Pair:
    """What socialförvaltningen's page reads, beside the bare rows, both as the central role."""
    with _central_here():
        fill_city(day)
        release(day)

        def ours() -> object:
            return book(), successors()

        def by_hand() -> list[tuple]:
            with connections[CENTRAL].cursor() as cursor:
                cursor.execute("select * from followup_release order by cube, year, number")
                return cursor.fetchall()

        return in_turns(ours, by_hand, rounds)


@contextmanager
def _central_here() -> Iterator[None]:
    """Let the central role read in the benchmark's database, and leave it afterwards."""
    central = connections[CENTRAL]
    site = central.settings_dict["NAME"]
    central.close()
    central.settings_dict["NAME"] = connection.settings_dict["NAME"]
    try:
        yield
    finally:
        central.close()
        central.settings_dict["NAME"] = site


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
    return sum(alike[-1] for alike in found[0])
