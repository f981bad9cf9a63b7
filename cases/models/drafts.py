from django.conf import settings
from django.db import models

from cases.models.cases import OfCase


class Draft(OfCase):
    """What somebody has typed in a form and not saved. No record: only its own user ever sees it.

    ``form`` names the form, ``target`` what it is about when a case has several of them.
    ``fields`` are the values as they were sent, lists of text by name; none when no text waits.
    ``sent_page`` is the mark of the page that was sent last: what it still has on its way is no
    longer unsaved.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    form = models.CharField(max_length=20)
    target = models.CharField(max_length=40, blank=True)
    fields = models.JSONField()
    sent_page = models.CharField(max_length=60, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "user", "form", "target"], name="draft_once")
        ]
