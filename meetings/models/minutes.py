"""What the minutes say: who came, what was said of each goal, and what was agreed on."""

from django.db import models
from django.db.models import Q

from cases.models import OfCase, Row
from meetings.models.group import GroupMember
from meetings.models.meetings import Meeting, locked_with_meeting
from organisation.models import Agency
from plans.models import Activity, Goal, GoalStatus


class Attendance(OfCase):
    """Who came, by person and organisation (R34). An absence has its reason.

    A row for each member of the group from an organisation that was called, and at most one for
    somebody else from it, who came instead or isn't in the group.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    member = models.ForeignKey(
        GroupMember, models.PROTECT, null=True, editable=False, related_name="+"
    )
    name = models.CharField("Namn", max_length=120, blank=True)
    present = models.BooleanField("Närvarade", default=False)
    substitute = models.BooleanField("Ersättare", default=False)
    absence_reason = models.CharField("Orsak till frånvaro", max_length=200, blank=True)

    class Meta:
        ordering = ["agency__kind", "agency__name", "substitute", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "agency"],
                condition=Q(member__isnull=True),
                name="attendance_once",
            ),
            models.UniqueConstraint(fields=["meeting", "member"], name="attendance_member_once"),
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


class ActivityOutcome(models.TextChoices):
    """What became of an activity since the last meeting."""

    DONE = "done", "Gjort"
    NOT_DONE = "not_done", "Inte gjort"
    GOES_ON = "goes_on", "Fortsätter"


class ActivityReview(OfCase):
    """What the meeting said of one activity: done on a day, not done and why, or that it goes on."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="activity_reviews")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="+")
    outcome = models.CharField("Läget", max_length=10, choices=ActivityOutcome)
    done_on = models.DateField("Gjort den", null=True, blank=True)
    reason = models.CharField("Varför inte", max_length=200, blank=True)

    class Meta:
        ordering = ["activity__goal__position", "activity__position", "activity"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "activity"], name="activity_review_once"),
            models.CheckConstraint(
                condition=Q(outcome="done", done_on__isnull=False)
                | ~Q(outcome="done") & Q(done_on__isnull=True),
                name="activity_review_done_on",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="not_done") | ~Q(reason=""), name="activity_review_reason"
            ),
        ]
        triggers = [locked_with_meeting()]


class Contribution(OfCase):
    """What one actor has done and will do, and what stands in its way: short, field by field (R35)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="contributions")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    has_done = models.CharField("Det här har vi gjort", max_length=500, blank=True)
    takes_on = models.CharField("Det här tar vi med oss", max_length=500, blank=True)
    obstacle = models.CharField("Hinder", max_length=500, blank=True)
    # R36: becomes an ``Obstacle`` when the minutes are signed.
    to_manager = models.BooleanField("Hindret ska till enhetschefen", default=False)

    class Meta:
        ordering = ["agency__kind", "agency__name"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "agency"], name="contribution_once"),
            models.CheckConstraint(
                condition=Q(to_manager=False) | ~Q(obstacle=""), name="contribution_obstacle"
            ),
        ]
        triggers = [locked_with_meeting()]


class MeetingDecision(Row):
    """What was decided: what, who answers for it, by when, and for which goal.

    When the minutes are signed, one with a goal becomes ``activity``; one without stays a practical
    matter with a day.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    what = models.CharField("Vad ska göras", max_length=300)
    responsible = models.CharField("Vem ansvarar", max_length=160, blank=True)
    due_on = models.DateField("Senast", null=True, blank=True)
    goal = models.ForeignKey(
        Goal, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="För målet"
    )
    activity = models.OneToOneField(
        Activity, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta(Row.Meta):
        abstract = False
        triggers = [locked_with_meeting()]
