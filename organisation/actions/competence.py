"""Assessing the competence of an employee or a candidate (form 2.3, R59)."""

from collections.abc import Iterable

from django.utils import timezone

from audit.log import audited
from organisation.access import may
from organisation.models import CompetenceRating, CompetenceRecord, Degree, User
from organisation.models.competence import DEGREE
from organisation.personnel import leads
from organisation.roles import Permission
from organisation.rules.competence import every_requirement_rated
from sig.lib.rules import Blocker, Refused, require


COPIED = ("code", "level", "evidence", "course", "course_on", "planned", "due_on")


@audited("competence.started")
def start_competence(*, record: CompetenceRecord, by: User) -> CompetenceRecord:
    """Begin an assessment, with the last one's ratings to go on from. An open draft comes back.

    Raises ``Refused`` when ``by`` isn't the manager of the employee, or of the stadsdel that the
    candidate applies to.
    """
    _refuse_stranger(record, by)
    if again := _begun(record):
        return again
    record.insert()
    for rating in _last_ratings(record):
        copied = {name: getattr(rating, name) for name in COPIED}
        CompetenceRating.objects.create(record=record, **copied)
    return record


def _begun(record: CompetenceRecord) -> CompetenceRecord | None:
    """The row of the same form, or the employee's open draft."""
    if again := CompetenceRecord.objects.filter(pk=record.pk).first():
        return again
    if record.employee is None:
        return None
    drafts = CompetenceRecord.objects.drafts().filter(district=record.district)
    return drafts.filter(employee=record.employee).first()


def _last_ratings(record: CompetenceRecord) -> Iterable[CompetenceRating]:
    if record.employee is None:
        return []
    signed = CompetenceRecord.objects.signed().filter(district=record.district)
    last = signed.filter(employee=record.employee).order_by("-signed_at").first()
    return last.ratings.all() if last else []


@audited("competence.saved")
def save_competence(
    *, record: CompetenceRecord, ratings: Iterable[CompetenceRating], by: User
) -> CompetenceRecord:
    """Save the ratings so far. Raises ``Refused`` for a signed record, ``Stale`` for a changed one."""
    _refuse_stranger(record, by)
    if CompetenceRecord.objects.select_for_update().get(pk=record.pk).is_signed:
        raise Refused(Blocker("Bedömningen är påskriven och kan inte ändras.", "R51"))
    record.save_version(by=by)
    for rating in ratings:
        fields = {name: getattr(rating, name) for name in COPIED if name != "code"}
        CompetenceRating.objects.update_or_create(record=record, code=rating.code, defaults=fields)
    return record


@audited("competence.signed")
def sign_competence(*, record: CompetenceRecord, by: User) -> CompetenceRecord:
    """Sign the assessment; it is locked (R51), and whether the degree is there is noted.

    Raises ``Refused`` when a requirement isn't rated (R59). Pressed twice, it is signed once.
    """
    _refuse_stranger(record, by)
    locked = CompetenceRecord.objects.select_for_update().get(pk=record.pk)
    if locked.is_signed:
        return locked
    require(locked, by, every_requirement_rated)
    locked.signed_at, locked.signed_by, locked.signed_title = timezone.now(), by, by.title
    locked.save(update_fields=["signed_at", "signed_by", "signed_title"])
    if locked.employee:
        degree = locked.ratings.filter(code=DEGREE, level=CompetenceRating.Level.MET)
        Degree.objects.create(
            district=locked.district,
            employee=locked.employee,
            is_met=degree.exists(),
            noted_at=locked.signed_at,
        )
    return locked


def _refuse_stranger(record: CompetenceRecord, by: User) -> None:
    allowed = (
        leads(by, record.employee, record.district_id)
        if record.employee
        else may(by, Permission.LEAD_STAFF, record.district_id)
    )
    if not allowed:
        raise Refused(Blocker("Bara den egna enhetschefen bedömer kompetensen.", "R59"))
