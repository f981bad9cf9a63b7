"""Steps 4 and 6 of a demo case: the plan, handing it out, and how the case ended."""

import hashlib
from datetime import date, timedelta

from django.utils.timezone import localdate

from cases.models import Area, NeedsArea, Outcome, Step
from consent.models import DocumentKind
from followup.models import Discharge
from organisation.models import AgencyKind
from plans.models import (
    Activity,
    ActivityStatus,
    Goal,
    GoalStatus,
    Plan,
    PlanStatus,
    RelatedKind,
    RelatedPlan,
    Undertaking,
)
from plans.rules import kinds_told
from sig.demo.dossier import Dossier
from sig.demo.permission import disclose
from sig.demo.stories import Stage
from sig.demo.timeline import past
from sig.demo.words.shapes import Aim, Task
from sig.lib.dates import next_working_day


STEPS = {
    Stage.REFERRED: Step.REFERRAL,
    Stage.SUBMITTED: Step.DECISION,
    Stage.PLANNING: Step.PLANNING,
    Stage.IMPLEMENTING: Step.IMPLEMENTATION,
    Stage.FOLLOWING_UP: Step.FOLLOW_UP,
}
CONSEQUENCES = "Då ses vi inom en vecka och pratar om vad som hänt. Planen går att ändra."
PLANNED_AFTER = timedelta(days=7)  # from the enrolment

# What became of the case's first activities: status, weeks after the plan, comment.
NOTED = {
    0: (ActivityStatus.DONE, 2, ""),
    2: (ActivityStatus.NOT_DONE, 3, "Tiden fick ställas in. En ny är bokad."),
}

REASONS = {
    Outcome.GOALS_MET: "Målen i planen är nådda. {name} går i skolan varje dag och polisen har "
    "inga nya anmälningar. Föräldrarna vet vem de ringer om något händer.",
    Outcome.AS_PLANNED: "Insatsen avslutas enligt plan. {name} har inga nya anmälningar och har "
    "kvar kontakten med skolans kurator.",
    Outcome.OTHER_SUPPORT: "Behovet har ändrats. {name} får fortsatt stöd genom familjebehandling "
    "och kontaktperson. Inga nya brott är kända.",
    Outcome.MOVED_ABROAD: "Familjen har flyttat utomlands. {name} och vårdnadshavarna har tagit "
    "avsked av gruppen.",
    Outcome.PLACED: "{name} är placerad på behandlingshem. Gruppen kan samlas igen inför "
    "hemkomsten.",
    Outcome.ABSCONDED: "{name} har lämnat hemmet och vistas enligt familjen utomlands på okänd "
    "ort. Polisanmälan om försvunnen person är gjord.",
    Outcome.INSTITUTION: "{name} är dömd till sluten ungdomsvård. Insatsen kan inte fortsätta "
    "under verkställigheten.",
}


def carry_out(dossier: Dossier) -> None:
    """The plan of an enrolled case: a draft while it is planned, in force afterwards."""
    times = dossier.times
    case, enrolled = dossier.case, times.enrolled
    case.step = STEPS.get(dossier.story.stage, Step.INVESTIGATION)
    if enrolled is None:
        return
    case.enrolled_on = enrolled
    case.interval_from = times.interval_from
    case.interval_weeks = 5 if dossier.story.is_adult else 4
    if dossier.story.stage > Stage.PLANNING:
        case.executed_on = _came_into_force(enrolled)
    plan = _plan(dossier)
    for need in _goal_areas(dossier):
        _goal(dossier, plan, need)
    if plan.status == PlanStatus.DRAFT:
        _leave_gaps(dossier)
    else:
        _accept(dossier, plan)
        _hand_out(dossier, plan)
    dossier.add(
        RelatedPlan,
        kind=RelatedKind.DECISION if dossier.story.is_adult else RelatedKind.CARE_PLAN,
        reference=dossier.case.main_system_number,
        kept_in="huvudsystemet",
        dated=enrolled,
    )


def _came_into_force(enrolled: date) -> date:
    return next_working_day(enrolled + PLANNED_AFTER)


def _plan(dossier: Dossier) -> Plan:
    times, enrolled = dossier.times, dossier.times.enrolled
    assert enrolled is not None
    plan = dossier.add(
        Plan,
        number=1,
        main_goal=dossier.rng.choice(dossier.words.main_goals),
        participant_took_part=True,
        guardian_took_part=bool(dossier.guardians),
        plain_language=True,
        read_aloud=True,
        consequences=CONSEQUENCES,
        follow_up_on=times.booked or next_working_day(times.today + timedelta(days=21)),
    )
    if dossier.story.stage > Stage.PLANNING:
        plan.status = PlanStatus.ACTIVE
        plan.activated_at = past(_came_into_force(enrolled), 13, 30)
        plan.activated_by = dossier.lots
        plan.participant_signed_on = localdate(plan.activated_at)
    return plan


