from cases.access import lock_case
from meetings.models import Meeting
from meetings.rules import case_open
from sig.lib.rules import Blocker, Refused, require


def locked(meeting: Meeting) -> Meeting:
    """The same meeting, fresh, with its case locked: the second of two waits here."""
    case = lock_case(meeting.case)
    require(case, None, case_open)
    fresh: Meeting = Meeting.objects.of(case).get(pk=meeting.pk)
    fresh.case = case
    fresh.version = meeting.version  # what its user has read: they save over nothing else
    return fresh


def refuse(sentence: str | None, rule: str, route: str = "meetings:list") -> None:
    """Raise ``Refused`` with the sentence, if there is one."""
    if sentence:
        raise Refused(Blocker(sentence, rule, route))
