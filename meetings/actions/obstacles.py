"""An obstacle at a partner: raised with the manager, who notes what came of the contact (R36)."""

from datetime import date

from audit.log import audited
from cases.access import lock_case
from meetings.actions.locking import refuse
from meetings.models import Contribution, Obstacle
from meetings.rules import case_open, wrong_contact_day
from organisation.models import User
from sig.lib.rules import require


@audited("obstacle.raised")
def raise_obstacle(*, contribution: Contribution, by: User) -> Obstacle:
    """The obstacle of a contribution goes to the manager."""
    return Obstacle.objects.create(case=contribution.case, contribution=contribution, raised_by=by)


@audited("obstacle.answered")
def answer_obstacle(*, obstacle: Obstacle, contacted_on: date, outcome: str, by: User) -> Obstacle:
    """The manager notes when the partner was contacted and what came out. Said once, it stands.

    Raises ``Refused`` for a day that can't be right, without an outcome, and in a closed case.
    """
    case = lock_case(obstacle.case)
    fresh: Obstacle = Obstacle.objects.of(case).get(pk=obstacle.pk)
    fresh.case = case
    if fresh.contacted_on:
        return fresh
    require(case, by, case_open)
    refuse(wrong_contact_day(fresh, contacted_on), "R36", "meetings:obstacles")
    if not outcome.strip():
        refuse("Skriv vad som kom fram.", "R36", "meetings:obstacles")
    fresh.contacted_on, fresh.contacted_by, fresh.outcome = contacted_on, by, outcome
    fresh.save(update_fields=["contacted_on", "contacted_by", "outcome"])
    return fresh
