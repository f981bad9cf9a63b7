"""Forms 3.0 and 3.2 on the page, and what they do with bad input."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from audit import log
from audit.log import SYSTEM
from consent.models import (
    Consent,
    Information,
    InformationKind,
)
from organisation.access import acting_as
from organisation.actions import appoint
from organisation.models import Agency
from organisation.roles import Role as StaffRole
from sig.lib.dates import today
from tests.consent.conftest import Scene
from tests.consent.pages import at, page, send, url
from tests.stories import open_case_for
from tests.story_consent import (
    Role,
    agency_in,
)


pytestmark = pytest.mark.django_db

Kind = InformationKind
DAY = timedelta(days=1)


# --- Information (3.0) ----------------------------------------------------------------------------


def letter(**changes: Any) -> dict[str, Any]:
    return {
        "once": str(uuid.uuid4()),
        "given_on": today().isoformat(),
        "receivers": ["person", "guardian_1"],
        "language": "svenska",
        "format": "oral",
        "understood": "on",
    } | changes


def test_information_is_noted_once_however_often_it_is_sent(scene: Scene) -> None:
    """Planted: ``give_information`` that doesn't look for the row first."""
    data = letter()
    assert [send(scene, "information", data) for _ in range(2)] == ["", ""]
    with acting_as(scene.cast.lotta):
        assert Information.objects.of(scene.case).count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"given_on": "2026-09-31"}, "Datumet finns inte."),
        ({"given_on": (today() + DAY).isoformat()}, "Datumet har inte varit än."),
        ({"receivers": []}, "Kryssa i vem som har fått informationen."),
        ({"receivers": ["granne"]}, "granne"),
        ({"understood": ""}, "Kryssa i när du har försäkrat dig om"),
        ({"language": "a" * 100_000}, "80 tecken"),
        ({"language": "sven\x00ska"}, "Null-tecken"),
        ({"once": "inte-en-nyckel"}, "Öppna sidan igen"),
    ],
)
def test_information_with_bad_input_says_what_is_wrong(
    scene: Scene, changes: dict[str, Any], sentence: str
) -> None:
    """Planted: a page that comes back with an empty form."""
    assert sentence in send(scene, "information", letter(**changes))


# --- Form 3.2 -------------------------------------------------------------------------------------


def paper(scene: Scene, **changes: Any) -> dict[str, Any]:
    """Form 3.2 as the browser sends it: the family's consent to one row, two rows left as shown."""
    data = {
        "once": str(uuid.uuid4()),
        "purpose": "implementation",
        "informed_meaning": "on",
        "informed_law": "on",
        "language": "svenska",
        "maturity": "",
        "guardian_ground": "",
        "guardian_words": "",
        "exceptions": "",
        "rader-TOTAL_FORMS": "3",
        "rader-INITIAL_FORMS": "0",
        "rader-0-agency": str(scene.school.pk),
        "rader-0-kinds": ["plan", "meeting"],
    }
    for number in range(3):
        data |= {
            f"rader-{number}-mutual": "on",
            f"rader-{number}-valid_from": today().isoformat(),
            f"rader-{number}-valid_to": (today() + 180 * DAY).isoformat(),
        }
    for number in (1, 2):
        last = today().replace(year=today().year + 1, day=min(today().day, 28))
        data[f"rader-{number}-agency"] = ""
        data[f"rader-{number}-valid_to"] = last.isoformat()
    for role in ("person", "guardian_1", "guardian_2"):
        data |= {
            f"{role}-name": "Exempel Exempelsson",
            f"{role}-way": "written",
            f"{role}-given_on": today().isoformat(),
        }
    data |= {"other-name": "", "other-way": "", "other-given_on": today().isoformat()}
    return data | changes


def test_the_paper_is_registered_once_with_its_rows_and_givers(scene: Scene) -> None:
    """Planted: rows that were left as shown, taken for rows; and no look for the consent first."""
    data = paper(scene)
    assert [send(scene, "new", data) for _ in range(2)] == ["", ""]
    with acting_as(scene.cast.lotta):
        consent = Consent.objects.of(scene.case).get()
        assert [giver.role for giver in consent.givers.all()] == [
            Role.GUARDIAN_1,
            Role.GUARDIAN_2,
            Role.PERSON,
        ]
        row = consent.rows.get()
        assert (row.agency, row.kinds) == (scene.school, ["plan", "meeting"])
        assert row.mutual


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"rader-0-valid_to": (today() - DAY).isoformat()},
            "Medgivandet slutar innan det börjar.",
        ),
        (
            {"rader-0-valid_to": (today() + 400 * DAY).isoformat()},
            "Ett medgivande gäller högst 12 månader.",
        ),
        ({"rader-0-valid_from": "2026-09-31"}, "Datumet finns inte."),
        ({"rader-0-valid_from": "9999-12-31"}, "mer än ett år bort"),
        ({"rader-0-valid_from": "0001-01-01"}, "mer än ett år bort"),
        ({"rader-0-kinds": []}, "Välj minst ett slags uppgift."),
        ({"rader-0-kinds": ["allt"]}, "allt"),
        ({"rader-0-agency": ""}, "Välj mottagare."),
        ({"rader-0-agency": "många"}, "Mottagaren finns inte på stadsdelens kontaktlista."),
        ({"rader-TOTAL_FORMS": "0"}, "Fyll i minst en mottagare."),
        ({"rader-TOTAL_FORMS": "-1"}, "Fyll i minst en mottagare."),
        ({"rader-TOTAL_FORMS": "tusen"}, "Formuläret kom inte fram helt."),
        ({"rader-TOTAL_FORMS": "100000"}, "Ett medgivande har högst 20 mottagare."),
        ({"informed_law": ""}, "Kryssa i när den enskilde har fått veta det."),
        ({"person-name": ""}, "Namnet saknas."),
        ({"person-way": ""}, "Välj hur medgivandet lämnades."),
        ({"person-given_on": (today() + DAY).isoformat()}, "Datumet har inte varit än."),
        ({"person-given_on": "1999-01-01"}, "äldre än ett år"),
        (
            {"guardian_2-name": "", "guardian_2-way": ""},
            "En vårdnadshavares medgivande saknas.",
        ),
        ({"exceptions": "\x00"}, "Null-tecken"),
        ({"exceptions": "å" * 100_000}, "20000 tecken"),
        ({"once": "trasig"}, "Öppna sidan igen"),
    ],
)
def test_the_paper_with_bad_input_says_what_is_wrong_and_keeps_what_was_typed(
    scene: Scene, changes: dict[str, Any], sentence: str
) -> None:
    """Planted: a page that comes back empty."""
    data = paper(scene, **{"guardian_words": "Egna ord om mognad."} | changes)
    shown = send(scene, "new", data)
    assert sentence in shown
    assert "Egna ord om mognad." in shown
    with acting_as(scene.cast.lotta):
        assert not Consent.objects.exists()


