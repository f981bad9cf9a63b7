from datetime import date
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from organisation.models.agencies import AgencyKind
from organisation.models.districts import District
from sig.lib.money import in_kronor


class MeetingType(models.TextChoices):
    """The kinds of meeting (S12R, S20). Which of them count for the interval is a setting."""

    OFFICIALS = "officials", "Tjänstemannamöte"
    NETWORK = "network", "Nätverksmöte"
    INDIVIDUAL = "individual", "Individmöte"
    RECONCILIATION = "reconciliation", "Ärendeavstämning"


class Programme(models.Model):
    """SIG unga (t.o.m. 18 år) or SIG unga vuxna (19–29 år)."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=60)
    plan_label = models.CharField(max_length=40)  # "Handlingsplan" or "Åtgärdsplan"

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class ProgrammeSettingQuerySet(models.QuerySet["ProgrammeSetting"]):
    def in_force(
        self, *, programme: Programme, district: District, day: date
    ) -> "ProgrammeSetting":
        """The setting that holds on ``day``: the stadsdel's own before the city's, latest first."""
        return (
            self.filter(programme=programme, valid_from__lte=day)
            .filter(Q(district=district) | Q(district__isnull=True))
            .order_by(F("district").asc(nulls_last=True), "-valid_from")[:1]
            .get()
        )


class ProgrammeSetting(models.Model):
    """What holds for a programme from a date, in the whole city or in one stadsdel."""

    programme = models.ForeignKey(Programme, models.PROTECT)
    district = models.ForeignKey(District, models.PROTECT, null=True)
    valid_from = models.DateField()
    min_age = models.PositiveSmallIntegerField()
    max_age = models.PositiveSmallIntegerField()
    interval_weeks = models.PositiveSmallIntegerField()
    counting_meetings = ArrayField(models.CharField(max_length=20, choices=MeetingType))
    # R12, R13: "ej lämplig" stops the case outright; otherwise the manager may go on with a reason.
    police_veto = models.BooleanField()
    # What the purchases for one person may cost in twelve months, in kronor, before it is told of.
    purchase_limit = models.PositiveIntegerField(default=1_000_000)
    # R32: who belongs to every group: the police, and in SIG unga the school.
    required_actors = ArrayField(models.CharField(max_length=20, choices=AgencyKind))

    objects = ProgrammeSettingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "district", "valid_from"],
                nulls_distinct=False,
                name="programme_setting_once",
            ),
            models.CheckConstraint(
                condition=Q(interval_weeks__in=[4, 5]), name="programme_interval_four_or_five"
            ),
            models.CheckConstraint(
                condition=Q(min_age__lte=F("max_age")), name="programme_age_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.valid_from}"

    @property
    def counting(self) -> str:
        """The kinds of meeting that count for the interval, in words."""
        return ", ".join(MeetingType(kind).label for kind in self.counting_meetings)

    @property
    def required(self) -> str:
        """The kinds of partner that belong to every group, in words."""
        return ", ".join(AgencyKind(kind).label for kind in self.required_actors) or "Inga"

    @property
    def limit(self) -> str:
        """What the purchases for one person may cost in twelve months, "1 000 000 kr"."""
        return in_kronor(Decimal(self.purchase_limit))

    def log_refs(self) -> dict[str, object]:
        return {"district_name": self.district.name if self.district else ""}  # of no client

    @property
    def log_detail(self) -> str:
        return f"{self.programme.code} {self.interval_weeks} weeks"
