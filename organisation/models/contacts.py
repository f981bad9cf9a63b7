"""Kontaktlista för samverkan (bilaga 1): the people at the stadsdel's partners. Never client data."""

from collections.abc import Collection
from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from audit.models import Versioned
from audit.triggers import never_deleted
from organisation.models.agencies import Agency
from organisation.models.cooperation import OfStadsdel, OfStadsdelQuerySet
from sig.lib.dates import months_after


CHECK_MONTHS = 12  # a contact is to be checked at least this often


def _old_before(day: date) -> date:
    return months_after(day, -CHECK_MONTHS)


class ContactQuerySet(OfStadsdelQuerySet):
    def listed(self) -> Self:
        """Those that stand on the list: not ended, and neither is their organisation."""
        return self.filter(active=True, agency__active=True)

    def unchecked(self, day: date) -> Self:
        """Those on the list that nobody has checked for twelve months."""
        return self.listed().filter(checked_on__lt=_old_before(day))

    def reaching(self, areas: Collection[str]) -> Self:
        """Those who can contribute in any of these life areas."""
        return self.filter(areas__overlap=list(areas))


class Contact(OfStadsdel, Versioned):
    """A person at a partner: on what level, in which function, and what they can contribute."""

    class Level(models.TextChoices):
        """The three levels of the cooperation (RPS, S20)."""

        STRATEGIC = "strategic", "Strategisk"
        LEADING = "leading", "Operativ ledning"
        OPERATIVE = "operative", "Operativ"

    agency = models.ForeignKey(
        Agency, models.PROTECT, editable=False, related_name="contacts", verbose_name="Organisation"
    )
    level = models.CharField("Nivå", max_length=10, choices=Level)
    name = models.CharField("Namn", max_length=120)
    function = models.CharField("Funktion", max_length=120)
    phone = models.CharField("Telefon", max_length=40, blank=True)
    email = models.EmailField("E-post", max_length=120, blank=True)
    address = models.CharField("Besöksadress", max_length=200, blank=True)
    # Life areas, by the codes of their ``ListItem``.
    areas = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name="Livsområden"
    )
    contribution = models.TextField("Kan bidra med", max_length=1000, blank=True)
    deputy = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Ersättare"
    )
    active = models.BooleanField("Står på kontaktlistan", default=True)
    checked_on = models.DateField(editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )

    objects = ContactQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["agency__kind", "agency__name", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="contact_once"),
            models.UniqueConstraint(fields=["id", "district"], name="contact_district"),
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email="") | ~Q(address=""),
                name="contact_reachable",
                violation_error_message="Ange telefon, e-post eller besöksadress.",
            ),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | ~Q(deputy=F("id")), name="contact_deputy_other"
            ),
        ]
        indexes = [models.Index(fields=["district", "checked_on"], name="contact_checked")]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return f"{self.name}, {self.function}"

    @property
    def log_detail(self) -> str:
        return f"contact {self.pk}"

    def is_unchecked(self, day: date) -> bool:
        """Whether nobody has checked it for twelve months, as ``unchecked`` asks."""
        return self.checked_on < _old_before(day)
