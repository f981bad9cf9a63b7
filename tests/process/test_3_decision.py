"""Step 3, Besluta: approved, declined or returned, by someone who stands free of the case."""

import pytest
from django.db import InternalError, ProgrammingError, transaction

from cases.models import Case, CaseRole, Decision, DecisionStatus, Step
from cases.rules import setting
from consent.models import PoliceResult
from organisation.access import acting_as
from organisation.actions import appoint
from organisation.roles import Role
from sig.lib.dates import today
from sig.lib.rules import Refused
from sig.process import GATES, take
from tests.people import Cast
from tests.stories import (
    agency_in,
    assign,
    investigated_case,
    police_said,
    step,
    submitted_case,
)


pytestmark = pytest.mark.django_db


def decision_of(case: Case, cast: Cast) -> Decision:
    with acting_as(cast.carin):
        return Decision.objects.of(case).get()


def test_approving_enrols_and_starts_the_interval(cast: Cast) -> None:
    case = step(submitted_case(cast), "bevilja", cast.carin, delegation="3.1", reason="")
    assert case.step == Step.PLANNING
    assert case.enrolled_on == case.interval_from == today()
    assert case.interval_weeks == setting(case).interval_weeks == 4
    decision = decision_of(case, cast)
    assert (decision.status, decision.decided_by, decision.delegation) == (
        DecisionStatus.APPROVED,
        cast.carin,
        "3.1",
    )
    assert decision.decided_title == "Enhetschef"


def test_returning_needs_a_reason_and_goes_back_to_the_investigator(cast: Cast) -> None:
    case = step(submitted_case(cast), "aterlamna", cast.carin, reason="Beskriv nätverket bättre.")
    assert case.step == Step.INVESTIGATION
    decision = decision_of(case, cast)
    assert (decision.status, decision.answer) == (
        DecisionStatus.RETURNED,
        "Beskriv nätverket bättre.",
    )
    again = step(case, "lamna-for-beslut", cast.ulla)
    assert again.step == Step.DECISION


def test_declining_closes_the_case(cast: Cast) -> None:
    case = step(submitted_case(cast), "avsla", cast.carin, delegation="3.1", reason="Annat stöd.")
    assert (case.outcome, case.enrolled_on) == ("declined", None)


@pytest.mark.parametrize("kind", ["lots", "coordinator", "investigator", "receiver"])
def test_r2_whoever_works_in_the_case_cannot_approve_it(cast: Cast, kind: str) -> None:
    """Planted: ``decider_stands_free`` without its look at the roles."""
    case = submitted_case(cast)
    with acting_as(cast.sam):
        assign(case=case, user=cast.carin, kind=CaseRole.Kind(kind), by=cast.sam)
    with pytest.raises(Refused, match="Du är själv handläggare"):
        step(case, "bevilja", cast.carin, delegation="3.1", reason="")


def test_r2_whoever_asked_for_the_decision_cannot_approve_it(cast: Cast) -> None:
    """Planted: ``decider_stands_free`` without its look at the draft."""
    case = submitted_case(cast)
    appoint(user=cast.ulla, role=Role.MANAGER, district=cast.hv, by=cast.carin)
    del cast.ulla._grants
    with acting_as(cast.carin):
        for role in CaseRole.objects.of(case).active().filter(user=cast.ulla):
            role.ended_on = today()
            role.save()
    with pytest.raises(Refused, match="Du har själv lämnat förslaget"):
        step(case, "bevilja", cast.ulla, delegation="3.1", reason="")


def test_r2_a_colleague_who_stands_free_can(cast: Cast) -> None:
    """Planted the other way: the rule isn't one that refuses everybody."""
    assert step(submitted_case(cast), "bevilja", cast.carin, delegation="3.1", reason="")


def test_only_a_manager_of_the_stadsdel_decides(cast: Cast) -> None:
    case = submitted_case(cast)
    for user in (cast.lars, cast.sam, cast.fred):
        with acting_as(cast.carin), pytest.raises(Refused, match="Din roll"):
            take(GATES["bevilja"], case, by=user, delegation="3.1", reason="")


