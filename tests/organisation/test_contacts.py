"""The contact list (bilaga 1): who keeps it, who reads it, and that it grows old."""

import uuid
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from organisation.access import acting_as
from organisation.actions import check_contact, end_agency, save_contact
from organisation.models import Agency, AgencyKind, Contact
from organisation.partners import contacts_for
from sig.lib.dates import today
from sig.lib.rules import Refused, Stale
from tests.people import Cast
from tests.story_cases import signed_in
from tests.story_cooperation import groups
from tests.story_partners import listed


pytestmark = pytest.mark.django_db

LIST = "/samverkan/kontakter/"
NEW = "/samverkan/kontakter/ny/"


def posted(**changes: str) -> dict[str, object]:
    return {
        "once": str(uuid.uuid4()),
        "version": "0",
        "organisation": "Polisen Vällingby",
        "kind": "police",
        "name": "Pia Polis",
        "function": "Kommunpolis",
        "level": "operative",
        "phone": "010-567 00 00",
        "areas": ["crime", "leisure"],
        **changes,
    }


def test_who_reads_and_who_keeps_the_list(cast: Cast) -> None:
    contact = listed(cast)
    one = reverse("organisation:contact", args=[contact.pk])
    check = reverse("organisation:contact_check", args=[contact.pk])
    leif = groups(cast).leif
    for user in (cast.carin, cast.sam):
        assert signed_in(user).get(NEW).status_code == 200
        assert "Spara kontakten" in signed_in(user).get(one).content.decode()
    for user in (cast.lotta, cast.ulla, leif):
        client = signed_in(user)
        assert "Pia Polis" in client.get(LIST).content.decode()
        page = client.get(one).content.decode()
        assert "114 14" in page
        assert "Spara kontakten" not in page
        assert client.get(NEW).status_code == 404
        assert client.post(one, posted()).status_code == client.post(check).status_code == 404
    for user in (cast.frank, cast.farah):
        assert "Pia Polis" not in signed_in(user).get(LIST).content.decode()
        assert signed_in(user).get(one).status_code == 404
    for user in (cast.uno, cast.sara, cast.fred):
        assert signed_in(user).get(LIST).status_code == 404


def test_the_database_shows_another_stadsdel_nothing(cast: Cast) -> None:
    listed(cast)
    with acting_as(cast.frank):
        assert not Contact.objects.exists()
        assert not Agency.objects.filter(name="Polisen Vällingby").exists()
    leif = groups(cast).leif
    with acting_as(leif):
        assert contacts_for(leif).count() == 1


def test_a_contact_with_a_new_organisation_is_put_on_the_list_once(cast: Cast) -> None:
    client, data = signed_in(cast.sam), posted()
    assert client.post(NEW, data).status_code == client.post(NEW, data).status_code == 302
    with acting_as(cast.lotta):
        contact = Contact.objects.get()
        assert (contact.agency.name, contact.agency.kind) == ("Polisen Vällingby", "police")
        assert (contact.checked_on, contact.checked_by) == (today(), cast.sam)
        assert contact.areas == ["crime", "leisure"]
    again = client.post(NEW, posted(name="pia polis")).content.decode()
    assert "Pia Polis finns redan på kontaktlistan hos Polisen Vällingby." in again


def test_what_is_wrong_is_said_in_words(cast: Cast) -> None:
    wrong = {
        "Ange telefon, e-post eller besöksadress.": {"phone": ""},
        "Skriv ett telefonnummer som börjar med 0 eller +.": {"phone": "080101-1234"},
        "ser ut som ett personnummer": {"contribution": "Känner 20080101-1234."},
        "Välj slag, eftersom organisationen är ny på listan.": {"kind": ""},
    }
    client = signed_in(cast.sam)
    for sentence, changes in wrong.items():
        page = client.post(NEW, posted(**changes)).content.decode()
        assert sentence in page
        assert "Pia Polis" in page


def test_the_action_refuses_a_number_and_who_does_not_keep_the_list(cast: Cast) -> None:
    with pytest.raises(Refused, match="personnummer"):
        listed(cast, function="Mamma till 080101-1234")
    with pytest.raises(Refused, match="Bara samordnaren"):
        listed(cast, by=cast.lotta)


