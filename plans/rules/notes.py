"""What a note on an activity must say."""

from datetime import date

from plans.models import ActivityStatus
from sig.lib.dates import today


WHY = {
    ActivityStatus.NOT_DONE: "Skriv varför det inte blev av.",
    ActivityStatus.DROPPED: "Skriv skälet till att aktiviteten utgår.",
}


def note_gaps(status: ActivityStatus, on: date | None, comment: str) -> dict[str, str]:
    """What keeps the note from being kept: a sentence by field. "Planerat" needs nothing (R25)."""
    if status == ActivityStatus.PLANNED:
        return {}
    gaps = {}
    if on is None:
        gaps["status_on"] = "Fyll i dagen."
    elif on > today():
        gaps["status_on"] = "Dagen har inte varit än."
    if status in WHY and not comment.strip():
        gaps["comment"] = WHY[status]
    return gaps
