"""The process: six steps, and one table of the gates between them.

A gate answers what is missing, for the page's checklist and for the one who takes the step alike.
``docs/process.md`` is written from this table.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from cases import rules as case_rules
from cases.access import lock_case, may_in
from cases.actions import decisions
from cases.actions.steps import close, move, reopen
from cases.models import Case, Outcome, Step
from cases.rules import setting
from consent import rules as consent_rules
from followup import rules as followup_rules
from followup.actions.discharge import record_discharge
from followup.actions.handing_over import close_transferred
from followup.actions.reopening import record_reopening
from meetings.rules import paused_days
from organisation.models import User
from organisation.roles import Permission
from plans import rules as plan_rules
from sig.gates import Gate
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused


# What the decision rests on. Asked when it is handed over, and again when it is taken.
MATERIAL = (
    case_rules.needs_inventory_signed,
    consent_rules.information_given,
    consent_rules.consent_names_police,
    consent_rules.consent_from_all,
    consent_rules.police_answered,
    consent_rules.police_has_no_veto,
    consent_rules.police_found_suitable,
    case_rules.threat_assessed,
    case_rules.measures_decided,
    case_rules.criteria_met,
    case_rules.crime_picture_told,
    case_rules.age_in_programme,
    case_rules.insats_consented,
    case_rules.decision_drafted,
    case_rules.legal_ground_in_force,
    case_rules.two_staff,
    case_rules.investigator_is_not_lots,
)

# Who may not decide, whatever their role (R2, R5).
DECIDER = (case_rules.decider_stands_free, case_rules.decider_is_impartial)


def _approve(
    *, case: Case, delegation: str, reason: str, unnamed: bool = False, by: User
) -> object:
    """Approve, with the manager's reason for each soft rule that isn't met."""
    passed = GATES["bevilja"].warnings(case, by)
    if passed and not reason:
        missing = " ".join(warning.sentence for warning in passed)
        raise Refused(Blocker(f"Skriv skälet till att du beviljar ändå. {missing}", passed[0].rule))
    return decisions.approve(
        case=case,
        delegation=delegation,
        reason=reason,
        exceptions=[warning.rule for warning in passed],
        unnamed=unnamed,
        by=by,
    )


_TABLE = (
    Gate(
        event="borja-utreda",
        label="Börja utreda",
        sources=(Step.REFERRAL,),
        target=Step.INVESTIGATION,
        permission=Permission.WORK_CASE,
        rules=(
            case_rules.referral_recorded,
            case_rules.protection_assessed,
            case_rules.inquiry_opened,
        ),
    ),
    Gate(
        event="lamna-for-beslut",
        label="Lämna för beslut",
        sources=(Step.INVESTIGATION,),
        target=Step.DECISION,
        permission=Permission.INVESTIGATE,
        rules=(case_rules.decider_is_named, *MATERIAL),
        effect=decisions.submit,
    ),
    Gate(
        event="bevilja",
        label="Bevilja inskrivning",
        sources=(Step.DECISION,),
        target=Step.PLANNING,
        permission=Permission.DECIDE,
        rules=(*DECIDER, *MATERIAL),
        effect=_approve,
        asks=True,
    ),
    Gate(
        event="aterlamna",
        label="Återlämna",
        sources=(Step.DECISION,),
        target=Step.INVESTIGATION,
        permission=Permission.DECIDE,
        effect=decisions.send_back,
        asks=True,
    ),
    Gate(
        event="avsla",
        label="Avslå",
        sources=(Step.DECISION,),
        target=None,
        permission=Permission.DECIDE,
        rules=(*DECIDER, case_rules.legal_ground_in_force),
        effect=decisions.decline,
        asks=True,
        outcome=Outcome.DECLINED,
    ),
    Gate(
        event="borja-genomfora",
        label="Börja genomföra",
        sources=(Step.PLANNING,),
        target=Step.IMPLEMENTATION,
        permission=Permission.WORK_CASE,
        rules=(plan_rules.plan_active, plan_rules.plan_shared_or_reason),
    ),
    Gate(
        event="borja-folja-upp",
        label="Börja följa upp",
        sources=(Step.IMPLEMENTATION,),
        target=Step.FOLLOW_UP,
        permission=Permission.WORK_CASE,
    ),
    Gate(
        event="avsluta-utan-insats",
        label="Avsluta utan insats",
        sources=(Step.REFERRAL, Step.INVESTIGATION),
        target=None,
        permission=Permission.DECIDE,
        effect=decisions.discontinue,
        asks=True,
        outcome=Outcome.NOT_CONTINUED,
    ),
    Gate(
        event="skriv-ut",
        label="Besluta om utskrivning",
        sources=(Step.PLANNING, Step.IMPLEMENTATION, Step.FOLLOW_UP),
        target=None,
        permission=Permission.DECIDE,
        rules=(
            followup_rules.is_enrolled,
            followup_rules.not_discharged,
            followup_rules.second_assessment_signed,
        ),
        effect=record_discharge,
        asks=True,
    ),
    Gate(
        event="oppna-igen",
        label="Öppna ärendet igen",
        sources=(Step.PLANNING, Step.IMPLEMENTATION, Step.FOLLOW_UP),
        target=None,
        permission=Permission.DECIDE,
        rules=(followup_rules.is_discharged, followup_rules.no_other_open_case),
        effect=record_reopening,
        asks=True,
        reopens=True,
    ),
    Gate(
        event="avsluta-overlamnat",
        label="Avsluta överlämnat ärende",
        sources=(Step.REFERRAL, Step.INVESTIGATION, Step.DECISION),
        target=None,
        permission=Permission.DECIDE,
        rules=(followup_rules.transfer_received,),
        effect=close_transferred,
        outcome=Outcome.TRANSFERRED,
        when_met=True,
    ),
)

GATES: dict[str, Gate] = {gate.event: gate for gate in _TABLE}


def gates_from(case: Case) -> list[Gate]:
    """The gates that lead on from where the case stands; from a discharged one only the way back."""
    closed = case.closed_at is not None
    return [gate for gate in _TABLE if case.step in gate.sources and gate.reopens is closed]


def next_gate(case: Case) -> Gate | None:
    """The gate that follows the step: the one primary button of the case page."""
    return next((gate for gate in gates_from(case) if gate.target), None)


def _not_here(gate: Gate, case: Case) -> str:
    """Why ``gate`` doesn't lead on from where the case stands: not yet, or not any longer."""
    if gate.reopens:
        return "Ärendet är inte utskrivet och kan inte öppnas igen."
    first = min(gate.sources)
    if not case.closed_at and case.step < first:
        now, then = Step(case.step).number, Step(first).number
        return f"Ärendet är i steg {now}. Det här görs i steg {then}."
    return "Någon hann före: ärendet har redan gått vidare."


@transaction.atomic
def take(gate: Gate, case: Case, *, by: User, **data: Any) -> Case:
    """Pass ``gate``. The case is locked first, so of two who press at once the second is refused.

    Raises ``Refused`` with every blocker, each with the page where it is mended.
    """
    case = lock_case(case)
    if gate not in gates_from(case):
        raise Refused(Blocker(_not_here(gate, case), "S20"))
    if not may_in(by, gate.permission, case):
        raise Refused(Blocker("Din roll får inte ta det här steget.", "R6"))
    if blockers := gate.blockers(case, by):
        raise Refused(*blockers)
    if gate.effect:
        gate.effect(case=case, by=by, **data)
    if gate.reopens:
        return _reopen(case, by)
    if gate.target:
        return move(case=case, to=gate.target, by=by)
    outcome = gate.outcome or Outcome(data["outcome"])
    return close(case=case, outcome=outcome, at=timezone.now(), by=by)


def _reopen(case: Case, by: User) -> Case:
    """The meeting interval begins anew on the day that the case is opened again (R30)."""
    on, weeks = today(), setting(case).interval_weeks
    paused = paused_days(case, on, weeks)
    return reopen(case=case, on=on, weeks=weeks, paused_days=paused, by=by)
