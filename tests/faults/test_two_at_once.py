"""Two people press at the same moment, on two connections of their own."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection

from cases.actions.decisions import approve
from cases.models import Case, CaseRole, Decision, DecisionStatus, Step
from organisation.access import acting_as
from organisation.actions import appoint, withdraw_role
from organisation.models import Appointment, User
from organisation.roles import Role
from sig.lib.dates import today
from sig.lib.rules import Refused
from sig.process import GATES, take
from tests.databases import committed_database
from tests.people import Cast, hire
from tests.stories import submitted_case


@pytest.fixture
def committed_cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    with committed_database(django_db_blocker):
        yield hire()


def press(case: Case, user: User, together: threading.Barrier, said: list[str]) -> None:
    try:
        with acting_as(user):
            together.wait(timeout=10)
            take(GATES["bevilja"], case, by=user, delegation="3.1", reason="")
        said.append("done")
    except Refused as refusal:
        said.append(refusal.messages[0])
    finally:
        connection.close()


def test_of_two_managers_who_approve_at_once_one_is_told_that_it_is_done(
    committed_cast: Cast,
) -> None:
    """Planted: without the lock in ``take`` the second passes the gate too.

    The database then refuses it, since a decision that is taken is locked, but without a sentence.
    """
    cast = committed_cast
    case = submitted_case(cast)
    appoint(user=cast.lars, role=Role.MANAGER, district=cast.hv, by=cast.carin)
    together, said = threading.Barrier(2), []
    managers = [cast.carin, User.objects.get(pk=cast.lars.pk)]
    threads = [
        threading.Thread(target=press, args=(case, user, together, said)) for user in managers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(said) == ["Någon hann före: ärendet har redan gått vidare.", "done"]
    with acting_as(cast.carin):
        assert Case.objects.get(pk=case.pk).step == Step.PLANNING
        assert Decision.objects.of(case).get().status == DecisionStatus.APPROVED


def put_on_slowly(case: Case, user: User, inserted: threading.Event) -> None:
    """Put ``user`` on the case past every action, and take a while to commit."""
    try:
        with acting_as(user):
            CaseRole.objects.create(case=case, user=user, kind="lots", started_on=today())
            inserted.set()
            time.sleep(1)
    finally:
        connection.close()


def test_r2_a_decision_waits_for_a_role_in_the_same_moment(committed_cast: Cast) -> None:
    """Planted: without the lock in the trigger the decision doesn't see the role, and both stand."""
    cast = committed_cast
    case = submitted_case(cast)
    inserted = threading.Event()
    other = threading.Thread(target=put_on_slowly, args=(case, cast.carin, inserted))
    other.start()
    assert inserted.wait(timeout=10)
    with pytest.raises(IntegrityError, match="R2"), acting_as(cast.carin):
        approve(case=case, delegation="3.1", reason="", exceptions=[], by=cast.carin)
    other.join(timeout=30)


def end_it(role: Appointment, by: User, together: threading.Barrier, said: list[str]) -> None:
    try:
        with acting_as(by):
            together.wait(timeout=10)
            withdraw_role(appointment=role, by=by)
            time.sleep(0.5)  # before it commits
        said.append("done")
    except Refused as refusal:
        said.append(refusal.messages[0])
    finally:
        connection.close()


def test_of_two_administrators_who_end_each_other_at_once_one_stays(committed_cast: Cast) -> None:
    """Planted: without the lock in ``withdraw_role`` both are ended, and nobody can give a role."""
    cast = committed_cast
    for user in (cast.carin, cast.lars):
        appoint(user=user, role=Role.ADMINISTRATOR, district=None, by=user)
    held = Appointment.objects.filter(role_group__role=Role.ADMINISTRATOR, ended_at=None)
    for other in held.exclude(user__in=[cast.carin, cast.lars]):
        withdraw_role(appointment=other, by=cast.carin)
    together, said = threading.Barrier(2), []
    threads = [
        threading.Thread(target=end_it, args=(held.get(user=user), by, together, said))
        for user, by in ((cast.carin, cast.lars), (cast.lars, cast.carin))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(said) == [
        "Det här är den enda systemförvaltaren. Ge rollen till någon annan först.",
        "done",
    ]
