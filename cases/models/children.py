"""What SoL chapter 20 asks for when the case is a child's (R29). Append-only: the latest counts."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone

from audit.triggers import append_only
from cases.models.cases import OfCase, OfCaseQuerySet


class ChildRecordQuerySet(OfCaseQuerySet):
    def latest_first(self) -> Self:
        return self.order_by("-registered_at", "-id")


class ChildRecord(OfCase):
    """Who registered it, and when: later than the day it was made, at times."""

    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ChildRecordQuerySet.as_manager()

    class Meta:
        abstract = True
        triggers = [append_only()]


class ProtectionAssessment(ChildRecord):
    """Skyddsbedömning: whether the child needs protection at once (SoL 20:1). Due the same day."""

    made_on = models.DateField("Gjord den")
    made_by = models.CharField("Gjord av", max_length=120)
    outcome = models.TextField(
        "Bedömning", max_length=20_000, help_text="Behöver barnet omedelbart skydd, och varför?"
    )


class PreliminaryAssessmentQuerySet(ChildRecordQuerySet):
    def opening(self) -> Self:
        """Those that opened an inquiry."""
        return self.filter(opens_inquiry=True)


class PreliminaryAssessment(ChildRecord):
    """Förhandsbedömning: whether an inquiry is opened (SoL 20:2). Due within fourteen days."""

    decided_on = models.DateField("Beslutad den")
    decided_by = models.CharField("Beslutad av", max_length=120)
    opens_inquiry = models.BooleanField(
        "Beslut", choices=[(True, "Utredning inleds"), (False, "Utredning inleds inte")]
    )
    reasons = models.TextField("Skäl", max_length=20_000)

    objects = PreliminaryAssessmentQuerySet.as_manager()


class InquiryExtension(ChildRecord):
    """A later last day for the inquiry than four months, for special reasons (SoL 20:3).

    ``registered_by`` is the manager who decided it.
    """

    extended_to = models.DateField("Förlängd till")
    reasons = models.TextField("Särskilda skäl", max_length=20_000)


class EighteenYearsBefore(Func):
    """A day eighteen years earlier. Born after it is a child on the day, as ``age_on`` counts."""

    template = "(%(expressions)s - interval '18 years')::date"
    arity = 1
    output_field = models.DateField()


def is_childs(received_on: str = "received_on") -> Q:
    """Referrals of somebody under 18 on the day that it came in."""
    return Q(case__person__birth_date__gt=EighteenYearsBefore(F(received_on)))