@pytest.mark.parametrize(("days", "late"), [(0, False), (1, True)])
def test_a_contact_is_old_after_twelve_months(cast: Cast, days: int, late: bool) -> None:
    """The list and the mark on the row ask the same.

    Planted: ``checked_on__lt`` turned to ``checked_on__lte``, and the list named one day too early.
    """
    contact = listed(cast)
    with acting_as(cast.sam):
        contact.checked_on = date(2025, 11, 22)
        contact.save()
        day = date(2026, 11, 22) + timedelta(days=days)
        assert Contact.objects.unchecked(day).exists() is late
        assert contact.is_unchecked(day) is late


def test_checked_today_takes_one_press(cast: Cast) -> None:
    contact = listed(cast)
    with acting_as(cast.sam):
        Contact.objects.update(checked_on=today() - timedelta(days=400))
    client = signed_in(cast.carin)
    late = client.get(f"{LIST}?visa=okontrollerade").content.decode()
    assert "Äldre än 12 månader" in late
    check = reverse("organisation:contact_check", args=[contact.pk])
    answer = client.post(check, {"next": f"{LIST}?visa=okontrollerade"})
    assert answer.headers["Location"] == f"{LIST}?visa=okontrollerade"
    assert client.post(check, {"next": "//elsewhere.example/"}).headers["Location"] == LIST
    with acting_as(cast.sam):
        contact.refresh_from_db()
        assert (contact.checked_on, contact.checked_by) == (today(), cast.carin)


def test_two_who_save_the_same_contact_lose_nothing(cast: Cast) -> None:
    contact = listed(cast)
    page = reverse("organisation:contact", args=[contact.pk])
    with acting_as(cast.sam):
        check_contact(contact=Contact.objects.get(pk=contact.pk), by=cast.sam)
        with pytest.raises(Stale):
            save_contact(contact=contact, by=cast.carin)
    stale = signed_in(cast.carin).post(page, posted(version="1", function="Områdespolis"))
    assert stale.status_code == 409
    assert "Områdespolis" in stale.content.decode()


def test_an_ended_organisation_can_not_be_chosen_and_comes_back(cast: Cast) -> None:
    contact = listed(cast)
    with acting_as(cast.sam):
        end_agency(agency=contact.agency, by=cast.sam)
        assert contact.agency not in Agency.objects.of(cast.hv.pk)
        assert not Contact.objects.listed().exists()
    with pytest.raises(Refused, match="borttagen från kontaktlistan"):
        listed(cast, "Per Polis")
    page = reverse("organisation:agency", args=[contact.agency_id])
    for user in (cast.lotta, cast.frank):
        assert signed_in(user).post(page, {"gor": "ta-tillbaka"}).status_code == 404
    client = signed_in(cast.sam)
    assert "Ta tillbaka" in client.get(f"{LIST}?visa=borttagna").content.decode()
    client.post(page, {"gor": "ta-tillbaka"})
    assert "Pia Polis" in client.get(LIST).content.decode()


def test_the_list_is_searched_without_a_name_in_the_address(cast: Cast) -> None:
    listed(cast)
    listed(cast, "Rut Rektor", "Ekskolan", kind=AgencyKind.SCHOOL, areas=["occupation"])
    client = signed_in(cast.lotta)
    for wanted in ({"q": "rut"}, {"q": "eksk"}, {"kind": "school"}, {"area": "occupation"}):
        page = client.post(LIST, wanted).content.decode()
        assert "Rut Rektor" in page
        assert "Pia Polis" not in page
    assert "Ingen kontakt passar sökningen." in client.post(LIST, {"q": "xyz"}).content.decode()


def test_min_dag_names_the_number_that_the_list_shows(cast: Cast) -> None:
    for number in range(3):
        listed(cast, f"Pia {number}")
    with acting_as(cast.sam):
        Contact.objects.exclude(name="Pia 0").update(checked_on=today() - timedelta(days=400))
    for user in (cast.sam, cast.carin):
        page = signed_in(user).get("/").content.decode()
        assert "2 kontakter är inte kontrollerade på 12 månader." in page
    assert "inte kontrollerade" not in signed_in(cast.lotta).get("/").content.decode()


def test_the_list_takes_few_queries(cast: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(4):
        listed(cast, f"Pia {number}")
    client: Client = signed_in(cast.sam)
    with django_assert_max_num_queries(40):
        client.get(LIST)
