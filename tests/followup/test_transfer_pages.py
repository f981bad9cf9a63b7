"""The pages of a transfer: both stadsdelar, and everybody else."""

import uuid
from typing import Any

import pytest
from django.test import Client

from audit.models import LogEntry
from cases.actions.opening import assign
from cases.models import Case, CaseRole, Protection
from followup.models import Transfer, TransferStatus
from organisation.access import acting_as, acting_in
from organisation.actions import appoint
from organisation.models import Agency, District, User
from organisation.roles import Role
from sig.process import GATES
from tests.people import Cast
from tests.stories import open_case_for, running_case
from tests.story_cases import signed_in
from tests.story_consent import a_row, consented
from tests.story_transfers import (
    DOCUMENT,
    NOTE,
    asked,
    confirmed,
    consent_to_hand_over,
    handed_over,
    opened,
    stadsdel_on_list,
    taken_on,
)


pytestmark = pytest.mark.django_db

CANARY = "Ekexempel"


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case_for(cast.lotta, cast.hv)


def asking(to: Agency, **changes: Any) -> dict[str, Any]:
    return {
        "once": str(uuid.uuid4()),
        "agency": str(to.pk),
        "ground": "moved",
        "ground_words": "",
        "note": NOTE,
    } | changes


def page_of(case: Case) -> str:
    return f"/arenden/{case.pk}/uppfoljning/overlamna/"


def received(transfer: Transfer, part: str = "") -> str:
    return f"/overlamnanden/{transfer.pk}/{part}"


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def only_transfer(district: District) -> Transfer:
    with acting_in(district):
        return Transfer.objects.select_related("district", "receiver").get()


# --- The stadsdel that hands over -----------------------------------------------------------------


def test_the_page_says_what_is_missing_before_anybody_is_asked(case: Case, cast: Cast) -> None:
    carin = signed_in(cast.carin)
    assert "Ingen annan stadsdel finns på kontaktlistan." in shown(carin, page_of(case))
    stadsdel_on_list(cast.hv, cast.farsta)
    assert "Inget medgivande låter en annan stadsdel" in shown(carin, page_of(case))
    consent_to_hand_over(case, cast.lotta, cast.farsta)
    assert "Ett medgivande omfattar den stadsdel som tar över" in shown(carin, page_of(case))


def test_asking_shows_that_it_waits_and_can_be_taken_back(case: Case, cast: Cast) -> None:
    agency = consent_to_hand_over(case, cast.lotta, cast.farsta)
    carin = signed_in(cast.carin)
    answer = carin.post(page_of(case), asking(agency), follow=True).content.decode()
    assert "Farsta har fått frågan om att ta över ärendet." in answer
    assert "Farsta har inte svarat." in answer
    transfer = only_transfer(cast.hv)
    back = carin.post(f"{page_of(case)}{transfer.pk}/aterta/", follow=True).content.decode()
    assert "Överlämnandet är återtaget." in back
    assert only_transfer(cast.hv).status == TransferStatus.WITHDRAWN


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"agency": ""}, "Välj den stadsdel som ska ta över."),
        ({"agency": "999999"}, "Välj ett giltigt alternativ"),
        ({"ground": ""}, "Välj skälet till att ärendet lämnas över."),
        ({"ground": "other"}, "Beskriv skälet."),
        ({"ground": "nonsense"}, "Välj ett giltigt alternativ"),
        ({"once": "x"}, "Öppna sidan igen"),
        ({"ground_words": "å" * 501}, "500 tecken"),
    ],
    ids=["no stadsdel", "none such", "no ground", "no words", "no such ground", "key", "long"],
)
def test_bad_input_is_told_in_its_place_and_the_note_stays(
    case: Case, cast: Cast, change: dict[str, Any], sentence: str
) -> None:
    agency = consent_to_hand_over(case, cast.lotta, cast.farsta)
    response = signed_in(cast.carin).post(page_of(case), asking(agency, **change))
    answer = response.content.decode()
    assert sentence in answer
    assert NOTE in answer
    with acting_as(cast.carin):
        assert not Transfer.objects.exists()


