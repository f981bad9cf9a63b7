"""Ersättare: a colleague has the manager's permissions from one day to another, and no longer."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse

from audit.models import LogEntry
from cases.actions.opening import assign
from cases.models import Case, CaseRole, Decision
from organisation.access import acting_as, districts_of, districts_with, may
from organisation.actions import end_role, name_deputy
from organisation.models import Deputy, User
from organisation.roles import Permission, Role
from sig.lib.dates import today
from sig.lib.rules import Refused
from sig.process import GATES, take
from tests.people import Cast
from tests.stories import open_case_for, submitted_case
from tests.story_cases import note, signed_in


pytestmark = pytest.mark.django_db

PAGE = "/ersattare/"


def named(cast: Cast, user: User, *, first: int = 0, last: int = 9) -> Deputy:
    """``user`` as Carin's deputy, from ``first`` to ``last`` days from today."""
    return Deputy.objects.create(
        district=cast.hv,
        user=user,
        stands_in_for=cast.carin,
        valid_from=today() + timedelta(days=first),
        valid_to=today() + timedelta(days=last),
        reason="Semester",
    )


def fresh(user: User) -> User:
    """As the next request meets them."""
    return User.objects.get(pk=user.pk)


def form(cast: Cast, **changes: Any) -> dict[str, str]:
    return {
        "once": str(uuid.uuid4()),
        "user": str(cast.lars.pk),
        "valid_from": today().isoformat(),
        "valid_to": (today() + timedelta(days=9)).isoformat(),
        "reason": "Semester",
    } | changes


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [(0, 0, True), (-5, 0, True), (0, 5, True), (1, 5, False), (-5, -1, False)],
)
def test_r6_a_deputy_decides_inside_the_period_and_not_outside(
    cast: Cast, first: int, last: int, holds: bool
) -> None:
    """Planted: with ``valid_to__gt`` the last day is lost; without ``valid_from`` the first comes early."""
    named(cast, cast.lars, first=first, last=last)
    lars = fresh(cast.lars)
    for permission in (Permission.DECIDE, Permission.READ_CASES, Permission.READ_LOG):
        assert may(lars, permission, cast.hv.pk) is holds
    assert districts_of(lars) == {cast.hv.pk}


def test_r6_a_deputy_opens_what_the_manager_opens_and_only_in_the_stadsdel(cast: Cast) -> None:
    """Planted: a deputy without the manager's rights, and one with them in every stadsdel."""
    here, there = open_case_for(cast.lotta, cast.hv), open_case_for(cast.farah, cast.farsta)
    lars = signed_in(cast.lars)
    for before_and_after in (404, 200):
        assert lars.get(reverse("case", args=[here.pk])).status_code == before_and_after
        assert lars.get(reverse("case", args=[there.pk])).status_code == 404
        if before_and_after == 404:
            named(cast, cast.lars)
    assert "tf. enhetschef" in lars.get("/").content.decode()


def test_r6_ended_early_it_is_over_at_the_next_request(cast: Cast) -> None:
    """Planted: without ``ended_at`` in ``in_force`` the case still opens."""
    case, deputy = open_case_for(cast.lotta, cast.hv), named(cast, cast.lars)
    address = reverse("organisation:end_deputy", args=[deputy.pk])
    assert signed_in(cast.carin).post(address).url == PAGE
    assert signed_in(cast.lars).get(reverse("case", args=[case.pk])).status_code == 404


def test_r6_without_a_role_in_the_stadsdel_nothing_is_left(cast: Cast) -> None:
    """Planted: without ``at_work`` whoever has left the stadsdel still reads all its cases."""
    named(cast, cast.lars)
    end_role(user=cast.lars, role=Role.LOTS, district=cast.hv, by=cast.carin)
    assert districts_of(fresh(cast.lars)) == frozenset()


def test_r6_a_deputy_names_no_deputy(cast: Cast) -> None:
    """Planted: with all of the manager's permissions in ``DEPUTY`` the page opens."""
    named(cast, cast.lars)
    assert not districts_with(fresh(cast.lars), Permission.NAME_DEPUTY)
    for method in ("get", "post"):
        assert getattr(signed_in(cast.lars), method)(PAGE, form(cast)).status_code == 403


def test_r6_the_decision_says_that_it_was_taken_by_a_deputy(cast: Cast) -> None:
    """Planted: a decision with the deputy's own title, a log without the deputyship, and a page
    without it.
    """
    case, deputy = submitted_case(cast), named(cast, cast.lars)
    lars = fresh(cast.lars)
    with acting_as(lars):
        take(GATES["bevilja"], case, by=lars, delegation="3.1", reason="")
        decision = Decision.objects.of(case).get()
        assert (decision.decided_title, decision.deputy) == ("tf. enhetschef", deputy)
        logged = LogEntry.objects.get(case=case.pk, event="decision.approved")
        assert logged.role == "Lots, tf. enhetschef"
    html = signed_in(cast.carin).get(reverse("cases:decision", args=[case.pk])).content.decode()
    assert "av Lars Lager, tf. enhetschef, ersättare för Carin Chef" in html


def test_r2_a_deputy_who_works_in_the_case_does_not_decide(cast: Cast) -> None:
    """Planted: with ``decider_stands_free`` asked of the role and not of the person Lars decides."""
    case = submitted_case(cast)
    with acting_as(cast.carin):
        assign(case=case, user=cast.lars, kind=CaseRole.Kind.LOTS, by=cast.carin)
    named(cast, cast.lars)
    named(cast, cast.ulla)
    for user, words in (
        (cast.lars, "Du är själv handläggare"),
        (cast.ulla, "Du är själv handläggare"),
    ):
        deputy = fresh(user)
        with acting_as(deputy), pytest.raises(Refused, match=words):
            take(GATES["bevilja"], case, by=deputy, delegation="3.1", reason="")


