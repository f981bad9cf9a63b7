"""Step 2, Utreda: what must be there before the case is handed over for decision."""

from unittest import mock

import pytest

from cases.actions.records import save_criteria
from cases.models import (
    Case,
    CaseRole,
    Criteria,
    Decision,
    InsatsConsent,
    Person,
    Protection,
    Step,
)
from cases.rules import age_in_programme
from consent.actions import withdraw
from consent.models import ConsentRow, PoliceResult
from organisation.access import acting_as
from sig.lib.dates import today
from sig.lib.rules import Refused
from sig.process import GATES, MATERIAL
from tests.people import Cast
from tests.stories import (
    agency_in,
    assign,
    investigated_case,
    on_the_case,
    open_case_for,
    police_said,
    step,
    weigh_criteria,
)


pytestmark = pytest.mark.django_db

GATE = GATES["lamna-for-beslut"]


def sentences(case: Case, cast: Cast) -> list[str]:
    with acting_as(cast.ulla):
        return [blocker.sentence for blocker in GATE.blockers(case, cast.ulla)]


@pytest.fixture
def bare(cast: Cast) -> Case:
    """A case where the investigation has begun and nothing is done."""
    case = on_the_case(open_case_for(cast.lotta, cast.hv), cast)
    return step(case, "borja-utreda", cast.lotta)


def test_r20_everything_that_is_missing_is_named_with_a_link(bare: Case, cast: Cast) -> None:
    """Planted: each rule of the material taken out of the gate, and one that has no link."""
    with acting_as(cast.ulla):
        blockers = GATE.blockers(bare, cast.ulla)
    assert [blocker.sentence for blocker in blockers] == [
        "Behovs- och resursinventeringen (3.1) är inte påskriven.",
        "Informationen (3.0) är inte lämnad.",
        "Inget giltigt medgivande (3.2) omfattar polisen.",
        "Polisens bedömning saknas.",
        "Hotbildsbedömningen (3.3) är inte påskriven.",
        "Kriterierna är inte prövade.",
        "Samtycke till insatsen saknas. Medgivandet att dela uppgifter räcker inte.",
        "Förslaget till beslut är inte skrivet.",
    ]
    assert all(blocker.route for blocker in blockers)


def test_r20_taking_the_step_raises_the_same_blockers(bare: Case, cast: Cast) -> None:
    """Planted: ``take`` that leaves the asking to the page, and one that names the first."""
    with pytest.raises(Refused) as refusal:
        step(bare, "lamna-for-beslut", cast.ulla)
    assert [b.sentence for b in refusal.value.blockers] == sentences(bare, cast)


def test_r20_with_all_of_it_the_case_is_handed_over(cast: Cast) -> None:
    """Planted: a rule that is never met, and a step that isn't moved."""
    case = investigated_case(cast)
    assert sentences(case, cast) == []
    assert step(case, "lamna-for-beslut", cast.ulla).step == Step.DECISION


def test_r20_the_order_is_refused_for_someone_without_the_permission(cast: Cast) -> None:
    """Planted: ``take`` that doesn't ask for the permission."""
    with pytest.raises(Refused, match="Din roll"):
        step(investigated_case(cast), "lamna-for-beslut", cast.lotta)


@pytest.mark.parametrize("result", [PoliceResult.UNSUITABLE, PoliceResult.MORE_NEEDED])
def test_r13_unga_vuxna_need_the_answer_lamplig(cast: Cast, result: PoliceResult) -> None:
    """Planted: the veto, and the answer that is asked for, taken out of the gate."""
    case = investigated_case(cast, programme="unga-vuxna", years=22)
    police_said(case, cast.lotta, agency_in(cast.hv, cast.lotta), result)
    assert any("olisen" in sentence for sentence in sentences(case, cast))


def test_r12_police_no_blocks_enrolment(cast: Cast) -> None:
    """Only a new answer from the police unlocks it again.

    Planted: the veto taken out of the gate.
    """
    case = investigated_case(cast, programme="unga-vuxna", years=22)
    police = agency_in(cast.hv, cast.lotta)
    police_said(case, cast.lotta, police, PoliceResult.UNSUITABLE)
    assert "Polisens ”ej lämplig” stoppar ärendet tills polisen lämnar ett nytt svar." in (
        sentences(case, cast)
    )
    police_said(case, cast.lotta, police, PoliceResult.SUITABLE)
    assert sentences(case, cast) == []


def test_r12_for_unga_the_polices_no_is_the_managers_to_weigh(cast: Cast) -> None:
    """Planted: a veto in every programme, and a no that nobody is told of."""
    case = investigated_case(cast)
    police_said(case, cast.lotta, agency_in(cast.hv, cast.lotta), PoliceResult.UNSUITABLE)
    assert sentences(case, cast) == []
    with acting_as(cast.ulla):
        assert [warning.rule for warning in GATE.warnings(case, cast.ulla)] == ["R13"]


