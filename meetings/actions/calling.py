"""Calling, moving and cancelling meetings. Every write locks the case first."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from audit.log import audited
from cases.access import lock_case
from cases.models import Case
from consent.actions import disclose
from consent.models import Disclosure, DocumentKind, InformationKind
from meetings.actions.locking import lock_meeting, refuse
from meetings.models import Flag, Invitation, Meeting, MeetingMove, MeetingStatus
from meetings.rules import case_open, is_booked, wrong_company, wrong_time
from organisation.models import Agency, MeetingType, User
from sig.lib.dates import STOCKHOLM
from sig.lib.rules import Blocker, Refused, require


@audited("meeting.booked")
def book(
    *,
    meeting_id: UUID,
    case: Case,
    kind: MeetingType | str,
    starts_at: datetime,
    place: str,
    agencies: Collection[Agency],
    by: User,
) -> Meeting:
    """Book a meeting and call ``agencies`` to it. The same form sent twice books one.

    Raises ``Refused`` for a time that has passed or is taken, for a meeting of officials with the
    family, and when consent doesn't let every actor know of the meeting, today and on its day
    (R8): each is named, and nothing is written.
    """
    case = lock_case(case)
    again = Meeting.objects.of(case).filter(pk=meeting_id).first()
    if again:
        return again
    require(case, by, case_open)
    refuse(wrong_company(kind, agencies), "R32", "meetings:book")
    _require_free_time(case, starts_at)
    meeting = Meeting(
        id=meeting_id, case=case, kind=kind, starts_at=starts_at, place=place, called_by=by
    )
    meeting.insert()
    for agency, disclosure in _tell(case, agencies, starts_at, by):
        Invitation.objects.create(case=case, meeting=meeting, agency=agency, disclosure=disclosure)
    return meeting


@audited("meeting.moved")
def move(*, meeting: Meeting, starts_at: datetime, by: User) -> Meeting:
    """Move a booked meeting. Everyone called is told anew, on a consent that covers the new day.

    From when to when and by whom is kept as a ``MeetingMove``.
    """
    meeting = lock_meeting(meeting)
    require(meeting, by, is_booked)
    if meeting.starts_at == starts_at:
        return meeting
    _require_free_time(meeting.case, starts_at)
    invitations = list(meeting.invitations.standing().select_related("agency"))
    agencies = [invitation.agency for invitation in invitations]
    told = dict(_tell(meeting.case, agencies, starts_at, by))
    for invitation in invitations:
        invitation.disclosure = told[invitation.agency]
        invitation.save(update_fields=["disclosure"])
    MeetingMove.objects.create(
        case=meeting.case,
        meeting=meeting,
        from_at=meeting.starts_at,
        to_at=starts_at,
        moved_by=by,
    )
    meeting.starts_at = starts_at
    meeting.save(update_fields=["starts_at"])
    return meeting


def _require_free_time(case: Case, starts_at: datetime) -> None:
    refuse(wrong_time(starts_at), "R30", "meetings:book")
    taken = Meeting.objects.of(case).exclude(status=MeetingStatus.CANCELLED)
    if taken.filter(starts_at=starts_at).exists():
        refuse("Det finns redan ett möte på den tiden.", "R30", "meetings:book")


def _tell(
    case: Case, agencies: Collection[Agency], starts_at: datetime, by: User
) -> list[tuple[Agency, Disclosure]]:
    """Tell each agency through the one door out. Refuses with all those who can't be told."""
    told: list[tuple[Agency, Disclosure]] = []
    blockers: list[Blocker] = []
    day = timezone.localtime(starts_at, STOCKHOLM).date()
    for agency in agencies:
        try:
            disclosure = disclose(
                case=case,
                agency=agency,
                document=DocumentKind.INVITATION,
                kinds=[InformationKind.MEETING],
                on=day,
                by=by,
            )
        except Refused as refusal:
            blockers += refusal.blockers
        else:
            told.append((agency, disclosure))
    if blockers:
        raise Refused(*blockers)
    return told


@audited("meeting.cancelled")
def cancel(*, meeting: Meeting, reason: str, by: User) -> Meeting:
    """Cancel a booked meeting. It is not a held one: the interval goes on as before (R30)."""
    meeting = lock_meeting(meeting)
    if meeting.status == MeetingStatus.CANCELLED:
        return meeting
    require(meeting, by, is_booked)
    if not reason.strip():
        refuse("Skälet till att mötet ställs in saknas.", "R30")
    meeting.status = MeetingStatus.CANCELLED
    meeting.cancelled_reason = reason
    meeting.cancelled_by = by
    meeting.cancelled_at = timezone.now()
    meeting.save(update_fields=["status", "cancelled_reason", "cancelled_by", "cancelled_at"])
    return meeting


@audited("meetings.ended")
def cancel_all(*, case: Case, reason: str, by: User) -> Case:
    """Cancel every booked meeting of a case that ends, and clear its flags."""
    for meeting in Meeting.objects.of(case).booked().select_related("case"):
        cancel(meeting=meeting, reason=reason, by=by)
    Flag.objects.of(case).raised().update(cleared_at=timezone.now())
    return case
