"""The dated paragraphs of law that the product cites (R58)."""

from datetime import date

from audit.log import audited
from organisation.models import LegalReference, User
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused


@audited("law.put")
def put_law(
    *, reference: LegalReference, replaces: LegalReference | None, by: User
) -> LegalReference:
    """Let a paragraph be in force from its first day, in place of the one that it replaces.

    A new wording has the use and the limits of the old. What has been decided keeps the words of
    its day. Raises ``Refused`` for a day that isn't after today, and when the old one isn't in
    force then.
    """
    _only_later(reference.valid_from)
    if replaces:
        _end(replaces, reference.valid_from)
        for name in ("use", "under_age", "recipients"):
            setattr(reference, name, getattr(replaces, name))
    reference.save(force_insert=True)
    return reference


@audited("law.ended")
def end_law(*, reference: LegalReference, valid_to: date, by: User) -> LegalReference:
    """End a paragraph: ``valid_to`` is the first day without it."""
    _only_later(valid_to)
    _end(reference, valid_to)
    return reference


def _end(reference: LegalReference, day: date) -> None:
    if reference not in LegalReference.objects.in_force(day) or reference.valid_from == day:
        raise Refused(Blocker(f"{reference} gäller inte dagen före {day}.", "R58"))
    reference.valid_to = day
    reference.save(update_fields=["valid_to"])


def _only_later(day: date) -> None:
    if day <= today():
        raise Refused(Blocker("Det som har gällt ändras inte. Välj en dag efter i dag.", "R58"))
