"""Agreements, action plans, lägesbilder, and what they say of who can contribute."""

import uuid
from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from organisation.access import acting_as
from organisation.actions import strike_paper
from organisation.models import ActionPlan, Agreement, SituationPicture
from organisation.partners import agreements_by_agency, inventory
from sig.lib.dates import today
from sig.lib.rules import Refused
from tests.people import Cast
from tests.story_cases import signed_in
from tests.story_cooperation import groups
from tests.story_partners import agreed, listed, pictured


pytestmark = pytest.mark.django_db

LIST = "/samverkan/overenskommelser/"
NEW = "/samverkan/overenskommelser/ny/"
RESOURCES = "/samverkan/resurser/"


def test_an_agreement_and_its_action_plan_are_put_down(cast: Cast) -> None:
    contact = listed(cast)
    client = signed_in(cast.carin)
    data = {
        "once": str(uuid.uuid4()),
        "version": "0",
        "agency": str(contact.agency_id),
        "kind": "cooperation",
        "signed_on": str(today() - timedelta(days=30)),
        "valid_to": str(today() - timedelta(days=60)),
    }
    wrong = client.post(NEW, data).content.decode()
    assert "Överenskommelsen slutar innan den är undertecknad." in wrong
    data["valid_to"] = ""
    assert client.post(NEW, data).status_code == client.post(NEW, data).status_code == 302
    with acting_as(cast.carin):
        agreement = Agreement.objects.get()
    page = reverse("organisation:agreement", args=[agreement.pk])
    plan = {
        "atgardsplan": "1",
        "plan-once": str(uuid.uuid4()),
        "plan-made_on": str(today()),
        "plan-valid_to": str(today() - timedelta(days=1)),
    }
    assert "Åtgärdsplanen slutar innan" in client.post(page, plan).content.decode()
    plan["plan-valid_to"] = str(today() + timedelta(days=365))
    assert client.post(page, plan).status_code == 302
    assert "Tills vidare" in client.get(LIST).content.decode()
    with acting_as(cast.carin):
        struck = str(ActionPlan.objects.get().pk)
    client.post(page, {"stryk": struck})
    with acting_as(cast.carin):
        assert not ActionPlan.objects.right().exists()


def test_who_reads_and_who_writes(cast: Cast) -> None:
    agreement = agreed(cast, listed(cast))
    pictured(cast, today())
    page = reverse("organisation:agreement", args=[agreement.pk])
    for user in (cast.lotta, groups(cast).leif):
        client = signed_in(user)
        assert "Polisen Vällingby" in client.get(LIST).content.decode()
        assert "Spara" not in client.get(page).content.decode()
        assert client.get(RESOURCES).status_code == 200
        for path in (page, NEW, LIST):
            assert client.post(path, {}).status_code == 404
    assert signed_in(cast.frank).get(page).status_code == 404
    assert "Polisen" not in signed_in(cast.frank).get(LIST).content.decode()
    for user in (cast.uno, cast.sara):
        for path in (LIST, RESOURCES):
            assert signed_in(user).get(path).status_code == 404


def test_an_agreement_with_another_stadsdels_partner_is_refused(cast: Cast) -> None:
    foreign = listed(cast, "Pelle", "Polisen Farsta", by=cast.frank)
    own = listed(cast)
    foreign.district = own.district
    with pytest.raises(Refused, match="kontaktlista"):
        agreed(cast, foreign)


def test_what_was_noted_by_mistake_is_struck_and_never_erased(cast: Cast) -> None:
    picture = pictured(cast, today())
    with acting_as(cast.sam):
        strike_paper(paper=picture, by=cast.sam)
        assert SituationPicture.objects.latest_days([cast.hv.pk]) == {}
        assert SituationPicture.objects.count() == 1
        with pytest.raises(ProgrammingError), transaction.atomic():
            SituationPicture.objects.update(made_on=today() - timedelta(days=5))
    with pytest.raises(Refused, match="inte varit"):
        pictured(cast, today() + timedelta(days=1))


def test_the_inventory_says_who_can_contribute_on_what_and_where_nobody_can(cast: Cast) -> None:
    """Planted: the test of ``code in one.areas`` left out, and Boende was no hole."""
    contact = listed(cast, areas=["crime"], contribution="Följer med på hembesök.")
    agreed(cast, contact)
    with acting_as(cast.lotta):
        areas = {area.label: area for area in inventory(cast.hv, today())}
        assert areas["Boende"].hole == "Ingen kan bidra inom boende."
        [resource] = areas["Kriminalitet"].resources
        assert resource.rests_on.startswith("Samverkansöverenskommelse till ")
        later = today() + timedelta(days=366)
        assert agreements_by_agency([cast.hv.pk], later) == {}
    page = signed_in(cast.lotta).get(RESOURCES).content.decode()
    assert "Ingen kan bidra inom boende." in page
    assert "Följer med på hembesök." in page