def test_the_paper_is_printed_to_be_signed_before_anything_is_registered(scene: Scene) -> None:
    """Who has not signed yet needs no way and no day.

    Planted: a printing that registers, and one that isn't logged.
    """
    data = paper(scene, print="1", informed_law="", **{"person-way": "", "guardian_1-name": ""})
    shown = send(scene, "new", data)
    assert "Jag säger ja till det här" in shown
    assert str(scene.school) in shown
    assert "Insatser och plan".lower() in shown
    assert shown.count("Namnteckning") == 3
    assert "Annan berörd" not in shown
    with acting_as(scene.cast.lotta):
        assert not Consent.objects.exists()
    with acting_as(scene.cast.carin):
        assert log.of_case(scene.case.pk).filter(event="consent.printed").count() == 1


def test_a_line_is_printed_for_another_who_is_named(scene: Scene) -> None:
    """Planted: ``signs`` that never counts another."""
    shown = send(scene, "new", paper(scene, print="1", **{"other-name": "Mormor Exempel"}))
    assert "Annan berörd: Mormor Exempel" in shown


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"rader-0-kinds": []}, "Välj minst ett slags uppgift."),
        ({"rader-0-agency": ""}, "Välj mottagare."),
        ({"purpose": ""}, "Välj syfte."),
    ],
)
def test_a_paper_that_does_not_hold_is_not_printed(
    scene: Scene, changes: dict[str, Any], sentence: str
) -> None:
    """Planted: a printing that asks nothing of the paper."""
    shown = send(scene, "new", paper(scene, print="1", **changes))
    assert sentence in shown
    assert "Namnteckning" not in shown


def test_the_rows_and_givers_that_were_typed_stand_after_an_error(scene: Scene) -> None:
    """Planted: rows that come back as they were first shown."""
    data = paper(scene, **{"person-name": "Eget Exempelnamn", "informed_law": ""})
    shown = send(scene, "new", data)
    assert f'value="{scene.school.pk}" selected' in shown
    assert f'value="{(today() + 180 * DAY).isoformat()}"' in shown
    assert 'value="Eget Exempelnamn"' in shown
    assert shown.count(" checked") == 6  # informed, two kinds, and mutual on three rows


def test_a_recipient_of_another_stadsdel_is_refused_with_a_sentence(scene: Scene) -> None:
    """Also to whoever works in both.

    Planted: a form, and behind it an action, that take any recipient.
    """
    abroad, lotta = agency_in(scene.cast.farsta, scene.cast.farah), scene.cast.lotta
    appoint(user=lotta, role=StaffRole.LOTS, district=scene.cast.farsta, by=SYSTEM)
    shown = send(scene, "new", paper(scene, **{"rader-0-agency": str(abroad.pk)}))
    assert "Mottagaren finns inte på stadsdelens kontaktlista." in shown
    assert str(abroad) not in shown


def test_a_recipient_that_is_no_longer_active_is_refused(scene: Scene) -> None:
    """Planted: a form that takes a recipient who has left the list."""
    with acting_as(scene.cast.lotta):
        Agency.objects.filter(pk=scene.school.pk).update(active=False)
    assert "kontaktlista" in send(scene, "new", paper(scene))


def test_an_adult_is_not_asked_about_guardians(scene: Scene) -> None:
    """Planted: guardians for everybody, and their fields kept for an adult."""
    lotta = scene.cast.lotta
    grown = open_case_for(lotta, scene.cast.hv, programme="unga-vuxna", years=22)
    for case, asked in [(scene.case, True), (grown, False)]:
        shown = at(lotta).get(reverse("consent:new", args=[case.pk])).content.decode()
        assert ("Vårdnadshavare 1" in shown) is asked
        assert ("guardian_ground" in shown) is asked


def test_one_more_row_comes_without_a_page_load(scene: Scene) -> None:
    """Planted: a row counted one too many, and no limit."""
    shown = page(scene, scene.cast.lotta, "new_row", 3)
    assert 'name="rader-3-agency"' in shown
    assert 'value="4"' in shown
    assert "<html" not in shown
    assert at(scene.cast.lotta).get(url(scene, "new_row", 20)).status_code == 404


def test_without_a_script_the_button_gives_one_more_row_and_keeps_what_was_typed(
    scene: Scene,
) -> None:
    """Planted: a button that registers."""
    shown = send(scene, "new", paper(scene, exceptions="Inget om mamma.", add_row="1"))
    assert 'name="rader-3-agency"' in shown
    assert "Inget om mamma." in shown
    with acting_as(scene.cast.lotta):
        assert not Consent.objects.exists()
