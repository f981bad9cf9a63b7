from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst

from audit.models import Versioned
from cases.models import OfCase
from cases.models.cases import OfCaseQuerySet
from organisation.models import Agency
from plans.models.plans import Plan, PlanStatus
from plans.models.recurrence import Every, repeated
from sig.lib.dates import swedish


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
        """``goal.activities.all()`` then costs no query and leaves out what has gone out."""
        shown = Activity.objects.shown().select_related("responsible_agency")
        return self.prefetch_related(models.Prefetch("activities", queryset=shown))

    def with_dropped_activities(self) -> Self:
        """What was dropped, with its reason, as ``goal.dropped_activities``."""
        dropped = Activity.objects.kept().filter(status=ActivityStatus.DROPPED)
        return self.prefetch_related(
            models.Prefetch("activities", queryset=dropped, to_attr="dropped_activities")
        )


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
    # Why it has gone out of the plan; a slip in a draft needs no reason.
    dropped_because = models.CharField("Skäl", max_length=300, blank=True, editable=False)
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


class ActivityStatus(models.TextChoices):
    PLANNED = "planned", "Planerat"
    DONE = "done", "Utfört"
    NOT_DONE = "not_done", "Inte utfört"
    DROPPED = "dropped", "Utgått"

    @classmethod
    def ended(cls) -> list["ActivityStatus"]:
        """What a new version doesn't take over. What wasn't done is planned anew."""
        return [cls.DONE, cls.DROPPED]


class ActivityQuerySet(OfCaseQuerySet):
    def kept(self) -> Self:
        """Without what was taken out of a draft before anybody got it."""
        return self.filter(removed=False)

    def shown(self) -> Self:
        """The activities that the plan stands for: those that were dropped are left out."""
        return self.kept().exclude(status=ActivityStatus.DROPPED)

    def overdue(self, day: date) -> Self:
        """Those of a plan in force whose day has gone by, and nobody has said what became of them."""
        planned = self.kept().filter(status=ActivityStatus.PLANNED, due_on__lt=day)
        return planned.filter(goal__plan__status=PlanStatus.ACTIVE)


class Activity(OfCase, Versioned):
    """What is done for a goal: vad, hur, när, var, vilka, and exactly one who answers for it (R25)."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="activities")
    what = models.CharField("Vad", max_length=300)
    how = models.CharField("Hur", max_length=300, blank=True)
    when = models.CharField("När", max_length=200, blank=True)
    where = models.CharField("Var", max_length=200, blank=True)
    who = models.CharField("Vilka medverkar", max_length=300, blank=True)
    responsible = models.CharField("Ansvarig", max_length=160, blank=True)
    # The partner that answers for it, when it is one: what an undertaking is asked of.
    responsible_agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Samverkanspart som svarar för det",
    )
    every_weeks = models.PositiveSmallIntegerField("Upprepas", choices=Every, null=True, blank=True)
    # Monday is 0, as ``date.weekday`` counts.
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    # The day, or the last day of what is repeated.
    due_on = models.DateField("Klart senast", null=True, blank=True)
    # What became of it, noted in the plan in force.
    status = models.CharField(
        "Läget", max_length=8, choices=ActivityStatus, default=ActivityStatus.PLANNED
    )
    # The day that it was done, or that it was known not to be.
    status_on = models.DateField("Den", null=True, blank=True)
    comment = models.CharField("Kommentar", max_length=500, blank=True)
    # Nothing is deleted: what was taken out of a draft stays, unseen.
    removed = models.BooleanField(default=False, editable=False)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    # The same activity in the version before.
    former = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="+")

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="planned", status_on__isnull=True, comment="")
                | ~Q(status="planned") & Q(status_on__isnull=False),
                name="activity_status_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["planned", "done"]) | ~Q(comment=""),
                name="activity_not_done_has_its_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["district", "due_on"],
                condition=Q(status="planned", removed=False),
                name="activity_planned",
            )
        ]

    @property
    def when_in_words(self) -> str:
        """Its own words, how often, and until when; empty when nothing says when (R25)."""
        often = repeated(self.every_weeks, self.weekdays)
        last = swedish(self.due_on, year=True) if self.due_on else ""
        until = f"{'till och med' if often else 'senast'} {last}" if last else ""
        return capfirst(
            ", ".join(filter(None, [" ".join(filter(None, [often, until])), self.when]))
        )

    @property
    def is_planned(self) -> bool:
        return self.status == ActivityStatus.PLANNED

    @property
    def is_done(self) -> bool:
        return self.status == ActivityStatus.DONE
