"""What the minutes say: who came, and what was said of each goal."""

from django.db import models
from django.db.models import Q

from cases.models import OfCase
from meetings.models.group import GroupMember
from meetings.models.meetings import Meeting, locked_with_meeting
from organisation.models import Agency
from plans.models import Goal, GoalStatus


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
