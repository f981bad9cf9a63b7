"""The clocks that run when a case is a child's (R29). Pure functions of dates, in calendar days.

They follow from the day that the case came in and the day that the inquiry was opened, never from
the day on which they are asked for. The due day itself is not late.
"""

from datetime import date, timedelta

from sig.lib.dates import days, months_after, swedish


PRELIMINARY = timedelta(days=14)  # SoL 20:2
INQUIRY = 4  # months, SoL 20:3


def preliminary_due(received_on: date) -> date:
    """The last day for the preliminary assessment of what came in on ``received_on``."""
    return received_on + PRELIMINARY


def inquiry_due(opened_on: date, extended_to: date | None = None) -> date:
    """The last day for the inquiry that was opened on ``opened_on``, with any extension."""
    return extended_to or months_after(opened_on, INQUIRY)


def in_words(what: str, due: date, today: date) -> str:
    """How ``what`` ("Utredningen") stands: its last day, and the days that are left or late."""
    left = (due - today).days
    if left < 0:
        return f"{what} skulle ha varit klar {swedish(due)}. {days(-left)} för sent."
    words = f"{days(left)} kvar" if left else "Sista dagen är i dag"
    return f"{what} ska vara klar senast {swedish(due)}. {words}."
