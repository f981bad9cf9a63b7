"""Whoever sees only the row of a case can put others on it, and learns nothing more of it."""

import pytest
from django.urls import reverse

from audit.models import LogEntry
from cases.models import Case, CaseRole, Protection
from organisation.access import acting_as
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_cases import signed_in


pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case_for(cast.lotta, cast.hv)


def page(case: Case) -> str:
    return reverse("cases:staff", args=[case.pk])


def test_the_coordinator_sees_number_initials_and_step_and_never_the_name(
    case: Case, cast: Cast
) -> None:
    """Planted: with the page of those inside the name stands in the heading."""
    html = signed_in(cast.sam).get(page(case)).content.decode()
    for told in (case.number, "J.E.", "aktualisera", "Lotta Lind", "Lägg till"):
        assert told in html
    for hidden in (
        "Ekexempel",
        "Jonatan",
        "Jag är jävig",
        reverse("cases:journal", args=[case.pk]),
    ):
        assert hidden not in html
    assert signed_in(cast.sam).get(reverse("case", args=[case.pk])).status_code == 404
    with acting_as(cast.carin):
        assert LogEntry.objects.filter(case=case.pk, event="staff.read", actor=cast.sam.pk).exists()


def test_the_coordinator_puts_a_colleague_on_and_takes_one_off(case: Case, cast: Cast) -> None:
    client = signed_in(cast.sam)
    form = {"user": str(cast.ulla.pk), "kind": "investigator"}
    assert client.post(page(case), form).url == page(case)
    with acting_as(cast.carin):
        role = CaseRole.objects.of(case).active().get(user=cast.ulla)
    leave = reverse("cases:release", args=[case.pk, role.pk])
    assert client.post(leave).url == page(case)
    assert signed_in(cast.ulla).get(page(case)).status_code == 404


def test_nobody_puts_themselves_on_a_case_that_they_may_not_read(case: Case, cast: Cast) -> None:
    """Planted: without ``_refuse_oneself`` the coordinator reads the whole case afterwards."""
    form = {"user": str(cast.sam.pk), "kind": "coordinator"}
    html = signed_in(cast.sam).post(page(case), form).content.decode()
    assert "Du kan inte sätta dig själv på ett ärende som du inte får läsa." in html
    assert signed_in(cast.sam).get(reverse("case", args=[case.pk])).status_code == 404


def test_a_protected_person_is_not_there(case: Case, cast: Cast) -> None:
    """Planted: with ``own | stadsdel`` alone in ``listed`` the page opens."""
    with acting_as(cast.lotta):
        case.person.protection = Protection.MARKED
        case.person.save()
    for user in (cast.sam, cast.carin):
        assert signed_in(user).get(page(case)).status_code == 404
        form = {"user": str(cast.ulla.pk), "kind": "investigator"}
        assert signed_in(user).post(page(case), form).status_code == 404


def test_others_than_those_who_staff_cases_get_no_such_page(case: Case, cast: Cast) -> None:
    for user in (cast.lars, cast.ulla, cast.farah, cast.frank, cast.uno, cast.fred):
        assert signed_in(user).get(page(case)).status_code == 404
        assert signed_in(user).post(page(case), {}).status_code == 404


def test_the_row_of_the_list_and_min_dag_lead_there(case: Case, cast: Cast) -> None:
    for client, leads in ((signed_in(cast.sam), True), (signed_in(cast.lars), False)):
        for address in (reverse("cases:list") + "?vy=stadsdelen", "/"):
            assert (page(case) in client.get(address).content.decode()) is leads