def _goal_areas(dossier: Dossier) -> list[NeedsArea]:
    """The areas with the greatest needs that a goal can be set in, two to four."""
    wanted = dossier.rng.choice((2, 3, 3, 4))
    return [need for need in dossier.needs if _aim(dossier, need)][:wanted]


def _aim(dossier: Dossier, need: NeedsArea) -> Aim | None:
    """The goal that follows from what was said of the area; None when its actor isn't there."""
    aims = dossier.words.aims.get(Area(need.area))
    if not aims:
        return None
    aim = aims[min(dossier.aims[Area(need.area)], len(aims) - 1)]
    there = {agency.kind for agency in dossier.agencies}
    return aim if aim.kind is None or aim.kind in there else None


def _goal(dossier: Dossier, plan: Plan, need: NeedsArea) -> None:
    aim = _aim(dossier, need)
    assert aim
    assert dossier.times.enrolled
    goal = dossier.add(
        Goal,
        plan=plan,
        area=need.area,
        area_label=need.label,
        text=aim.text,
        indicator=aim.indicator,
        start_value=aim.start,
        target_value=aim.target,
        target_on=dossier.times.enrolled + PLANNED_AFTER + timedelta(weeks=aim.weeks),
        status=GoalStatus.NOT_STARTED,
        position=len(dossier.goals),
    )
    dossier.goals.append(goal)
    for position, task in enumerate(aim.tasks):
        _activity(dossier, goal, position, task)


def _activity(dossier: Dossier, goal: Goal, position: int, task: Task) -> None:
    responsible = dossier.say(task.responsible)
    named = [agency for agency in dossier.agencies if agency.name == responsible]
    activity = dossier.add(
        Activity,
        goal=goal,
        position=position,
        what=dossier.say(task.what),
        how=dossier.say(task.how),
        when=task.when,
        where=dossier.say(task.where),
        who=dossier.say(task.who),
        responsible=responsible,
        responsible_agency=named[0] if named else None,
    )
    _stand(dossier, activity)
    dossier.activities.append(activity)


def _stand(dossier: Dossier, activity: Activity) -> None:
    """Of a plan that has run for some weeks the first thing is done, and one thing wasn't."""
    made, number = activity.goal.plan.activated_at, len(dossier.activities)
    if made is None or number not in NOTED:
        return
    status, weeks, comment = NOTED[number]
    day = localdate(made) + timedelta(weeks=weeks)
    if day <= dossier.times.today:
        activity.status, activity.status_on, activity.comment = status, day, comment


def _accept(dossier: Dossier, plan: Plan) -> None:
    """The partners accept what is asked of them when the plan comes into force, but the last."""
    assert plan.activated_at
    asked = dict.fromkeys(
        one.responsible_agency for one in dossier.activities if one.responsible_agency
    )
    for agency in list(asked)[: max(1, len(asked) - 1)]:
        dossier.add(
            Undertaking,
            plan=plan,
            agency=agency,
            accepted_on=localdate(plan.activated_at),
            accepted_by="gruppens kontaktperson",
        )


def _leave_gaps(dossier: Dossier) -> None:
    """A draft has something left to do."""
    last = dossier.goals[-1]
    last.indicator = last.start_value = last.target_value = ""


def _hand_out(dossier: Dossier, plan: Plan) -> None:
    """To everyone whose row covers all that the plan tells."""
    assert plan.activated_at
    day = localdate(plan.activated_at)
    kinds = kinds_told(dossier.goals)
    mark = hashlib.sha256(plan.pk.bytes).hexdigest()
    for agency in dossier.agencies:
        if set(kinds) <= set(dossier.consents[AgencyKind(agency.kind)].kinds):
            sent = disclose(dossier, agency, DocumentKind.PLAN, kinds, past(day, 14, 30))
            sent.sha256 = mark


def end(dossier: Dossier) -> None:
    """Utskrivning, for the case that has ended."""
    outcome, closed = dossier.story.ended, dossier.times.closed
    if outcome is None or closed is None:
        return
    manager = dossier.office.manager
    moment = past(closed, 14, 15)
    dossier.add(
        Discharge,
        outcome=outcome,
        reasons=dossier.say(REASONS[outcome]),
        informed_on=None if outcome == Outcome.ABSCONDED else closed,
        decided_by=manager,
        decided_title=manager.title,
        decided_at=moment,
    )
    dossier.case.outcome = outcome
    dossier.case.closed_at = moment
