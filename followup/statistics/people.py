"""Who took part, in one stadsdel, counted by PostgreSQL. The stadsdel's context is open."""

from django.db.models import Count as Rows
from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from cases.models import Case, CourtStatement, Outcome, Referral
from followup.models import Assessment, History
from followup.models.answers import MISSING, Sentence
from followup.statistics.figures import Ages, Breakdown, Count, Period, counted
from followup.statistics.imported import imported_people
from followup.statistics.measures import People, add_people
from organisation.models import District
from plans.models import RelatedPlan
from sig.lib.dates import STOCKHOLM


UNKNOWN = MISSING[0]
SENTENCED = (Sentence.YOUTH_CARE, Sentence.OTHER)


def people(district: District, period: Period) -> People:
    """The figures of a stadsdel: of its own cases and of those from before the system."""
    return add_people([_own_people(district, period), imported_people(district, period)], period)


def participants(district: District, period: Period) -> QuerySet[Case]:
    """Cases enrolled before the period's end and not ended before its start. Not imported ones."""
    history = History.objects.filter(case=OuterRef("pk"))
    return (
        Case.objects.filter(district=district, enrolled_on__lt=period.known_before)
        .annotate(ended_on=TruncDate("closed_at", tzinfo=STOCKHOLM))
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gte=period.start))
        .filter(~Exists(history))
    )


def has_ended(period: Period) -> Q:
    return Q(ended_on__lte=period.as_of)


def goes_on(period: Period) -> Q:
    return Q(ended_on__isnull=True) | Q(ended_on__gt=period.as_of)


def _own_people(district: District, period: Period) -> People:
    cases = participants(district, period)
    ended = has_ended(period)
    total = cases.aggregate(
        youths=Rows("pk"),
        enrolled=Rows("pk", filter=Q(enrolled_on__gte=period.start)),
        ended=Rows("pk", filter=ended),
    )
    youths = total["youths"]
    return People(
        period=period,
        youths=youths,
        inferred=0,
        imported=0,
        enrolled=Count(youths, 0, period, total["enrolled"]),
        ongoing=Count(youths, 0, period, youths - total["ended"]),
        ended=Count(youths, 0, period, total["ended"]),
        reasons=_reasons(cases.filter(ended), period),
        sentenced=_sentenced(cases, youths, period),
        suspicions=_suspicions(cases, youths, period),
        routes=_routes(cases, youths, period),
        ages=_ages(cases, youths, period),
        alongside=_alongside(cases, youths, period),
    )


def _by(rows: QuerySet, field: str) -> dict:
    """How many rows have each value of a field."""
    pairs = rows.order_by().values(field).annotate(rows=Rows("pk")).values_list(field, "rows")
    return counted(pairs)


def _breakdown(counts: dict, denominator: int, period: Period) -> Breakdown:
    """Whoever isn't among the counts is missing."""
    counts.pop(UNKNOWN, 0)
    return Breakdown(denominator, denominator - sum(counts.values()), period, counts)


def _reasons(ended: QuerySet[Case], period: Period) -> Breakdown:
    counts = _by(ended, "outcome")
    denominator = sum(counts.values())
    counts.pop(Outcome.UNKNOWN, 0)
    return _breakdown(counts, denominator, period)


def _routes(cases: QuerySet[Case], youths: int, period: Period) -> Breakdown:
    return _breakdown(_by(Referral.objects.filter(case__in=_pk(cases)), "route"), youths, period)


def _signed(cases: QuerySet[Case], period: Period) -> QuerySet[Assessment]:
    return Assessment.objects.signed().filter(case__in=_pk(cases), made_on__lte=period.as_of)


def _sentenced(cases: QuerySet[Case], youths: int, period: Period) -> Count:
    """From the noted judgments; of whom there is none, from the first assessment (3.4)."""
    answer = CourtStatement.Answer
    judged = CourtStatement.objects.filter(case=OuterRef("pk"), judged_on__lte=period.as_of)
    first = _signed(cases, period).filter(case=OuterRef("pk"), number=1)
    told = cases.annotate(
        was=Exists(judged.filter(sentenced=answer.YES)),
        was_not=Exists(judged.filter(sentenced=answer.NO)),
        said=Exists(first.filter(sentenced__in=SENTENCED)),
        answered=Exists(first.exclude(sentenced=UNKNOWN)),
    ).aggregate(
        yes=Rows("pk", filter=Q(was=True) | Q(was_not=False, said=True)),
        known=Rows("pk", filter=Q(was=True) | Q(was_not=True) | Q(answered=True)),
    )
    return Count(youths, youths - told["known"], period, told["yes"])


def _suspicions(cases: QuerySet[Case], youths: int, period: Period) -> Breakdown:
    """From the latest assessment (3.4) after the first."""
    signed = _signed(cases, period).filter(number__gt=1)
    later = Assessment.objects.signed().filter(
        case=OuterRef("case"), number__gt=OuterRef("number"), made_on__lte=period.as_of
    )
    return _breakdown(_by(signed.filter(~Exists(later)), "suspicion"), youths, period)


def _ages(cases: QuerySet[Case], youths: int, period: Period) -> Ages:
    years = Func(
        F("enrolled_on"),
        F("person__birth_date"),
        template="date_part('year', age(%(expressions)s))::int",
        output_field=IntegerField(),
    )
    return Ages(youths, 0, period, _by(cases.annotate(years=years), "years"))


def _alongside(cases: QuerySet[Case], youths: int, period: Period) -> Breakdown:
    """A youth may have several, so they don't add up; missing are those of whom none is noted."""
    noted = RelatedPlan.objects.filter(case__in=_pk(cases), removed=False)
    pairs = noted.order_by().values("kind").annotate(rows=Rows("case", distinct=True))
    counts = counted(pairs.values_list("kind", "rows"))
    having = noted.order_by().aggregate(rows=Rows("case", distinct=True))["rows"]
    return Breakdown(youths, youths - having, period, counts)


def _pk(cases: QuerySet[Case]) -> QuerySet:
    return cases.order_by().values("pk")
