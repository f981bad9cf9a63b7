"""Handlingsplan (form 3.5): versions, goals that can be measured, activities that someone answers for."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.models import Versioned
from audit.triggers import append_only
from cases.models import OfCase
from cases.models.cases import OfCaseQuerySet
from consent.models import Disclosure


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
    follow_up_on = models.DateField("Nästa uppföljning")
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


class GoalStatus(models.TextChoices):
    NOT_STARTED = "not_started", "Ej påbörjat"
    ONGOING = "ongoing", "Pågår"
    PARTLY = "partly", "Delvis uppnått"
    MET = "met", "Uppnått"
    NOT_MET = "not_met", "Ej uppnått"
    DROPPED = "dropped", "Utgått"

    @classmethod
    def open(cls) -> list["GoalStatus"]:
        return [cls.NOT_STARTED, cls.ONGOING, cls.PARTLY]


class GoalQuerySet(OfCaseQuerySet):
    def open(self) -> Self:
        return self.filter(status__in=GoalStatus.open())

    def shown(self) -> Self:
        """The goals that the plan stands for: those that were dropped are left out."""
        return self.exclude(status=GoalStatus.DROPPED)

    def with_activities(self) -> Self:
        """``goal.activities.all()`` then costs no query and leaves out what was removed."""
        kept = Activity.objects.filter(removed=False)
        return self.prefetch_related(models.Prefetch("activities", queryset=kept))


class Goal(OfCase, Versioned):
    """A goal with its indicator: without start and target value it can't be followed up (R25)."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="goals")
    area = models.CharField("Livsområde", max_length=20)
    # As the list had it when the goal was written.
    area_label = models.CharField(max_length=80, editable=False)
    text = models.CharField("Mål", max_length=500)
    indicator = models.CharField("Mått", max_length=200, blank=True)
    start_value = models.CharField("Utgångsvärde", max_length=100, blank=True)
    target_value = models.CharField("Målvärde", max_length=100, blank=True)
    target_on = models.DateField("Måldatum", null=True, blank=True)
    status = models.CharField(
        "Status", max_length=12, choices=GoalStatus, default=GoalStatus.NOT_STARTED
    )
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    # The same goal in the version before: what a meeting says of it follows into the new version.
    former = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="+")

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    @property
    def is_open(self) -> bool:
        return self.status in GoalStatus.open()

    @property
    def is_measurable(self) -> bool:
        return bool(self.indicator and self.start_value and self.target_value and self.target_on)


class Activity(OfCase, Versioned):
    """What is done for a goal: vad, hur, när, var, vilka, and exactly one who answers for it (R25)."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="activities")
    what = models.CharField("Vad", max_length=300)
    how = models.CharField("Hur", max_length=300, blank=True)
    when = models.CharField("När", max_length=200, blank=True)
    where = models.CharField("Var", max_length=200, blank=True)
    who = models.CharField("Vilka medverkar", max_length=300, blank=True)
    responsible = models.CharField("Ansvarig", max_length=160, blank=True)
    due_on = models.DateField("Klart senast", null=True, blank=True)
    done_on = models.DateField("Utfört", null=True, blank=True)
    # Nothing is deleted: what was taken out of a draft stays, unseen.
    removed = models.BooleanField(default=False, editable=False)
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["position", "pk"]

    @property
    def is_complete(self) -> bool:
        return all([self.what, self.how, self.when, self.where, self.who, self.responsible])


class PlanCopy(OfCase):
    """A copy that was handed out, as it was: the very bytes whose hash the disclosure holds (R8)."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    disclosure = models.OneToOneField(Disclosure, models.PROTECT, related_name="+")
    # The serial number on the paper: 1 for the first copy of the case.
    number = models.PositiveIntegerField()
    content = models.BinaryField()
    # SHA-256 of the records it was made from, so that the same copy isn't handed out twice.
    fingerprint = models.CharField(max_length=64)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="plan_copy_number_once"),
            models.UniqueConstraint(fields=["case", "fingerprint"], name="plan_copy_once"),
        ]
        triggers = [append_only()]

    @property
    def is_pdf(self) -> bool:
        """A machine without Pango makes a page to print in its place."""
        return bytes(self.content[:4]) == b"%PDF"
