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

    def closed(self) -> Self:
        """What somebody has closed, the latest first."""
        return self.filter(done_at__isnull=False).order_by("-done_at")

    def for_worker(self, user: User) -> Self:
        """Those that are ``user``'s to do. What was somebody's who has left the case is everybody's."""
        owner_is_on = CaseRole.objects.active().filter(
            user=OuterRef("owner"), case=OuterRef("case")
        )
        anybodys = Q(owner__isnull=True) | Q(owner=user.pk) | ~Exists(owner_is_on)
        return self.filter(anybodys)


class Todo(OfCase):
    """Something that somebody on the case has to do by a day, closed with what came of it.

    Closed, it stays as it was.
    """

    class Kind(models.TextChoices):
        TELL_WITHDRAWN = "tell_withdrawn", "Meddela återkallelse"
        FAMILY = "family", "Kontakt med familjen"
        IDENTITY = "identity", "Id-handling"
        BANK = "bank", "Bankkonto"
        PRACTICAL = "practical", "Annat praktiskt"
        RELATIVE = "relative", "Följ upp med en anhörig"
        DECIDED = "decided", "Beslutat vid avstämning"
        CONSENTS = "consents", "Hämta in medgivanden"
        PLAN = "plan", "Gör en plan"

    # Those about the family and what is practical (R27). Staff may add more of them.
    FIRST = (Kind.FAMILY, Kind.IDENTITY, Kind.BANK, Kind.PRACTICAL)

    class Result(models.TextChoices):
        DONE = "done", "Gjort"
        NOT_NEEDED = "not_needed", "Behövdes inte"
        NOT_POSSIBLE = "not_possible", "Gick inte att göra"

    kind = models.CharField("Vad det gäller", max_length=20, choices=Kind)
    # Names partners, never the person nor a relative.
    sentence = models.CharField("Vad som ska göras", max_length=300)
    due_on = models.DateField("Senast")
    # Whose it is. None: whoever works in the case.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    # The key of the record that it came from, whatever its table. None: somebody added it by hand.
    source = models.UUIDField(null=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    done_at = models.DateTimeField(null=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    # What came of it. Empty for what was closed before this was asked.
    result = models.CharField(
        "Resultat", max_length=12, choices=Result, blank=True, default="", db_default=""
    )
    result_words = models.TextField(
        "Vad det ledde till", max_length=1000, blank=True, default="", db_default=""
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
            models.CheckConstraint(
                condition=Q(result="", result_words="")
                | Q(done_at__isnull=False) & ~Q(result="") & ~Q(result_words=""),
                name="todo_result_whole",
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