def test_without_a_consent_the_refusal_stands_in_the_form(case: Case, cast: Cast) -> None:
    agency = stadsdel_on_list(cast.hv, cast.farsta)
    answer = signed_in(cast.carin).post(page_of(case), asking(agency)).content.decode()
    assert "Inget medgivande låter Farsta stadsdelsförvaltning få veta om" in answer
    assert NOTE in answer


def test_the_plan_is_handed_over_by_a_button(cast: Cast) -> None:
    case = running_case(cast)
    agency = stadsdel_on_list(cast.hv, cast.farsta)
    consented(case, cast.lotta, a_row(agency, ["identity", "plan", "occupation"]))
    carin = signed_in(cast.carin)
    carin.post(page_of(case), asking(agency))
    transfer = taken_on(only_transfer(cast.hv), cast)
    address = f"{page_of(case)}{transfer.pk}/handlingar/"
    assert "Planen är lämnad till Farsta." in carin.post(address, follow=True).content.decode()
    assert "Avsluta ärendet" in shown(carin, page_of(case))


def test_the_manager_closes_the_case_by_its_gate(case: Case, cast: Cast) -> None:
    taken_on(asked(case, cast), cast)
    carin = signed_in(cast.carin)
    step = f"/arenden/{case.pk}/steg/avsluta-overlamnat/"
    assert f'href="{step}"' in shown(carin, page_of(case))
    assert GATES["avsluta-overlamnat"].label in shown(carin, step)
    assert "Ärendet är avslutat här." in carin.post(step, follow=True).content.decode()


def test_closing_is_offered_only_when_another_stadsdel_has_taken_it_on(
    case: Case, cast: Cast
) -> None:
    """Planted: without ``when_met`` every manager meets the button in every case."""
    asked_for, carin = asked(case, cast), signed_in(cast.carin)
    label = GATES["avsluta-overlamnat"].label
    assert label not in shown(carin, f"/arenden/{case.pk}/")
    taken_on(asked_for, cast)
    assert label in shown(carin, f"/arenden/{case.pk}/")


def test_min_dag_tells_the_sending_manager_that_the_case_is_received(
    case: Case, cast: Cast
) -> None:
    asked_for = asked(case, cast)
    carin = signed_in(cast.carin)
    assert "har tagit emot" not in shown(carin, "/")
    taken_on(asked_for, cast)
    assert "Farsta har tagit emot överlämnandet. Ärendet kan avslutas här." in shown(carin, "/")


# --- The stadsdel that is asked -------------------------------------------------------------------


def test_r56_the_receiving_manager_sees_the_note_and_nothing_of_the_case(
    case: Case, cast: Cast
) -> None:
    """Planted: the sender's keys on the page, and a reading logged with the sender's case."""
    transfer = asked(case, cast)
    frank = signed_in(cast.frank)
    assert "Hässelby-Vällingby vill lämna över ett ärende." in shown(frank, "/")
    assert "J.E." in shown(frank, "/overlamnanden/")
    page = shown(frank, received(transfer))
    assert NOTE in page
    assert "Jonatan Ekexempel" in page
    for hidden in (case.number, str(case.pk), "Handlingar från"):
        assert hidden not in page
    assert frank.get(f"/arenden/{case.pk}/").status_code == 404
    with acting_as(cast.frank):
        events = LogEntry.objects.filter(actor=cast.frank.pk, event="transfer.read")
        assert [(entry.district_name, entry.case) for entry in events] == [("Farsta", None)]


