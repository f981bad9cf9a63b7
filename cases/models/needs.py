import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from audit.models import Signed
from cases.models.cases import OfCase


class Area(models.TextChoices):
    """The nine areas of form 3.1."""

    HOUSING = "housing", "Boende"
    PHYSICAL_HEALTH = "physical_health", "Fysisk hälsa"
    MENTAL_HEALTH = "mental_health", "Psykisk hälsa"
    OCCUPATION = "occupation", "Sysselsättning"
    ECONOMY = "economy", "Ekonomi"
    NETWORK = "network", "Nätverk"
    LEISURE = "leisure", "Fritid"
    CRIME = "crime", "Kriminalitet"
    SUBSTANCES = "substances", "Missbruk"


def _scale(lowest: int) -> list[MinValueValidator | MaxValueValidator]:
    return [
        MinValueValidator(lowest, f"Skalan går från {lowest} till 10."),
        MaxValueValidator(10, f"Skalan går från {lowest} till 10."),
    ]


class NeedsInventory(OfCase, Signed):
    """Behovs- och resursinventering (form 3.1): the person's own picture, area by area."""

    talked_on = models.DateField("Samtalet hölls")
    motivation = models.PositiveSmallIntegerField(
        "Vilja till förändring, 0–10", null=True, blank=True, validators=_scale(0)
    )
    motivation_words = models.TextField("Med egna ord", blank=True, max_length=20_000)

    class Meta(Signed.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(signed_at__isnull=True), name="needs_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True) | Q(motivation__isnull=False),
                name="needs_signed_complete",
            ),
        ]


AREA_IS_LOCKED = pgtrigger.Trigger(
    name="area_of_signed_is_locked",
    level=pgtrigger.Row,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        if exists (
            select from cases_needsinventory
            where id in (new.inventory_id, old.inventory_id) and signed_at is not null
        ) then
            raise exception 'the inventory of this area is signed';
        end if;
        return new;
    """,
)


class NeedsArea(OfCase):
    """One area of an inventory. The person's words and the officer's comment are kept apart."""

    inventory = models.ForeignKey(NeedsInventory, models.PROTECT, related_name="areas")
    area = models.CharField(max_length=20, choices=Area)
    declined = models.BooleanField("Vill inte svara", default=False)
    own_words = models.TextField("Egen beskrivning", blank=True, max_length=20_000)
    need = models.PositiveSmallIntegerField(
        "Behov, 1–10", null=True, blank=True, validators=_scale(1)
    )
    motivation = models.PositiveSmallIntegerField(
        "Vill förändra, 0–10", null=True, blank=True, validators=_scale(0)
    )
    resources = models.TextField("Resurser som finns", blank=True, max_length=20_000)
    comment = models.TextField("Handläggarens kommentar", blank=True, max_length=20_000)
    priority = models.PositiveSmallIntegerField(
        "Prioritet",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
        help_text="1 är viktigast. Lämna tomt om området inte är prioriterat.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inventory", "area"], name="needs_area_once"),
        ]
        triggers = [AREA_IS_LOCKED]

    @property
    def label(self) -> str:
        return self.get_area_display()

    @property
    def is_answered(self) -> bool:
        """All areas are answered, or the person declined (form 3.1)."""
        return self.declined or bool(
            self.own_words and self.need is not None and self.motivation is not None
        )
