"""The minutes on paper: whole, as one page of who does what by when, and for each recipient."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.template.loader import render_to_string

from cases.access import shown_name
from consent.rules import in_words
from meetings.goals import activities_of
from meetings.models import ActivityOutcome, ActivityReview, Meeting
from meetings.rules import MinutesExcerpt, Spoken, came, spoken
from organisation.models import User
from plans.models import Activity, Goal
from sig.lib import pdf
from sig.lib.dates import today


STYLES = ("sig/plan-print.css", "sig/minutes-print.css")
TITLE = "Minnesanteckningar"
ROOMY = 12  # rows of who does what that have room for larger type on one page


class Paper(StrEnum):
    """Which paper of the minutes. The value stands in the address."""

    WHOLE = "hela"
    TASKS = "vem-gor-vad"


_TEMPLATES = {
    Paper.WHOLE: "meetings/paper/whole.html",
    Paper.TASKS: "meetings/paper/tasks.html",
}


@dataclass(frozen=True)
class Task:
    """A line of who does what by when. Without a day it stands last."""

    what: str
    responsible: str
    due_on: date | None
    when: str = ""
    goal: str = ""
    is_new: bool = False


@dataclass(frozen=True)
class GoalSaid:
    """What was said of one goal and its activities."""

    goal: Goal
    status: str
    comment: str
    activities: tuple[ActivityReview, ...]


def minutes_html(meeting: Meeting, paper: Paper, *, viewer: User, notice: str = "") -> str:
    """The paper as a page of its own. With a ``notice`` it is styled for printing from the browser."""
    said = spoken(meeting)
    tasks = _tasks(meeting, said)
    context = {
        **_common(meeting, viewer, notice),
        "case": meeting.case,
        "attendances": list(meeting.attendances.select_related("agency")),
        "goals": goals_said(said),
        "contributions": said.contributions,
        "decisions": said.decisions,
        "tasks": tasks,
        "is_long": len(tasks) > ROOMY,
    }
    return render_to_string(_TEMPLATES[paper], context)


def minutes_pdf(meeting: Meeting, paper: Paper, *, viewer: User) -> bytes:
    """The paper as PDF. Raises ``PangoMissing`` on a machine that can't make one."""
    return _render(minutes_html(meeting, paper, viewer=viewer))


def _render(html: str) -> bytes:
    return pdf.render(html, title=TITLE, css=pdf.styles(*STYLES))


def _common(meeting: Meeting, viewer: User, notice: str) -> dict[str, Any]:
    return {
        "meeting": meeting,
        "name": shown_name(meeting.case.person, viewer),
        "printed_on": today(),
        "sheets": STYLES,
        "notice": notice,
    }


def goals_said(said: Spoken, among: Iterable[Goal] | None = None) -> list[GoalSaid]:
    """Goal by goal what the meeting said; only of those ``among``, when they are named."""
    by_goal = {review.goal_id: review for review in said.reviews}
    found = []
    for goal in said.goals if among is None else among:
        review = by_goal.get(goal.pk)
        activities = tuple(one for one in said.activities if one.activity.goal_id == goal.pk)
        status = review.get_status_display() if review else "Utan status"
        found.append(GoalSaid(goal, status, review.comment if review else "", activities))
    return found


def _tasks(meeting: Meeting, said: Spoken) -> list[Task]:
    """The decisions, and what the plan has that is still to be done, by day."""
    made = {decision.activity_id for decision in said.decisions}
    new = [
        Task(
            decision.what,
            decision.responsible,
            decision.due_on,
            goal=decision.goal.text if decision.goal else "",
            is_new=True,
        )
        for decision in said.decisions
    ]
    done = {one.activity_id for one in said.activities if one.outcome == ActivityOutcome.DONE}
    goals = {goal.pk: goal for goal in said.goals}
    old = [
        _from_plan(activity, goals[activity.goal_id])
        for activity in activities_of(meeting, said.goals)
        if activity.pk not in made | done
    ]
    return sorted([*new, *old], key=lambda task: (task.due_on or date.max, not task.is_new))


def _from_plan(activity: Activity, goal: Goal) -> Task:
    return Task(
        activity.what,
        activity.responsible,
        activity.due_on,
        activity.when_in_words,
        goal=goal.text,
    )


# --- For one recipient ----------------------------------------------------------------------------


def recipient_html(
    meeting: Meeting,
    excerpt: MinutesExcerpt,
    number: int | None,
    *,
    viewer: User,
    notice: str = "",
) -> str:
    """What ``excerpt`` holds, marked with its recipient and number; None: a preview."""
    said = Spoken(meeting, excerpt.reviews, excerpt.activities, excerpt.decisions, ())
    context = {
        **_common(meeting, viewer, notice),
        "excerpt": excerpt,
        "covered": in_words(excerpt.kinds),
        "number": number,
        "sender": viewer,
        "came": came(meeting),
        "goals": goals_said(said, excerpt.goals),
        "decisions": sorted(excerpt.decisions, key=lambda one: one.due_on or date.max),
    }
    return render_to_string("meetings/paper/recipient.html", context)


def recipient_copy(
    meeting: Meeting, excerpt: MinutesExcerpt, number: int | None, *, viewer: User
) -> bytes:
    """The copy as PDF or, without Pango, as the page to print."""
    try:
        return _render(recipient_html(meeting, excerpt, number, viewer=viewer))
    except pdf.PangoMissing as missing:
        notice = str(missing)
        return recipient_html(meeting, excerpt, number, viewer=viewer, notice=notice).encode()
