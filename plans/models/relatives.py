from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from audit.models import Versioned
from audit.triggers import never_deleted
from cases.models import OfCase, Todo
from cases.models.cases import OfCaseQuerySet
from consent.models import ConsentGiver
from organisation.models import Agency
from plans.models.supports import SupportMeasure


class RelativeQuerySet(OfCaseQuerySet):
    def kept(self) -> Self:
        """Without what was noted by mistake."""
        return self.filter(removed=False)

    def nearest_first(self) -> Self:
        """Parents before others, in the order of the list of relations."""
        places = [
            models.When(relation=code, then=place)
            for place, code in enumerate(Relative.Relation.values)
        ]
        return self.order_by(models.Case(*places), "pk")


class Relative(OfCase, Versioned):
    """An anhörig of the person: whether there is contact, and what the anhörig wants (R27, S12R).

    What stands here is a third person's (R19): it is read by those who work in the case, and is a
    part of no plan, letter, minutes or any other document.
    """

    class Relation(models.TextChoices):
        MOTHER = "mother", "Mamma"
        FATHER = "father", "Pappa"
        GUARDIAN = "guardian", "Annan vårdnadshavare"
        STEP_PARENT = "step_parent", "Bonusförälder"
        SIBLING = "sibling", "Syskon"
        GRANDPARENT = "grandparent", "Mor- eller farförälder"
        PARTNER = "partner", "Partner"
        OTHER = "other", "Annan anhörig"

    class Contact(models.TextChoices):
        NOT_YET = "not_yet", "Inte tagen än"
        TAKEN = "taken", "Tagen"
        REFUSED = "refused", "Den anhöriga vill inte"
        NOT_WANTED = "not_wanted", "Den enskilde vill inte"

    # Whoever gave a consent in the case has a name there already; others are named here.
    giver = models.ForeignKey(
        ConsentGiver,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Vem",
    )
    name = models.CharField("Namn", max_length=160, blank=True)
    relation = models.CharField("Relation", max_length=12, choices=Relation)
    contact = models.CharField("Kontakt", max_length=10, choices=Contact, default=Contact.NOT_YET)
    contact_on = models.DateField("Kontakt tagen den", null=True, blank=True)
    wishes = models.TextField("Vad den anhöriga vill", max_length=2000, blank=True)
    # What reminds of the next contact. A new one each time.
    follow_up = models.ForeignKey(Todo, models.PROTECT, null=True, editable=False, related_name="+")
    # Nothing is deleted: what was noted by mistake stays, unseen.
    removed = models.BooleanField(default=False, editable=False)

    objects = RelativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(giver__isnull=True) & ~Q(name="") | Q(giver__isnull=False, name=""),
                name="relative_named_once",
            ),
            models.CheckConstraint(
                condition=~Q(contact="taken") | Q(contact_on__isnull=False),
                name="relative_contact_has_day",
            ),
        ]
        triggers = [never_deleted()]

    @property
    def shown_name(self) -> str:
        return self.giver.name if self.giver else self.name

    @property
    def follow_up_on(self) -> date | None:
        """The day of the next contact, while it waits."""
        waits = self.follow_up is not None and self.follow_up.done_at is None
        return self.follow_up.due_on if waits and self.follow_up else None


class RelativeOffer(OfCase, Versioned):
    """Support offered to an anhörig: what, when, the answer, and the insats that it became."""

    class Answer(models.TextChoices):
        YES = "yes", "Tackade ja"
        NO = "no", "Tackade nej"
        THINKING = "thinking", "Tänker på saken"

    relative = models.ForeignKey(Relative, models.PROTECT, related_name="offers", editable=False)
    kind = models.CharField("Stöd", max_length=20)
    # As the list had it when the offer was saved.
    label = models.CharField(max_length=80, editable=False)
    offered_on = models.DateField("Erbjudet den")
    answer = models.CharField("Svar", max_length=10, choices=Answer)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Utförare"
    )
    support = models.ForeignKey(
        SupportMeasure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Insatsen som det blev",
    )

    class Meta:
        ordering = ["-offered_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(support__isnull=True) | Q(answer="yes"),
                name="relative_offer_accepted",
            ),
        ]
        triggers = [never_deleted()]