def test_the_manager_names_a_deputy_once_and_it_is_logged(cast: Cast) -> None:
    client, once = signed_in(cast.carin), form(cast)
    for _ in range(2):
        assert client.post(PAGE, once).url == PAGE
    deputy = Deputy.objects.get()
    assert (deputy.user, deputy.stands_in_for, deputy.district) == (cast.lars, cast.carin, cast.hv)
    html = client.get(PAGE).content.decode()
    assert "Lars Lager" in html
    assert "Gäller nu" in html
    with acting_as(cast.carin):
        assert LogEntry.objects.filter(event="deputy.named", detail=f"deputy user {cast.lars.pk}")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"valid_from": "2020-01-01"}, "Dagen har varit."),
        ({"valid_to": "2020-01-01"}, "Perioden slutar innan den börjar."),
        ({"valid_to": "2026-02-30"}, "Datumet finns inte."),
        ({"valid_to": (today() + timedelta(days=366)).isoformat()}, "högst tolv månader"),
        ({"reason": ""}, "Skriv skälet."),
        ({"user": ""}, "Välj vem som ska vara ersättare."),
        ({"user": "x"}, "Välj ett giltigt alternativ"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(
    cast: Cast, changes: dict[str, str], sentence: str
) -> None:
    assert sentence in signed_in(cast.carin).post(PAGE, form(cast, **changes)).content.decode()
    assert not Deputy.objects.exists()


def test_only_colleagues_of_the_stadsdel_who_are_not_managers_can_be_named(cast: Cast) -> None:
    html = signed_in(cast.carin).get(PAGE).content.decode()
    for name, offered in (("Lars Lager", True), ("Farah Frost", False), ("Frank Furu", False)):
        assert (name in html) is offered
    for user in (cast.farah, cast.carin, cast.uno):
        deputy = Deputy(
            district=cast.hv, user=user, valid_from=today(), valid_to=today(), reason="Semester"
        )
        with pytest.raises(Refused, match="kan inte vara ersättare"):
            name_deputy(deputy=deputy, by=cast.carin)


def test_r6_the_database_keeps_a_deputyship_within_a_year_and_lets_it_only_end(cast: Cast) -> None:
    """Planted: the table without the constraint, and the application free to write over it."""
    with pytest.raises(IntegrityError, match="a_year_at_most"), transaction.atomic():
        named(cast, cast.lars, last=400)
    deputy = named(cast, cast.lars)
    for change in ({"valid_to": today()}, {"user": cast.ulla}):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Deputy.objects.filter(pk=deputy.pk).update(**change)


def test_r6_the_administrator_ends_what_nobody_else_is_there_to_end(cast: Cast) -> None:
    """Planted: only the stadsdel's managers may."""
    deputy, fred = named(cast, cast.lars), signed_in(cast.fred)
    listed = reverse("organisation:all_deputies")
    assert "Avsluta Lars Lager som ersättare" in fred.get(listed).content.decode()
    assert fred.post(reverse("organisation:end_deputy", args=[deputy.pk])).url == listed
    deputy.refresh_from_db()
    assert deputy.ended_by == cast.fred
    assert not may(fresh(cast.lars), Permission.DECIDE, cast.hv.pk)


def test_others_than_managers_have_no_such_page(cast: Cast) -> None:
    deputy = named(cast, cast.lars)
    end = reverse("organisation:end_deputy", args=[deputy.pk])
    for user in (cast.lotta, cast.sam, cast.ulla, cast.uno, cast.fred):
        assert signed_in(user).get(PAGE).status_code == 403
        if user != cast.fred:
            assert signed_in(user).post(end).status_code == 403
    assert signed_in(cast.frank).post(end).status_code == 404
    assert "Lars Lager" not in signed_in(cast.frank).get(PAGE).content.decode()


def test_the_permissions_of_a_request_cost_two_queries(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    named(cast, cast.lars)
    lars = fresh(cast.lars)
    with django_assert_num_queries(2):
        for permission in Permission:
            may(lars, permission, cast.hv.pk)


def test_a_protected_person_stays_hidden_from_the_deputy(cast: Cast) -> None:
    case: Case = open_case_for(cast.lotta, cast.hv)
    with acting_as(cast.lotta):
        case.person.protection = "registered"
        case.person.save()
    named(cast, cast.lars)
    assert signed_in(cast.lars).get(reverse("case", args=[case.pk])).status_code == 404


def test_r7_a_deputy_reads_the_cases_of_others_and_works_only_in_their_own(cast: Cast) -> None:
    """Planted: with ``may`` alone in ``get_case`` a lots writes in every journal of the stadsdel."""
    other, own = open_case_for(cast.lotta, cast.hv), open_case_for(cast.lars, cast.hv)
    named(cast, cast.lars)
    client, words = signed_in(cast.lars), "Skriv journalanteckning"
    for case, answer in ((other, 403), (own, 302)):
        journal = reverse("cases:journal", args=[case.pk])
        assert client.get(journal).status_code == 200
        assert client.post(journal, note()).status_code == answer
        page = client.get(reverse("case", args=[case.pk])).content.decode()
        assert (words in page) is (case == own)
