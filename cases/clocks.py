"""The clocks that the law sets: a child's (R29), and a decision's (R28). Pure functions of dates.

They follow from the day that the case came in, the day that the inquiry was opened or the day of
the decision, never from the day on which they are asked for. The due day itself is not late.
"""

from datetime import date, timedelta

from sig.lib.dates import days, months_after, swedish


PRELIMINARY = timedelta(days=14)  # SoL 20:2
INQUIRY = 4  # months, SoL 20:3
EXECUTION = 3  # months, SoL 34:1
ONE_DAY = timedelta(days=1)


def preliminary_due(received_on: date) -> date:
    """The last day for the preliminary assessment of what came in on ``received_on``."""
    return received_on + PRELIMINARY


def inquiry_due(opened_on: date, extended_to: date | None = None) -> date:
    """The last day for the inquiry that was opened on ``opened_on``, with any extension."""
    return extended_to or months_after(opened_on, INQUIRY)


def execution_due(decided_on: date) -> date:
    """The last day for carrying out what was decided on ``decided_on`` before it is reported."""
    return months_after(decided_on, EXECUTION)


def decided_before(day: date) -> date:
    """What was decided before the day given back was due before ``day``, and nothing else was.

    Months differ in length, so the day is looked for: it is at most a few days off.
    """
    first = months_after(day, -EXECUTION)
    while execution_due(first) < day:
        first += ONE_DAY
    return first


def in_words(what: str, due: date, today: date) -> str:
    """How ``what`` ("Utredningen") stands: its last day, and the days that are left or late."""
    left = (due - today).days
    if left < 0:
        return f"{what} skulle ha varit klar {swedish(due)}. {days(-left)} för sent."
    words = f"{days(left)} kvar" if left else "Sista dagen är i dag"
    return f"{what} ska vara klar senast {swedish(due)}. {words}."
