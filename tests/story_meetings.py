"""Arranging meetings: an enrolled case, consents to be called, meetings booked, held and signed."""

import uuid
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any

from cases.models import Case, Step
from consent.models import InformationKind
from meetings import actions
from meetings.actions import pause_interval
from meetings.models import Attendance, Flag, GoalReview, GroupMember, IntervalPause, Meeting
from organisation.access import acting_as, acting_in
from organisation.models import Agency, MeetingType, User
from plans.models import Goal, GoalStatus
from sig.lib.dates import STOCKHOLM, today
from tests.story_consent import a_row, consented


def enrolled(case: Case, on: date, weeks: int = 4) -> Case:
    """The case as it is when its enrolment was approved on ``on``, which may lie back in time."""
    with acting_in(case.district):
        Case.objects.filter(pk=case.pk).update(
            opened_on=on - timedelta(days=30),
            enrolled_on=on,
            interval_from=on,
            interval_weeks=weeks,
            step=Step.IMPLEMENTATION,
        )
        case.refresh_from_db(from_queryset=Case.objects.select_related("person", "programme"))
    return case


def fresh(case: Case) -> Case:
    with acting_in(case.district):
        related = Case.objects.select_related("person", "programme", "district")
        return related.get(pk=case.pk)


def told(case: Case, user: User, *agencies: Agency, until: date | None = None) -> None:
    """A consent that lets the agencies know of meetings."""
    rows = [a_row(agency, [InformationKind.MEETING], end=until) for agency in agencies]
    consented(case, user, *rows)


def in_group(case: Case, user: User, agency: Agency, name: str, **fields: Any) -> GroupMember:
    """Somebody in the group from today, whom ``user`` has added."""
    member = GroupMember(case=case, agency=agency, name=name, **{"from_on": today()} | fields)
    with acting_as(user):
        return actions.add_member(member=member, by=user)


def in_days(count: int, hour: int = 14, minute: int = 30) -> datetime:
    """A point in time so many days from today, in Stockholm."""
    return datetime.combine(today() + timedelta(days=count), time(hour, minute), STOCKHOLM)


def booked(
    case: Case,
    user: User,
    *agencies: Agency,
    starts_at: datetime | None = None,
    kind: MeetingType = MeetingType.NETWORK,
    place: str = "",
) -> Meeting:
    with acting_as(user):
        return actions.book(
            meeting_id=uuid.uuid4(),
            case=case,
            kind=kind,
            starts_at=starts_at or in_days(1),
            place=place,
            agencies=agencies,
            by=user,
        )


def held(
    meeting: Meeting,
    user: User,
    on: date | None = None,
    *,
    absent: Collection[Agency] = (),
    status: GoalStatus | None = GoalStatus.ONGOING,
    **minutes: Any,
) -> Meeting:
    """The meeting, held on ``on`` (today), where everyone called came but ``absent``."""
    with acting_as(user):
        attendances = [
            Attendance(agency=invitation.agency, present=invitation.agency not in absent)
            for invitation in meeting.invitations.select_related("agency")
        ]
        goals = Goal.objects.of(meeting.case).open().filter(plan__status="active")
        reviews = [GoalReview(goal=goal, status=status) for goal in goals if status]
        return actions.hold(
            meeting=meeting,
            held_on=on or today(),
            attendances=attendances,
            reviews=reviews,
            by=user,
            **{"uncalled_reason": "Polis och skola kunde inte kallas.", **minutes},
        )


def paused(case: Case, user: User, first: int = 0, last: int = 6) -> IntervalPause:
    """A pause from ``first`` to ``last``, days from today, decided by the manager."""
    pause = IntervalPause(
        case=case,
        from_on=today() + timedelta(days=first),
        to_on=today() + timedelta(days=last),
        reason="På behandlingshem.",
    )
    with acting_as(user):
        return pause_interval(pause=pause, by=user)


def signed(meeting: Meeting, user: User) -> Meeting:
    with acting_as(user):
        return actions.sign(meeting=meeting, by=user)


def flags(case: Case) -> list[Flag]:
    with acting_in(case.district):
        return list(Flag.objects.of(case).order_by("occasion"))