def test_r56_from_the_question_to_the_opened_documents(case: Case, cast: Cast) -> None:
    """Planted: anybody in the stadsdel let in before one is named."""
    transfer = asked(case, cast)
    frank, farah = signed_in(cast.frank), signed_in(cast.farah)
    assert farah.get(received(transfer)).status_code == 404  # not yet named
    accepted = {"assignee": str(cast.farah.pk)}
    answer = frank.post(received(transfer, "ta-emot/"), accepted, follow=True).content.decode()
    assert "Överlämnandet är mottaget. Farah Frost öppnar ärendet." in answer
    handed_over(transfer, cast)
    assert "är mottaget men inte öppnat" in shown(farah, "/")
    key = {"once": str(uuid.uuid4())}
    for _ in range(2):
        opened_case = farah.post(received(transfer, "oppna/"), key, follow=True).content.decode()
        assert "Ekexempel" in opened_case
    page = shown(farah, received(transfer))
    assert "Medgivandet är inte lämnat på nytt." in page
    assert "Planen som gäller" not in page
    with acting_as(cast.farah):
        new = Case.objects.select_related("person", "district", "programme").get()
    assert "Överlämnat från Hässelby-Vällingby" in shown(farah, f"/arenden/{new.pk}/uppfoljning/")
    consent_to_hand_over(new, cast.farah, cast.hv)
    answer = farah.post(received(transfer, "bekrafta/"), follow=True).content.decode()
    assert "Medgivandet är bekräftat." in answer
    assert "Planen som gäller" in answer


