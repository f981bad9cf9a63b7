"""Handing out a numbered copy: one document for one recipient, kept as it was (R8)."""

from collections.abc import Callable, Collection
from typing import Any, TypeVar

from django.db.models import Max

from audit.log import audited
from cases.models import Case
from consent.actions.disclosures import disclose
from consent.models import DocumentKind, NumberedCopy
from organisation.models import Agency, User


Copy = TypeVar("Copy", bound=NumberedCopy)


@audited("copy.handed_out")
def hand_out(
    *,
    model: type[Copy],
    case: Case,
    agency: Agency,
    document: DocumentKind,
    kinds: Collection[str],
    fingerprint: str,
    draw: Callable[[int], bytes],
    by: User,
    **of: Any,
) -> Copy:
    """A copy under the next number. The very same content on the same consent is handed out once.

    ``fingerprint`` is of the records that the copy is made from, ``draw`` makes it with its number,
    and ``of`` is what it is a copy of. Raises ``Refused`` as ``disclose`` does.
    """
    records: Any = model.objects
    copies = records.of(case)
    earlier: Copy | None = copies.defer("content").filter(fingerprint=fingerprint).first()
    if earlier:
        return earlier
    number = (copies.aggregate(last=Max("number"))["last"] or 0) + 1
    content = draw(number)
    disclosure = disclose(
        case=case, agency=agency, document=document, kinds=kinds, content=content, by=by
    )
    made = model(
        case=case,
        disclosure=disclosure,
        number=number,
        content=content,
        fingerprint=fingerprint,
        **of,
    )
    made.insert()
    return made
