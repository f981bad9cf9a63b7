"""R41: a protected person, looked for by everybody at every exit, by name, number and case number."""

import uuid
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from audit.models import LogEntry
from cases.access import may_know_of, shown_name
from cases.actions.opening import log_case
from cases.models import Case, CaseRole, EmergencyAccess, Person, Protection, ProtectionChange
from organisation.access import acting_as
from organisation.models import Programme, User
from sig.lib.personnummer import NumberKind, PersonalNumber
from sig.lib.rules import Refused
from tests.access.test_matrix import Scene, full_scene
from tests.people import Cast
from tests.stories import emergency_for, open_case_for
from tests.story_cases import new_case, signed_in


pytestmark = [
    pytest.mark.django_db,
    # WeasyPrint leaves the file of the colour profile for the garbage collector to close.
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014.icc:ResourceWarning"),
]

NUMBER = "201001072386"
CANARIES = ("Ekexempel", "Jonatan", NUMBER, "20100107-2386", "100107-2386")
NAMED = {"lotta", "sam", "ulla"}


def protect(
    case: Case, by: User, protection: str = "registered", **changes: object
) -> HttpResponse:
    """The page of protected identity, filled in by ``by``."""
    form = {"once": str(uuid.uuid4()), "protection": protection, "reason": "Beslut i dag."}
    return signed_in(by).post(reverse("cases:protection", args=[case.pk]), form | changes)


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """The whole case of the matrix, with a number of its own, and protected by Lotta."""
    made = full_scene(cast)
    with acting_as(cast.lotta):
        Person.objects.filter(pk=made.case.person_id).update(
            number=NUMBER, number_kind=NumberKind.PERSONNUMMER
        )
    protect(made.case, cast.lotta)
    return made


def own_exits(client: Client, case: Case) -> Iterator[tuple[str, HttpResponse]]:
    """Lists, searches, look-ups and attempts: everything that isn't the case's own page."""
    for view in ("mina", "stadsdelen", "beslut", "avslutade"):
        yield f"list {view}", client.get("/arenden/", {"vy": view})
    for name in ("my_day", "meetings:all", "cases:emergencies", "cases:emergency"):
        yield name, client.get(reverse(name))
    for words in ("Ekexempel", "Jonatan", NUMBER, case.number):
        yield "search", client.post("/arenden/sok/", {"q": words})
    yield "look-up", client.post("/arenden/nytt/", {"kontrollera": "1", "number": NUMBER})
    for words in (NUMBER, case.number):
        form = {"once": str(uuid.uuid4()), "words": words, "hours": "4"}
        reason = {"reason": "Föräldern ringer i kris och ingen nås."}
        yield "emergency", client.post("/arenden/nodatkomst/", form | reason)


def told(answer: HttpResponse, *echoed: str) -> str:
    """What an answer tells: body and headers, without what the asker typed and gets back in a field."""
    text = answer.content.decode(errors="replace")
    for words in echoed:
        text = text.replace(f'value="{words}"', "")
    return text + " ".join(f"{name}: {value}" for name, value in answer.headers.items())


@pytest.mark.usefixtures("asked_once")
def test_r41_nothing_shows_the_person_to_those_who_are_not_named(scene: Scene) -> None:
    """Every exit × everybody who isn't named.

    Planted: ``listed``, ``readable`` and ``one_case``, each without ``known_to``.
    """
    strangers = scene.cast.everybody.keys() - NAMED
    leaks = {who: shown_to(scene.cast.everybody[who], scene) for who in sorted(strangers)}
    assert {who: exits for who, exits in leaks.items() if exits} == {}


def shown_to(user: User, scene: Scene) -> list[str]:
    """The exits at which somebody who isn't named meets the person."""
    client, case = signed_in(user), scene.case
    traces = ("Ekexempel", "Jonatan", NUMBER, case.number, str(case.pk))
    typed = (*CANARIES, case.number)
    met = [
        name
        for name, answer in own_exits(client, case)
        if any(trace in told(answer, *typed) for trace in traces)
    ]
    for name, route, address in scene.addresses(case.pk):
        answer = client.get(address)
        closed = 404 if route.get else 405
        if answer.status_code != closed or any(canary in told(answer) for canary in CANARIES):
            met.append(name)
    return met


