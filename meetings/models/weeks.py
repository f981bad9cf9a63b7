"""The weekly list: one for each stadsdel and week, kept for the statistics; and who was told of it."""

from django.conf import settings
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


class WeeklyNotice(models.Model):
    """That a user was told by mail of their stadsdel's list of a week. Once, whatever breaks."""

    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    monday = models.DateField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    mailed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "monday", "user"], name="weekly_notice_once"
            )
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.user} {self.monday}"
