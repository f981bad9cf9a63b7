from datetime import date
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, When
from django.utils import timezone

from audit.models import Versioned
from audit.triggers import append_only, locked_when
from cases.models import OfCase
from cases.models.cases import OfCaseQuerySet
from cases.triggers import decider_stands_apart
from organisation.models import Deputy
from plans.costs import PriceUnit, Purchase
from sig.lib.dates import swedish
from sig.lib.money import exactly, in_kronor


class ProcurementStatus(models.TextChoices):
    DRAFT = "draft", "Utkast"
    SUBMITTED = "submitted", "Väntar på beslut"
    RETURNED = "returned", "Återlämnad"
    APPROVED = "approved", "Godkänd"
    DECLINED = "declined", "Avslagen"

    @classmethod
    def writable(cls) -> list["ProcurementStatus"]:
        return [cls.DRAFT, cls.RETURNED]

    @classmethod
    def counted(cls) -> list["ProcurementStatus"]:
        """Those that cost, or will if the manager says so."""
        return [cls.SUBMITTED, cls.APPROVED]


class ProcurementQuerySet(OfCaseQuerySet):
    def counted(self) -> Self:
        return self.filter(status__in=ProcurementStatus.counted())

    def follow_up_late(self, day: date) -> Self:
        """Approved ones whose day of follow-up has gone by: the first, or the one set since."""
        since = ProcurementFollowUp.objects.filter(procurement=OuterRef("pk"))
        latest = since.order_by("-noted_at", "pk").values("next_on")[:1]
        due = models.Case(When(Exists(since), then=Subquery(latest)), default=F("follow_up_on"))
        approved = self.filter(status=ProcurementStatus.APPROVED)
        return approved.annotate(follow_up_due=due).filter(follow_up_due__lt=day)


class Procurement(OfCase, Versioned):
    """Upphandling (bilaga 2.4): a need that can't be met by the own organisation. Locked when decided.

    Money is in kronor. A price and its days give the estimated cost, which is counted and not kept.
    """

    class Permit(models.TextChoices):
        NOT_NEEDED = "not_needed", "Behövs inte"
        CHECKED = "checked", "Finns, kontrollerat hos IVO"

    class Method(models.TextChoices):
        CALL_OFF = "call_off", "Avrop på ramavtal"
        DIRECT = "direct", "Direktupphandling"
        ADVERTISED = "advertised", "Annonserad upphandling"

    class Secrecy(models.TextChoices):
        PROCESSOR = "processor", "Personuppgiftsbiträdesavtal"
        CLAUSE = "clause", "Sekretessförbehåll"
        BOTH = "both", "Personuppgiftsbiträdesavtal och sekretessförbehåll"

    status = models.CharField(
        max_length=10, choices=ProcurementStatus, default=ProcurementStatus.DRAFT, editable=False
    )
    need = models.TextField(
        "Behov som den egna verksamheten inte kan tillgodose", max_length=20_000, blank=True
    )
    provider = models.CharField("Föreslagen utförare", max_length=160, blank=True)
    org_number = models.CharField("Organisationsnummer", max_length=11, blank=True)
    # A sole trader's number is a personnummer, and isn't kept.
    sole_trader = models.BooleanField("Utföraren är en enskild firma", default=False)
    permit = models.CharField("Tillstånd", max_length=10, choices=Permit, blank=True)
    permit_checked_on = models.DateField("Tillståndet kontrollerat den", null=True, blank=True)
    framework_agreement = models.BooleanField("Ramavtal finns", default=False)
    method = models.CharField("Form", max_length=10, choices=Method, blank=True)
    price = models.DecimalField(
        "Pris i kronor",
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    price_unit = models.CharField("Priset gäller", max_length=5, choices=PriceUnit, blank=True)
    starts_on = models.DateField("Från och med", null=True, blank=True)
    ends_on = models.DateField("Till och med", null=True, blank=True)
    # Tax, economy, owners, references: that the provider is what it says (dir. 2025:53).
    checked_on = models.DateField("Seriositetskontroll gjord den", null=True, blank=True)
    secrecy = models.CharField("Skydd för uppgifterna", max_length=10, choices=Secrecy, blank=True)
    follow_up_on = models.DateField("Följs upp den", null=True, blank=True)
    # Everybody who has saved the draft, by their keys: none of them decides on it (R2).
    writers = ArrayField(models.BigIntegerField(), default=list, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    # The title on the day, as beside a signature.
    decided_title = models.CharField(max_length=80, blank=True, editable=False)
    # When it was decided by the manager's deputy: what let them.
    deputy = models.ForeignKey(Deputy, models.PROTECT, null=True, editable=False, related_name="+")
    delegation = models.CharField("Delegationspunkt", max_length=60, blank=True, editable=False)
    answer = models.TextField("Skäl", max_length=20_000, blank=True, editable=False)

    objects = ProcurementQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="procurement_period",
            ),
            models.CheckConstraint(
                condition=Q(price__isnull=True) | Q(price__gt=0), name="procurement_price"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["submitted", "approved"])
                | Q(price__isnull=False, starts_on__isnull=False, ends_on__isnull=False)
                & ~Q(price_unit="")
                & Q(proposed_by__isnull=False),
                name="procurement_counted_complete",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "declined"])
                & Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(status__in=["approved", "declined"])
                & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="procurement_decided_pair",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="procurement_by_another",  # R2
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(writers__contains=[F("decided_by")]),
                name="procurement_by_no_writer",  # R2
            ),
        ]
        indexes = [
            models.Index(
                fields=["district", "status"],
                condition=Q(status__in=["submitted", "returned", "approved"]),
                name="procurement_at_hand",
            )
        ]
        triggers = [
            locked_when("decided_is_locked", status__in=["approved", "declined"]),
            decider_stands_apart(),
        ]

    @property
    def is_writable(self) -> bool:
        return self.status in ProcurementStatus.writable()

    @property
    def is_submitted(self) -> bool:
        return self.status == ProcurementStatus.SUBMITTED

    @property
    def is_approved(self) -> bool:
        return self.status == ProcurementStatus.APPROVED

    @property
    def purchase(self) -> Purchase | None:
        """What it costs and when; None while something of that is missing."""
        if not (self.price and self.price_unit and self.starts_on and self.ends_on):
            return None
        return Purchase(self.price, self.price_unit, self.starts_on, self.ends_on)

    @property
    def total_in_words(self) -> str:
        return in_kronor(self.purchase.total) if self.purchase else "går inte att räkna ut än"

    @property
    def price_in_words(self) -> str:
        return f"{exactly(self.price)} {self.get_price_unit_display()}" if self.price else "–"

    @property
    def period(self) -> str:
        if not (self.starts_on and self.ends_on):
            return "–"
        return f"{swedish(self.starts_on, year=True)}–{swedish(self.ends_on, year=True)}"


class ProcurementFollowUp(OfCase):
    """How a purchase was followed up: what was found, and when the next time is, if there is one."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="+")
    done_on = models.DateField("Uppföljd den")
    found = models.TextField("Vad uppföljningen visade", max_length=20_000)
    next_on = models.DateField("Följs upp igen den", null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    noted_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-noted_at", "pk"]
        triggers = [append_only()]
