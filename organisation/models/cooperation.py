"""What a stadsdel writes of its cooperation, and of no client."""

from collections.abc import Collection
from typing import Any, Self

from django.db import models

from audit.models import Once
from organisation.models.districts import District


class OfStadsdelQuerySet(models.QuerySet):
    def within(self, districts: Collection[int]) -> Self:
        """Those of the stadsdelar with these ids."""
        return self.filter(district_id__in=districts)


class OfStadsdel(Once):
    """A record of a stadsdel as a whole. It holds no key to a case and no client's identity (R47)."""

    district = models.ForeignKey(
        District, models.PROTECT, related_name="+", editable=False, verbose_name="Stadsdel"
    )

    objects = OfStadsdelQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.object_name} {self.pk}"

    def log_refs(self) -> dict[str, object]:
        # The name only, as for a role: who reaches no case of the stadsdel writes here too.
        return {"district_name": self.district.name}

    def already(self) -> Self | None:
        """The row that the same form made when it was sent before."""
        records: Any = type(self)._default_manager
        return records.filter(pk=self.pk, district=self.district_id).first()
