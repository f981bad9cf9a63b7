"""How the work went in one stadsdel, counted by PostgreSQL. The stadsdel's context is open."""

from django.db.models import Count as Rows
from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery

from cases.models import Case, CaseRole, Referral
from followup.statistics.figures import Count, Period, Spread, counted
from followup.statistics.intervals import inside_interval
from followup.statistics.measures import Work
from followup.statistics.people import goes_on, participants
from meetings.models import Attendance, Invitation, Meeting, MeetingStatus
from organisation.models import District


def work(district: District, period: Period) -> Work:
    cases = participants(district, period)
    referrals = Referral.objects.filter(case__in=cases.values("pk"))
    youths = cases.count()
    return Work(
        period=period,
        days_to_enrolment=_days(referrals, F("case__enrolled_on"), youths, period),
        days_to_meeting=_days(referrals, Subquery(_first_meeting(period)), youths, period),
        inside_interval=inside_interval(district, period),
        attendance=_attendance(district, period),
        load=_load(cases.filter(goes_on(period)), period),
    )


def _first_meeting(period: Period) -> QuerySet:
    held = Meeting.objects.held().filter(case=OuterRef("case"), held_on__lt=period.known_before)
    return held.order_by("held_on").values("held_on")[:1]


def _days(
    referrals: QuerySet[Referral], until: F | Subquery, youths: int, period: Period
) -> Spread:
    """Whole days from the referral; missing are those who have none, or haven't got so far."""
    gap = Func(
        until,
        F("received_on"),
        template="(%(expressions)s)",
        arg_joiner=" - ",
        output_field=IntegerField(),
    )
    pairs = (
        referrals.annotate(days=gap)
        .filter(days__isnull=False)
        .order_by()
        .values("days")
        .annotate(rows=Rows("pk"))
        .values_list("days", "rows")
    )
    counts = counted(pairs)
    return Spread(youths, youths - sum(counts.values()), period, counts)


def _attendance(district: District, period: Period) -> dict[str, Count]:
    """Of the times that a kind of actor was called to a meeting that was held, how often it came.

    It came when anybody from it did. Missing are the calls whose attendance nobody wrote down.
    """
    noted = Attendance.objects.filter(meeting=OuterRef("meeting"), agency=OuterRef("agency"))
    called = Invitation.objects.standing().filter(
        district=district,
        meeting__status=MeetingStatus.HELD,
        meeting__held_on__gte=period.start,
        meeting__held_on__lt=period.known_before,
    )
    rows = (
        called.annotate(noted=Exists(noted), came=Exists(noted.filter(present=True)))
        .order_by()
        .values("agency__kind")
        .annotate(
            called=Rows("pk"),
            unknown=Rows("pk", filter=Q(noted=False)),
            present=Rows("pk", filter=Q(came=True)),
        )
        .order_by("agency__kind")
    )
    return {
        row["agency__kind"]: Count(row["called"], row["unknown"], period, row["present"])
        for row in rows
    }


def _load(ongoing: QuerySet[Case], period: Period) -> Spread:
    """How many lots have one ongoing case, two, and so on. The denominator is the lots."""
    mine = CaseRole.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=period.as_of),
        case__in=ongoing.values("pk"),
        kind=CaseRole.Kind.LOTS,
        started_on__lte=period.as_of,
    )
    each = mine.order_by().values("user").annotate(cases=Rows("case", distinct=True))
    counts = counted((number, 1) for number in each.values_list("cases", flat=True))
    return Spread(sum(counts.values()), 0, period, counts)
