from collections.abc import Collection
from typing import Self

from django.db import models

from organisation.models.districts import District


class AgencyKind(models.TextChoices):
    """Kinds of cooperation partner (bilaga 1)."""

    POLICE = "police", "Polis"
    SCHOOL = "school", "Skola"
    JOB_CENTRE = "job_centre", "Jobbtorg"
    EMPLOYMENT = "employment", "Arbetsförmedling"
    PROBATION = "probation", "Kriminalvård eller frivård"
    HEALTH = "health", "Region (BUP, beroendevård, Maria Ungdom)"
    INSTITUTION = "institution", "SiS"
    SOCIAL = "social", "Annan enhet i socialtjänsten"
    FIELD = "field", "Fältassistent"
    FAMILY = "family", "Familj eller nätverk"
    ASSOCIATION = "association", "Förening eller trossamfund"
    BUSINESS = "business", "Näringsliv"
    LANDLORD = "landlord", "Bostadsbolag"
    PREMISES = "premises", "SL eller centrumägare"
    PROVIDER = "provider", "Extern utförare"
    OTHER = "other", "Annan"


# The kinds that are authorities: OSL ch. 10 opens the secrecy between such.
AUTHORITIES = frozenset(
    {
        AgencyKind.POLICE,
        AgencyKind.SCHOOL,
        AgencyKind.JOB_CENTRE,
        AgencyKind.EMPLOYMENT,
        AgencyKind.PROBATION,
        AgencyKind.HEALTH,
        AgencyKind.INSTITUTION,
        AgencyKind.SOCIAL,
        AgencyKind.FIELD,
    }
)


class AgencyQuerySet(models.QuerySet["Agency"]):
    def of(self, district_id: int) -> Self:
        return self.filter(district=district_id, active=True)

    def within(self, districts: Collection[int]) -> Self:
        """The organisations on these stadsdelar's lists, ended ones too. A family is none."""
        return self.filter(district_id__in=districts).exclude(kind=AgencyKind.FAMILY)


class Agency(models.Model):
    """A cooperation partner on the stadsdel's contact list (bilaga 1). Never client data."""

    district = models.ForeignKey(District, models.PROTECT)
    kind = models.CharField(max_length=20, choices=AgencyKind)
    name = models.CharField(max_length=120)
    active = models.BooleanField(default=True)
    # The stadsdel that this partner is, when it is one: a case can be handed over to it (R56).
    stands_for = models.ForeignKey(District, models.PROTECT, null=True, related_name="+")

    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(fields=["district", "name"], name="agency_once_per_district"),
            # The target of the composite keys that keep a child in its parent's district.
            models.UniqueConstraint(fields=["id", "district"], name="agency_id_district"),
        ]

    def __str__(self) -> str:
        return self.name

    def log_refs(self) -> dict[str, object]:
        return {"district_name": self.district.name}  # of no client

    @property
    def log_detail(self) -> str:
        return f"agency {self.pk}"
