"""The minutes of the operativ ledningsgrupp. Signing them takes up the deviations that they name."""

from collections.abc import Iterable

from django.utils import timezone

from audit.log import audited
from followup.actions.deviations import refuse_who, take_step
from followup.models import DeviationStep, LeadMinutes, LeadMinutesItem
from organisation.access import may
from organisation.models import User
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused


@audited("lead_minutes.saved")
def save_minutes(
    *, minutes: LeadMinutes, items: Iterable[LeadMinutesItem], by: User
) -> LeadMinutes:
    """Save the draft of a meeting and what was said of each deviation.

    Raises ``Refused`` for signed minutes, a day that hasn't been, and words that tell of somebody;
    ``Stale`` when somebody has saved them meanwhile.
    """
    _refuse_wrong(minutes, by)
    said = list(items)
    refuse_who("\n".join([minutes.present, minutes.decisions, *(item.said for item in said)]))
    minutes.save_version(by=by)
    for item in said:
        item.minutes, item.district = minutes, minutes.district
        item.save()
    return minutes


@audited("lead_minutes.signed")
def sign_minutes(*, minutes: LeadMinutes, by: User) -> LeadMinutes:
    """Sign the minutes: they are locked, and what they went through has been taken up (R36, R51).

    Raises ``Refused`` when they say nothing.
    """
    minutes = LeadMinutes.objects.select_for_update(of=("self",)).get(pk=minutes.pk)
    if minutes.is_signed:
        return minutes
    _refuse_wrong(minutes, by)
    items = list(minutes.items.exclude(said="").select_related("deviation__district"))
    if not items and not minutes.decisions:
        raise Refused(Blocker("Protokollet är tomt. Skriv vad som sades eller beslutades.", "R36"))
    for item in items:
        _take_up(item, by)
    minutes.signed_at, minutes.signed_by, minutes.signed_title = timezone.now(), by, by.title
    minutes.save()
    return minutes


def _refuse_wrong(minutes: LeadMinutes, by: User) -> None:
    if not may(by, Permission.HANDLE_DEVIATION, minutes.district_id):
        raise Refused(Blocker("Din roll kan inte skriva protokoll här.", "R36"))
    if minutes.is_signed:
        raise Refused(Blocker("Protokollet är påskrivet och kan inte ändras.", "R51"))
    if minutes.held_on > today():
        raise Refused(Blocker("Mötet kan inte ha hållits en dag som inte har varit.", "R36"))


def _take_up(item: LeadMinutesItem, by: User) -> None:
    """Once for each meeting; one that was closed meanwhile stands in the minutes alone."""
    if item.deviation.steps.filter(kind=DeviationStep.Kind.CLOSED).exists():
        return
    step = DeviationStep(
        deviation=item.deviation,
        kind=DeviationStep.Kind.TAKEN_UP,
        words=item.said,
        minutes=item.minutes,
    )
    take_step(step=step, by=by)
