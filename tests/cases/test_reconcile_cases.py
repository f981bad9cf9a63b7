"""The manager goes through the open cases one by one, notes what is decided, and leaves and comes back."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import LogEntry
from cases.actions.opening import assign
from cases.actions.reconciliations import (
    Task,
    begin_reconciliation,
    end_reconciliation,
    reconcile,
)
from cases.load import loads
from cases.models import Case, CaseRole, Disqualification, Person, Reconciled, Reconciliation, Todo
from cases.reconciling import in_reach, left_in, waiting
from organisation.access import acting_as, acting_in
from organisation.models import User
from sig.lib.dates import today
from sig.lib.rules import Refused
from sig.worklist import sections
from sig.worklist.reconciliation import reconciliation_rows
from sig.worklist.shapes import with_rows
from tests.people import Cast
from tests.stories import on_the_case, open_case_for
from tests.story_cases import signed_in


pytestmark = pytest.mark.django_db

PAGE = "reconcile"
WEEK = timedelta(weeks=1)


def begun(cast: Cast) -> Reconciliation:
    with acting_as(cast.carin):
        return begin_reconciliation(district=cast.hv, by=cast.carin)


def noted(
    case: Case,
    going_on: Reconciliation,
    cast: Cast,
    task: Task | None = None,
    by: User | None = None,
    **fields: Any,
) -> Reconciled:
    by = by or cast.carin
    one = Reconciled(case=case, reconciliation=going_on, **fields)
    with acting_as(by):
        return reconcile(reconciled=one, task=task, by=by)


def a_task(owner: User, sentence: str = "Boka tid med skolan.", days: int = 7) -> Task:
    return Task(sentence, owner, today() + timedelta(days=days))


def sent(**changes: str) -> dict[str, str]:
    """The form of a case, filled in."""
    empty = dict.fromkeys(("note", "decision", "task", "owner", "due_on"), "")
    return {"once": str(uuid.uuid4()), "decides": "inget", **empty} | changes


def left(going_on: Reconciliation, user: User) -> set[uuid.UUID]:
    with acting_as(user):
        return set(left_in(going_on, user).values_list("pk", flat=True))


def test_a_round_goes_on_where_it_was_left(cast: Cast) -> None:
    """Planted: ``left_in`` that asks of any round."""
    first, second = (open_case_for(cast.lotta, cast.hv, first_name=name) for name in "AB")
    going_on = begun(cast)
    assert left(going_on, cast.carin) == {first.pk, second.pk}
    noted(first, going_on, cast)
    assert begun(cast) == going_on
    assert left(going_on, cast.carin) == {second.pk}
    with acting_as(cast.carin):
        end_reconciliation(going_on=going_on, by=cast.carin)
    assert left(begun(cast), cast.carin) == {first.pk, second.pk}


def test_a_case_that_closes_is_passed_over_and_a_protected_one_is_not_there(cast: Cast) -> None:
    """R41 holds in the round too."""
    closed, hidden = (open_case_for(cast.lotta, cast.hv, first_name=name) for name in "AB")
    going_on = begun(cast)
    with acting_in(cast.hv):
        Case.objects.filter(pk=closed.pk).update(closed_at=timezone.now(), outcome="moved")
        Person.objects.filter(pk=hidden.person_id).update(protection="marked")
    assert left(going_on, cast.carin) == set()
    with acting_in(cast.hv):
        closed.refresh_from_db()
    with pytest.raises(Refused, match="avslutat"):
        noted(closed, going_on, cast)


def test_a_round_is_its_managers_and_a_case_is_noted_once_in_it(cast: Cast) -> None:
    """Another manager's, an ended one, and a second time are refused; a second press is not."""
    case = open_case_for(cast.lotta, cast.hv)
    with acting_as(cast.lotta), pytest.raises(Refused):
        begin_reconciliation(district=cast.hv, by=cast.lotta)
    going_on = begun(cast)
    with pytest.raises(Refused, match="en annan chefs"):
        noted(case, going_on, cast, by=cast.lotta)
    key = uuid.uuid4()
    one = noted(case, going_on, cast, id=key, note="Allt går som det ska.")
    assert noted(case, going_on, cast, id=key) == one
    with pytest.raises(Refused, match="redan avstämt"):
        noted(case, going_on, cast)
    with acting_as(cast.carin):
        end_reconciliation(going_on=going_on, by=cast.carin)
        going_on.refresh_from_db()
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Reconciled.objects.filter(pk=one.pk).update(note="Något annat.")
    with pytest.raises(Refused, match="Börja en ny"):
        noted(open_case_for(cast.lotta, cast.hv, first_name="B"), going_on, cast)


