"""The weekly list: one for each stadsdel and week, kept for the statistics."""

from django.db import models
from django.utils import timezone

from audit.triggers import append_only
from organisation.models import District


class WeeklyList(models.Model):
    """How many cases were past their interval when a week began, and how it had gone the week before."""

    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    monday = models.DateField()
    late = models.PositiveIntegerField()
    raised = models.PositiveIntegerField()
    cleared = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "monday"], name="weekly_list_once")
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.district} {self.monday}"

    def log_refs(self) -> dict[str, object]:
        return {"district_id": self.district_id, "district_name": self.district.name}
