"""Cases from before the system, imported as history: what their source knew and no other table has."""

from django.db import models
from django.db.models import F, Q

from audit.triggers import append_only
from cases.models import OfCase, Outcome
from followup.models import answers
from followup.models.reports import AnnualReport


class History(OfCase):
    """What a report tells of one youth, as on its last day. The case's own days are stand-ins.

    The report counts in each stadsdel; which youth is which it seldom says. So the rows add up to
    the report, and two answers in one row say nothing of how they belong together.
    """

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="+")
    # Whole years: the bounds that the source gives for the stadsdel.
    age_from = models.PositiveSmallIntegerField(null=True)
    age_to = models.PositiveSmallIntegerField(null=True)
    ended = models.CharField(max_length=10, choices=answers.YesNo)
    reason = models.CharField(max_length=20, choices=Outcome, blank=True)
    sentenced = models.CharField(max_length=10, choices=answers.YesNo)
    suspicion = models.CharField(max_length=10, choices=answers.Suspicion)
    # The source doesn't say that there is this youth: it follows from a sum.
    inferred = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], name="history_once"),
            models.CheckConstraint(
                condition=Q(age_from__isnull=True, age_to__isnull=True)
                | Q(age_to__gte=F("age_from")),
                name="history_ages",
            ),
        ]
        triggers = [append_only()]