def test_each_download_is_logged(case: Case, cast: Cast) -> None:
    """Planted: without ``get_case`` in the view nothing told who had fetched the plan."""
    transfer = taken_on(asked(case, cast), cast)
    document = handed_over(transfer, cast)
    new = opened(transfer, cast)
    address = received(transfer, f"handlingar/{document.pk}/")
    farah = signed_in(cast.farah)
    assert farah.get(address).status_code == 404
    confirmed(transfer, new, cast)
    response = farah.get(address)
    assert response.content == DOCUMENT
    assert response.headers["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    with acting_as(cast.farah):
        read = LogEntry.objects.filter(event="transfer.document_read", case=new.pk)
        assert [entry.actor_name for entry in read] == ["Farah Frost"] * 2


def test_declining_asks_for_the_reason_and_the_sender_reads_it(case: Case, cast: Cast) -> None:
    transfer = asked(case, cast)
    frank = signed_in(cast.frank)
    empty = frank.post(received(transfer, "avboj/"), {"reason": ""}).content.decode()
    assert "Skriv skälet till att ni avböjer." in empty
    said = frank.post(received(transfer, "avboj/"), {"reason": "Bor i Järva."}, follow=True)
    assert "Hässelby-Vällingby ser skälet." in said.content.decode()
    assert "Bor i Järva." in shown(signed_in(cast.carin), page_of(case))
    answer = frank.post(received(transfer, "ta-emot/"), {"assignee": str(cast.farah.pk)})
    assert "redan besvarat" in answer.content.decode()


def test_an_assignee_that_is_none_is_refused_in_words(case: Case, cast: Cast) -> None:
    transfer = asked(case, cast)
    frank = signed_in(cast.frank)
    for value in ("", str(cast.lotta.pk), str(cast.frank.pk), "x"):
        answer = frank.post(received(transfer, "ta-emot/"), {"assignee": value})
        assert answer.status_code == 200
        assert "Välj" in answer.content.decode()
    assert only_transfer(cast.hv).status == TransferStatus.ASKED


# --- Everybody else -------------------------------------------------------------------------------

PARTS = ["", "ta-emot/", "avboj/", "byt/", "oppna/", "bekrafta/", f"handlingar/{uuid.uuid4()}/"]


@pytest.fixture
def third() -> User:
    user = User.objects.create_user(username="trea", first_name="Tove", last_name="Tredje")
    skarholmen = District.objects.get(name="Skärholmen")
    appoint(user=user, role=Role.MANAGER, district=skarholmen, by=user)
    return user


def test_r56_nobody_else_gets_there(case: Case, cast: Cast, third: User) -> None:
    """Planted: with the whole table in ``incoming`` the sending stadsdel answered in Farsta's place."""
    transfer = asked(case, cast)
    others = {name: who for name, who in cast.everybody.items() if name != "frank"}
    for name, user in (others | {"third": third}).items():
        client = signed_in(user)
        for part in PARTS:
            for method in (client.get, client.post):
                response = method(received(transfer, part))
                assert response.status_code in (404, 405), (name, part)
                assert CANARY not in response.content.decode()
        assert "Överlämnanden" not in shown(client, "/"), name
        assert CANARY not in shown(client, "/overlamnanden/")


def test_a_transfer_that_is_not_ones_own_answers_as_none(case: Case, cast: Cast) -> None:
    transfer = asked(case, cast)
    farah = signed_in(cast.farah)
    theirs, nothing = farah.get(received(transfer)), farah.get(f"/overlamnanden/{uuid.uuid4()}/")
    assert theirs.content == nothing.content


def test_the_assignee_does_not_decide(case: Case, cast: Cast) -> None:
    transfer = taken_on(asked(case, cast), cast)
    farah = signed_in(cast.farah)
    for part in ("ta-emot/", "avboj/", "byt/"):
        assert farah.post(received(transfer, part)).status_code == 403


# --- A protected identity -------------------------------------------------------------------------


@pytest.fixture
def hidden(case: Case, cast: Cast) -> Case:
    """Carin is named on the case, and so sees it."""
    with acting_as(cast.carin):
        assign(case=case, user=cast.carin, kind=CaseRole.Kind.NAMED, by=cast.carin)
    with acting_in(cast.hv):
        case.person.protection = Protection.REGISTERED
        case.person.save()
    return case


@pytest.fixture
def second(cast: Cast) -> User:
    """Another manager in Farsta."""
    user = User.objects.create_user(username="fia", first_name="Fia", last_name="Falk")
    appoint(user=user, role=Role.MANAGER, district=cast.farsta, by=user)
    return user


def test_r41_a_protected_person_is_seen_by_the_named_manager_alone(
    hidden: Case, cast: Cast, second: User
) -> None:
    """Planted: with ``addressee`` left out of ``incoming`` Fia saw the name in her list."""
    agency = consent_to_hand_over(hidden, cast.lotta, cast.farsta)
    carin = signed_in(cast.carin)
    answer = carin.post(page_of(hidden), asking(agency)).content.decode()
    assert "Välj den enhetschef som får se överlämnandet." in answer
    wrong = carin.post(page_of(hidden), asking(agency, addressee=str(cast.carin.pk)))
    assert "Välj ett giltigt alternativ" in wrong.content.decode()
    carin.post(page_of(hidden), asking(agency, addressee=str(cast.frank.pk)))
    transfer = only_transfer(cast.hv)
    frank, fia = signed_in(cast.frank), signed_in(second)
    assert "Skyddad folkbokföring" in shown(frank, received(transfer))
    assert fia.get(received(transfer)).status_code == 404
    for page in ("/", "/overlamnanden/"):
        assert "J.E." in shown(frank, page)
        assert "J.E." not in shown(fia, page)


def test_r41_the_new_case_is_protected_from_its_first_moment(
    hidden: Case, cast: Cast, second: User
) -> None:
    """Planted: without ``_protect`` every manager in Farsta could list and open the new case."""
    agency = consent_to_hand_over(hidden, cast.lotta, cast.farsta)
    signed_in(cast.carin).post(page_of(hidden), asking(agency, addressee=str(cast.frank.pk)))
    new = opened(taken_on(only_transfer(cast.hv), cast), cast)
    assert new.person.protection == Protection.REGISTERED
    for user in (cast.frank, second):
        assert signed_in(user).get(f"/arenden/{new.pk}/").status_code == 404
    assert signed_in(cast.farah).get(f"/arenden/{new.pk}/").status_code == 200
