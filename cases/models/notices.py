from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.triggers import never_deleted
from cases.models.cases import OfCase, OfCaseQuerySet


class NoticeQuerySet(OfCaseQuerySet):
    def standing(self) -> Self:
        """Of what is still to be done."""
        return self.filter(gone_at__isnull=True)


class Notice(OfCase):
    """That something came to a user's Min dag: when, whether they saw it or had a mail, when it went.

    ``watch`` is the name of what noticed it, never a word about the case.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    watch = models.CharField(max_length=40)
    came_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "case", "watch"],
                condition=Q(gone_at__isnull=True),
                name="notice_once_while_it_stands",
            )
        ]
        triggers = [never_deleted()]
