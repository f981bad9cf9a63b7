"""Helpers of the tests of the tab Plan: its pages, and what its forms send."""

import uuid
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from cases.models import Case
from organisation.models import User
from sig.lib.dates import today
from tests.story_plans import ACTIVITY, GOAL


def at(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(case: Case, name: str, *also: Any) -> str:
    return reverse(f"plans:{name}", args=[case.pk, *also])


def page(case: Case, user: User, name: str = "plan", *also: Any) -> str:
    answer = at(user).get(url(case, name, *also))
    assert answer.status_code == 200
    return answer.content.decode()


def send(case: Case, user: User, name: str, data: dict[str, Any], *also: Any) -> str:
    """The page that comes back, or "" when the answer was a redirect."""
    answer = at(user).post(url(case, name, *also), data)
    assert answer.status_code in (200, 302)
    return answer.content.decode() if answer.status_code == 200 else ""


def goal_data(**changes: Any) -> dict[str, Any]:
    target = (today() + timedelta(days=60)).isoformat()
    return GOAL | {"target_on": target, "once": str(uuid.uuid4()), "version": "0"} | changes


def activity_data(**changes: Any) -> dict[str, Any]:
    return ACTIVITY | {"once": str(uuid.uuid4()), "version": "0"} | changes


def main_data(**changes: Any) -> dict[str, Any]:
    return {
        "version": "1",
        "main_goal": "Jag vill ha ett jobb.",
        "participant_took_part": "on",
        "follow_up_on": (today() + timedelta(days=20)).isoformat(),
    } | changes
