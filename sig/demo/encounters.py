"""Step 5 of a demo case: the meetings, held, cancelled and to come, and the flags for late ones."""

from datetime import date, datetime, timedelta

from cases.models import NoteKind
from consent.models import DocumentKind, InformationKind
from meetings.interval import due
from meetings.models import (
    Attendance,
    Flag,
    GoalReview,
    Invitation,
    Meeting,
    MeetingMove,
    MeetingStatus,
)
from meetings.sweep import MANAGER_AFTER
from organisation.models import Agency, MeetingType
from plans.models import Goal, GoalStatus
from sig.demo.agreements import agree
from sig.demo.dossier import Dossier, draw_id
from sig.demo.permission import disclose
from sig.demo.stories import Twist
from sig.demo.timeline import GAP, at, past
from sig.lib.dates import latest_working_day, next_working_day


HOURS = ((9, 0), (10, 30), (13, 0), (14, 30), (15, 30))
ABSENT_IN = 9  # one actor in so many can't come
ABSENCES = ("Sjuk", "Förhinder i tjänsten")
COMMENTS = {
    GoalStatus.NOT_STARTED: "Börjar efter mötet.",
    GoalStatus.ONGOING: "I gång enligt planen.",
    GoalStatus.PARTLY: "Bättre än vid starten, men inte i mål.",
    GoalStatus.MET: "Målvärdet är nått.",
}


def meet(dossier: Dossier) -> None:
    """Every meeting of the case, oldest first, then the one to come."""
    times = dossier.times
    arc = dossier.rng.choice(dossier.words.arcs)
    for number, day in enumerate(times.meetings):
        _held(dossier, number, day, arc[number % len(arc)])
    if times.meetings:
        dossier.case.met_on = times.meetings[-1]
    if times.booked:
        _to_come(dossier, times.booked)
    if dossier.story.twist == Twist.CANCELLED:
        _cancelled(dossier)
    _flag(dossier)


def _book(dossier: Dossier, day: date, told: date, kind: MeetingType) -> Meeting:
    """A booked meeting with everyone whom consent lets know of it, told on the day ``told``."""
    hour, minute = dossier.rng.choice(HOURS)
    meeting = dossier.add(
        Meeting,
        calendar_uid=draw_id(dossier.rng),
        kind=kind,
        starts_at=at(day, hour, minute),
        place="Socialtjänstens lokal, stora mötesrummet",
        called_by=dossier.lots,
    )
    if kind == MeetingType.NETWORK:
        for agency in dossier.agencies:
            _invite(dossier, meeting, agency, past(told, 16, 35))
    return meeting


def _invite(dossier: Dossier, meeting: Meeting, agency: Agency, told: datetime) -> None:
    told_of = [InformationKind.MEETING]
    disclosure = disclose(dossier, agency, DocumentKind.INVITATION, told_of, told)
    dossier.add(Invitation, meeting=meeting, agency=agency, disclosure=disclosure)


def _kind(dossier: Dossier, number: int) -> MeetingType:
    """Young adults meet in the network and alone in turn; both count for them."""
    alone = dossier.story.is_adult and number % 2 == 1
    return MeetingType.INDIVIDUAL if alone else MeetingType.NETWORK


# --- Held meetings --------------------------------------------------------------------------------


def _held(dossier: Dossier, number: int, day: date, notes: str) -> None:
    times = dossier.times
    told = times.meetings[number - 1] if number else _after_enrolment(dossier)
    meeting = _book(dossier, day, told, _kind(dossier, number))
    meeting.status = MeetingStatus.HELD
    meeting.held_on = day
    meeting.participant_present = True
    meeting.notes = dossier.say(notes)
    is_last = day == times.meetings[-1]
    unsigned = is_last and dossier.story.twist == Twist.UNSIGNED
    if not unsigned:
        _sign(dossier, meeting, is_last)
    called = dossier.agencies if meeting.kind == MeetingType.NETWORK else []
    came = [agency for agency in called if _attend(dossier, meeting, agency)]
    _review(dossier, meeting, day, leave_last=unsigned)
    agree(dossier, meeting, came)
    _write_note(dossier, number, day)


def _after_enrolment(dossier: Dossier) -> date:
    assert dossier.times.enrolled
    return next_working_day(dossier.times.enrolled + timedelta(days=1))