@pytest.mark.usefixtures("asked_once")
def test_r41_the_named_meet_the_name_on_the_page_and_nowhere_else(scene: Scene) -> None:
    """Not in titles, headers, file names, calendar files, the PDF's own facts, lists or Min dag.

    Planted: the last name in the page's title and in the plan's file name, and the initials shown.
    """
    leaks = []
    for who in sorted(NAMED):
        client = signed_in(scene.cast.everybody[who])
        assert "Jonatan Ekexempel" in told(client.get(reverse("case", args=[scene.case.pk])))
        for exit_, answer in own_exits(client, scene.case):
            if exit_ != "look-up" and _leaks(told(answer, *CANARIES)):
                leaks.append((who, exit_))
        for name, route, address in scene.addresses(scene.case.pk):
            if route.get is not None and _leaks(_outside(client.get(address))):
                leaks.append((who, name))
    assert leaks == []


def _leaks(text: str) -> bool:
    return any(canary in text for canary in CANARIES) or "J.E." in text


def _outside(answer: HttpResponse) -> str:
    """The parts of an answer that live on outside the page: all of it, when it is no page."""
    headers = " ".join(f"{name}: {value}" for name, value in answer.headers.items())
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        raw = answer.content
        return headers + raw.decode(errors="replace") + raw.decode("utf-16-be", errors="replace")
    title = answer.content.decode().partition("<title>")[2].partition("</title>")[0]
    return headers + title


@pytest.mark.usefixtures("asked_once")
def test_r41_the_log_holds_neither_name_nor_number(scene: Scene) -> None:
    """Planted: ``detail=person.last_name`` in the look-up."""
    for user in (scene.cast.lotta, scene.cast.carin):
        client = signed_in(user)
        for _ in own_exits(client, scene.case):
            pass
        client.get(reverse("case", args=[scene.case.pk]))
    with acting_as(scene.cast.lotta):
        for entry in LogEntry.objects.all():
            assert not _leaks(" ".join(str(value) for value in vars(entry).values()))


def test_r41_the_manager_knows_how_many_there_are(scene: Scene) -> None:
    """Planted: a count of every protected case, also of those that the manager is on."""
    carins = open_case_for(scene.cast.lotta, scene.cast.hv)
    protect(carins, scene.cast.lotta, named=[scene.cast.carin.pk])
    sentence = "1 ärende med skyddade personuppgifter visas bara för dem som är namngivna."
    assert sentence in told(signed_in(scene.cast.carin).get("/arenden/", {"vy": "stadsdelen"}))
    for user in (scene.cast.sam, scene.cast.frank):
        html = told(signed_in(user).get("/arenden/", {"vy": "stadsdelen"}))
        assert "skyddade personuppgifter" not in html


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case_for(cast.lotta, cast.hv)


def page(case: Case) -> str:
    return reverse("case", args=[case.pk])


@pytest.mark.parametrize("form", ["marked", "registered", "assumed"])
def test_r41_each_form_of_protection_leaves_only_the_named(
    form: str, case: Case, cast: Cast
) -> None:
    """Planted: ``known_to`` that hides ``registered`` alone."""
    assert protect(case, cast.lotta, form, named=[cast.ulla.pk]).status_code == 302
    for user, status in ((cast.lotta, 200), (cast.ulla, 200), (cast.carin, 404), (cast.lars, 404)):
        assert signed_in(user).get(page(case)).status_code == status
    with acting_as(cast.lotta):
        role = CaseRole.objects.of(case).active().get(user=cast.ulla)
        assert role.kind == CaseRole.Kind.NAMED
        assert ProtectionChange.objects.of(case).get().changed_by == cast.lotta


def test_r41_the_manager_sets_it_and_stays_only_when_named(case: Case, cast: Cast) -> None:
    """Planted: ``_name`` that puts nobody on the case, and ``readable`` without ``known_to``."""
    assert protect(case, cast.carin, named=[cast.carin.pk]).url.endswith("/skydd/")
    assert signed_in(cast.carin).get(page(case)).status_code == 200
    other = open_case_for(cast.lotta, cast.hv)
    assert protect(other, cast.carin).url == "/arenden/"
    assert signed_in(cast.carin).get(page(other)).status_code == 404


