"""The measures of a stadsdel for a period, and how those of several are added up."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import reduce

from followup.statistics.figures import Ages, Breakdown, Count, Period, Spread


@dataclass(frozen=True)
class People:
    """Who took part in the period: enrolled before its end, and not ended before its start."""

    period: Period
    youths: int
    inferred: int  # of them, those that a source doesn't name and a sum gave
    imported: int  # of them, those from before the system
    enrolled: Count  # began in the period
    ongoing: Count  # on the day that it is seen from
    ended: Count  # at the latest on that day
    reasons: Breakdown  # why, by ``Outcome``; also of who has left without being called ended
    sentenced: Count  # the group is part of a sentence
    suspicions: Breakdown  # reports and suspicions after the start, by ``Suspicion``
    routes: Breakdown  # ways in, by ``Route``
    ages: Ages  # at the enrolment
    alongside: Breakdown  # insatser beside the group, by the code of the list
    commissioned: Count  # the one who carries out such an insats is lots too (BAS)


@dataclass(frozen=True)
class Work:
    """How the work went in the period: how soon, how often, and who came."""

    period: Period
    days_to_enrolment: Spread  # from the referral
    days_to_meeting: Spread  # from the referral to the first held meeting
    inside_interval: Count  # of the held meetings that count for the interval (R30)
    attendance: dict[str, Count]  # by ``AgencyKind``: came, of the times that they were called
    load: Spread  # ongoing cases of each lots (R60)


def add_people(parts: Iterable[People], period: Period) -> People:
    return reduce(_add_people, parts, no_people(period))


def add_work(parts: Iterable[Work], period: Period) -> Work:
    return reduce(_add_work, parts, no_work(period))


def no_people(period: Period) -> People:
    count = Count(0, 0, period, 0)
    codes = Breakdown(0, 0, period, {})
    return People(
        period=period,
        youths=0,
        inferred=0,
        imported=0,
        enrolled=count,
        ongoing=count,
        ended=count,
        reasons=codes,
        sentenced=count,
        suspicions=codes,
        routes=codes,
        ages=Ages(0, 0, period, {}),
        alongside=codes,
        commissioned=count,
    )


def no_work(period: Period) -> Work:
    days = Spread(0, 0, period, {})
    return Work(period, days, days, Count(0, 0, period, 0), {}, days)


def _add_people(one: People, other: People) -> People:
    names = [field.name for field in fields(People) if field.name != "period"]
    sums = {name: getattr(one, name) + getattr(other, name) for name in names}
    return People(period=one.period, **sums)


def _add_work(one: Work, other: Work) -> Work:
    return Work(
        period=one.period,
        days_to_enrolment=one.days_to_enrolment + other.days_to_enrolment,
        days_to_meeting=one.days_to_meeting + other.days_to_meeting,
        inside_interval=one.inside_interval + other.inside_interval,
        attendance=_add_attendance(one.attendance, other.attendance),
        load=one.load + other.load,
    )


def _add_attendance(one: dict[str, Count], other: dict[str, Count]) -> dict[str, Count]:
    both = {kind: one[kind] + other[kind] for kind in one.keys() & other.keys()}
    return dict(sorted((one | other | both).items()))
