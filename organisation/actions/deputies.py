"""Naming a deputy for the manager, and ending it."""

from django.utils import timezone

from audit.log import audited
from organisation.access import is_administrator, may, possible_deputies
from organisation.models import Deputy, User
from organisation.models.deputies import LONGEST
from organisation.roles import Permission
from sig.lib.dates import months_after, today
from sig.lib.rules import Blocker, Refused


TOO_LONG = "En ersättare utses för högst tolv månader. Ange en tidigare dag."


@audited("deputy.named")
def name_deputy(*, deputy: Deputy, by: User) -> Deputy:
    """Let a colleague stand in for the manager ``by`` in a period. The same form sent twice does it once.

    Raises ``Refused`` when ``by`` is no manager of the stadsdel, when the colleague doesn't work
    there or is its manager already, for days that have been, and for more than a year.
    """
    if again := Deputy.objects.filter(pk=deputy.pk, stands_in_for=by).first():
        return again
    if not may(by, Permission.NAME_DEPUTY, deputy.district_id):
        raise Refused(Blocker("Bara stadsdelens enhetschef kan utse en ersättare.", "R6"))
    if deputy.valid_from < today():
        raise Refused(Blocker("En ersättare kan inte utses för dagar som har varit.", "R6"))
    if deputy.valid_to >= months_after(deputy.valid_from, LONGEST):
        raise Refused(Blocker(TOO_LONG, "R6"))
    if deputy.user not in possible_deputies(deputy.district_id):
        raise Refused(Blocker(f"{deputy.user} kan inte vara ersättare i {deputy.district}.", "R6"))
    deputy.stands_in_for = by
    deputy.insert()
    return deputy


@audited("deputy.ended")
def end_deputy(*, deputy: Deputy, by: User) -> Deputy:
    """End a deputyship before its last day. It bites at the deputy's next request.

    Any manager of the stadsdel may, and the administrator: who named it may have left. Raises
    ``Refused`` for everybody else.
    """
    if not (is_administrator(by) or may(by, Permission.NAME_DEPUTY, deputy.district_id)):
        words = "Bara stadsdelens enhetschef eller en systemförvaltare kan avsluta en ersättare."
        raise Refused(Blocker(words, "R6"))
    if deputy.ended_at is None:
        deputy.ended_at, deputy.ended_by = timezone.now(), by
        deputy.save(update_fields=["ended_at", "ended_by"])
    return deputy
