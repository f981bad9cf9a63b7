"""Meetings of one case, and the actors called to them."""

import uuid
from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone

from audit.models import Signed, Versioned
from cases.models import OfCase
from cases.models.cases import OfCaseQuerySet
from consent.models import Disclosure
from organisation.models import Agency, MeetingType
from sig.lib.dates import STOCKHOLM


def locked_with_meeting() -> pgtrigger.Trigger:
    """What belongs to a signed meeting is locked with it (R51)."""
    return pgtrigger.Trigger(
        name="locked_with_meeting",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func="""
            if exists (
                select from meetings_meeting
                where id = new.meeting_id and signed_at is not null
            )
            then raise exception 'the meeting is signed, and % is locked with it', tg_table_name;
            end if;
            return new;
        """,
    )


class MeetingStatus(models.TextChoices):
    """Cancelled is not held; a held meeting may still be unsigned."""

    BOOKED = "booked", "Bokat"
    HELD = "held", "Hållet"
    CANCELLED = "cancelled", "Inställt"


class MeetingQuerySet(OfCaseQuerySet):
    def booked(self) -> Self:
        return self.filter(status=MeetingStatus.BOOKED)

    def held(self) -> Self:
        return self.filter(status=MeetingStatus.HELD)

    def unsigned(self) -> Self:
        return self.held().filter(signed_at__isnull=True)


class Meeting(OfCase, Versioned, Signed):
    """A meeting about one case. Only socialtjänsten can call it (R33).

    ``version`` counts the saves of its minutes: attendances and reviews are saved with them.
    """

    kind = models.CharField("Mötestyp", max_length=20, choices=MeetingType)
    status = models.CharField(
        max_length=10, choices=MeetingStatus, default=MeetingStatus.BOOKED, editable=False
    )
    starts_at = models.DateTimeField("Tid")
    # Never in a calendar file, a mail or a title (R40).
    place = models.CharField("Plats", max_length=200, blank=True)
    # What its calendar file is known by: drawn at random, and nothing else of ours (R40).
    calendar_uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    cancelled_reason = models.CharField(
        "Skäl till att mötet ställs in", max_length=300, blank=True, editable=False
    )
    # Empty where a meeting was cancelled before this was kept.
    cancelled_at = models.DateTimeField(null=True, editable=False)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    held_on = models.DateField("Hölls den", null=True, editable=False)
    participant_present = models.BooleanField("Den enskilde var med", default=False)
    notes = models.TextField("Minnesanteckningar", blank=True, max_length=20_000)
    practical = models.TextField(
        "Praktiska frågor", blank=True, max_length=2000, default="", db_default=""
    )
    # Every meeting ends with a next date or with the end (R30).
    next_on = models.DateField("Nästa möte", null=True, blank=True)
    ends_reason = models.CharField("Inget mer möte: skälet", max_length=300, blank=True)
    # R32: police (and in SIG unga the school) belong to a network meeting.
    uncalled_reason = models.CharField(
        "Polis eller skola var inte kallad: skälet", max_length=300, blank=True
    )
    # R31: outside SIG unga's network meetings a goal may be left without a status, with a reason.
    unreviewed_reason = models.CharField("Mål utan status: skälet", max_length=300, blank=True)
    # Meetings are also written many at a time in SQL: the database too begins at 0.
    version = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta(Signed.Meta):
        abstract = False
        ordering = ["-starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "starts_at"],
                condition=~Q(status="cancelled"),
                name="meeting_once_per_time",
                violation_error_message="Det finns redan ett möte på den tiden.",
            ),
            models.CheckConstraint(
                condition=Q(status="held", held_on__isnull=False)
                | ~Q(status="held") & Q(held_on__isnull=True),
                name="meeting_held_on",
            ),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | ~Q(cancelled_reason=""),
                name="meeting_cancelled_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["case", "starts_at"], condition=Q(status="booked"), name="meeting_booked"
            ),
            models.Index(
                fields=["district", "starts_at"], condition=Q(status="booked"), name="meeting_next"
            ),
            models.Index(
                fields=["district", "held_on"],
                condition=Q(status="held", signed_at__isnull=True),
                name="meeting_unsigned",
            ),
        ]

    @property
    def day(self) -> date:
        """The day that it was held or, before that, the day in Stockholm that it is booked for."""
        return self.held_on or timezone.localtime(self.starts_at, STOCKHOLM).date()

    @property
    def called(self) -> "QuerySet[Invitation]":
        """The invitations that stand, each with its organisation."""
        return Invitation.objects.filter(meeting=self).standing().select_related("agency")


class InvitationQuerySet(OfCaseQuerySet):
    def standing(self) -> Self:
        """Those that no withdrawal has stopped."""
        return self.filter(stopped_at__isnull=True)


class Invitation(OfCase):
    """An actor called to a meeting, on the disclosure that told it so (R8)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="invitations")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    disclosure = models.OneToOneField(Disclosure, models.PROTECT, related_name="+")
    # When the consent that it rested on was withdrawn: the actor is no longer called (R11).
    stopped_at = models.DateTimeField(null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["agency__kind", "agency__name"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "agency"], name="invitation_once")
        ]
        triggers = [locked_with_meeting()]
