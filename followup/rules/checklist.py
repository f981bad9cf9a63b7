"""What must be true of the stadsdel's checklist: every question answered, each year (R59)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from followup.models import Checklist, ChecklistAnswer
from organisation.models import ListItem, ListKind, SituationPicture, User
from sig.lib.dates import months_after
from sig.lib.rules import rule


PICTURE = "picture"  # the question that also asks for the day of the lägesbild
PICTURE_MONTHS = 24  # a lägesbild is made every second year (lag 2023:196 6 §)


@dataclass(frozen=True)
class Question:
    """A question in the words of its year, with this year's answer and last year's, if any."""

    number: int
    code: str
    text: str
    answer: ChecklistAnswer | None = None
    before: ChecklistAnswer | None = None


def lines_of(year: int) -> list[ListItem]:
    """The questions that hold at the end of a year, in order."""
    return list(ListItem.objects.of(ListKind.CHECKLIST).in_force(date(year, 12, 31)))


def questions_of(district_id: int, year: int) -> list[Question]:
    """The year's questions of a stadsdel, with the answers that there are."""
    now, before = answers_of([district_id], year), answers_of([district_id], year - 1)
    return [
        Question(
            number,
            line.code,
            line.label,
            now.get((district_id, line.code)),
            before.get((district_id, line.code)),
        )
        for number, line in enumerate(lines_of(year), start=1)
    ]


def answers_of(districts: Collection[int], year: int) -> dict[tuple[int, str], ChecklistAnswer]:
    """The answers of a year by stadsdel and question."""
    answers = ChecklistAnswer.objects.within(districts).filter(checklist__year=year)
    return {(answer.district_id, answer.code): answer for answer in answers}


def checklist_due(year: int) -> date:
    """The day when the year's checklist is to be signed."""
    return date(year, settings.CHECKLIST_MONTH, settings.CHECKLIST_DAY)


def latest_pictures(districts: Collection[int]) -> dict[int, date]:
    """The day of the latest lägesbild of each stadsdel: noted by itself, or told in an answer."""
    told = ChecklistAnswer.objects.within(districts).filter(picture_on__isnull=False)
    answered = told.order_by("picture_on").values_list("district_id", "picture_on")
    latest: dict[int, date] = dict(answered)  # type: ignore[arg-type]
    for pk, day in SituationPicture.objects.latest_days(districts).items():
        latest[pk] = max(day, latest.get(pk, day))
    return latest


def latest_picture(district_id: int) -> date | None:
    return latest_pictures([district_id]).get(district_id)


def picture_is_old(picture_on: date, day: date) -> bool:
    """Whether a lägesbild is older than 24 months."""
    return months_after(picture_on, PICTURE_MONTHS) < day


@rule("R59", met="Alla frågor är besvarade")
def all_questions_answered(checklist: Checklist, by: User) -> str | None:
    answered = answers_of([checklist.district_id], checklist.year)
    missing = [
        str(number)
        for number, line in enumerate(lines_of(checklist.year), start=1)
        if (checklist.district_id, line.code) not in answered
    ]
    if not missing:
        return None
    if len(missing) == 1:
        return f"Fråga {missing[0]} är inte besvarad."
    return f"Frågorna {', '.join(missing[:-1])} och {missing[-1]} är inte besvarade."
