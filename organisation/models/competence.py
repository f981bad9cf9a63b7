"""Kompetenskrav (form 2.3): what is asked of those who work with SIG, assessed once a year (R59)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.models import Once, Signed, Versioned
from audit.triggers import append_only, locked_with, never_deleted
from organisation.models.districts import District


DEGREE = "degree"  # the requirement of the law for those who assess children (SoL 25:1)


class CompetenceQuerySet(models.QuerySet["CompetenceRecord"]):
    def signed(self) -> Self:
        return self.filter(signed_at__isnull=False)

    def drafts(self) -> Self:
        return self.filter(signed_at__isnull=True)


class CompetenceRecord(Versioned, Signed):
    """The requirements gone through for an employee, or for a candidate by name. Personnel data.

    The day and name of the assessment are those of the signature. The next year's is a new record.
    """

    district = models.ForeignKey(District, models.PROTECT, editable=False, related_name="+")
    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    candidate = models.CharField("Kandidatens namn", max_length=120, blank=True)

    objects = CompetenceQuerySet.as_manager()

    class Meta(Signed.Meta):
        abstract = False
        ordering = ["-signed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(employee__isnull=True) & ~Q(candidate="")
                | Q(employee__isnull=False, candidate=""),
                name="competence_of_one",
            ),
            models.UniqueConstraint(
                fields=["district", "employee"],
                condition=Q(signed_at__isnull=True),
                name="competence_one_draft",
            ),
        ]
        indexes = [models.Index(fields=["employee", "-signed_at"], name="competence_of_employee")]
        triggers = [*Signed.Meta.triggers, never_deleted()]

    def __str__(self) -> str:
        return f"CompetenceRecord {self.pk}"

    @property
    def name(self) -> str:
        return self.employee.shown_name if self.employee else self.candidate

    def log_refs(self) -> dict[str, object]:
        # The name only: the row tells of no client, so it isn't walled by stadsdel.
        return {"district_name": self.district.name}

    @property
    def log_detail(self) -> str:
        return f"competence {self.pk}"


class CompetenceRating(Once):
    """How one requirement is met, by the requirement's code: its words are those of the day."""

    class Level(models.TextChoices):
        MET = "met", "Uppfyllt"
        PARTLY = "partly", "Delvis"
        NOT_MET = "not_met", "Inte uppfyllt"
        PLANNED = "planned", "Planeras"

    record = models.ForeignKey(
        CompetenceRecord, models.PROTECT, related_name="ratings", db_index=False
    )
    code = models.CharField(max_length=20)
    level = models.CharField(max_length=8, choices=Level, blank=True)
    evidence = models.CharField(max_length=500, blank=True)
    course = models.CharField(max_length=200, blank=True)
    course_on = models.DateField(null=True, blank=True)
    planned = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["record", "code"]
        constraints = [
            models.UniqueConstraint(fields=["record", "code"], name="competence_rating_once"),
            models.CheckConstraint(
                condition=~Q(level="planned") | ~Q(planned="") & Q(due_on__isnull=False),
                name="competence_plan_has_a_day",
            ),
        ]
        triggers = [
            locked_with("signed_is_locked", "organisation_competencerecord", "record_id"),
            never_deleted(),
        ]

    def __str__(self) -> str:
        return f"CompetenceRating {self.pk}"


class Degree(models.Model):
    """Whether an employee has the degree that work with children asks for, as last assessed.

    It is all of the assessment that those who staff a case need to know, so it stands by itself.
    """

    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    employee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_met = models.BooleanField()
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["-noted_at", "-pk"]
        indexes = [models.Index(fields=["employee", "-noted_at"], name="degree_of_employee")]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"Degree {self.pk}"
