from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from audit.triggers import locked_when, never_deleted
from cases.models import OfCase
from cases.models.cases import OfCaseQuerySet
from consent.models.kinds import InformationKind
from organisation.models import Agency, LegalReference


class GroundQuerySet(OfCaseQuerySet):
    def undecided(self) -> Self:
        return self.filter(approved__isnull=True)


class Ground(OfCase):
    """A request to disclose without consent, on a paragraph (R16): weighed, and decided by a manager.

    An approved ground is good for one disclosure. The asking officer and the deciding manager are
    two people.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="Till vem")
    kinds = ArrayField(
        models.CharField(max_length=12, choices=InformationKind), verbose_name="Vad som lämnas ut"
    )
    reference = models.ForeignKey(
        LegalReference, models.PROTECT, related_name="+", verbose_name="Lagrum"
    )
    weighing = models.TextField("Prövning", max_length=20_000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    approved = models.BooleanField(null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    answer = models.TextField("Skäl", blank=True, max_length=5_000, editable=False)

    objects = GroundQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(condition=Q(kinds__len__gt=0), name="ground_kinds"),
            models.CheckConstraint(condition=~Q(weighing=""), name="ground_weighed"),
            models.CheckConstraint(
                condition=Q(approved__isnull=True, decided_by__isnull=True, decided_at__isnull=True)
                | Q(approved__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="ground_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="ground_two_people",
            ),
        ]
        indexes = [
            models.Index(
                fields=["district", "asked_at"],
                condition=Q(approved__isnull=True),
                name="ground_undecided",
            )
        ]
        triggers = [
            locked_when("decided_is_locked", approved__isnull=False),
            pgtrigger.Trigger(
                name="only_decided",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    if (new.id, new.case_id, new.agency_id, new.kinds, new.reference_id,
                        new.weighing, new.asked_by_id, new.asked_at)
                       is distinct from
                       (old.id, old.case_id, old.agency_id, old.kinds, old.reference_id,
                        old.weighing, old.asked_by_id, old.asked_at)
                    then raise exception 'a ground can only be decided';
                    end if;
                    return new;
                """,
            ),
            never_deleted(),
        ]

    @property
    def kind_labels(self) -> list[str]:
        return [InformationKind(kind).label for kind in self.kinds]

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.approved is None:
            return "Väntar på chefens beslut"
        if not self.approved:
            return "Avslaget"
        return "Utlämnat" if self.is_used else "Godkänt, inte utlämnat än"

    @property
    def is_used(self) -> bool:
        return hasattr(self, "disclosure")
