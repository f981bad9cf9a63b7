"""Answers as tables: the assessments (3.4) of a case, and the checklists of the stadsdelar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from followup.models import Assessment, AssessmentArea, Checklist, ChecklistAnswer
from followup.models.answers import MISSING
from followup.rules import (
    BACKGROUND,
    SITUATION,
    answers_of,
    latest_pictures,
    lines_of,
    picture_is_old,
)
from organisation.models import District
from sig.lib.dates import swedish


GOALS = ("goals_set", "goals_met", "goals_open")
COURSE = (
    "months_enrolled",
    "meetings_held",
    "meetings_in_time",
    "police_called",
    "police_came",
    "school_called",
    "school_came",
    "actors",
)


@dataclass(frozen=True)
class Line:
    label: str
    answers: list[str]


@dataclass(frozen=True)
class Lines:
    """The lines of a part of the form."""

    title: str
    lines: list[Line]


def compare(signed: Sequence[Assessment]) -> list[Lines]:
    """Side by side, in the order of the form. The background is the first one's."""
    groups = [
        Lines("Livsområden", _areas(signed)),
        Lines("Läget", [_line(field, signed) for field in SITUATION]),
        Lines("Mål i planen", [_line(field, signed) for field in GOALS]),
        Lines("Så har insatsen gått", [_line(field, signed) for field in COURSE]),
    ]
    if any(assessment.is_first for assessment in signed):
        groups.append(Lines("Bakgrund", [_line(field, signed) for field in BACKGROUND]))
    return groups


@dataclass(frozen=True)
class Change:
    """One area of life, from the first assessment to the latest. None: the answer is missing."""

    label: str
    first: int | None
    last: int | None

    @property
    def words(self) -> str:
        if self.first is None or self.last is None:
            return "Uppgift saknas"
        steps = abs(self.last - self.first)
        if not steps:
            return "Oförändrat"
        return f"{'Bättre' if self.last > self.first else 'Sämre'}, {steps} steg"


def changes(first: Assessment, last: Assessment) -> list[Change]:
    """The areas that stand in both, in the order of the latest."""
    before = {area.area: area for area in first.areas.all()}
    return [
        Change(area.label, _number(before[area.area]), _number(area))
        for area in last.areas.all()
        if area.area in before
    ]


def _number(area: AssessmentArea) -> int | None:
    return int(area.level) if area.level.isdigit() else None


def _line(field: str, signed: Sequence[Assessment]) -> Line:
    label = str(Assessment._meta.get_field(field).verbose_name)  # type: ignore[union-attr]
    return Line(label, [_answer(assessment, field) for assessment in signed])


def _answer(assessment: Assessment, field: str) -> str:
    if field in BACKGROUND and not assessment.is_first:
        return "–"
    if show := getattr(assessment, f"get_{field}_display", None):
        return str(show())
    count = getattr(assessment, field)
    return str(MISSING[1]) if count is None else str(count)


def _areas(signed: Sequence[Assessment]) -> list[Line]:
    """The areas of the latest; one that the list didn't have the first time says so by a dash."""
    found = [{area.area: area for area in assessment.areas.all()} for assessment in signed]
    codes = {code: area.label for areas in found for code, area in areas.items()}
    return [
        Line(label, [_level(areas.get(code)) for areas in found]) for code, label in codes.items()
    ]


def _level(area: AssessmentArea | None) -> str:
    return area.get_level_display() if area else "–"


# --- The stadsdelar's checklists, side by side ------------------------------------------------------

UNANSWERED = "Inte besvarad"


@dataclass(frozen=True)
class Cell:
    """Words, and what asks for attention as a tag with its tone."""

    text: str = ""
    tag: str = ""
    tone: str = ""


@dataclass(frozen=True)
class StadsdelRow:
    """A stadsdel's answers in the order of the questions, whether they are signed, its lägesbild."""

    district: District
    cells: list[Cell]
    signed: Cell
    picture: Cell

    @property
    def is_unanswered(self) -> bool:
        """Whether no question is answered: that is said once."""
        return all(cell.text == UNANSWERED for cell in self.cells)


@dataclass(frozen=True)
class SideBySide:
    """Every stadsdel's answers of a year."""

    questions: list[str]
    rows: list[StadsdelRow]


_TONES = {ChecklistAnswer.Answer.PARTLY: "soon", ChecklistAnswer.Answer.NO: "late"}


def side_by_side(districts: Sequence[District], year: int, day: date) -> SideBySide:
    """The stadsdelar's answers of a year; what isn't answered says so."""
    pks = [district.pk for district in districts]
    lines, answers, pictures = lines_of(year), answers_of(pks, year), latest_pictures(pks)
    made = Checklist.objects.within(pks).filter(year=year, signed_at__isnull=False)
    signed = set(made.values_list("district_id", flat=True))
    rows = [
        StadsdelRow(
            district,
            [_answered(answers.get((district.pk, line.code))) for line in lines],
            Cell("Påskriven" if district.pk in signed else "Inte påskriven"),
            _picture(pictures.get(district.pk), day),
        )
        for district in districts
    ]
    return SideBySide([line.label for line in lines], rows)


def _answered(answer: ChecklistAnswer | None) -> Cell:
    if answer is None:
        return Cell(UNANSWERED)
    words = answer.get_answer_display()
    tone = _TONES.get(ChecklistAnswer.Answer(answer.answer))
    return Cell(tag=words, tone=tone) if tone else Cell(words)


def _picture(picture_on: date | None, day: date) -> Cell:
    if picture_on is None:
        return Cell("Ingen lägesbild")
    is_old = picture_is_old(picture_on, day)
    made = swedish(picture_on, year=True)
    return Cell(made, tag="För gammal", tone="late") if is_old else Cell(made)