def test_a_task_is_its_owners_on_min_dag_and_everybodys_when_the_owner_has_left(cast: Cast) -> None:
    """Planted: ``for_worker`` that gives back all."""
    case = on_the_case(open_case_for(cast.lotta, cast.hv), cast)
    noted(case, begun(cast), cast, a_task(cast.sam), decision="Skolan ska vara med.")
    assert tasks(cast.sam) == ["Boka tid med skolan."]
    assert tasks(cast.lotta) == []
    with acting_in(cast.hv):
        CaseRole.objects.of(case).filter(user=cast.sam).update(ended_on=today())
    assert tasks(cast.lotta) == ["Boka tid med skolan."]


def tasks(user: User) -> list[str]:
    with acting_as(user):
        found = [row for section in sections(user, today()) for row in section.rows]
    return [row.sentence for row in found if row.tag == "Att göra"]


@pytest.mark.parametrize(
    ("decision", "who", "sentence", "days", "told"),
    [
        ("", "lotta", "Ring skolan.", 7, "saknar sitt beslut"),
        ("Ja.", "lars", "Ring skolan.", 7, "inte med i ärendet"),
        ("Ja.", "lotta", "Ring skolan.", -1, "har passerat"),
        ("Ja.", "lotta", "Följ med Jonatans mamma.", 7, "utan den enskildes namn"),
        ("Ja.", "lotta", "Fråga om 20080101-2384.", 7, "utan personnummer"),
    ],
)
def test_a_task_that_cannot_be_is_refused(
    cast: Cast, decision: str, who: str, sentence: str, days: int, told: str
) -> None:
    """Nothing is noted then. Planted: an action that asks nothing of the task; no look for numbers."""
    case = open_case_for(cast.lotta, cast.hv)
    going_on = begun(cast)
    with pytest.raises(Refused, match=told):
        noted(case, going_on, cast, a_task(vars(cast)[who], sentence, days), decision=decision)
    with acting_as(cast.carin):
        assert not Reconciled.objects.exists()
        assert not Todo.objects.filter(kind=Todo.Kind.DECIDED).exists()


def test_r2_who_works_in_the_case_or_is_disqualified_does_not_decide_in_the_round(
    cast: Cast,
) -> None:
    """To note that nothing is decided is no decision. Planted: an action that asks neither."""
    case, other = (open_case_for(cast.lotta, cast.hv, first_name=name) for name in "AB")
    going_on = begun(cast)
    with acting_as(cast.carin):
        assign(case=case, user=cast.carin, kind=CaseRole.Kind.LOTS, by=cast.carin)
        held = {"ground": "other", "words": "Granne."}
        Disqualification.objects.create(case=other, user=cast.carin, **held)
    with pytest.raises(Refused, match="själv handläggare"):
        noted(case, going_on, cast, decision="Fortsätt.")
    noted(case, going_on, cast)
    with pytest.raises(Refused, match="anmält jäv"):
        noted(other, going_on, cast)


def test_opening_a_page_ends_no_round(cast: Cast) -> None:
    """The last case is closed meanwhile, and its page opened. Planted: a page that ends the round."""
    case = open_case_for(cast.lotta, cast.hv)
    going_on = begun(cast)
    with acting_in(cast.hv):
        Case.objects.filter(pk=case.pk).update(closed_at=timezone.now(), outcome="moved")
    answer = signed_in(cast.carin).get(reverse(PAGE, args=[case.pk]))
    assert answer.headers["Location"] == reverse("reconciliation")
    with acting_as(cast.carin):
        going_on.refresh_from_db()
    assert going_on.ended_at is None


def test_cases_wait_after_eight_weeks_on_one_row_of_the_managers_min_dag(cast: Cast) -> None:
    """Planted: ``lte`` for ``lt``, so that the day itself is late."""
    cases = [open_case_for(cast.lotta, cast.hv, first_name=name) for name in "ABC"]
    for case, weeks, more in zip(cases, (9, 8, 9), (0, 0, 0), strict=True):
        with acting_in(cast.hv):
            opened = today() - weeks * WEEK - timedelta(days=more)
            Case.objects.filter(pk=case.pk).update(opened_on=opened)
    noted(cases[2], begun(cast), cast)
    with acting_as(cast.carin):
        found = waiting(in_reach(cast.carin), today())
        assert list(found.values_list("pk", flat=True)) == [cases[0].pk]
    assert rows(cast.carin) == ["1 ärende har inte stämts av på 8 veckor."]
    assert rows(cast.lotta) == rows(cast.frank) == []