def test_r41_it_is_lifted_on_the_same_page(case: Case, cast: Cast) -> None:
    """Planted: a protection that is never lifted."""
    protect(case, cast.lotta)
    assert protect(case, cast.carin, "none").status_code == 404
    assert protect(case, cast.lotta, "none").status_code == 302
    assert signed_in(cast.carin).get(page(case)).status_code == 200


def test_r41_an_emergency_access_ends_when_the_protection_is_set(case: Case, cast: Cast) -> None:
    """Planted: without ``_end_emergencies`` it comes back when the protection is lifted."""
    emergency_for(case, cast.lars)
    assert protect(case, cast.lars).status_code == 403
    protect(case, cast.lotta)
    assert signed_in(cast.lars).get(page(case)).status_code == 404
    protect(case, cast.lotta, "none")
    assert signed_in(cast.lars).get(page(case)).status_code == 404
    with acting_as(cast.carin):
        assert EmergencyAccess.objects.of(case).get().ended_by == cast.lotta


def test_r41_nobody_outside_the_stadsdel_is_named(case: Case, cast: Cast) -> None:
    """Planted: a form that offers everybody, and an action that asks nothing."""
    html = told(protect(case, cast.lotta, named=[cast.farah.pk]))
    assert "Beslut i dag." in html
    with acting_as(cast.lotta):
        assert Person.objects.get(pk=case.person_id).protection == Protection.NONE


@pytest.mark.parametrize("changes", [{"reason": ""}, {"protection": ""}, {"protection": "x"}])
def test_bad_input_is_refused_and_changes_nothing(
    changes: dict[str, str], case: Case, cast: Cast
) -> None:
    """Planted: a form whose fields may all be left empty."""
    form = {"once": str(uuid.uuid4()), "protection": "marked", "reason": "Beslut."} | changes
    address = reverse("cases:protection", args=[case.pk])
    assert signed_in(cast.lotta).post(address, form).status_code == 200
    with acting_as(cast.lotta):
        assert Person.objects.get(pk=case.person_id).protection == Protection.NONE


def test_r41_a_name_is_masked_even_where_the_door_was_forgotten(case: Case, cast: Cast) -> None:
    """Planted: ``shown_name`` that doesn't ask."""
    with acting_as(cast.lotta):
        Person.objects.filter(pk=case.person_id).update(protection=Protection.MARKED)
        person = Person.objects.get(pk=case.person_id)
        assert shown_name(person, cast.lotta) == "Jonatan Ekexempel"
        assert shown_name(person, cast.carin) == "Skyddade personuppgifter"
        assert not may_know_of(cast.lars, person)


def test_r41_a_second_case_does_not_let_a_colleague_in_to_the_name(cast: Cast) -> None:
    """Planted: ``open_case`` that doesn't ask whether the person is protected."""
    signed_in(cast.lotta).post("/arenden/nytt/", new_case())
    with acting_as(cast.lotta):
        case = Case.objects.select_related("person", "district").get()
    protect(case, cast.lotta)
    with acting_as(cast.lars), pytest.raises(Refused, match="kan inte öppnas härifrån"):
        log_case(
            case_id=uuid.uuid4(),
            district=cast.hv,
            programme=Programme.objects.get(code="unga-vuxna"),
            person={
                "number": PersonalNumber(NumberKind.PERSONNUMMER, NUMBER),
                "first_name": "Någon",
                "last_name": "Annan",
                "birth_date": "2010-01-07",
            },
            referral={"received_on": "2026-01-07", "kind": "report", "route": "school"},
            by=cast.lars,
        )


def test_r54_readings_of_a_protected_person_are_marked_in_the_log(case: Case, cast: Cast) -> None:
    """Planted: ``_how`` that says nothing of protection."""
    protect(case, cast.lotta, named=[cast.carin.pk])
    signed_in(cast.lotta).get(page(case))
    html = told(signed_in(cast.carin).get(reverse("cases:log", args=[case.pk])))
    assert "skyddade personuppgifter</span>" in html
    assert "Ändrade skyddet av personuppgifterna" in html
