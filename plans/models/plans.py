from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.models import Versioned
from cases.models import OfCase
from cases.models.cases import OfCaseQuerySet


class PlanStatus(models.TextChoices):
    DRAFT = "draft", "Utkast"
    ACTIVE = "active", "Gällande"
    REPLACED = "replaced", "Ersatt"
    ENDED = "ended", "Avslutad"


class PlanQuerySet(OfCaseQuerySet):
    def active(self) -> Self:
        return self.filter(status=PlanStatus.ACTIVE)

    def draft(self) -> Self:
        return self.filter(status=PlanStatus.DRAFT)


class Plan(OfCase, Versioned):
    """One version of the plan. Activating a version replaces the one before; none is deleted.

    ``number`` is what its readers call the version; ``version`` counts the saves of the draft.
    """

    number = models.PositiveSmallIntegerField(default=1, editable=False)
    status = models.CharField(
        max_length=10, choices=PlanStatus, default=PlanStatus.DRAFT, editable=False
    )
    main_goal = models.TextField(
        "Det här vill jag", max_length=20_000, help_text="Med den enskildes egna ord."
    )
    participant_took_part = models.BooleanField("Den enskilde har varit med", default=False)
    guardian_took_part = models.BooleanField("Vårdnadshavare har varit med", default=False)
    plain_language = models.BooleanField("Planen är läst igenom på enkel svenska", default=False)
    read_aloud = models.BooleanField("Planen är läst högt", default=False)
    interpreter = models.BooleanField("Tolk har varit med", default=False)
    consequences = models.TextField("Om planen inte följs", max_length=2_000, blank=True)
    follow_up_on = models.DateField("Nästa uppföljning")
    # When the paper copy was signed; the paper itself is kept in the main system.
    participant_signed_on = models.DateField("Den enskilde skrev på", null=True, blank=True)
    guardian_signed_on = models.DateField("Vårdnadshavare skrev på", null=True, blank=True)
    activated_at = models.DateTimeField(null=True, editable=False)
    activated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    # R26: handed out to the actors, or the reason why not.
    not_shared_reason = models.CharField(
        "Planen delas inte ut: skälet", max_length=300, blank=True, editable=False
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="plan_number_once"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(status="draft"), name="plan_one_draft"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(status="active"), name="plan_one_active"
            ),
        ]

    @property
    def is_draft(self) -> bool:
        return self.status == PlanStatus.DRAFT

    @property
    def is_active(self) -> bool:
        return self.status == PlanStatus.ACTIVE
