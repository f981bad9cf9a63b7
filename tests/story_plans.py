"""Arranging plans: a complete draft, a plan in force, and consents that let it be handed out."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from cases.models import Area, Case
from consent.models import ConsentRow, InformationKind
from organisation.access import acting_as, acting_in
from organisation.models import Agency, AgencyKind, User
from plans.actions import activate, add_activity, add_goal, save_plan, start_plan
from plans.models import Activity, Goal, Plan
from plans.rules import Excerpt
from sig.lib.dates import today
from tests.story_consent import a_row, consented


GOAL: dict[str, Any] = {
    "area": Area.OCCUPATION,
    "text": "Gå till skolan minst fyra dagar i veckan",
    "indicator": "Dagar i skolan per vecka",
    "start_value": "1 dag",
    "target_value": "4 dagar",
}
ACTIVITY: dict[str, Any] = {
    "what": "Träffa studievägledaren",
    "how": "Samtal om vilka ämnen som är viktigast",
    "when": "Måndagar kl. 14.30",
    "where": "Skolan",
    "who": "Den enskilde och lotsen",
    "responsible": "Studievägledaren",
}


def goal_of(plan: Plan, **changes: Any) -> Goal:
    """A measurable goal, not saved."""
    target = {"target_on": today() + timedelta(days=60)}
    return Goal(case=plan.case, plan=plan, **(GOAL | target | changes))


def activity_of(goal: Goal, **changes: Any) -> Activity:
    """An activity with all that R25 asks for, not saved."""
    return Activity(case=goal.case, goal=goal, **(ACTIVITY | changes))


def draft_plan(
    user: User,
    case: Case,
    *,
    goal: dict[str, Any] | None = None,
    activity: dict[str, Any] | None = None,
) -> Plan:
    """A draft with one goal and one activity, ready to come into force but for the changes."""
    with acting_as(user):
        plan = start_plan(case=case, by=user)
        plan.main_goal = "Jag vill bli klar med skolan och sova om nätterna."
        plan.participant_took_part = True
        save_plan(plan=plan, by=user)
        made = add_goal(goal=goal_of(plan, **(goal or {})), by=user)
        add_activity(activity=activity_of(made, **(activity or {})), by=user)
        return plan


def active_plan(user: User, case: Case, **changes: Any) -> Plan:
    """A plan in force with one goal and one activity."""
    plan = draft_plan(user, case, **changes)
    with acting_as(user):
        return activate(plan=plan, by=user)


def agency(case: Case, name: str, kind: AgencyKind = AgencyKind.SCHOOL) -> Agency:
    """A partner on the contact list of the case's stadsdel."""
    with acting_in(case.district):
        return Agency.objects.get_or_create(district=case.district, name=name, kind=kind)[0]


def consent_to(
    user: User, case: Case, recipient: Agency, kinds: Collection[InformationKind]
) -> ConsentRow:
    """A consent in force for one recipient."""
    row = a_row(recipient, kinds)
    consented(case, user, row)
    return row


def drawn(excerpt: Excerpt, number: int) -> bytes:
    """The words of a copy, where its look doesn't matter."""
    goals = [goal.text for goal in excerpt.goals]
    return f"{number} {excerpt.agency} {goals}".encode()
