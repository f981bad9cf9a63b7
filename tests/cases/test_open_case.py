"""Logging a case: search before create, and once however often the button is pressed."""

import uuid

import dj_database_url
import psycopg
import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.urls import reverse

from audit.models import LogEntry
from cases.actions.opening import log_case
from cases.models import Case, CaseRole, Person, Referral
from organisation.access import acting_as
from organisation.actions import appoint
from organisation.models import Programme
from organisation.roles import Role
from sig.lib import rowsecurity
from sig.lib.personnummer import UNKNOWN
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_cases import TEST_NUMBER, new_case, person_with, signed_in


pytestmark = pytest.mark.django_db

NEW = "/arenden/nytt/"


def test_a_lots_logs_a_case_and_is_its_receiver_and_lots(cast: Cast) -> None:
    response = signed_in(cast.lotta).post(NEW, new_case())
    with acting_as(cast.lotta):
        case = Case.objects.get()
        assert response.url == reverse("case", args=[case.pk])
        assert case.person.personal_number.formatted == TEST_NUMBER
        assert Referral.objects.of(case).get().source == "Rektorn"
        roles = CaseRole.objects.of(case).filter(user=cast.lotta)
        assert {role.kind for role in roles} == {"receiver", "lots"}


def test_the_number_is_looked_up_first_and_the_day_of_birth_follows_from_it(cast: Cast) -> None:
    client = signed_in(cast.lotta)
    first = client.get(NEW).content.decode()
    assert "Kontrollera numret" in first
    assert "Förnamn" not in first
    looked_up = client.post(NEW, {"kontrollera": "1", "number": TEST_NUMBER}).content.decode()
    assert "Ingen träff i din stadsdel" in looked_up
    assert 'value="2010-01-07"' in looked_up


def test_what_was_typed_stays_when_the_number_is_looked_up_again(cast: Cast) -> None:
    typed = new_case(kontrollera="1", number="199001012385", birth_date="1990-01-02")
    del typed["oppna"]
    html = signed_in(cast.lotta).post(NEW, typed).content.decode()
    for text in ("Provexempel", "Rektorn", "gänget i centrum", typed["once"], "1990-01-02"):
        assert text in html


def test_a_known_person_is_named_with_the_case_to_those_who_are_on_it(cast: Cast) -> None:
    client = signed_in(cast.lotta)
    client.post(NEW, new_case())
    html = client.post(NEW, {"kontrollera": "1", "number": TEST_NUMBER}).content.decode()
    with acting_as(cast.lotta):
        assert Case.objects.get().number in html
    assert "Personen är redan registrerad i stadsdelen" in html
    assert 'value="Provexempel"' in html


def test_r7_the_look_up_tells_a_colleague_who_is_not_on_the_case_nothing(cast: Cast) -> None:
    """Planted: a look-up over every case of the stadsdel shows Lars the number and the name."""
    signed_in(cast.lotta).post(NEW, new_case())
    html = signed_in(cast.lars).post(NEW, {"kontrollera": "1", "number": TEST_NUMBER})
    unknown = signed_in(cast.lars).post(NEW, {"kontrollera": "1", "number": "199001012385"})
    assert "Ingen träff i din stadsdel" in html.content.decode()
    assert "Provexempel" not in html.content.decode()
    assert "registrerad" not in html.content.decode()
    assert html.context["found"] == unknown.context["found"]


def test_the_look_up_never_reaches_another_stadsdel(cast: Cast) -> None:
    signed_in(cast.lotta).post(NEW, new_case())
    html = signed_in(cast.farah).post(NEW, {"kontrollera": "1", "number": TEST_NUMBER})
    assert "Ingen träff i din stadsdel" in html.content.decode()
    assert signed_in(cast.farah).post(NEW, new_case()).status_code == 302
    with rowsecurity.context([cast.hv.pk, cast.farsta.pk]):
        assert Person.objects.filter(number=TEST_NUMBER.replace("-", "")).count() == 2


def test_r54_the_look_up_is_logged(cast: Cast) -> None:
    """Planted: a look-up that logs nobody in particular."""
    person = person_with(TEST_NUMBER, cast.hv, cast.lotta)
    signed_in(cast.lars).post(NEW, {"kontrollera": "1", "number": TEST_NUMBER})
    with acting_as(cast.carin):
        entry = LogEntry.objects.get(event="person.checked")
    assert (entry.person, entry.actor_name, entry.detail) == (person.pk, "Lars Lager", "1")


def test_a_known_persons_name_is_not_written_over(cast: Cast) -> None:
    known = person_with(TEST_NUMBER, cast.hv, cast.lotta)
    signed_in(cast.lars).post(NEW, new_case(first_name="Annat", last_name="Namn"))
    with acting_as(cast.lars):
        person = Case.objects.select_related("person").get().person
    assert (person.pk, person.last_name) == (known.pk, "Testexempel")


def test_pressing_twice_opens_one_case_and_registers_one_person(cast: Cast) -> None:
    """Planted: ``register_person`` before the look for the same form leaves a second person."""
    client = signed_in(cast.lotta)
    form = new_case(number="", no_number="on")
    assert client.post(NEW, form).url == client.post(NEW, form).url
    with acting_as(cast.lotta):
        assert Case.objects.count() == 1
        assert Person.objects.count() == 1


