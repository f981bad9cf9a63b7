"""R7: emergency access inside one's own stadsdel, with reason, end and the manager's eye on it."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import LogEntry
from cases.actions.emergency import acknowledge, end_emergency, open_emergency
from cases.models import Case, EmergencyAccess, Protection
from organisation.access import acting_as
from sig.lib.rules import Refused
from tests.people import Cast
from tests.stories import emergency_for, open_case_for
from tests.story_cases import TEST_NUMBER, new_case, signed_in


pytestmark = pytest.mark.django_db

OPEN, REVIEW = "/arenden/nodatkomst/", "/arenden/nodatkomst/granska/"
REASON = "Föräldern ringer i kris och handläggaren nås inte."


@pytest.fixture
def case(cast: Cast) -> Case:
    """Lotta's case. Lars, who works beside her, isn't on it."""
    return open_case_for(cast.lotta, cast.hv)


def typed(words: str) -> dict[str, str]:
    return {"once": str(uuid.uuid4()), "words": words, "reason": REASON, "hours": "4"}


def page(case: Case) -> str:
    return reverse("case", args=[case.pk])


def test_r7_a_colleague_reads_the_case_for_four_hours(case: Case, cast: Cast) -> None:
    """Planted: ``readable`` without the emergency answers 404 on the way in."""
    client = signed_in(cast.lars)
    assert client.get(page(case)).status_code == 404
    form = typed(case.number)
    for _ in range(2):
        assert client.post(OPEN, form).url == page(case)
    html = client.get(page(case)).content.decode()
    assert "Du läser med nödåtkomst till" in html
    assert "Skriv journalanteckning" not in html
    with acting_as(cast.carin):
        access = EmergencyAccess.objects.get()
        assert (access.user, access.reason) == (cast.lars, REASON)
        assert access.ends_at - access.opened_at == timedelta(hours=4)


def test_r7_the_band_stands_on_every_page_of_the_case(case: Case, cast: Cast) -> None:
    """Planted: a case fetched without how its reader got there."""
    emergency_for(case, cast.lars)
    client = signed_in(cast.lars)
    for name in ("cases:journal", "cases:referral", "consent:list", "meetings:list", "plans:plan"):
        html = client.get(reverse(name, args=[case.pk])).content.decode()
        assert "Du läser med nödåtkomst till" in html, name
    assert "nödåtkomst" not in signed_in(cast.lotta).get(page(case)).content.decode()


def test_r7_the_case_is_in_no_list_of_the_readers(case: Case, cast: Cast) -> None:
    """Planted: ``listed`` that asks for the emergency too."""
    emergency_for(case, cast.lars)
    client = signed_in(cast.lars)
    for address in ("/", "/arenden/"):
        assert case.number not in client.get(address).content.decode()
    assert case.number in client.get(OPEN).content.decode()


def test_r7_it_is_found_by_personnummer_too(cast: Cast) -> None:
    """Planted: ``_meaning`` that reads every number as a case number."""
    signed_in(cast.lotta).post("/arenden/nytt/", new_case())
    assert signed_in(cast.lars).post(OPEN, typed(TEST_NUMBER)).status_code == 302


def answer(client: Client, words: str) -> str:
    html = client.post(OPEN, typed(words)).content.decode()
    return html.split('id="div_id_words"')[1].split('id="div_id_reason"')[0].replace(words, "")


def test_r7_a_protected_foreign_or_unknown_case_answers_in_the_same_words(
    case: Case, cast: Cast
) -> None:
    """Planted: a look-up without ``known_to`` opens the protected person's case."""
    foreign = open_case_for(cast.farah, cast.farsta)
    with acting_as(cast.lotta):
        case.person.protection = Protection.MARKED
        case.person.save()
    client = signed_in(cast.lars)
    unknown = answer(client, "199001012385")
    assert "Inget ärende med det numret i din stadsdel." in unknown
    assert answer(client, case.number) == answer(client, foreign.number) == unknown
    with acting_as(cast.carin):
        assert not EmergencyAccess.objects.exists()
        assert LogEntry.objects.filter(event="emergency.missed").count() == 3


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": ""}, "Skriv skälet i minst en mening."),
        ({"reason": "akut"}, "Skriv skälet i minst en mening."),
        ({"hours": "25"}, "24"),
        ({"hours": "0"}, "1"),
        ({"hours": "många"}, "Skriv ett heltal."),
        ({"words": ""}, "Skriv ett ärendenummer eller ett personnummer."),
        ({"words": "Ekexempel"}, "Skriv ett helt ärendenummer eller ett helt personnummer."),
        ({"words": "20100107-2387"}, "Kontrollsiffran stämmer inte."),
        ({"once": "fel"}, "Öppna sidan igen"),
    ],
)
def test_bad_input_is_refused_in_words_and_opens_nothing(
    changes: dict[str, str], sentence: str, case: Case, cast: Cast
) -> None:
    response = signed_in(cast.lars).post(OPEN, typed(case.number) | changes)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    with acting_as(cast.carin):
        assert not EmergencyAccess.objects.exists()


