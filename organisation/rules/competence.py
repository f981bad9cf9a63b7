"""What must be true of the competence list: every requirement rated, each year (R59, form 2.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.timezone import localdate

from organisation.models import (
    CompetenceRating,
    CompetenceRecord,
    Degree,
    District,
    ListItem,
    ListKind,
    User,
)
from organisation.models.competence import DEGREE
from organisation.personnel import Led
from sig.lib.dates import STOCKHOLM, months_after, swedish, today
from sig.lib.rules import rule


MONTHS = 12  # from one assessment to the next


@dataclass(frozen=True)
class Requirement:
    """A requirement in the words of the day, with how it is met, if it is rated."""

    code: str
    text: str
    rating: CompetenceRating | None = None

    @property
    def is_rated(self) -> bool:
        return bool(self.rating and self.rating.level)


def requirements_of(record: CompetenceRecord) -> list[Requirement]:
    """Every requirement that held on the day of the assessment, or holds today for a draft."""
    day = localdate(record.signed_at, STOCKHOLM) if record.signed_at else today()
    ratings = {rating.code: rating for rating in record.ratings.all()}
    items = ListItem.objects.of(ListKind.COMPETENCE).in_force(day)
    return [Requirement(item.code, item.label, ratings.get(item.code)) for item in items]


@rule("R59", met="Alla krav är bedömda")
def every_requirement_rated(record: CompetenceRecord, by: User) -> str | None:
    """But for the degree: the law asks it only of those who work with children."""
    missing = [
        one.text for one in requirements_of(record) if not one.is_rated and one.code != DEGREE
    ]
    return f"Krav utan bedömning: {'; '.join(missing)}." if missing else None


@dataclass(frozen=True)
class Competence:
    """What an employee lacks as last assessed, and when the next assessment is due."""

    employee: User
    district: District
    record: CompetenceRecord | None
    due_on: date
    day: date

    @cached_property
    def gaps(self) -> list[Requirement]:
        """What is rated and not met: partly, not, or planned."""
        rated = requirements_of(self.record) if self.record else []
        met = ("", CompetenceRating.Level.MET)
        return [one for one in rated if one.rating and one.rating.level not in met]

    @property
    def is_late(self) -> bool:
        return self.due_on < self.day

    @property
    def sentence(self) -> str:
        """How it stands with the yearly assessment, in words."""
        due = swedish(self.due_on, year=True)
        verb = "skulle" if self.is_late else "ska"
        if self.record is None:
            return f"Kompetensen är inte bedömd. Det {verb} göras senast {due}."
        if self.is_late:
            return f"Kompetensen är inte bedömd på ett år. Gränsen var {due}."
        return f"Nästa bedömning ska göras senast {due}."


def competences(staff: Iterable[Led], day: date) -> list[Competence]:
    """How it stands with each, those due first. Who isn't assessed is due as for the safety talks."""
    staff = list(staff)
    latest = _latest(staff)
    found = []
    for employee, district in staff:
        record = latest.get((employee.pk, district.pk))
        since = record.signed_at if record and record.signed_at else employee.date_joined
        due = months_after(localdate(since, STOCKHOLM), MONTHS)
        found.append(Competence(employee, district, record, due, day))
    return sorted(found, key=lambda one: (one.due_on, one.employee.shown_name))


def _latest(staff: list[Led]) -> dict[tuple[int | None, int], CompetenceRecord]:
    """The last signed assessment, by employee and stadsdel."""
    signed = CompetenceRecord.objects.signed()
    records = signed.filter(employee__in=[one.employee.pk for one in staff]).order_by("signed_at")
    return {(record.employee_id, record.district_id): record for record in records}


def has_degree(employee: User, district_id: int) -> bool:
    """Whether the last assessment in the stadsdel found the degree of SoL 25:1."""
    noted = Degree.objects.filter(employee=employee.pk, district=district_id)
    latest = noted.order_by("-noted_at", "-pk").first()
    return latest is not None and latest.is_met
