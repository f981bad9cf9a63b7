"""R18: consent to the insats and consent to sharing are two things."""

import pytest

from cases.actions.records import save_insats_consent
from cases.models import InsatsConsent
from cases.rules import insats_consented
from consent.rules import consent_from_all, consent_names_police, may_share
from organisation.access import acting_as
from sig.lib.dates import today
from tests.consent.conftest import Scene
from tests.story_consent import POLICE_KINDS, a_row, consented


pytestmark = pytest.mark.django_db


def test_r18_consent_to_sharing_is_no_consent_to_the_insats(scene: Scene) -> None:
    """Planted: ``insats_consented`` that looks at form 3.2."""
    consented(scene.case, scene.cast.lotta, a_row(scene.police))
    with acting_as(scene.cast.lotta):
        assert consent_names_police.ask(scene.case, scene.cast.lotta) is None
        assert consent_from_all.ask(scene.case, scene.cast.lotta) is None
        assert "räcker inte" in insats_consented.ask(scene.case, scene.cast.lotta)


def test_r18_consent_to_the_insats_is_no_consent_to_sharing(scene: Scene) -> None:
    """Planted: ``may_share`` that is content with an ``InsatsConsent``."""
    lotta = scene.cast.lotta
    with acting_as(lotta):
        consent = InsatsConsent(
            case=scene.case, given_on=today(), way="written", guardian="Exempel Exempelsson"
        )
        save_insats_consent(consent=consent, by=lotta)
        assert insats_consented.ask(scene.case, lotta) is None
        assert consent_names_police.ask(scene.case, lotta)
        assert not may_share(scene.case, scene.police, POLICE_KINDS, on=today())
