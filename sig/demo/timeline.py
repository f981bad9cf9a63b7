"""When everything in a demo case happened, counted back from today. All of it on working days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from sig.demo.stories import Stage, Story
from sig.lib.dates import STOCKHOLM, latest_working_day, next_working_day


INVESTIGATED_IN = 24  # days from the opening of a case to its enrolment
FIRST_MEETING = 14  # days after the enrolment
GAP = 28  # days between two meetings: whole weeks, so that they fall on the same weekday
ENDS_AFTER = 7  # days from the last meeting to the discharge


@dataclass(frozen=True)
class Timeline:
    """The days of one case, each once; ``meetings`` are the held ones, oldest first."""

    today: date
    opened: date
    enrolled: date | None = None
    meetings: tuple[date, ...] = ()
    booked: date | None = None
    closed: date | None = None

    def day(self, after: int) -> date:
        """The working day ``after`` days into the case; never after the enrolment, or today."""
        limit = self.enrolled or self.today
        return min(latest_working_day(self.opened + timedelta(days=after)), limit)

    @property
    def interval_from(self) -> date | None:
        return self.meetings[-1] if self.meetings else self.enrolled


def timeline(story: Story, today: date) -> Timeline:
    """The days of a story. What is said to be late is late, and what isn't never was."""
    since = today - timedelta(days=story.since)
    if not story.is_enrolled:
        return Timeline(today, latest_working_day(since))
    # An overdue case may become a little later by a weekend, but nothing else may become overdue.
    last = latest_working_day(since) if story.since > GAP else next_working_day(since)
    meetings = tuple(_meetings(last, story.meetings))
    enrolled = next_working_day(meetings[0] - timedelta(FIRST_MEETING)) if meetings else last
    return Timeline(
        today=today,
        opened=latest_working_day(enrolled - timedelta(INVESTIGATED_IN)),
        enrolled=enrolled,
        meetings=meetings,
        booked=_booked(story, today),
        closed=next_working_day(last + timedelta(ENDS_AFTER)) if story.ended else None,
    )


def _meetings(last: date, count: int) -> list[date]:
    """``count`` meetings up to ``last``. For a holiday a later day: no interval becomes longer."""
    days = [last][:count]
    while len(days) < count:
        days.insert(0, next_working_day(days[0] - timedelta(GAP)))
    return days


def _booked(story: Story, today: date) -> date | None:
    if story.booked is None or story.stage < Stage.IMPLEMENTING:
        return None
    return next_working_day(today + timedelta(story.booked))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A time of day in Stockholm."""
    return datetime.combine(day, time(hour, minute), STOCKHOLM)


def past(day: date, hour: int, minute: int = 0) -> datetime:
    """The same, but never later than now: what has happened lies behind."""
    return min(at(day, hour, minute), timezone.now())
