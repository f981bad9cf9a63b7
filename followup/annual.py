"""The table of the annual report: the stadsdelar of then, what each had, and what the sums say."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from followup.models import AnnualReport, ReportNote
from followup.statistics import Figure, People, Period, add_people, in_each, people
from organisation.models import District, Succession


@dataclass(frozen=True)
class Line:
    """One stadsdel. A report from before the system may leave it out."""

    district: District
    figures: People
    in_report: bool
    words: str

    @property
    def name(self) -> str:
        return self.district.name


@dataclass(frozen=True)
class Table:
    period: Period
    lines: list[Line]
    total: People
    report: AnnualReport | None

    @classmethod
    def of(
        cls,
        period: Period,
        report: AnnualReport | None = None,
        after: Callable[[], object] = lambda: None,
    ) -> Self:
        """Count the period under the stadsdelar that existed on the day it is seen from.

        ``after`` is called when a stadsdel has answered.
        """
        districts = District.objects.in_force(period.last)
        told = in_each(districts, people, period, after)
        notes = _notes(report)
        lines = [
            Line(
                district=district,
                figures=figures,
                in_report=district.pk in notes or not (report and report.source),
                words=notes.get(district.pk, ""),
            )
            for district, figures in told.items()
        ]
        return cls(period, lines, add_people(told.values(), period), report)

    def as_on(self, day: date) -> Self:
        """The same figures under the stadsdelar of ``day``: those that merged are added up."""
        heirs: dict[District, list[Line]] = {}
        for line in self.lines:
            heirs.setdefault(_heir(line.district, day), []).append(line)
        lines = [_merged(heir, lines, self.period) for heir, lines in heirs.items()]
        return replace(self, lines=sorted(lines, key=lambda line: line.name))

    @property
    def remarks(self) -> list[str]:
        """What its reader must know of the figures."""
        said = [_inferred(self.total, self.report), _left_out(self.lines)]
        written = self.report.remarks if self.report else ""
        return [remark for remark in (*said, written) if remark]


def report_for(start: date, before: date) -> AnnualReport | None:
    """The report on exactly these days, if its author has begun it."""
    return AnnualReport.objects.filter(from_on=start, before=before).first()


def _heir(district: District, day: date) -> District:
    """The stadsdel that answers on ``day`` for what was the district's, through every merger.

    What was divided went to nobody alone: the one that was divided answers for itself.
    """
    merged = Succession.objects.select_related("successor").exclude(kind=Succession.Kind.SPLIT)
    while district.valid_to and district.valid_to <= day:
        took_over = merged.filter(former=district).first()
        if took_over is None:
            break
        district = took_over.successor
    return district


def _merged(heir: District, lines: list[Line], period: Period) -> Line:
    return Line(
        district=heir,
        figures=add_people((line.figures for line in lines), period),
        in_report=any(line.in_report for line in lines),
        words=" ".join(line.words for line in lines if line.words),
    )


def _notes(report: AnnualReport | None) -> dict[int, str]:
    if report is None:
        return {}
    return dict(ReportNote.objects.filter(report=report).values_list("district", "words"))


def _inferred(total: People, report: AnnualReport | None) -> str:
    if not total.inferred or report is None:
        return ""
    return (
        f"De läsbara uppgifterna summerar till {total.youths - total.inferred} ungdomar. Rapporten "
        f"anger {report.stated_total}. Skillnaden, {total.inferred}, läggs på den stadsdel vars "
        "antal inte går att läsa."
    )


def _left_out(lines: list[Line]) -> str:
    names = [line.name for line in lines if not line.in_report]
    return f"Finns inte med i rapporten: {' och '.join(names)}." if names else ""


# --- For machines ---------------------------------------------------------------------------------


def as_json(table: Table) -> dict[str, Any]:
    """The table for machines. ``null`` is uppgift saknas; what is missing of the rest is told too."""
    return {
        "from": table.period.start.isoformat(),
        "to": table.period.before.isoformat(),
        "as_of": table.period.as_of.isoformat(),
        "source": table.report.source if table.report else "",
        "districts": {line.name: _line(line) for line in table.lines},
        "total": table.total.youths,
        "stated_total": table.report.stated_total if table.report else None,
        "legible_total": table.total.youths - table.total.inferred,
        "sums": _people(table.total),
        "remarks": table.remarks,
    }


def _line(line: Line) -> dict[str, Any]:
    return {"in_report": line.in_report} | _people(line.figures) | {"remark": line.words}


def _people(figures: People) -> dict[str, Any]:
    ages = figures.ages
    told: dict[str, Figure] = {
        "ended": figures.ended,
        "ongoing": figures.ongoing,
        "sentenced": figures.sentenced,
        "end_reasons": figures.reasons,
        "suspicions": figures.suspicions,
    }
    return {
        "youths": figures.youths,
        "inferred": figures.inferred,
        "ages": None if ages.low is None else [ages.low, ages.high],
        "ended": figures.ended.value,
        "ongoing": figures.ongoing.value,
        "sentenced": figures.sentenced.value,
        "end_reasons": figures.reasons.counts,
        "suspicions": figures.suspicions.counts,
        "denominators": {name: figure.denominator for name, figure in told.items()},
        "missing": {name: figure.missing for name, figure in told.items()},
    }
