from django.db import models

from cases.models import OfCase


class RelatedKind(models.TextChoices):
    """What the plan goes together with (form 3.5; for young offenders LUL 11 §)."""

    CARE_PLAN = "care_plan", "Genomförandeplan (BBIC)"
    TREATMENT = "treatment", "Vårdplan"
    CONTRACT = "contract", "Ungdomskontrakt"
    ENFORCEMENT = "enforcement", "Verkställighetsplan"
    DECISION = "decision", "Beslut"


class RelatedPlan(OfCase):
    """Where another plan about the person is found: a reference, never its content."""

    kind = models.CharField("Vad", max_length=12, choices=RelatedKind)
    reference = models.CharField("Nummer eller beteckning", max_length=80)
    kept_in = models.CharField(
        "Finns i", max_length=80, blank=True, help_text="Till exempel huvudsystemet eller akten."
    )
    dated = models.DateField("Daterad", null=True, blank=True)
    # Nothing is deleted: what was noted by mistake stays, unseen.
    removed = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["kind", "dated"]
