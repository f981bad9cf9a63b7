"""Meetings, who came, what was said of each goal, and the flags for meetings that never were."""

from datetime import date
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from audit.models import Signed, Versioned
from audit.triggers import never_deleted
from cases.models import OfCase
from cases.models.cases import OfCaseQuerySet
from consent.models import Disclosure
from meetings.interval import ONE_DAY, Pause
from organisation.models import Agency, MeetingType
from plans.models import Goal, GoalStatus
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
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    cancelled_reason = models.CharField(
        "Skäl till att mötet ställs in", max_length=300, blank=True, editable=False
    )
    held_on = models.DateField("Hölls den", null=True, editable=False)
    participant_present = models.BooleanField("Den enskilde var med", default=False)
    notes = models.TextField("Minnesanteckningar", blank=True, max_length=20_000)
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


class Attendance(OfCase):
    """Who came, by person and organisation (R34). An absence has its reason."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    name = models.CharField("Namn", max_length=120, blank=True)
    present = models.BooleanField("Närvarade", default=False)
    substitute = models.BooleanField("Ersättare", default=False)
    absence_reason = models.CharField("Orsak till frånvaro", max_length=200, blank=True)

    class Meta:
        ordering = ["agency__kind", "agency__name"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "agency"], name="attendance_once")
        ]
        triggers = [locked_with_meeting()]


class GoalReview(OfCase):
    """What the meeting said of one goal (R31)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="reviews")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="+")
    status = models.CharField("Status", max_length=12, choices=GoalStatus)
    comment = models.CharField("Kommentar", max_length=500, blank=True)

    class Meta:
        ordering = ["goal__position"]
        constraints = [models.UniqueConstraint(fields=["meeting", "goal"], name="goal_review_once")]
        triggers = [locked_with_meeting()]


class IntervalPauseQuerySet(OfCaseQuerySet):
    def lasting(self) -> list[Pause]:
        """The days of each as they were: until it was ended, or as decided."""
        pauses: Any = self
        return [pause.lasts for pause in pauses if pause.lasts]


class IntervalPause(OfCase):
    """Days that don't count towards the interval, decided by the manager (R30)."""

    from_on = models.DateField("Från och med")
    to_on = models.DateField("Till och med")
    reason = models.CharField("Skäl", max_length=300)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    decided_at = models.DateTimeField(default=timezone.now, editable=False)
    # Ended early: the first day that counts again, which is the first of all if it never began.
    ended_on = models.DateField(null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = IntervalPauseQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-decided_at"]
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="pause_period"),
            models.CheckConstraint(condition=~Q(reason=""), name="pause_reason"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_by__isnull=True)
                | Q(ended_on__range=(F("from_on"), F("to_on")), ended_by__isnull=False),
                name="pause_ended_inside",
            ),
        ]
        triggers = [never_deleted()]

    @property
    def lasts(self) -> Pause | None:
        """Its days, or None when it was ended before it began."""
        end = self.ended_on - ONE_DAY if self.ended_on else self.to_on
        return Pause(self.from_on, end) if end >= self.from_on else None


class FlagQuerySet(OfCaseQuerySet):
    def raised(self) -> Self:
        return self.filter(cleared_at__isnull=True)


class Flag(OfCase):
    """That a case went past its interval: the occasion and the notices, kept for the statistics.

    Lateness itself is always computed from the case; the flag records that it was noticed.
    """

    # The held meeting, or enrolment, that the interval ran from: one flag per case and occasion.
    occasion = models.DateField()
    raised_at = models.DateTimeField()
    manager_notified_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)

    objects = FlagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "occasion"], name="flag_once_per_occasion")
        ]
        indexes = [
            models.Index(
                fields=["district"], condition=Q(cleared_at__isnull=True), name="flag_raised"
            )
        ]
        triggers = [never_deleted()]
