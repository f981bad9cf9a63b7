from typing import Self

from django.db import models

from audit.models import Versioned
from cases.models.cases import OfCase, OfCaseQuerySet


class RowQuerySet(OfCaseQuerySet):
    def kept(self) -> Self:
        """What stands in the form: a row that was taken out of a draft stays, unseen."""
        return self.filter(removed=False)


class Row(OfCase, Versioned):
    """One of several lines of a form, such as the talks of form 3.1. Nothing is deleted."""

    removed = models.BooleanField("Ta bort raden", default=False)
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = RowQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "pk"]
