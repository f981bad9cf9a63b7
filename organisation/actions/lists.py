"""The dated lines of lists that a municipality edits."""

from datetime import date

from audit.log import audited
from organisation.models import ListItem, ListKind
from sig.lib.rules import Blocker, Refused


@audited("list.line_put")
def put_in_list(*, item: ListItem, by: object) -> ListItem:
    """Let a line hold from its first day, in place of the one with the same code."""
    in_force = ListItem.objects.of(ListKind(item.kind)).in_force(item.valid_from)
    in_force.filter(code=item.code).update(valid_to=item.valid_from)
    item.save(force_insert=True)
    return item


@audited("list.line_ended")
def end_in_list(*, kind: ListKind, code: str, valid_to: date, by: object) -> ListItem:
    """End a line: ``valid_to`` is the first day without it. Records keep their own words."""
    item = ListItem.objects.of(kind).in_force(valid_to).filter(code=code).first()
    if item is None:
        raise Refused(Blocker(f"Raden {code} finns inte i listan den dagen.", ""))
    item.valid_to = valid_to
    item.save(update_fields=["valid_to"])
    return item
