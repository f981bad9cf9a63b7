"""The information letter (3.0) is noted once, and a child must have understood it."""

from datetime import date, timedelta

import pytest

from consent.actions import give_information
from consent.models import Information
from consent.rules import information_given
from organisation.access import acting_as
from sig.lib.dates import today
from sig.lib.rules import Refused
from tests.consent.conftest import Scene
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_consent import informed


pytestmark = pytest.mark.django_db


def _letter(case: object, given_on: date, *, understood: bool = True) -> Information:
    return Information(
        case=case,
        given_on=given_on,
        receivers=["person"],
        format=Information.Format.ORAL,
        understood=understood,
    )


def test_r20_information_counts_when_it_is_noted(scene: Scene) -> None:
    with acting_as(scene.cast.lotta):
        assert information_given.ask(scene.case, scene.cast.lotta)
    informed(scene.case, scene.cast.lotta)
    with acting_as(scene.cast.lotta):
        assert information_given.ask(scene.case, scene.cast.lotta) is None


def test_the_same_form_sent_twice_notes_once(scene: Scene) -> None:
    lotta = scene.cast.lotta
    with acting_as(lotta):
        letter = _letter(scene.case, today() - timedelta(days=2))
        for _ in range(2):
            give_information(information=letter, by=lotta)
        assert Information.objects.of(scene.case).count() == 1


def test_a_child_must_have_understood_and_an_adult_is_not_asked(cast: Cast) -> None:
    """Planted: ``<=`` for ``<`` at 18, and no look at ``understood``."""
    for years, allowed in [(17, False), (18, True)]:
        case = open_case_for(cast.lotta, cast.hv, years=years)
        with acting_as(cast.lotta):
            letter = _letter(case, today(), understood=False)
            if allowed:
                give_information(information=letter, by=cast.lotta)
            else:
                with pytest.raises(Refused, match="förstått"):
                    give_information(information=letter, by=cast.lotta)
