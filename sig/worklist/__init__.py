"""The work list: what is late or waiting, one table of watches, each with the one thing to do about it.

A watch is a query and a sentence. Counter and list come from the same query, so they can't differ.
Initials only: no full name stands on a start page.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.urls import reverse

from cases.access import logged_list
from cases.models import Case
from organisation.access import districts_with, may
from organisation.models import User
from organisation.roles import Permission
from sig.worklist import (
    children,
    consents,
    court,
    decisions,
    endings,
    execution,
    meetings,
    notices,
    people,
    plans,
    purchases,
    threats,
)
from sig.worklist.shapes import SHOWN, Group, Key, Row, Section, Watch


WATCHES = (
    Watch(Group.LATE, children.unprotected, children.say_unprotected),
    Watch(Group.LATE, children.preliminary_late, children.say_preliminary),
    Watch(Group.LATE, children.inquiry_late, children.say_inquiry),
    Watch(Group.LATE, meetings.overdue, meetings.say_overdue, tells=meetings.told_of_overdue),
    Watch(Group.LATE, meetings.unsigned, meetings.say_unsigned),
    Watch(Group.LATE, execution.execution_late, execution.say_execution_late),
    Watch(Group.LATE, plans.activity_late, plans.say_activity_late),
    Watch(Group.LATE, purchases.purchase_unfollowed, purchases.say_purchase_unfollowed),
    Watch(Group.LATE, court.statement_late, court.say_statement_late),
    Watch(Group.LATE, people.todo_late, people.say_todo_late, Permission.WORK_CASE),
    Watch(Group.LATE, endings.check_late, endings.say_check_late, Permission.WORK_CASE),
    Watch(Group.LATE, threats.threat_unread, threats.say_threat_unread, Permission.READ_THREAT),
    Watch(Group.LATE, threats.threat_old, threats.say_threat_old, Permission.READ_THREAT),
    Watch(Group.LATE, decisions.decision_late, decisions.say_decision_late, Permission.DECIDE),
    Watch(
        Group.DECISIONS, decisions.decision_waits, decisions.say_decision_waits, Permission.DECIDE
    ),
    Watch(Group.DECISIONS, threats.measures_wait, threats.say_measures_wait, Permission.DECIDE),
    Watch(Group.DECISIONS, consents.ground_waits, consents.say_ground_waits, Permission.DECIDE),
    Watch(Group.DECISIONS, people.emergencies, people.say_emergency, Permission.READ_LOG),
    Watch(
        Group.DECISIONS,
        decisions.received_elsewhere,
        decisions.say_received_elsewhere,
        Permission.DECIDE,
    ),
    Watch(Group.DECISIONS, meetings.obstacle_waits, meetings.say_obstacle_waits, Permission.DECIDE),
    Watch(
        Group.DECISIONS,
        purchases.procurement_waits,
        purchases.say_procurement_waits,
        Permission.DECIDE,
    ),
    Watch(Group.DECISIONS, endings.goals_met, endings.say_goals_met, Permission.DECIDE),
    Watch(Group.NEAR, people.todo_near, people.say_todo_near, Permission.WORK_CASE),
    Watch(Group.NEAR, endings.check_near, endings.say_check_near, Permission.WORK_CASE),
    Watch(Group.NEAR, children.preliminary_soon, children.say_preliminary),
    Watch(Group.NEAR, children.inquiry_soon, children.say_inquiry),
    Watch(Group.NEAR, court.statement_soon, court.say_statement_soon),
    Watch(Group.NEAR, meetings.due_soon, meetings.say_due_soon),
    Watch(Group.NEAR, meetings.meeting_soon, meetings.say_meeting_soon),
    Watch(Group.NEAR, execution.execution_soon, execution.say_execution_soon),
    Watch(Group.WAITING, decisions.returned, decisions.say_returned, Permission.INVESTIGATE),
    Watch(
        Group.WAITING,
        purchases.procurement_returned,
        purchases.say_procurement_returned,
        Permission.WORK_CASE,
    ),
    Watch(Group.WAITING, consents.police_silent, consents.say_police_silent),
    Watch(Group.WAITING, consents.consent_ends, consents.say_consent_ends),
    Watch(Group.WAITING, consents.of_age, consents.say_of_age),
    Watch(Group.WAITING, court.judgment_awaited, court.say_judgment_awaited),
    Watch(Group.WAITING, endings.unassessed, endings.say_unassessed),
    Watch(Group.WAITING, endings.unsent, endings.say_unsent, Permission.WORK_CASE),
    Watch(Group.WAITING, people.alone, people.say_alone, from_row=Permission.STAFF_CASE),
)

# What users are notified of.
TELLING = tuple(watch for watch in WATCHES if watch.is_urgent)


def sections(user: User, today: date) -> list[Section]:
    """Min dag: every group that the user's roles have a watch in, with its rows in order."""
    watches = [watch for watch in WATCHES if districts_with(user, watch.permission)]
    found = [(watch, list(watch.cases(user, today)[: SHOWN + 1])) for watch in watches]
    openable = _openable(user, [case for _, cases in found for case in cases])
    logged_list(user, {case.pk: case for _, cases in found for case in cases}.values())
    new = _new(user, found)
    return [
        _section(
            user, group, [pair for pair in found if pair[0].group is group], openable, new, today
        )
        for group in Group
        if any(watch.group is group for watch in watches)
    ]


def late_count(user: User, today: date) -> int:
    """How many rows Min dag has under Försenat, at most 50 of each kind: the figure in the menu."""
    mine = [watch for watch in WATCHES if districts_with(user, watch.permission)]
    late = [watch.find(user, today) for watch in mine if watch.group is Group.LATE]
    keys = [cases.order_by().values("pk")[:SHOWN] for cases in late]
    return keys[0].union(*keys[1:], all=True).count() if keys else 0


def _new(user: User, found: Iterable[tuple[Watch, list[Case]]]) -> set[Key]:
    """The rows of what is urgent that ``user`` hasn't seen before; now they have."""
    shown = {
        (watch.code, case.pk): case.district_id
        for watch, cases in found
        if watch.is_urgent
        for case in cases[:SHOWN]
    }
    return notices.see(user, shown)


def _openable(user: User, cases: Iterable[Case]) -> set[object]:
    pks = {case.pk for case in cases}
    if not pks:
        return set()
    return set(Case.objects.readable(user).filter(pk__in=pks).values_list("pk", flat=True))


def _section(
    user: User,
    group: Group,
    found: list[tuple[Watch, list[Case]]],
    openable: set[object],
    new: set[Key],
    today: date,
) -> Section:
    rows = [
        replace(
            _row(user, watch, case, case.pk in openable, today),
            is_new=(watch.code, case.pk) in new,
        )
        for watch, cases in found
        for case in cases[:SHOWN]
    ]
    return Section(group, rows, more=any(len(cases) > SHOWN for _, cases in found))


def _row(user: User, watch: Watch, case: Case, openable: bool, today: date) -> Row:
    words = watch.say(case, today)
    needs = words.needs if openable else watch.from_row
    leads = needs is not None and may(user, needs, case.district_id)
    url = words.url or (reverse(words.route, args=[case.pk]) if words.route else "")
    return Row(
        number=case.number,
        initials=case.person.initials,
        case_url=reverse("case", args=[case.pk]) if openable else "",
        tag=words.tag,
        tone=words.tone,
        sentence=words.sentence,
        why=words.why,
        action_label=words.action,
        action_url=url if leads else "",
        presses=words.presses if openable else (),
    )
