"""Step 1, Aktualisera: a case comes in and someone begins to look into it."""

from unittest import mock

import pytest

from cases.models import Referral, Step
from sig.lib.rules import Refused
from sig.process import GATES, next_gate
from tests.people import Cast
from tests.stories import open_case_for, step


pytestmark = pytest.mark.django_db


def test_a_logged_case_stands_at_the_first_step(cast: Cast) -> None:
    case = open_case_for(cast.lotta, cast.hv)
    assert case.step == Step.REFERRAL
    assert next_gate(case) is GATES["borja-utreda"]


def test_the_investigation_begins_when_the_referral_is_recorded(cast: Cast) -> None:
    case = open_case_for(cast.lotta, cast.hv)
    assert step(case, "borja-utreda", cast.lotta).step == Step.INVESTIGATION


def test_without_a_referral_the_case_stays(cast: Cast) -> None:
    """Planted: a case whose referral is missing, as only a fault could leave it."""
    case = open_case_for(cast.lotta, cast.hv)
    missing = mock.patch.object(Referral.objects, "of", return_value=Referral.objects.none())
    with missing, pytest.raises(Refused, match="Aktualiseringen saknas") as refusal:
        step(case, "borja-utreda", cast.lotta)
    assert [blocker.route for blocker in refusal.value.blockers] == ["cases:referral"]


def test_a_second_press_is_refused_in_words(cast: Cast) -> None:
    case = open_case_for(cast.lotta, cast.hv)
    step(case, "borja-utreda", cast.lotta)
    with pytest.raises(Refused, match="redan gått vidare"):
        step(case, "borja-utreda", cast.lotta)


def test_the_manager_can_end_it_without_an_insats(cast: Cast) -> None:
    case = open_case_for(cast.lotta, cast.hv)
    ended = step(case, "avsluta-utan-insats", cast.carin, reason="Flyttade till en annan kommun.")
    assert (ended.outcome, ended.closed_at is not None) == ("not_continued", True)
