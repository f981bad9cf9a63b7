"""The night's two jobs for socialförvaltningen: the counts of each stadsdel, and the city's tables."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, ExtractYear

from audit import log
from cases.models import Case
from followup.central import CENTRAL, successors
from followup.cubes import CUBES, Table, by_progress, by_stadsdel, population
from followup.models import Assessment, CentralRecord, CompletenessCount, Progress, Release
from followup.records import Content, year_of
from followup.releases import Version, next_version
from followup.statistics.years import last_closed_year
from organisation.access import acting_in
from organisation.models import District


@dataclass(frozen=True)
class Counted:
    """What one count of a stadsdel wrote."""

    district: District
    years: int

    @property
    def log_detail(self) -> str:
        return f"years {self.years}"

    def log_refs(self) -> dict[str, object]:
        return {"district_id": self.district.pk, "district_name": self.district.name}


def count_stadsdel(district: District, day: date) -> Counted:
    """Write how far those enrolled in each closed year have come. Run again it writes the same."""
    with acting_in(district):
        found = _progress_in(district, last_closed_year(day))
        years = {year for year, _ in found}
        CompletenessCount.objects.bulk_create(
            [
                CompletenessCount(
                    district=district, year=year, progress=progress, count=found[year, progress]
                )
                for year in sorted(years)
                for progress in Progress
            ],
            update_conflicts=True,
            unique_fields=["district", "year", "progress"],
            update_fields=["count"],
        )
        counted = Counted(district, len(years))
        log.record("assessments.counted", by=log.SYSTEM, on=counted, detail=counted.log_detail)
    return counted


def _progress_in(district: District, last_year: int) -> Counter[tuple[int, str]]:
    """By year and progress, of everybody who was enrolled in a closed year."""
    of_case = Assessment.objects.signed().filter(case=OuterRef("pk")).order_by().values("case")
    signed = Subquery(of_case.annotate(n=Count("pk")).values("n"), IntegerField())
    cases = (
        Case.objects.filter(district=district, enrolled_on__lt=date(last_year + 1, 1, 1))
        .annotate(year=ExtractYear("enrolled_on"), signed=Coalesce(signed, 0))
        .values_list("year", "signed", "closed_at")
    )
    found: Counter[tuple[int, str]] = Counter()
    for year, assessments, closed_at in cases.iterator():
        found[year, _progress(assessments, closed=closed_at is not None)] += 1
    return found


def _progress(assessments: int, *, closed: bool) -> Progress:
    if assessments > 1:
        return Progress.BOTH
    if assessments == 0:
        return Progress.NONE
    return Progress.FIRST if closed else Progress.UNDER_WAY


def release(day: date) -> int:
    """Release what has changed enough in the tables of the closed years. Returns how many tables.

    Reads as the central role and writes as the application, which can't read what it writes.
    """
    earlier = _earlier()
    totals = _totals(earlier)
    made = []
    for table in _tables(last_closed_year(day)):
        versions = earlier.get((table.cube, table.year), [])
        version = next_version(
            table, versions, settings.SMALL_CELL_THRESHOLD, totals=totals[table.population]
        )
        if version:
            made.append(_release(table, version, len(versions) + 1, day))
    with transaction.atomic():
        Release.objects.bulk_create(made)
        log.record("tables.released", by=log.SYSTEM, detail=f"tables {len(made)}")
    return len(made)


def _release(table: Table, version: Version, number: int, day: date) -> Release:
    shown = sorted(sorted(figure) for figure in version.shown)
    return Release(
        cube=table.cube,
        year=table.year,
        number=number,
        counts=dict(version.counts),
        shown=shown,
        released_on=day,
    )


def _earlier() -> dict[tuple[str, int], list[Version]]:
    """The versions of each table, the latest first."""
    found: dict[tuple[str, int], list[Version]] = {}
    for old in Release.objects.using(CENTRAL):
        shown = frozenset(frozenset(figure) for figure in old.shown)
        found.setdefault((old.cube, old.year), []).append(Version(old.counts, shown))
    return found


def _totals(earlier: Mapping[tuple[str, int], list[Version]]) -> dict[tuple[bool, int], set[int]]:
    """How many each released table counts, by what it counts and the year."""
    found: dict[tuple[bool, int], set[int]] = defaultdict(set)
    for (cube, year), versions in earlier.items():
        found[population(cube, year)].update(sum(old.counts.values()) for old in versions)
    return found


def _tables(last_year: int) -> Iterable[Table]:
    """Every table of every closed year that there is something to count in."""
    merged = successors()
    by_year: dict[int, list[Content]] = {}
    for content in CentralRecord.objects.using(CENTRAL).values_list("content", flat=True):
        by_year.setdefault(year_of(content), []).append(content)
    for year, contents in sorted(by_year.items()):
        if year <= last_year:
            yield from (cube.table(year, contents) for cube in CUBES)
            yield by_stadsdel(year, contents, _names_in(year), merged)
    for year, counted in sorted(_completeness().items()):
        if year <= last_year:
            yield by_progress(year, counted, merged)


def _names_in(year: int) -> list[str]:
    """The stadsdelar that there were in the year, each name once."""
    there = District.objects.using(CENTRAL).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=date(year, 1, 1)),
        valid_from__lte=date(year, 12, 31),
    )
    return sorted(set(there.values_list("name", flat=True)))


def _completeness() -> dict[int, Mapping[tuple[str, str], int]]:
    """The counts of the stadsdelar by year; one name for a stadsdel and its namesake before it."""
    found: dict[int, Counter[tuple[str, str]]] = {}
    counts = CompletenessCount.objects.using(CENTRAL).values_list(
        "year", "district__name", "progress", "count"
    )
    for year, name, progress, count in counts:
        found.setdefault(year, Counter())[name, progress] += count
    return dict(found)
