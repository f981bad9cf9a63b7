"""What is planned with the stadsdelar: that some become one, or one becomes two."""

from datetime import date
from typing import Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from audit.models import Once
from audit.triggers import locked_when, never_deleted
from organisation.models.districts import District


CODE = RegexValidator(r"^[A-ZÅÄÖ]{2}$", "Skriv två stora bokstäver, till exempel SÖ.")


class PlanKind(models.TextChoices):
    """As in ``Succession``: what a plan can be of."""

    MERGE = "merge", "Sammanslagning"
    SPLIT = "split", "Delning"


class SuccessionPlanQuerySet(models.QuerySet["SuccessionPlan"]):
    def open(self) -> Self:
        """Those that wait to be confirmed, or for their day."""
        return self.filter(withdrawn_at__isnull=True, carried_out_at__isnull=True)

    def due(self, day: date) -> Self:
        """Those that two administrators stand behind, and whose day has come."""
        return self.open().filter(confirmed_at__isnull=False, on__lte=day).order_by("on", "pk")


class SuccessionPlan(Once):
    """That one stadsdel takes over from others, or from one that is divided, from a day.

    ``heir`` takes over the files and the roles; ``other`` is the second of a division. Those that
    don't exist yet have a name and the letters of their case numbers here, and are made on the day.
    Nothing happens before another administrator has confirmed it.
    """

    kind = models.CharField("Vad", max_length=10, choices=PlanKind)
    formers = models.ManyToManyField(District, related_name="+", verbose_name="Upphör")
    on = models.DateField("Från och med")
    heir = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Tar över"
    )
    heir_name = models.CharField("Namn", max_length=80, blank=True)
    heir_code = models.CharField("Bokstäver", max_length=2, blank=True, validators=[CODE])
    other = models.ForeignKey(
        District,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Den andra stadsdelen",
    )
    other_name = models.CharField("Namn på den andra", max_length=80, blank=True)
    other_code = models.CharField(
        "Bokstäver för den andra", max_length=2, blank=True, validators=[CODE]
    )
    reason = models.CharField("Beslut", max_length=200)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    planned_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    carried_out_at = models.DateTimeField(null=True, editable=False)

    objects = SuccessionPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False)
                & ~Q(confirmed_by=F("planned_by")),
                name="succession_plan_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(carried_out_at__isnull=True)
                | Q(confirmed_at__isnull=False, withdrawn_at__isnull=True, heir__isnull=False),
                name="succession_plan_carried_out_whole",
            ),
            models.CheckConstraint(
                condition=Q(heir__isnull=False) | ~Q(heir_name="") & ~Q(heir_code=""),
                name="succession_plan_has_heir",
            ),
            models.CheckConstraint(
                condition=Q(kind="merge", other__isnull=True, other_name="")
                | Q(kind="split")
                & (Q(other__isnull=False) | ~Q(other_name="") & ~Q(other_code="")),
                name="succession_plan_of_its_kind",
            ),
        ]
        triggers = [
            locked_when("carried_out_is_locked", carried_out_at__isnull=False),
            locked_when("withdrawn_is_locked", withdrawn_at__isnull=False),
            never_deleted(),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"

    @property
    def ends(self) -> list[District]:
        """Those that end on the day, by name."""
        return list(self.formers.all())

    @property
    def goes_to(self) -> str:
        """What the one that takes over is called."""
        return str(self.heir) if self.heir else self.heir_name

    @property
    def beside(self) -> str:
        """What the second of a division is called; empty for a merger."""
        return str(self.other) if self.other else self.other_name

    @property
    def is_open(self) -> bool:
        return self.withdrawn_at is None and self.carried_out_at is None

    def log_refs(self) -> dict[str, object]:
        return {"district_name": ", ".join(one.name for one in self.ends)[:80]}

    @property
    def log_detail(self) -> str:
        return f"{self.kind} {self.on}"