def rows(user: User) -> list[str]:
    with acting_as(user):
        found = with_rows(sections(user, today()), reconciliation_rows(user, today()))
        return [r.sentence for s in found for r in s.rows if r.number == "Avstämning"]


def test_r60_the_manager_sees_who_has_more_cases_than_the_limit(cast: Cast, settings: Any) -> None:
    """A closed case doesn't count. Planted: ``>=`` for ``>``."""
    settings.CASES_PER_LOTS = 2
    cases = [
        on_the_case(open_case_for(cast.lotta, cast.hv, first_name=name), cast) for name in "ABCD"
    ]
    with acting_in(cast.hv):
        Case.objects.filter(pk=cases[3].pk).update(closed_at=timezone.now(), outcome="moved")
        (load,) = loads(cast.hv, cast.carin)
        assert (load.user, load.cases, load.is_heavy) == (cast.lotta, 3, True)
        settings.CASES_PER_LOTS = 3
        assert not load.is_heavy


def test_the_manager_walks_the_round_on_its_pages(cast: Cast) -> None:
    """From the list through both cases to the end, with what was typed kept when it is refused."""
    both = [on_the_case(open_case_for(cast.lotta, cast.hv, first_name=name), cast) for name in "AB"]
    first, second = sorted(both, key=lambda case: case.pk)  # opened on one day
    client = signed_in(cast.carin)
    assert first.number in client.get(reverse("reconciliation")).content.decode()
    begin = {"district": str(cast.hv.pk), "act": "borja"}
    page = client.post(reverse("reconciliation"), begin).headers["Location"]
    assert page == reverse(PAGE, args=[first.pk])
    shown = client.get(page).content.decode()
    assert "Ärende 1 av 2" in shown
    assert "Lotta Lind, lots (2 ärenden)" in shown
    kept = client.post(page, sent(note="Ringde.", task="Boka tid.")).content.decode()
    assert "Ringde." in kept
    assert "En uppgift följer av ett beslut." in kept
    task = {"task": "Boka tid.", "owner": str(cast.lotta.pk), "due_on": today().isoformat()}
    decided = sent(decides="beslut", decision="Skolan med.", **task)
    following = client.post(page, decided).headers["Location"]
    assert following == reverse(PAGE, args=[second.pk])
    assert client.post(following, sent()).headers["Location"] == reverse("reconciliation")
    told = client.get(reverse("reconciliation")).content.decode()
    assert "Alla ärenden är avstämda." in told
    assert (
        "Beslut: Skolan med."
        in signed_in(cast.lotta).get(reverse("case", args=[first.pk])).content.decode()
    )
    with acting_as(cast.carin):
        logged = LogEntry.objects.filter(actor=str(cast.carin.pk))
        assert logged.filter(event="case.reconciled").count() == 2


def test_the_round_is_the_managers(cast: Cast) -> None:
    """Others find no page, nor may they press its buttons."""
    case = open_case_for(cast.lotta, cast.hv)
    page = reverse("reconciliation")
    for user in (cast.lotta, cast.sam, cast.uno, cast.fred):
        assert signed_in(user).get(page).status_code == 404
        assert signed_in(user).post(page, {"district": cast.hv.pk}).status_code == 404
    begin = {"district": str(cast.hv.pk), "act": "borja"}
    assert signed_in(cast.frank).post(page, begin).status_code == 404
    assert case.number not in signed_in(cast.frank).get(page).content.decode()


def test_a_case_is_gone_through_in_few_queries(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    case = on_the_case(open_case_for(cast.lotta, cast.hv), cast)
    noted(case, begun(cast), cast)
    with acting_as(cast.carin):
        end_reconciliation(going_on=begun(cast), by=cast.carin)
    begun(cast)
    client = signed_in(cast.carin)
    with django_assert_max_num_queries(75):
        assert client.get(reverse(PAGE, args=[case.pk])).status_code == 200
    with django_assert_max_num_queries(40):
        client.get(reverse("reconciliation"))
