"""Säkerhetssamtal (forms 2.0–2.2): once a year with everybody who meets clients (R39)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from audit.models import Once, Signed, Versioned
from audit.triggers import locked_when, locked_with, never_deleted
from organisation.models.districts import District
from organisation.models.lists import ListKind


class SafetyTalkQuerySet(models.QuerySet["SafetyTalk"]):
    def signed(self) -> Self:
        return self.filter(signed_at__isnull=False)

    def drafts(self) -> Self:
        return self.filter(signed_at__isnull=True)

    def unsent(self) -> Self:
        """Signed, but not closed: the security function hasn't been given it (R39)."""
        return self.filter(signed_at__isnull=False, sent_at__isnull=True)


class SafetyTalk(Versioned, Signed):
    """A talk with an employee about the risks of the work (form 2.0). Personnel data, of no case.

    The leader writes and signs it; the employee then acknowledges it, and it is sent to the
    security function, which closes it.
    """

    district = models.ForeignKey(District, models.PROTECT, editable=False, related_name="+")
    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name="Medarbetare",
    )
    # The title on the day of the talk: it stays when the employee changes posts.
    employee_title = models.CharField(max_length=80, blank=True, editable=False)
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    held_on = models.DateField("Dag för samtalet")
    events = models.TextField("Upplevd risk och händelser sedan sist", max_length=4000, blank=True)
    reactive_done = models.BooleanField("Åtgärder vid hot och våld är genomgångna", default=False)
    reactive = models.TextField("Vad ni gick igenom", max_length=4000, blank=True)
    acknowledged_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    sent_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = SafetyTalkQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "employee"],
                condition=Q(signed_at__isnull=True),
                name="talk_one_draft",
            ),
            models.CheckConstraint(
                condition=~Q(employee=F("leader")), name="talk_with_somebody_else"
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=False)
                | Q(acknowledged_at__isnull=True, sent_at__isnull=True),
                name="talk_signed_first",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, sent_to__isnull=True)
                | Q(sent_at__isnull=False, sent_to__isnull=False),
                name="talk_sent_pair",
            ),
        ]
        indexes = [
            models.Index(fields=["employee", "-held_on"], name="talk_of_employee"),
            models.Index(fields=["-sent_at"], name="talk_sent_newest"),
        ]
        triggers = [
            # What comes after the signature stands in columns of its own, each written once.
            locked_when(
                "signed_is_locked",
                but=("acknowledged_at", "sent_at", "sent_to_id"),
                signed_at__isnull=False,
            ),
            locked_when(
                "acknowledged_is_locked",
                but=("sent_at", "sent_to_id"),
                acknowledged_at__isnull=False,
            ),
            locked_when("sent_is_locked", but=("acknowledged_at",), sent_at__isnull=False),
            never_deleted(),
        ]

    def __str__(self) -> str:
        return f"SafetyTalk {self.pk}"

    @property
    def is_closed(self) -> bool:
        """Whether the security function has been given it (R39)."""
        return self.sent_at is not None

    def log_refs(self) -> dict[str, object]:
        # The name only: the row tells of no client, so it isn't walled by stadsdel.
        return {"district_name": self.district.name}

    @property
    def log_detail(self) -> str:
        return f"talk {self.pk}"


class OfTalk(Once):
    """A row of a talk: it is walled with the talk, and locked with it."""

    talk = models.ForeignKey(
        SafetyTalk, models.PROTECT, editable=False, related_name="%(class)ss", db_index=False
    )

    class Meta:
        abstract = True

    def log_refs(self) -> dict[str, object]:
        return self.talk.log_refs()

    @property
    def log_detail(self) -> str:
        return self.talk.log_detail


class TalkAnswer(OfTalk):
    """The answer to one line of a checklist, by the line's code: its words are those of the day."""

    class Answer(models.TextChoices):
        YES = "yes", "Ja"
        NO = "no", "Nej"
        NOT_RELEVANT = "not_relevant", "Ej aktuellt"

    kind = models.CharField(
        max_length=20, choices=[(kind, kind.label) for kind in ListKind if kind.startswith("talk_")]
    )
    code = models.CharField(max_length=20)
    answer = models.CharField(max_length=12, choices=Answer, blank=True)
    comment = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["talk", "kind", "code"]
        constraints = [
            models.UniqueConstraint(fields=["talk", "kind", "code"], name="talk_answer_once")
        ]
        triggers = [
            locked_with("signed_is_locked", "organisation_safetytalk", "talk_id"),
            never_deleted(),
        ]


class TalkMeasure(OfTalk):
    """What was decided in the talk, by whom and by when. That it is done is noted afterwards."""

    what = models.TextField("Vad ska göras", max_length=1000)
    responsible = models.CharField("Vem gör det", max_length=120)
    due_on = models.DateField("Klart senast")
    dropped_at = models.DateTimeField(null=True, editable=False)  # taken out of the draft
    done_at = models.DateTimeField(null=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["talk", "due_on"], name="talk_measure_of_talk")]
        triggers = [
            locked_with(
                "signed_is_locked",
                "organisation_safetytalk",
                "talk_id",
                but=("done_at", "done_by_id"),
            ),
            locked_when("done_is_locked", done_at__isnull=False),
            never_deleted(),
        ]
