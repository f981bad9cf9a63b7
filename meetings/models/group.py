"""The group round one person: its members, and why a required actor isn't among them."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from audit.triggers import append_only, locked_when, never_deleted
from cases.models import OfCase
from cases.models.cases import OfCaseQuerySet
from consent.models import ConsentRow, InformationKind
from organisation.models import Agency, AgencyKind


class GroupMemberQuerySet(OfCaseQuerySet):
    def current(self) -> Self:
        return self.filter(ended_on__isnull=True)

    def valid(self, day: date) -> Self:
        """Those in the group whose organisation a consent lets know of meetings on ``day`` (R8)."""
        rows = ConsentRow.objects.valid(day).filter(
            case=OuterRef("case"),
            agency=OuterRef("agency"),
            kinds__contains=[InformationKind.MEETING],
        )
        return self.current().filter(Exists(rows))


class GroupMember(OfCase):
    """Somebody in the group, by person and organisation (S20, R34). Ended, never deleted."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="+", verbose_name="Organisation"
    )
    name = models.CharField("Namn", max_length=120)
    function = models.CharField("Funktion", max_length=120, blank=True)
    substitute_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Ersätter"
    )
    from_on = models.DateField("Med från")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    ended_on = models.DateField(null=True, editable=False)
    ended_reason = models.CharField("Skäl", max_length=300, blank=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        ordering = ["agency__kind", "agency__name", F("substitute_for").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "agency", "name"],
                condition=Q(ended_on__isnull=True),
                name="group_member_once",
            ),
            models.CheckConstraint(
                condition=~Q(substitute_for=F("id")), name="group_member_stands_for_another"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_by__isnull=True, ended_reason="")
                | Q(ended_on__isnull=False, ended_by__isnull=False) & ~Q(ended_reason=""),
                name="group_member_ended_with_reason",
            ),
        ]
        triggers = [
            locked_when("ended_is_locked", ended_on__isnull=False),
            never_deleted(),
        ]

    @property
    def title(self) -> str:
        """The name with the function: "Petra Prov, områdespolis"."""
        return f"{self.name}, {self.function}" if self.function else self.name


class MissingActorQuerySet(OfCaseQuerySet):
    def latest_first(self) -> Self:
        return self.order_by("-noted_at", "-pk")


class MissingActor(OfCase):
    """Why a required actor isn't in the group (R32): who said so, and when. The latest one holds."""

    kind = models.CharField(max_length=20, choices=AgencyKind, editable=False)
    reason = models.CharField("Skäl", max_length=300)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    noted_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MissingActorQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="missing_actor_reason")]
        triggers = [append_only()]
