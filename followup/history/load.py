"""Load the report of December 2012 as cases: everything or nothing, and only once."""

from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from audit.log import SYSTEM, record_many
from cases.clocks import ONE_DAY
from cases.models import Case, Outcome, Person, Step
from cases.numbers import draw
from followup.history.report_2012 import (
    BEFORE,
    COOPERATION,
    FROM_ON,
    LINES,
    REMARKS,
    SOURCE,
    STATED_TOTAL,
    SUMMARY,
    WISHES,
    Line,
    Youth,
)
from followup.history.stadsdelar import ensure_stadsdelar
from followup.models import AnnualReport, History, ReportNote
from followup.models.answers import YesNo
from organisation.access import acting_in
from organisation.models import District, Programme
from sig.lib.dates import STOCKHOLM
from sig.lib.personnummer import NumberKind


LOCK = 201212  # of two that load at once, the second waits and finds it done
INTERVAL = 4  # weeks: "minst var fjärde vecka"
# Stand-ins for days that nobody knows: those who had ended did so before the report, and by this
# day the others had too.
OVER = date(2013, 12, 31)


@transaction.atomic
def load_2012() -> int:
    """The cases of the report under the stadsdelar of then. Returns how many, 0 when they are there.

    They are imported as history: no gate lets them in, and they are closed. Runs as the owner of
    the tables, since stadsdelar are added.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
    if AnnualReport.objects.filter(source=SOURCE).exists():
        return 0
    ensure_stadsdelar()
    report = AnnualReport(
        from_on=FROM_ON,
        before=BEFORE,
        summary=SUMMARY,
        cooperation=COOPERATION,
        wishes=WISHES,
        source=SOURCE,
        stated_total=STATED_TOTAL,
        remarks=REMARKS,
    )
    report.save()
    then = {district.name: district for district in District.objects.in_force(BEFORE - ONE_DAY)}
    loaded = sum(_load_line(line, then[line.name], report) for line in LINES)
    report.signed_at = timezone.now()
    report.save()
    return loaded


def _load_line(line: Line, district: District, report: AnnualReport) -> int:
    ReportNote.objects.create(report=report, district=district, words=line.words)
    programme = Programme.objects.get(code="unga")
    people, cases, rows = [], [], []
    for place, youth in enumerate(line.each()):
        person = _person(line, place, district)
        case = _case(line, youth, person, programme)
        people.append(person)
        cases.append(case)
        rows.append(_history(line, youth, case, report))
    with acting_in(district):
        Person.objects.bulk_create(people)
        Case.objects.bulk_create(cases)
        History.objects.bulk_create(rows)
        record_many("history.imported", by=SYSTEM, on=cases)
    return len(cases)


def _person(line: Line, place: int, district: District) -> Person:
    """A stand-in with a neutral name and no number. The day of birth only keeps to the ages told."""
    assert line.ages
    low, high = line.ages
    return Person(
        district=district,
        number_kind=NumberKind.UNKNOWN,
        first_name="Ungdom",
        last_name=f"{place + 1} i rapporten 2012",
        birth_date=date(BEFORE.year - low - place % (high - low + 1), 1, 1),
    )


def _case(line: Line, youth: Youth, person: Person, programme: Programme) -> Case:
    ended_on = BEFORE - ONE_DAY if youth.ended == YesNo.YES else OVER
    return Case(
        number=draw(person.district.code, BEFORE.year),
        district=person.district,
        person=person,
        programme=programme,
        step=Step.FOLLOW_UP,
        opened_on=line.began,
        enrolled_on=line.began,
        interval_from=line.began,
        interval_weeks=INTERVAL,
        closed_at=datetime(ended_on.year, ended_on.month, ended_on.day, 12, tzinfo=STOCKHOLM),
        outcome=youth.reason or Outcome.UNKNOWN,
    )


def _history(line: Line, youth: Youth, case: Case, report: AnnualReport) -> History:
    assert line.ages
    return History(
        case=case,
        district=case.district,
        report=report,
        age_from=line.ages[0],
        age_to=line.ages[1],
        ended=youth.ended,
        reason=youth.reason,
        sentenced=youth.sentenced,
        suspicion=youth.suspicion,
        inferred=line.inferred,
    )
