"""Writing the case's own records: referral, criteria, consent to the insats."""

from audit.log import audited
from cases.models import Criteria, InsatsConsent, Referral
from cases.rules import case_is_open
from organisation.models import User
from sig.lib.rules import require


@audited("referral.saved")
def save_referral(*, referral: Referral, by: User) -> Referral:
    require(referral.case, by, case_is_open)
    referral.save()
    return referral


@audited("criteria.saved")
def save_criteria(*, criteria: Criteria, by: User) -> Criteria:
    """Save the criteria. Raises ``Stale`` when a colleague has saved them meanwhile."""
    require(criteria.case, by, case_is_open)
    criteria.save_version(by=by)
    return criteria


@audited("insats_consent.saved")
def save_insats_consent(*, consent: InsatsConsent, by: User) -> InsatsConsent:
    require(consent.case, by, case_is_open)
    consent.save()
    return consent
