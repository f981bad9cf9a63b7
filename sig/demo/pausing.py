"""A pause of a demo case's interval, which lasts today."""

from datetime import timedelta

from meetings.interval import paused_days
from meetings.models import IntervalPause
from sig.demo.dossier import Dossier
from sig.demo.stories import Twist
from sig.demo.timeline import past
from sig.lib.dates import next_working_day


BEGINS_AFTER = 3  # days after the last meeting
LASTS = timedelta(days=13)


def pause(dossier: Dossier) -> None:
    """The manager's decision, the same day that it begins."""
    case, day = dossier.case, dossier.times.interval_from
    if dossier.story.twist != Twist.PAUSED or day is None or case.interval_weeks is None:
        return
    first = next_working_day(day + timedelta(days=BEGINS_AFTER))
    made = dossier.add(
        IntervalPause,
        from_on=first,
        to_on=first + LASTS,
        reason="På läger med skolan och sedan hos släktingar på annan ort.",
        decided_by=dossier.office.manager,
        decided_at=past(first, 9, 15),
    )
    assert made.lasts
    case.paused_days = paused_days(day, case.interval_weeks, [made.lasts])
