"""What the cooperation rests on: written agreements, their action plans, and the lägesbild."""

from collections.abc import Collection
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from audit.models import Versioned
from audit.triggers import never_deleted
from organisation.models.agencies import Agency
from organisation.models.cooperation import OfStadsdel, OfStadsdelQuerySet
from sig.lib.dates import swedish


class AgreementQuerySet(OfStadsdelQuerySet):
    def in_force(self, day: date) -> Self:
        """Those that have been signed and haven't run out on ``day``."""
        return self.filter(signed_on__lte=day).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )


class Agreement(OfStadsdel, Versioned):
    """A written agreement with a partner (lag 2023:196 9 §). The paper itself is in the registry."""

    class Kind(models.TextChoices):
        COOPERATION = "cooperation", "Samverkansöverenskommelse"
        SEPARATE = "separate", "Särskild överenskommelse"

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="agreements", verbose_name="Med vem"
    )
    kind = models.CharField("Slag", max_length=12, choices=Kind)
    signed_on = models.DateField("Undertecknad")
    valid_to = models.DateField("Gäller till och med", null=True, blank=True)
    reference = models.CharField("Diarienummer eller plats", max_length=120, blank=True)
    purpose = models.TextField("Syfte och områden", max_length=1000, blank=True)

    objects = AgreementQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["agency__name", "-signed_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "district"], name="agreement_district"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("signed_on")),
                name="agreement_period",
                violation_error_message="Överenskommelsen slutar innan den är undertecknad.",
            ),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} med {self.agency}"

    @property
    def until(self) -> str:
        """How long it holds, in words."""
        return f"till {swedish(self.valid_to, year=True)}" if self.valid_to else "tills vidare"

    def is_over(self, day: date) -> bool:
        return self.valid_to is not None and self.valid_to < day

    @property
    def log_detail(self) -> str:
        return f"agreement {self.pk}"


class DatedPaperQuerySet(OfStadsdelQuerySet):
    def right(self) -> Self:
        """Those that weren't noted by mistake."""
        return self.filter(mistaken=False)

    def latest_days(self, districts: Collection[int]) -> dict[int, date]:
        """The day of the latest one of each stadsdel that has any."""
        days = self.within(districts).right().order_by("made_on")
        return dict(days.values_list("district_id", "made_on"))


class DatedPaper(OfStadsdel):
    """That a paper was decided or finished on a day. What was noted wrongly is struck, not erased."""

    reference = models.CharField("Diarienummer eller plats", max_length=120, blank=True)
    mistaken = models.BooleanField(default=False, editable=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    noted_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = DatedPaperQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        abstract = True
        ordering = ["-made_on", "pk"]
        triggers = [never_deleted()]

    @property
    def log_detail(self) -> str:
        return f"{self._meta.model_name} {self.pk}"


class SituationPicture(DatedPaper):
    """Lägesbild: what city and police see in the stadsdel, made anew every second year (R59)."""

    made_on = models.DateField("Blev klar")

    class Meta(DatedPaper.Meta):
        abstract = False


class ActionPlan(DatedPaper):
    """Åtgärdsplan: what an agreement is to lead to, and until when (lag 2023:196 5 §)."""

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, editable=False, related_name="action_plans"
    )
    made_on = models.DateField("Beslutad")
    valid_to = models.DateField("Gäller till och med")

    class Meta(DatedPaper.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("made_on")),
                name="action_plan_period",
                violation_error_message="Åtgärdsplanen slutar innan den är beslutad.",
            ),
        ]