def test_the_second_of_two_who_log_at_once_waits_for_the_first(cast: Cast) -> None:
    """Someone else is logging in the stadsdel: held up here by a lock, not by a broken key."""
    url = dj_database_url.parse(settings.DATABASE_OWNER_URL)
    wait = "set local lock_timeout = '100ms'"
    with (
        psycopg.connect(
            dbname=connection.settings_dict["NAME"],
            user=connection.settings_dict["USER"],
            password=connection.settings_dict["PASSWORD"],
            host=url["HOST"],
            port=url["PORT"] or None,
        ) as other,
        acting_as(cast.lotta),
    ):
        other.execute("select pg_advisory_xact_lock(20110, %s)", [cast.hv.pk])
        connection.cursor().execute(wait)
        with pytest.raises(OperationalError, match="lock timeout"), transaction.atomic():
            _log(cast, uuid.uuid4())
        other.rollback()
        assert _log(cast, uuid.uuid4()).number.startswith("HV-")


def _log(cast: Cast, key: uuid.UUID) -> Case:
    return log_case(
        case_id=key,
        district=cast.hv,
        programme=Programme.objects.get(code="unga"),
        person={
            "number": UNKNOWN,
            "first_name": "Kim",
            "last_name": "Provexempel",
            "birth_date": "2010-01-07",
        },
        referral={"received_on": "2026-01-07", "kind": "report", "route": "school"},
        by=cast.lotta,
    )


def test_a_form_with_another_rows_key_is_refused_in_words(cast: Cast) -> None:
    foreign = open_case_for(cast.farah, cast.farsta)
    response = signed_in(cast.lotta).post(NEW, new_case(once=str(foreign.pk)))
    assert response.status_code == 200
    assert "Sidan var för gammal" in response.content.decode()


def test_a_second_open_case_in_the_programme_is_refused_with_its_number(cast: Cast) -> None:
    client = signed_in(cast.lotta)
    client.post(NEW, new_case())
    with acting_as(cast.lotta):
        number = Case.objects.get().number
    html = client.post(NEW, new_case()).content.decode()
    assert f"Personen har redan ett pågående ärende i SIG unga: {number}." in html
    assert "Rektorn" in html


def test_the_refusal_names_no_case_to_a_colleague_who_is_not_on_it(cast: Cast) -> None:
    signed_in(cast.lotta).post(NEW, new_case())
    html = signed_in(cast.lars).post(NEW, new_case()).content.decode()
    assert "Fråga samordnaren eller enhetschefen i stadsdelen." in html
    assert "pågående ärende" not in html
    assert "HV-" not in html


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": ""}, "Skriv numret, eller kryssa för att det saknas."),
        ({"no_number": "on"}, "Numret är ifyllt. Ta bort krysset eller numret."),
        ({"number": "20100107-2387"}, "Kontrollsiffran stämmer inte."),
        ({"received_on": "2026-09-31"}, "Datumet finns inte."),
        ({"received_on": "2999-01-01"}, "Datumet ligger i framtiden."),
        ({"birth_date": "2999-01-01"}, "Datumet ligger i framtiden."),
        ({"wishes": "x" * 100_000}, "som mest 20000 tecken"),
        ({"first_name": "Ki\x00m"}, "Null-tecken"),
        ({"programme": "9999"}, "inte finns bland alternativen|Välj ett giltigt alternativ"),
        ({"once": "inte ett uuid"}, "Öppna sidan igen"),
    ],
)
def test_bad_input_is_refused_in_words_and_the_text_stays(
    changes: dict[str, str], sentence: str, cast: Cast
) -> None:
    response = signed_in(cast.lotta).post(NEW, new_case(**changes))
    html = response.content.decode()
    assert response.status_code == 200
    assert any(part in html for part in sentence.split("|"))
    assert "Provexempel" in html
    with acting_as(cast.lotta):
        assert not Case.objects.exists()


def test_who_works_in_two_stadsdelar_says_which(cast: Cast) -> None:
    with rowsecurity.context([cast.farsta.pk]):
        appoint(user=cast.lotta, role=Role.LOTS, district=cast.farsta, by=cast.fred)
    client = signed_in(cast.lotta)
    assert "Stadsdel" in client.get(NEW).content.decode()
    assert client.post(NEW, new_case()).status_code == 200
    assert client.post(NEW, new_case(district=str(cast.farsta.pk))).status_code == 302
    with rowsecurity.context([cast.farsta.pk]):
        assert Case.objects.get().number.startswith("FA-")


def test_another_stadsdel_than_ones_own_cannot_be_chosen(cast: Cast) -> None:
    signed_in(cast.lotta).post(NEW, new_case(district=str(cast.farsta.pk)))
    with rowsecurity.context([cast.farsta.pk]):
        assert not Case.objects.exists()


def test_those_who_log_no_cases_are_refused(cast: Cast) -> None:
    for user in (cast.uno, cast.sara, cast.fred):
        assert signed_in(user).get(NEW).status_code == 403