def _sign(dossier: Dossier, meeting: Meeting, is_last: bool) -> None:
    times, day = dossier.times, meeting.held_on
    assert day is not None
    if is_last and dossier.story.ended:
        meeting.ends_reason = "Insatsen avslutas."
    elif is_last:
        meeting.next_on = times.booked or latest_working_day(day + timedelta(days=GAP))
    else:
        meeting.next_on = times.meetings[times.meetings.index(day) + 1]
    signed_on = min(next_working_day(day + timedelta(days=1)), times.today)
    for name, value in dossier.signed(dossier.lots, past(signed_on, 9, 40)).items():
        setattr(meeting, name, value)


def _attend(dossier: Dossier, meeting: Meeting, agency: Agency) -> bool:
    """Who came from one actor: the ordinary one, or else the substitute. Whether anybody did."""
    absent = dossier.rng.randrange(ABSENT_IN) == 0
    reason = dossier.rng.choice(ABSENCES) if absent else ""
    for member in dossier.group:
        if member.agency_id == agency.pk:
            stands_in = member.substitute_for is not None
            dossier.add(
                Attendance,
                meeting=meeting,
                agency=agency,
                member=member,
                name=member.name,
                present=stands_in if absent else not stands_in,
                substitute=stands_in,
                absence_reason="" if stands_in else reason,
            )
    return not absent or any(
        member.substitute_for for member in dossier.group if member.agency_id == agency.pk
    )


def _review(dossier: Dossier, meeting: Meeting, day: date, *, leave_last: bool) -> None:
    """A status for each goal that is still open; the last one may be left out."""
    open_goals = [goal for goal in dossier.goals if goal.status in GoalStatus.open()]
    if leave_last:
        open_goals = open_goals[:-1]
    for goal in open_goals:
        goal.status = _progress(dossier, goal, day)
        dossier.add(
            GoalReview,
            meeting=meeting,
            goal=goal,
            status=goal.status,
            comment=COMMENTS[GoalStatus(goal.status)],
        )


def _progress(dossier: Dossier, goal: Goal, day: date) -> GoalStatus:
    """How far a goal has come on a day, by how much of its time has passed."""
    assert dossier.times.enrolled
    assert goal.target_on
    planned = (goal.target_on - dossier.times.enrolled).days
    share = (day - dossier.times.enrolled).days / planned
    if goal.position == 0 and share >= 1:
        return GoalStatus.MET
    if share >= 0.5:
        return GoalStatus.PARTLY
    started = goal.position < 2 or share >= 0.2
    return GoalStatus.ONGOING if started else GoalStatus.NOT_STARTED


def _write_note(dossier: Dossier, number: int, day: date) -> None:
    """Between the meetings the lots writes in the journal."""
    written = latest_working_day(min(day + timedelta(days=5), dossier.times.today))
    notes = dossier.words.journal
    if written < dossier.times.today:
        text = notes[number % len(notes)]
        dossier.note(NoteKind.TALK, written, past(written, 16, 5), text)


# --- Meetings that aren't held --------------------------------------------------------------------


def _to_come(dossier: Dossier, day: date) -> None:
    told = dossier.times.meetings[-1]
    _book(dossier, day, told, _kind(dossier, 2))


def _cancelled(dossier: Dossier) -> None:
    last = dossier.times.meetings[-1]
    day = next_working_day(last + timedelta(days=GAP - 1))
    meeting = _book(dossier, day, last, MeetingType.NETWORK)
    first = at(next_working_day(day - timedelta(days=4)), 9)
    dossier.add(
        MeetingMove,
        meeting=meeting,
        from_at=first,
        to_at=meeting.starts_at,
        moved_by=dossier.lots,
        moved_at=past(next_working_day(last + timedelta(days=3)), 10, 20),
    )
    meeting.status = MeetingStatus.CANCELLED
    meeting.cancelled_by = dossier.lots
    meeting.cancelled_at = past(latest_working_day(day - timedelta(days=1)), 15, 40)
    meeting.cancelled_reason = "Skolan hade lov och områdespolisen fick förhinder."


def _flag(dossier: Dossier) -> None:
    """What the nightly sweep has noted of a case that is past its interval."""
    case, times = dossier.case, dossier.times
    if times.closed or not case.interval_from or not case.interval_weeks:
        return
    last_day = due(case.interval_from, case.interval_weeks, case.paused_days)
    if times.today <= last_day:
        return
    flag = dossier.add(
        Flag,
        occasion=case.interval_from,
        raised_at=past(last_day + timedelta(days=1), 6),
    )
    if times.today >= last_day + timedelta(days=MANAGER_AFTER):
        flag.manager_notified_at = past(last_day + timedelta(days=MANAGER_AFTER), 6)
