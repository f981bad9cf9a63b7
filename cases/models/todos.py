from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from audit.triggers import locked_when, never_deleted
from cases.models.cases import CaseRole, OfCase, OfCaseQuerySet
from organisation.models import User


class TodoQuerySet(OfCaseQuerySet):
    def waiting(self) -> Self:
        return self.filter(done_at__isnull=True)

    def for_worker(self, user: User) -> Self:
        """Those that are ``user``'s to do. What was somebody's who has left the case is everybody's."""
        owner_is_on = CaseRole.objects.active().filter(
            user=OuterRef("owner"), case=OuterRef("case")
        )
        anybodys = Q(owner__isnull=True) | Q(owner=user.pk) | ~Exists(owner_is_on)
        return self.filter(anybodys)


class Todo(OfCase):
    """Something that somebody on the case has to do by a day. Done, it stays as it was."""

    class Kind(models.TextChoices):
        TELL_WITHDRAWN = "tell_withdrawn", "Meddela återkallelse"
        FAMILY = "family", "Kontakt med familjen"
        PRACTICAL = "practical", "Praktiska saker"
        DECIDED = "decided", "Beslutat vid avstämning"
        CONSENTS = "consents", "Hämta in medgivanden"
        PLAN = "plan", "Gör en plan"

    kind = models.CharField(max_length=20, choices=Kind)
    sentence = models.CharField(max_length=300)  # names partners, never the person
    due_on = models.DateField()
    # Whose it is. None: whoever works in the case.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    # The key of the record that it came from, whatever its table.
    source = models.UUIDField(null=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    done_at = models.DateTimeField(null=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = TodoQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "made_at"]
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "source"], name="todo_once"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="todo_done_pair",
            ),
        ]
        indexes = [
            models.Index(
                fields=["district", "due_on"],
                condition=Q(done_at__isnull=True),
                name="todo_waiting",
            )
        ]
        triggers = [locked_when("done_is_locked", done_at__isnull=False), never_deleted()]

    def is_late(self, day: date) -> bool:
        return self.done_at is None and self.due_on < day
