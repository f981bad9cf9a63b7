"""Who is on the case: put there and taken off by the coordinator and the manager."""

import uuid

import pytest
from django.urls import reverse

from cases.models import Case, CaseRole
from organisation.access import acting_as
from organisation.models import User
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_cases import signed_in


pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case_for(cast.lotta, cast.hv)


def page(case: Case) -> str:
    return reverse("cases:staff", args=[case.pk])


def role_of(case: Case, user: User, kind: str, reader: User) -> CaseRole:
    with acting_as(reader):
        return CaseRole.objects.of(case).get(user=user, kind=kind)


def test_the_manager_puts_a_colleague_on_the_case_who_then_reads_it(case: Case, cast: Cast) -> None:
    assert signed_in(cast.ulla).get(page(case)).status_code == 404
    form = {"user": str(cast.ulla.pk), "kind": "investigator"}
    for _ in range(2):
        assert signed_in(cast.carin).post(page(case), form).url == page(case)
    role_of(case, cast.ulla, "investigator", cast.carin)
    assert "Ulla Utsikt" in signed_in(cast.ulla).get(page(case)).content.decode()


def test_taken_off_the_case_one_cannot_read_it_any_more(case: Case, cast: Cast) -> None:
    signed_in(cast.carin).post(page(case), {"user": str(cast.lars.pk), "kind": "lots"})
    role = role_of(case, cast.lars, "lots", cast.carin)
    leave = reverse("cases:release", args=[case.pk, role.pk])
    assert signed_in(cast.carin).post(leave).url == page(case)
    assert signed_in(cast.lars).get(page(case)).status_code == 404
    assert "Tidigare" in signed_in(cast.carin).get(page(case)).content.decode()
    assert signed_in(cast.carin).post(leave).status_code == 404


def test_the_last_one_stays(case: Case, cast: Cast) -> None:
    """Taking off one of her two roles is fine; the other would leave the case without anybody."""
    client = signed_in(cast.carin)
    for kind in ("receiver", "lots"):
        signed = role_of(case, cast.lotta, kind, cast.carin)
        response = client.post(reverse("cases:release", args=[case.pk, signed.pk]), follow=True)
        assert "Lotta Lind är ensam i ärendet." in response.content.decode()


def test_r1_nobody_is_receiver_investigator_and_lots_in_one_case(case: Case, cast: Cast) -> None:
    """Planted: with one kind more in ``KEPT_APART`` Lotta becomes investigator too."""
    form = {"user": str(cast.lotta.pk), "kind": "investigator"}
    html = signed_in(cast.carin).post(page(case), form).content.decode()
    assert "Lotta Lind kan inte vara både mottagare, utredare och lots i samma ärende." in html


def test_only_colleagues_of_the_stadsdel_can_be_chosen(case: Case, cast: Cast) -> None:
    client = signed_in(cast.carin)
    assert "Farah Frost" not in client.get(page(case)).content.decode()
    for user, kind in ((cast.farah.pk, "lots"), (cast.uno.pk, "lots"), ("x", "lots")):
        html = client.post(page(case), {"user": str(user), "kind": kind}).content.decode()
        assert "Välj ett giltigt alternativ" in html
    html = client.post(page(case), {"user": str(cast.sam.pk), "kind": "receiver"}).content.decode()
    assert "Välj ett giltigt alternativ" in html


def test_those_who_staff_no_cases_see_no_buttons_and_are_refused(case: Case, cast: Cast) -> None:
    client = signed_in(cast.lotta)
    assert "Ta bort" not in client.get(page(case)).content.decode()
    assert client.post(page(case), {"user": str(cast.ulla.pk), "kind": "lots"}).status_code == 403
    role = role_of(case, cast.lotta, "lots", cast.lotta)
    leave = reverse("cases:release", args=[case.pk, role.pk])
    assert client.post(leave).status_code == 403
    assert signed_in(cast.carin).get(leave).status_code == 405


def test_a_role_of_another_case_is_not_reached_through_this_one(case: Case, cast: Cast) -> None:
    other = open_case_for(cast.lars, cast.hv)
    role = role_of(other, cast.lars, "lots", cast.carin)
    for key in (role.pk, uuid.uuid4()):
        leave = reverse("cases:release", args=[case.pk, key])
        assert signed_in(cast.carin).post(leave).status_code == 404


def test_r3_one_person_is_both_investigator_and_lots_only_with_a_reason(
    case: Case, cast: Cast
) -> None:
    """Planted: without ``both and not reason`` Ulla becomes lots without a word."""
    client = signed_in(cast.carin)
    client.post(page(case), {"user": str(cast.ulla.pk), "kind": "investigator"})
    form = {"user": str(cast.ulla.pk), "kind": "lots", "reason": " "}
    html = client.post(page(case), form).content.decode()
    assert "Ulla Utsikt blir både utredare och lots. Skriv skälet till det." in html
    assert client.post(page(case), form | {"reason": "Känner familjen."}).url == page(case)
    assert "Både utredare och lots: Känner familjen." in client.get(page(case)).content.decode()