def test_r4_the_manager_passes_one_member_of_staff_only_with_a_reason(cast: Cast) -> None:
    """Planted: ``_approve`` that asks for no reason, and one that notes no exception."""
    case = submitted_case(cast)
    with acting_as(cast.sam):
        for role in CaseRole.objects.of(case).active().exclude(user=cast.ulla):
            role.ended_on = today()
            role.save()
    with pytest.raises(Refused, match="Skriv skälet"):
        step(case, "bevilja", cast.carin, delegation="3.1", reason="")
    step(case, "bevilja", cast.carin, delegation="3.1", reason="Sam börjar på måndag.")
    assert decision_of(case, cast).exceptions == ["R4"]


def test_r13_for_unga_the_manager_passes_the_polices_no_only_with_a_reason(cast: Cast) -> None:
    """Planted: ``_approve`` that asks for no reason, and one that notes no exception."""
    case = submitted_case(cast)
    police_said(case, cast.lotta, agency_in(cast.hv, cast.lotta), PoliceResult.UNSUITABLE)
    with pytest.raises(Refused, match="Skriv skälet"):
        step(case, "bevilja", cast.carin, delegation="3.1", reason="")
    step(case, "bevilja", cast.carin, delegation="3.1", reason="Vi bedömer risken lägre.")
    assert decision_of(case, cast).exceptions == ["R13"]


def test_r12_for_unga_vuxna_no_reason_passes_the_polices_no(cast: Cast) -> None:
    """Planted: the veto as a warning."""
    case = submitted_case(cast, programme="unga-vuxna", years=22)
    police_said(case, cast.lotta, agency_in(cast.hv, cast.lotta), PoliceResult.UNSUITABLE)
    with pytest.raises(Refused, match="stoppar ärendet"):
        step(case, "bevilja", cast.carin, delegation="3.1", reason="Vi bedömer risken lägre.")


def test_a_decision_that_is_taken_is_locked_by_the_database(cast: Cast) -> None:
    case = step(submitted_case(cast), "bevilja", cast.carin, delegation="3.1", reason="")
    with (
        acting_as(cast.carin),
        pytest.raises((ProgrammingError, InternalError), match="locked"),
        transaction.atomic(),
    ):
        Decision.objects.of(case).update(reasons="Något annat.")


def test_the_second_of_two_managers_is_told_that_it_is_done(cast: Cast) -> None:
    """One after the other here; tests/faults presses at the same moment."""
    case = submitted_case(cast)
    step(case, "bevilja", cast.carin, delegation="3.1", reason="")
    with pytest.raises(Refused, match="Någon hann före"):
        step(case, "bevilja", cast.carin, delegation="3.1", reason="")


def test_a_manager_who_is_early_is_told_which_step_the_case_is_in(cast: Cast) -> None:
    """Planted: with one sentence for both, a case that waits for the utredare "has gone on"."""
    case = investigated_case(cast)
    with pytest.raises(Refused, match=r"Ärendet är i steg 2\. Det här görs i steg 3\."):
        step(case, "bevilja", cast.carin, delegation="3.1", reason="")


def test_r3_the_manager_is_told_that_one_is_both_and_passes_it_with_a_reason(cast: Cast) -> None:
    """Planted: with the rule left out of MATERIAL the manager is told nothing."""
    case = submitted_case(cast)
    with acting_as(cast.sam):
        lots = CaseRole.Kind.LOTS
        assign(case=case, user=cast.ulla, kind=lots, reason="Känner familjen.", by=cast.sam)
    with pytest.raises(Refused, match="Ulla Utsikt är både utredare och lots"):
        step(case, "bevilja", cast.carin, delegation="3.1", reason="")
    step(case, "bevilja", cast.carin, delegation="3.1", reason="Behövs för kontakten.")
    assert decision_of(case, cast).exceptions == ["R3"]


@pytest.mark.parametrize("event", ["bevilja", "avsla"])
def test_r58_a_paragraph_that_is_no_longer_in_force_carries_no_decision(
    cast: Cast, event: str
) -> None:
    """Planted: with ``in_force`` left out of the rule the old act does."""
    case = submitted_case(cast)
    with acting_as(cast.carin):
        Decision.objects.of(case).update(legal_ground="4 kap. 1 § socialtjänstlagen (2001:453)")
    with pytest.raises(Refused, match="Lagrummet i förslaget gäller inte i dag"):
        step(case, event, cast.carin, delegation="3.1", reason="Nej.")
