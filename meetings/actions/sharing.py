"""Handing out the minutes: a numbered copy for each recipient, with what its consent covers."""

import hashlib
from collections.abc import Callable, Collection
from functools import partial

from django.core import serializers
from django.db import transaction

from consent.actions import hand_out
from consent.models import DocumentKind
from meetings.actions.locking import lock_meeting, refuse
from meetings.models import Meeting, MinutesCopy
from meetings.rules import MinutesExcerpt, called, minutes_excerpts
from organisation.models import Agency, User
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused


# Makes the document of an excerpt with the number that the copy gets.
Draw = Callable[[MinutesExcerpt, int], bytes]


@transaction.atomic
def share_minutes(
    *, meeting: Meeting, agencies: Collection[Agency], draw: Draw, by: User
) -> list[MinutesCopy]:
    """Hand out signed minutes to each of ``agencies``, a copy and a disclosure each (R8).

    What a copy holds is settled here, with the case locked. Raises ``Refused`` before the minutes
    are signed, and with a sentence for each agency that may get no part of them or was never
    called; nobody has then been told.
    """
    meeting = lock_meeting(meeting)
    if not meeting.is_signed:
        refuse("Minnesanteckningarna delas ut när de är påskrivna.", "R51")
    if not agencies:
        refuse("Välj minst en mottagare.", "R8")
    excerpts = minutes_excerpts(meeting, agencies, today())
    there = called(meeting)
    blockers = [
        Blocker(f"{excerpt.agency} får inte minnesanteckningarna. {why}", "R8", "consent:list")
        for excerpt in excerpts
        if (why := _why_not(excerpt, there))
    ]
    if blockers:
        raise Refused(*blockers)
    return [_hand_out(meeting, excerpt, draw, by) for excerpt in excerpts]


def _why_not(excerpt: MinutesExcerpt, there: Collection[Agency]) -> str:
    return excerpt.refusal if excerpt.agency in there else "Den var inte kallad till mötet."


def _hand_out(meeting: Meeting, excerpt: MinutesExcerpt, draw: Draw, by: User) -> MinutesCopy:
    return hand_out(
        model=MinutesCopy,
        case=meeting.case,
        agency=excerpt.agency,
        document=DocumentKind.MINUTES,
        kinds=excerpt.kinds,
        fingerprint=_fingerprint(meeting, excerpt),
        draw=partial(draw, excerpt),
        by=by,
        meeting=meeting,
    )


def _fingerprint(meeting: Meeting, excerpt: MinutesExcerpt) -> str:
    """SHA-256 of the records that a copy is made from; its number and its date are no part of it."""
    assert excerpt.row
    own = [excerpt.contribution] if excerpt.contribution else []
    said = [*excerpt.reviews, *excerpt.activities, *excerpt.decisions]
    records = serializers.serialize("json", [meeting, excerpt.row, *excerpt.goals, *said, *own])
    return hashlib.sha256(records.encode()).hexdigest()
