"""Jäv: whoever declares it leaves the case at once, and only a manager lifts it."""

import uuid
from typing import Any

import pytest
from django.urls import reverse

from audit.models import LogEntry
from cases.actions.disqualifications import lift
from cases.actions.opening import assign
from cases.models import Case, CaseRole, Disqualification
from organisation.access import acting_as
from organisation.models import User
from sig.lib.rules import Refused
from sig.process import GATES, take
from tests.people import Cast
from tests.stories import on_the_case, open_case_for, submitted_case
from tests.story_cases import signed_in


pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return on_the_case(open_case_for(cast.lotta, cast.hv), cast)


def form(**changes: Any) -> dict[str, str]:
    return {
        "once": str(uuid.uuid4()),
        "ground": "party",
        "words": "Vi är kusiner.",
    } | changes


def step_aside(case: Case, user: User) -> Disqualification:
    address = reverse("cases:disqualify", args=[case.pk])
    assert signed_in(user).post(address, form()).url == reverse("cases:list")
    with acting_as(user):
        return Disqualification.objects.of(case).get(user=user)


def staff_page(case: Case) -> str:
    return reverse("cases:staff", args=[case.pk])


@pytest.mark.parametrize("who", ["ulla", "sam", "carin"])
def test_r5_the_case_is_gone_for_the_disqualified_and_for_nobody_else(
    case: Case, cast: Cast, who: str
) -> None:
    """Planted: without the predicate in ``readable`` the manager still opens the case, without it
    in ``listed`` the coordinator still sees its row."""
    user = getattr(cast, who)
    step_aside(case, user)
    client = signed_in(user)
    for page in ("case", "cases:journal", "cases:staff", "cases:decision", "cases:disqualify"):
        assert client.get(reverse(page, args=[case.pk])).status_code == 404
    for address in ("/", reverse("cases:list"), reverse("cases:list") + "?vy=stadsdelen"):
        assert case.number not in client.get(address).content.decode()
    assert (
        str(case.pk)
        not in client.post(reverse("cases:search"), {"q": case.number}).content.decode()
    )
    with acting_as(cast.lotta):
        assert not CaseRole.objects.of(case).active().filter(user=user).exists()
    assert signed_in(cast.lotta).get(reverse("case", args=[case.pk])).status_code == 200


def test_r5_the_same_form_sent_twice_is_one_declaration(case: Case, cast: Cast) -> None:
    """Planted: a declaration that leaves the roles and the case to whoever made it."""
    client, once = signed_in(cast.ulla), form()
    address = reverse("cases:disqualify", args=[case.pk])
    client.post(address, once)
    assert client.post(address, once).status_code == 404
    with acting_as(cast.carin):
        assert Disqualification.objects.of(case).count() == 1


def test_r5_a_ground_and_words_are_asked_for_and_what_was_typed_stays(
    case: Case, cast: Cast
) -> None:
    """Planted: a page that comes back with an empty form."""
    html = (
        signed_in(cast.ulla)
        .post(
            reverse("cases:disqualify", args=[case.pk]),
            form(ground="x", words="Granne till fadern"),
        )
        .content.decode()
    )
    assert "Välj" in html
    assert "Granne till fadern" in html
    assert signed_in(cast.ulla).get(staff_page(case)).status_code == 200


def test_r5_nobody_puts_the_disqualified_back(case: Case, cast: Cast) -> None:
    """Planted: without the first test of ``staffing_blocker`` the sentence is the database's."""
    step_aside(case, cast.ulla)
    with acting_as(cast.carin), pytest.raises(Refused, match="kan inte vara med i ärendet"):
        assign(case=case, user=cast.ulla, kind=CaseRole.Kind.NAMED, by=cast.carin)


def test_r5_a_disqualified_manager_decides_nothing(cast: Cast) -> None:
    """Planted: without ``decider_is_impartial`` in the gate the database alone refuses it."""
    case = submitted_case(cast)
    step_aside(case, cast.carin)
    for event in ("bevilja", "avsla"):
        with acting_as(cast.carin), pytest.raises(Refused, match="Du har anmält jäv"):
            take(GATES[event], case, by=cast.carin, delegation="3.1", reason="Nej.")


def test_r5_the_manager_sees_who_and_when_and_the_words_only_when_trying_it(
    case: Case, cast: Cast
) -> None:
    """Planted: the list shown to colleagues, the words in it, and a trial for all who read."""
    held = step_aside(case, cast.ulla)
    html = signed_in(cast.carin).get(staff_page(case)).content.decode()
    assert "Ulla Utsikt anmälde jäv den" in html
    assert "kusiner" not in html
    assert "anmälde jäv" not in signed_in(cast.lotta).get(staff_page(case)).content.decode()
    trial = reverse("cases:trial", args=[case.pk, held.pk])
    assert "Vi är kusiner." in signed_in(cast.carin).get(trial).content.decode()
    assert signed_in(cast.lotta).get(trial).status_code == 403
    with acting_as(cast.carin):
        assert LogEntry.objects.filter(event="disqualification.read", case=case.pk).count() == 1


def test_r5_lifted_with_a_reason_the_colleague_can_be_put_back(case: Case, cast: Cast) -> None:
    """Planted: a disqualification that no reason lifts, and former roles that come back."""
    held = step_aside(case, cast.ulla)
    trial, client = reverse("cases:trial", args=[case.pk, held.pk]), signed_in(cast.carin)
    assert "Skriv skälet." in client.post(trial, {"reason": " "}).content.decode()
    assert client.post(trial, {"reason": "Bara samma efternamn."}).url == staff_page(case)
    assert client.get(trial).status_code == 404
    assert signed_in(cast.ulla).get(staff_page(case)).status_code == 404  # roles don't come back
    client.post(staff_page(case), {"user": str(cast.ulla.pk), "kind": "investigator"})
    assert signed_in(cast.ulla).get(staff_page(case)).status_code == 200
    assert "Bara samma efternamn." in client.get(staff_page(case)).content.decode()


def test_r5_nobody_lifts_their_own_disqualification(case: Case, cast: Cast) -> None:
    """Planted: ``lift`` that doesn't ask whose it is."""
    held = step_aside(case, cast.carin)
    trial = reverse("cases:trial", args=[case.pk, held.pk])
    assert signed_in(cast.carin).post(trial, {"reason": "Nej."}).status_code == 404
    with acting_as(cast.carin), pytest.raises(Refused, match="ditt eget jäv"):
        lift(disqualification=held, reason="Nej.", by=cast.carin)


def test_r5_also_the_last_one_may_leave(cast: Cast) -> None:
    """The law asks for it; Min dag then says that the case has nobody.

    Planted: ``declare`` that keeps the last one, and a watch that doesn't see a case without
    anybody.
    """
    case = open_case_for(cast.lotta, cast.hv)
    step_aside(case, cast.lotta)
    assert "Ärendet har ingen handläggare." in signed_in(cast.carin).get("/").content.decode()
