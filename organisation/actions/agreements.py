"""Writing agreements, and noting the lägesbild and the action plans."""

from typing import TypeVar

from audit.log import audited
from organisation.actions.contacts import refuse_numbers, require_editor
from organisation.models import ActionPlan, Agreement, SituationPicture, User
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused


Paper = TypeVar("Paper", SituationPicture, ActionPlan)


@audited("agreement.saved")
def save_agreement(*, agreement: Agreement, by: User) -> Agreement:
    """Save an agreement. Raises ``Refused`` for another stadsdel's partner; ``Stale`` for a stale save."""
    require_editor(agreement.district_id, by)
    if agreement._state.adding and (again := agreement.already()):
        return again
    if agreement.agency.district_id != agreement.district_id:
        raise Refused(Blocker("Organisationen står inte på stadsdelens kontaktlista.", ""))
    refuse_numbers(agreement.purpose)
    agreement.save_version(by=by)
    return agreement


@audited("paper.noted")
def note_paper(*, paper: Paper, by: User) -> Paper:
    """Note the day of a lägesbild or of an action plan. Raises ``Refused`` for a day to come."""
    require_editor(paper.district_id, by)
    if again := paper.already():
        return again
    if paper.made_on > today():
        raise Refused(Blocker("Dagen har inte varit än.", "R59"))
    paper.noted_by = by
    paper.insert()
    return paper


@audited("paper.struck")
def strike_paper(*, paper: Paper, by: User) -> Paper:
    """Strike what was noted by mistake. The row stays, and counts no more."""
    require_editor(paper.district_id, by)
    paper.mistaken = True
    paper.save(update_fields=["mistaken"])
    return paper