def test_r11_a_consent_that_is_withdrawn_stops_the_case(cast: Cast) -> None:
    """Planted: the rule on the police taken out of the gate."""
    case = investigated_case(cast)
    with acting_as(cast.lotta):
        row = ConsentRow.objects.of(case).get()
        withdraw(row=row, words="Jonatan ringde.", by=cast.lotta)
    assert sentences(case, cast) == ["Inget giltigt medgivande (3.2) omfattar polisen."]


def test_r18_consent_to_sharing_is_not_consent_to_the_insats(cast: Cast) -> None:
    """Planted: the rule on the insats taken out of the gate."""
    case = investigated_case(cast)
    without = _without(case, cast, InsatsConsent)
    assert without == ["Samtycke till insatsen saknas. Medgivandet att dela uppgifter räcker inte."]


def _without(case: Case, cast: Cast, model: type) -> list[str]:
    """The blockers of the case as if ``model`` had no rows: asked of a copy that hides them."""
    with mock.patch.object(model.objects, "of", return_value=model.objects.none()):
        return sentences(case, cast)


def test_r21_all_four_criteria_and_the_resources_are_needed(cast: Cast) -> None:
    """Planted: three criteria of four, and no look at the resources."""
    case = investigated_case(cast)
    for missing in ("at_risk", "motivated", "needs_support", "takes_part"):
        _change_criteria(case, cast, **{missing: False})
        assert sentences(case, cast) == ["Alla fyra kriterier är inte uppfyllda."]
        _change_criteria(case, cast, **{missing: True})
    _change_criteria(case, cast, resources="")
    assert sentences(case, cast) == ["Resurserna är inte kartlagda."]


def test_r21_gaps_in_the_crime_picture_need_a_reason_or_the_manager(cast: Cast) -> None:
    """Planted: one source taken for both, and gaps that no reason explains."""
    case = investigated_case(cast)
    _change_criteria(case, cast, crime_established="")
    with acting_as(cast.ulla):
        assert [w.rule for w in GATE.warnings(case, cast.ulla)] == ["R21"]
    _change_criteria(case, cast, crime_missing="Polisen har inte svarat om domar.")
    with acting_as(cast.ulla):
        assert GATE.warnings(case, cast.ulla) == []


def _change_criteria(case: Case, cast: Cast, **changes: object) -> None:
    with acting_as(cast.ulla):
        criteria = Criteria.objects.of(case).get()
        for field, value in changes.items():
            setattr(criteria, field, value)
        save_criteria(criteria=criteria, by=cast.ulla)


@pytest.mark.parametrize(
    ("programme", "years", "fits"),
    [("unga", 11, False), ("unga", 12, True), ("unga", 18, True), ("unga", 19, False)]
    + [("unga-vuxna", 18, False), ("unga-vuxna", 19, True), ("unga-vuxna", 29, True)]
    + [("unga-vuxna", 30, False)],
)
def test_r22_age_is_checked_against_the_programme(
    cast: Cast, programme: str, years: int, fits: bool
) -> None:
    """Planted: each of the two ``<=`` as ``<``, and no look at the exception."""
    case = open_case_for(cast.lotta, cast.hv, programme=programme, years=years)
    with acting_as(cast.lotta):
        assert (age_in_programme(case, cast.lotta) is None) is fits
        weigh_criteria(case, cast.ulla, age_exception="Fyller år nästa vecka.")
        assert age_in_programme(case, cast.lotta) is None


def test_r4_one_member_of_staff_warns(cast: Cast) -> None:
    """Planted: the rule taken out of the gate."""
    case = investigated_case(cast)
    with acting_as(cast.sam):
        for role in CaseRole.objects.of(case).active().exclude(user=cast.ulla):
            role.ended_on = today()
            role.save()
    with acting_as(cast.ulla):
        assert [w.rule for w in GATE.warnings(case, cast.ulla)] == ["R4"]


def test_every_rule_of_the_material_says_where_it_is_mended() -> None:
    assert all(rule.route for rule in MATERIAL)


def test_one_draft_at_a_time(cast: Cast) -> None:
    case = investigated_case(cast)
    with acting_as(cast.ulla):
        assert Decision.objects.of(case).count() == 1


def test_r41_a_protected_persons_case_has_a_manager_who_can_see_it(cast: Cast) -> None:
    """Planted: a rule that is content with any member of staff."""
    case = investigated_case(cast)
    with acting_as(cast.lotta):
        Person.objects.filter(pk=case.person_id).update(protection=Protection.REGISTERED)
        case.person.refresh_from_db()
    missing = "Ingen enhetschef är utsedd i ärendet, och bara utsedda ser en skyddad person."
    assert sentences(case, cast) == [missing]
    with acting_as(cast.lotta):
        assign(case=case, user=cast.carin, kind=CaseRole.Kind.NAMED, by=cast.lotta)
    assert sentences(case, cast) == []
