from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from audit.models import Signed, Versioned
from audit.triggers import locked_with
from cases.models.cases import OfCase
from cases.models.rows import Row


class Area(models.TextChoices):
    """The nine areas that form 3.1 began with. Those in force today stand in ``ListItem``."""

    HOUSING = "housing", "Boende"
    PHYSICAL_HEALTH = "physical_health", "Fysisk hälsa"
    MENTAL_HEALTH = "mental_health", "Psykisk hälsa"
    OCCUPATION = "occupation", "Sysselsättning"
    ECONOMY = "economy", "Ekonomi"
    NETWORK = "network", "Nätverk"
    LEISURE = "leisure", "Fritid"
    CRIME = "crime", "Kriminalitet"
    SUBSTANCES = "substances", "Missbruk"


class NeedsInventory(OfCase, Signed):
    """Behovs- och resursinventering (form 3.1): the person's own picture, area by area."""

    # The lists (areas, scales, checklists) are those of this day.
    begun_on = models.DateField(editable=False)
    motivation = models.PositiveSmallIntegerField(
        "Vilja till förändring", null=True, blank=True, validators=[MaxValueValidator(10)]
    )
    motivation_words = models.TextField("Med egna ord", blank=True, max_length=20_000)
    practical = ArrayField(
        models.CharField(max_length=20),
        verbose_name="Behöver hjälp med",
        blank=True,
        default=list,
    )
    practical_words = models.TextField("Mer om det praktiska", blank=True, max_length=20_000)
    # Children that the person lives with or is a parent of, and the duty to report (SoL 19:1).
    children = models.BooleanField("Barn i hushållet eller egna barn", null=True, blank=True)
    worry = models.BooleanField("Det finns skäl att anmäla oro för barnet", null=True, blank=True)
    worry_words = models.TextField("Oron, och vad som är gjort", blank=True, max_length=20_000)
    # SIG unga only.
    school = models.CharField("Skola", max_length=120, blank=True)
    school_year = models.CharField("Årskurs eller program", max_length=60, blank=True)
    absence = models.CharField("Frånvaro", max_length=200, blank=True)
    guardians = models.TextField("Vårdnadshavare", blank=True, max_length=2_000)
    bbic = models.CharField("Utredning enligt BBIC: beteckning", max_length=60, blank=True)
    # That it is done and when; the result stands in the investigation.
    savry_on = models.DateField("SAVRY gjord den", null=True, blank=True)
    # The person's view of the record, and what they hold to be wrong (SoL 14:6, R52).
    confirmed_on = models.DateField(
        "Personen bekräftade att det är rätt återgivet, den", null=True, blank=True
    )
    dissent = models.TextField("Det som personen inte håller med om", blank=True, max_length=20_000)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="+"
    )
    correction_reason = models.CharField("Skäl till rättelsen", max_length=300, blank=True)

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


class NeedsPart(OfCase, Versioned):
    """Counts the saves of a part of the inventory: of two who write, each has a part for themselves.

    What is written in the part stands in the inventory. A part that nobody has saved has no row.
    """

    class Kind(models.TextChoices):
        WILL = "will", "Vilja till förändring"
        PRACTICAL = "practical", "Praktiska behov"
        CHILDREN = "children", "Barn"
        SCHOOL = "school", "Skola och vårdnadshavare"
        CONFIRMATION = "confirmation", "Personens bekräftelse"

    inventory = models.ForeignKey(NeedsInventory, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inventory", "kind"], name="needs_part_once"),
        ]
        triggers = [locked_with("part_of_signed_is_locked", "cases_needsinventory", "inventory_id")]


class NeedsArea(OfCase, Versioned):
    """One area of an inventory. The person's words and the officer's comment are kept apart."""

    inventory = models.ForeignKey(NeedsInventory, models.PROTECT, related_name="areas")
    area = models.CharField(max_length=20)
    # As the list had them when the inventory was begun.
    label = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()
    declined = models.BooleanField("Vill inte svara", default=False)
    own_words = models.TextField("Egen beskrivning", blank=True, max_length=20_000)
    need = models.PositiveSmallIntegerField(
        "Behov", null=True, blank=True, validators=[MaxValueValidator(10)]
    )
    motivation = models.PositiveSmallIntegerField(
        "Vill förändra", null=True, blank=True, validators=[MaxValueValidator(10)]
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
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["inventory", "area"], name="needs_area_once"),
        ]
        triggers = [locked_with("area_of_signed_is_locked", "cases_needsinventory", "inventory_id")]

    @property
    def is_answered(self) -> bool:
        """All areas are answered, or the person declined (form 3.1)."""
        return self.declined or bool(
            self.own_words and self.need is not None and self.motivation is not None
        )


class NeedsRow(Row):
    """A line of the inventory, locked with it."""

    inventory = models.ForeignKey(NeedsInventory, models.PROTECT, related_name="+")

    class Meta(Row.Meta):
        abstract = True
        triggers = [locked_with("row_of_signed_is_locked", "cases_needsinventory", "inventory_id")]


class NeedsTalk(NeedsRow):
    """A talk that the inventory rests on."""

    held_on = models.DateField("Samtalet hölls")
    participants = models.CharField("Deltog", max_length=300, blank=True)
    place = models.CharField("Plats", max_length=120, blank=True)


class NeedsContact(NeedsRow):
    """A resource person: somebody in the network who can be of help (S20 2i)."""

    name = models.CharField("Namn", max_length=160)
    relation = models.CharField("Relation", max_length=120, blank=True)
    contact = models.CharField("Telefon eller e-post", max_length=160, blank=True)
    may_contact = models.BooleanField("Får kontaktas", default=False)


class NeedsSupport(NeedsRow):
    """An insats or an authority that is already there."""

    what = models.CharField("Insats eller myndighet", max_length=200)
    contact = models.CharField("Kontaktperson", max_length=160, blank=True)
