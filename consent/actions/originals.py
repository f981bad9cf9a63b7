"""Keeping the signed paper of a consent."""

import hashlib

from audit.log import audited
from cases.access import lock_case
from consent.models import Consent, Original
from organisation.models import User
from sig.lib.uploads import Cleaned


@audited("consent.original_added")
def add_original(*, consent: Consent, paper: Cleaned, by: User) -> Original:
    """Keep the cleaned file beside its consent, in closed cases too. The same file is kept once."""
    lock_case(consent.case)
    original, _ = Original.objects.get_or_create(
        consent=consent,
        sha256=hashlib.sha256(paper.content).hexdigest(),
        defaults={
            "case": consent.case,
            "media_type": paper.media_type,
            "content": paper.content,
            "size": len(paper.content),
            "added_by": by,
        },
    )
    return original
