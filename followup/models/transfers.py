"""Överlämnande: a case is handed over to another stadsdel, which opens a case of its own (R56).

Each board keeps its own file. The rows here are the only ones that two stadsdelar see.
"""

from collections.abc import Collection
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.models import Once
from audit.triggers import append_only
from cases.models import Case, NumberKind, OfCase, Person, Protection
from cases.models.cases import OfCaseQuerySet
from consent.models import Disclosure, InformationKind
from organisation.models import Agency, District, Programme
from sig.lib.personnummer import PersonalNumber


class TransferGround(models.TextChoices):
    """Why another stadsdel is to take over."""

    MOVED = "moved", "Har flyttat dit"
    NETWORK = "network", "Har sitt nätverk och stöd där"
    OTHER = "other", "Annat skäl"


class TransferStatus(models.TextChoices):
    ASKED = "asked", "Väntar på svar"
    ACCEPTED = "accepted", "Mottaget"
    DECLINED = "declined", "Avböjt"
    WITHDRAWN = "withdrawn", "Återtaget"


class TransferQuerySet(OfCaseQuerySet):
    def under_way(self) -> Self:
        """Asked or accepted: a case has one such at most."""
        return self.filter(status__in=[TransferStatus.ASKED, TransferStatus.ACCEPTED])

    def accepted(self) -> Self:
        return self.filter(status=TransferStatus.ACCEPTED)


# What the answer writes. All the rest was asked, and stays as it was asked.
ANSWER = (
    "status",
    "answered_at",
    "answered_by_id",
    "answer",
    "assignee_id",
    "new_case_id",
    "confirmed_at",
)

# What a hand-over tells: who it is, and what has been done. Both stadsdelar need consent to it.
TRANSFER_KINDS = (InformationKind.IDENTITY, InformationKind.PLAN)


def _array(names: Collection[str]) -> str:
    """The names as a PostgreSQL array."""
    return "'{" + ",".join(names) + "}'"


_WITHOUT_ANSWER = f"{_array(ANSWER)}::text[]"
_KINDS = f"{_array(TRANSFER_KINDS)}::varchar[]"

