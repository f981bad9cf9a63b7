import uuid

from django.db import models
from django.db.models import Q

from organisation.models import District
from sig.lib.personnummer import NumberKind, PersonalNumber


ADULT = 18  # years


class Protection(models.TextChoices):
    """Protected identity, weakest first."""

    NONE = "none", "Inget skydd"
    MARKED = "marked", "Sekretessmarkering"
    REGISTERED = "registered", "Skyddad folkbokföring"
    ASSUMED = "assumed", "Fingerade personuppgifter"


class Person(models.Model):
    """Den enskilde. Unique per stadsdel: each nämnd answers for its own data, nothing looks across."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    # Twelve digits, or empty when the number is missing.
    number = models.CharField(max_length=12, blank=True)
    number_kind = models.CharField(max_length=20, choices=NumberKind)
    first_name = models.CharField("Förnamn", max_length=80)
    last_name = models.CharField("Efternamn", max_length=80)
    # Kept apart from the number: its date may differ from the day of birth (FOL 18 §).
    birth_date = models.DateField("Födelsedatum")
    protection = models.CharField(
        "Skyddade personuppgifter", max_length=12, choices=Protection, default=Protection.NONE
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "number"],
                condition=~Q(number=""),
                name="person_once_per_district",
            ),
            models.UniqueConstraint(fields=["id", "district"], name="person_id_district"),
        ]
        indexes = [models.Index(fields=["district", "last_name", "first_name"])]

    def __str__(self) -> str:
        return "Person"  # neutral: names are shown by cases.access.shown_name alone

    @property
    def personal_number(self) -> PersonalNumber:
        return PersonalNumber(NumberKind(self.number_kind), self.number)

    @property
    def initials(self) -> str:
        """What stands for the name in lists; of a protected person not even that (R41)."""
        if self.is_protected:
            return "Skyddad"
        return f"{self.first_name[:1]}.{self.last_name[:1]}."

    @property
    def is_protected(self) -> bool:
        return self.protection != Protection.NONE

    def log_refs(self) -> dict[str, object]:
        return {
            "person": self.pk,
            "district_id": self.district_id,
            "district_name": self.district.name,
        }