def test_r7_whoever_reads_the_case_already_is_told_so(case: Case, cast: Cast) -> None:
    """Planted: ``open_emergency`` that opens what stands open."""
    html = signed_in(cast.lotta).post(OPEN, typed(case.number)).content.decode()
    assert f"Du kan redan läsa ärendet {case.number}." in html


def test_r7_those_who_reach_no_case_have_no_such_page(cast: Cast) -> None:
    """Planted: each of the two pages without its look at the right."""
    for user in (cast.uno, cast.sara, cast.fred):
        assert signed_in(user).get(OPEN).status_code == 403
        assert signed_in(user).get(REVIEW).status_code == 403
    assert signed_in(cast.lotta).get(REVIEW).status_code == 403


def test_r7_the_manager_is_told_at_once_and_ends_it_with_one_click(case: Case, cast: Cast) -> None:
    """Planted: ``current`` that forgets ``ended_at`` lets Lars go on."""
    access = emergency_for(case, cast.lars)
    manager, reader = signed_in(cast.carin), signed_in(cast.lars)
    html = manager.get("/").content.decode()
    assert "Lars Lager läser ärendet med nödåtkomst till" in html
    assert REASON not in html
    end = reverse("cases:emergency_end", args=[case.pk, access.pk])
    assert end in html
    assert reader.get(page(case)).status_code == 200
    assert manager.post(end).url == REVIEW
    assert reader.get(page(case)).status_code == 404
    assert "Den är avslutad." in manager.get("/").content.decode()


def test_r7_what_the_manager_has_read_leaves_min_dag_and_stays_in_the_review(
    case: Case, cast: Cast
) -> None:
    """Planted: a watch without ``unread`` keeps the row."""
    access = emergency_for(case, cast.lars)
    manager = signed_in(cast.carin)
    manager.post(reverse("cases:emergency_read", args=[case.pk, access.pk]))
    assert "Lars Lager" not in manager.get("/").content.decode()
    html = manager.get(REVIEW).content.decode()
    for text in ("Lars Lager", case.number, REASON, "Avsluta åtkomsten", "Carin Chef"):
        assert text in html
    assert "Lars" not in signed_in(cast.frank).get(REVIEW).content.decode()


@pytest.mark.parametrize(("left", "status"), [(timedelta(minutes=1), 200), (-timedelta(1), 404)])
def test_r7_it_ends_by_itself_at_its_time(
    left: timedelta, status: int, case: Case, cast: Cast
) -> None:
    """Planted: ``current`` without ``ends_at``."""
    with acting_as(cast.lars):
        ends = timezone.now() + left
        began = ends - timedelta(hours=4)
        access = EmergencyAccess(
            case=case, user=cast.lars, reason=REASON, opened_at=began, ends_at=ends
        )
        access.insert()
    assert signed_in(cast.lars).get(page(case)).status_code == status


def test_r7_the_second_press_and_the_second_reader_change_nothing(case: Case, cast: Cast) -> None:
    """Planted: each of the two actions without its look at what is written."""
    access = emergency_for(case, cast.lars)
    with acting_as(cast.carin):
        end_emergency(access=access, by=cast.carin)
        first = access.ended_at
        assert end_emergency(access=access, by=cast.carin).ended_at == first
        acknowledge(access=access, by=cast.carin)
        read = access.read_at
        assert acknowledge(access=access, by=cast.carin).read_at == read


@pytest.mark.parametrize("change", ["reason", "ends_at"])
def test_r7_the_database_keeps_the_terms(change: str, case: Case, cast: Cast) -> None:
    """Planted: without the trigger the reason is written over."""
    access = emergency_for(case, cast.lars)
    values = {"reason": "Något annat.", "ends_at": access.ends_at + timedelta(hours=1)}
    refused = pytest.raises(ProgrammingError, match="Cannot update")
    with acting_as(cast.lars), refused, transaction.atomic():
        EmergencyAccess.objects.filter(pk=access.pk).update(**{change: values[change]})


def test_r7_the_database_lets_it_last_a_day_at_most(case: Case, cast: Cast) -> None:
    """Planted: the table without the constraint, and an action that doesn't count the hours."""
    with acting_as(cast.lars):
        too_long = EmergencyAccess(case=case, user=cast.lars, reason=REASON)
        too_long.ends_at = too_long.opened_at + timedelta(hours=25)
        with pytest.raises(IntegrityError, match="emergency_at_most_a_day"), transaction.atomic():
            too_long.save()
        with pytest.raises(Refused, match="mellan 1 och 24"):
            open_emergency(key=uuid.uuid4(), case=case, reason=REASON, hours=25, by=cast.lars)


def test_r54_the_log_of_the_case_tells_of_the_access_in_words(case: Case, cast: Cast) -> None:
    """Planted: ``get_case`` without ``detail`` leaves the reading unmarked."""
    emergency_for(case, cast.lars)
    signed_in(cast.lars).get(page(case))
    html = signed_in(cast.carin).get(reverse("cases:log", args=[case.pk])).content.decode()
    assert "Öppnade ärendet med nödåtkomst" in html
    assert "med nödåtkomst</span>" in html
    with acting_as(cast.carin):
        read = LogEntry.objects.filter(case=case.pk, actor_name="Lars Lager", detail="emergency")
        assert read.exists()
