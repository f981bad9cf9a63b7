from django.db import models

from consent.models import NumberedCopy
from plans.models.plans import Plan


class PlanCopy(NumberedCopy):
    """One recipient's copy of a version of the plan, as it was handed out (R8)."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")

    class Meta(NumberedCopy.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="plan_copy_number_once"),
            models.UniqueConstraint(fields=["case", "fingerprint"], name="plan_copy_once"),
        ]