# The sender withdraws, the receiver answers, each once; then the receiver opens its case, and
# confirms a consent that the person has given there, for the same kinds, since the hand-over.
ONLY_THE_ANSWER = pgtrigger.Trigger(
    name="only_the_answer",
    level=pgtrigger.Row,
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
        if to_jsonb(new) - {_WITHOUT_ANSWER} is distinct from to_jsonb(old) - {_WITHOUT_ANSWER} then
            raise exception 'what was asked of the other stadsdel is locked';
        end if;
        if old.status <> 'asked'
           and (new.status, new.answered_at, new.answered_by_id, new.answer)
               is distinct from (old.status, old.answered_at, old.answered_by_id, old.answer)
        then
            raise exception 'the transfer is answered';
        end if;
        if not (case when new.status = 'withdrawn' then new.district_id else new.receiver_id end
                = any(app_districts())) then
            raise exception 'the other stadsdel writes this';
        end if;
        if old.new_case_id is not null
           and (new.new_case_id, new.assignee_id)
               is distinct from (old.new_case_id, old.assignee_id) then
            raise exception 'the case is opened';
        end if;
        if new.confirmed_at is distinct from old.confirmed_at and not exists (
            select from consent_consentrow r
            join consent_consent c on c.id = r.consent_id
            join organisation_agency a on a.id = r.agency_id
            where c.case_id = new.new_case_id and c.registered_at > new.answered_at
              and a.stands_for_id = new.district_id
              and r.withdrawn_at is null and r.kinds @> {_KINDS}
        ) then
            raise exception 'the consent is not confirmed anew';
        end if;
        return new;
    """,
)


class Transfer(OfCase):
    """The question to another stadsdel, with the hand-over note, and its answer (R56).

    It carries what a new case needs, as it was on the day of asking: the receiver sees this row and
    nothing of the case behind it. ``district`` is the stadsdel that asks.
    """

    receiver = models.ForeignKey(District, models.PROTECT, related_name="+")
    # The receiver as it stands on the asking stadsdel's contact list, and what told it.
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="Stadsdel")
    disclosure = models.OneToOneField(Disclosure, models.PROTECT, related_name="+")
    # The one manager who may see a person with a protected identity (R41); empty for all others.
    addressee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="Till enhetschefen",
    )
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    number = models.CharField(max_length=12, blank=True)
    number_kind = models.CharField(max_length=20, choices=NumberKind)
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80)
    birth_date = models.DateField()
    protection = models.CharField(max_length=12, choices=Protection, default=Protection.NONE)
    ground = models.CharField("Skäl", max_length=10, choices=TransferGround)
    ground_words = models.CharField("Skälet i korthet", max_length=500, blank=True)
    note = models.TextField("Överlämningsanteckning", max_length=20_000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)

    status = models.CharField(
        max_length=10, choices=TransferStatus, default=TransferStatus.ASKED, editable=False
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, editable=False)
    answer = models.TextField("Skäl", max_length=20_000, blank=True, editable=False)
    # Who opens the case in the receiving stadsdel: never the manager who took it on (R1, R2).
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    new_case = models.OneToOneField(
        Case, models.PROTECT, null=True, editable=False, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, editable=False)

    objects = TransferQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["id", "district"], name="transfer_id_district"),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(status__in=["asked", "accepted"]),
                name="transfer_one_under_way",
            ),
            models.CheckConstraint(
                condition=~Q(receiver=models.F("district")), name="transfer_to_another"
            ),
            models.CheckConstraint(
                condition=Q(status="asked", answered_at__isnull=True, answered_by__isnull=True)
                | ~Q(status="asked") & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="transfer_answered_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(status="accepted", assignee__isnull=False)
                | ~Q(status="accepted")
                & Q(assignee__isnull=True, new_case__isnull=True, confirmed_at__isnull=True),
                name="transfer_accepted_has_assignee",
            ),
            models.CheckConstraint(
                condition=Q(protection="none", addressee__isnull=True)
                | ~Q(protection="none") & Q(addressee__isnull=False),
                name="transfer_protected_is_addressed",
            ),
        ]
        indexes = [models.Index(fields=["receiver", "-asked_at"], name="transfer_incoming")]
        triggers = [ONLY_THE_ANSWER]

    def save_answer(self, *columns: str) -> None:
        """Save these alone, without the case: the receiver can't see it."""
        super(OfCase, self).save(update_fields=columns)

    @property
    def is_protected(self) -> bool:
        return self.protection != Protection.NONE

    @property
    def initials(self) -> str:
        return f"{self.first_name[:1]}.{self.last_name[:1]}."

    @property
    def personal_number(self) -> PersonalNumber:
        return PersonalNumber(NumberKind(self.number_kind), self.number)

    def copy_identity(self, person: Person) -> None:
        """What the receiver needs to open a case on the same person."""
        for field in (*IDENTITY, "protection"):
            setattr(self, field, getattr(person, field))


IDENTITY = ("number", "number_kind", "first_name", "last_name", "birth_date")


class TransferDocument(Once):
    """A copy of a document that was handed over, as it was that day. Append-only.

    The receiver sees it first when the consent is confirmed anew: the database holds it back (R56).
    """

    class Kind(models.TextChoices):
        PLAN = "plan", "Planen som gäller"

    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="documents")
    district = models.ForeignKey(District, models.PROTECT, related_name="+", editable=False)
    disclosure = models.OneToOneField(Disclosure, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(fields=["transfer", "sha256"], name="transfer_document_once")
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self._meta.object_name} {self.pk}"

    def log_refs(self) -> dict[str, object]:
        return self.transfer.log_refs()
