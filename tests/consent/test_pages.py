"""The tab Medgivanden as each role meets it, and what its forms do with bad input."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit import log
from audit.log import SYSTEM
from consent import overview
from consent.actions import add_original, disclose_on_ground
from consent.models import (
    Consent,
    ConsentRow,
    Disclosure,
    Information,
    InformationKind,
    PoliceAnswer,
    PoliceRequest,
)
from organisation.access import acting_as
from organisation.actions import appoint
from organisation.models import Agency, User
from organisation.roles import Role as StaffRole
from sig.lib.dates import swedish, today
from sig.lib.uploads import Cleaned
from tests.consent.conftest import Scene
from tests.consent.test_grounds import approved
from tests.stories import open_case_for
from tests.story_consent import (
    Role,
    a_row,
    agency_in,
    asked_police,
    consented,
    informed,
    police_said,
)


pytestmark = pytest.mark.django_db

Kind = InformationKind
DAY = timedelta(days=1)


def at(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(scene: Scene, name: str, *also: Any) -> str:
    return reverse(f"consent:{name}", args=[scene.case.pk, *also])


def page(scene: Scene, user: User, name: str, *also: Any) -> str:
    answer = at(user).get(url(scene, name, *also))
    assert answer.status_code == 200
    return answer.content.decode()


def send(scene: Scene, name: str, data: dict[str, Any], *also: Any) -> str:
    """Post as Lotta. The page that comes back, or "" when the answer was a redirect."""
    answer = at(scene.cast.lotta).post(url(scene, name, *also), data)
    assert answer.status_code in (200, 302)
    return answer.content.decode()


# --- Who gets where -------------------------------------------------------------------------------

PAGES = ["list", "information", "police", "new", "withdraw_all"]
READ = {"list", "information", "police", "print"}


@pytest.mark.parametrize("name", [*PAGES, "print", "withdraw", "new_row"])
def test_pages_by_role(scene: Scene, name: str) -> None:
    """Planted: ``may_in`` that doesn't ask for the right, and ``readable`` that asks only for the
    stadsdel.
    """
    cast = scene.cast
    consent = consented(scene.case, cast.lotta, a_row(scene.school))
    with acting_as(cast.lotta):
        also = {"print": [consent.pk], "withdraw": [consent.rows.get().pk], "new_row": [4]}
    address = url(scene, name, *also.get(name, []))
    found = {
        who: at(user).get(address).status_code
        for who, user in cast.everybody.items()
        if who in ("lotta", "lars", "sam", "carin", "farah", "frank", "uno", "sara", "fred")
    }
    carin = 200 if name in READ else 403
    nobody = dict.fromkeys(["lars", "sam", "farah", "frank", "uno", "sara", "fred"], 404)
    assert found == {"lotta": 200, "carin": carin} | nobody


@pytest.mark.parametrize("name", [*PAGES[1:], "withdraw", "police_answer"])
def test_the_manager_reads_but_does_not_write(scene: Scene, name: str) -> None:
    """Planted: each of the six pages, one by one, behind the right to read."""
    lotta = scene.cast.lotta
    row = a_row(scene.police)
    consented(scene.case, lotta, row)
    also = {"withdraw": [row.pk]}
    if name == "police_answer":
        also[name] = [asked_police(scene.case, lotta, scene.police).pk]
    address = url(scene, name, *also.get(name, []))
    assert at(scene.cast.carin).post(address, {"words": "Nej"}).status_code == 403
    assert at(scene.cast.farah).post(address, {"words": "Nej"}).status_code == 404


def test_the_manager_sees_no_buttons_that_write(scene: Scene) -> None:
    """Planted: ``rights`` that asks for the right to read."""
    consented(scene.case, scene.cast.lotta, a_row(scene.school))
    shown = page(scene, scene.cast.lotta, "list")
    hidden = page(scene, scene.cast.carin, "list")
    for button in ("Registrera medgivande", "Återkalla allt", "Notera information"):
        assert button in shown
        assert button not in hidden


def test_rows_and_consents_of_another_case_are_not_found(scene: Scene) -> None:
    """Planted: a row, and then a consent, fetched by its key alone."""
    lotta = scene.cast.lotta
    other = open_case_for(lotta, scene.cast.hv)
    row = a_row(scene.school)
    foreign = consented(other, lotta, row)
    for name, key in [("withdraw", row.pk), ("print", foreign.pk)]:
        assert at(lotta).get(url(scene, name, key)).status_code == 404


# --- The tab --------------------------------------------------------------------------------------


def test_the_tab_tells_who_may_know_what_and_what_has_left(scene: Scene) -> None:
    """Planted: ``<`` for ``<=`` at 30 days, and a table without its receipts."""
    lotta = scene.cast.lotta
    soon = a_row(scene.school, [Kind.PLAN], end=today() + 30 * DAY)
    consented(scene.case, lotta, soon, a_row(scene.police), exceptions="Inget om syskonen.")
    informed(scene.case, lotta)
    police_said(scene.case, lotta, scene.police)
    shown = page(scene, lotta, "list")
    assert "snart slut" in shown
    assert f"Ja, till {swedish(soon.valid_to)}" in shown
    assert "Inget om syskonen." in shown
    assert "Begäran till polisen" in shown
    assert "Lämnad " in shown
    with acting_as(lotta):
        assert Disclosure.objects.of(scene.case).get().receipt in shown


def test_an_empty_tab_says_so_in_words(scene: Scene) -> None:
    """Planted: the table of disclosures with its head and no rows."""
    shown = page(scene, scene.cast.lotta, "list")
    assert "Inget medgivande är registrerat." in shown
    assert "Inget har lämnats ut." in shown
    assert "Informationen är inte lämnad." in shown


def test_old_and_far_rows_are_drawn_too(scene: Scene) -> None:
    """Rows as an import may bring them: far beyond the axis on either side.

    Planted: a bar that reaches as far as its row, and an axis without its limits.
    """
    for start in (date(1900, 1, 1), date(9998, 12, 31)):
        consented(scene.case, scene.cast.lotta, a_row(scene.school, start=start))
    assert "Har gått ut" in page(scene, scene.cast.lotta, "list")
    with acting_as(scene.cast.lotta):
        rows = ConsentRow.objects.of(scene.case)
        found = list(rows.select_related("agency", "consent__case__person"))
    axis = overview.axis(found, today())
    assert axis.days <= 2 * overview.REACH.days + 1
    for bar in overview.bars(found, axis, today()):
        assert 0 <= bar.start <= bar.start + bar.days <= axis.days


def test_the_number_of_queries_does_not_grow(scene: Scene) -> None:
    """Planted: the recipients fetched one by one, on the tab and on the page of the police."""
    lotta = scene.cast.lotta
    client = at(lotta)

    def asked(name: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(url(scene, name))
        return len(queries)

    def live(times: int) -> dict[str, int]:
        for _ in range(times):
            consented(scene.case, lotta, a_row(scene.school), a_row(scene.police))
            police_said(scene.case, lotta, scene.police)
        return {name: asked(name) for name in ("list", "police", "new")}

    live(1)  # the first pages also fetch what is kept for the process
    assert live(5) == live(1)


def test_the_tab_asks_as_much_for_forty_rows_as_for_one(
    scene: Scene,
) -> None:
    """Planted: each of the prefetches and joins of the tab taken out."""
    lotta = scene.cast.lotta

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            at(lotta).get(url(scene, "list"))
        return len(queries)

    def live(times: int) -> None:
        for _ in range(times):
            consented(scene.case, lotta, a_row(scene.school), a_row(scene.police))
            police_said(scene.case, lotta, scene.police)
            with acting_as(lotta):
                newest = Consent.objects.of(scene.case).latest("registered_at")
                paper = Cleaned("application/pdf", uuid.uuid4().bytes)
                add_original(consent=newest, paper=paper, by=lotta)
                disclose_on_ground(ground=approved(scene), by=lotta)

    live(1)
    few = asked()
    live(19)
    assert asked() == few


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


# --- Withdrawing ----------------------------------------------------------------------------------


def test_withdrawing_asks_first_and_bites_at_once(scene: Scene) -> None:
    """Planted: a withdrawal on an empty form, and one that isn't kept."""
    lotta = scene.cast.lotta
    row = a_row(scene.school, [Kind.PLAN])
    consented(scene.case, lotta, row, a_row(scene.police))
    assert str(scene.school) in page(scene, lotta, "withdraw", row.pk)
    assert "Skriv vem som återkallar" in send(scene, "withdraw", {"words": ""}, row.pk)
    assert "Null-tecken" in send(scene, "withdraw", {"words": "\x00"}, row.pk)
    with acting_as(lotta):
        assert ConsentRow.objects.of(scene.case).valid(today()).count() == 2
    assert send(scene, "withdraw", {"words": "Sade det på mötet"}, row.pk) == ""
    shown = page(scene, lotta, "list")
    assert "Sade det på mötet" in shown
    assert "Återkallat" in shown
    with acting_as(lotta):
        assert [left.agency for left in ConsentRow.objects.of(scene.case).valid(today())] == [
            scene.police
        ]


def test_withdrawing_everything(scene: Scene) -> None:
    """Planted: ``withdraw_all`` that stops after the first row."""
    lotta = scene.cast.lotta
    consented(scene.case, lotta, a_row(scene.school), a_row(scene.police))
    assert send(scene, "withdraw_all", {"words": "Vill sluta"}) == ""
    with acting_as(lotta):
        assert not ConsentRow.objects.of(scene.case).valid(today()).exists()
    assert "Det finns inget att återkalla." in page(scene, lotta, "withdraw_all")


# --- The police -----------------------------------------------------------------------------------


def test_without_a_consent_the_page_says_what_is_missing_and_links_there(scene: Scene) -> None:
    """Planted: the form shown with nobody to choose."""
    shown = page(scene, scene.cast.lotta, "police")
    assert "Polisen kan inte tillfrågas än." in shown
    assert url(scene, "new") in shown


def test_asking_twice_asks_once_and_only_those_covered_can_be_chosen(scene: Scene) -> None:
    """Planted: a form that offers the whole contact list, and no look for the row first."""
    lotta = scene.cast.lotta
    consented(scene.case, lotta, a_row(scene.police))
    for chosen in (scene.school.pk, "polisen", ""):
        refused = send(scene, "police", {"once": uuid.uuid4(), "agency": chosen})
        assert "Det här behöver rättas" in refused
    data = {"once": uuid.uuid4(), "agency": scene.police.pk}
    assert [send(scene, "police", data) for _ in range(2)] == ["", ""]
    with acting_as(lotta):
        assert PoliceRequest.objects.of(scene.case).count() == 1
    again = send(scene, "police", data | {"once": uuid.uuid4()})
    assert "En begäran väntar redan på svar." in again


def test_a_question_without_an_answer_says_so(scene: Scene) -> None:
    """Planted: a page that looks for an answer to each question."""
    lotta = scene.cast.lotta
    consented(scene.case, lotta, a_row(scene.police))
    asked_police(scene.case, lotta, scene.police)
    shown = page(scene, lotta, "police")
    assert "Polisen har inte svarat." in shown
    assert "Registrerat av" not in shown


def answer(**changes: Any) -> dict[str, Any]:
    return {
        "once": str(uuid.uuid4()),
        "answered_on": today().isoformat(),
        "officer": "Kommissarie Exempel",
        "result": "suitable",
        "note": "Inga hinder kända.",
    } | changes


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"answered_on": (today() + DAY).isoformat()}, "Datumet har inte varit än."),
        ({"answered_on": (today() - DAY).isoformat()}, "Svaret är äldre än frågan"),
        ({"answered_on": "2026-09-31"}, "Datumet finns inte."),
        ({"officer": ""}, "Detta fält måste fyllas i."),
        ({"result": "kanske"}, "kanske"),
        ({"note": "x" * 100_000}, "500 tecken"),
    ],
)
def test_an_answer_with_bad_input_says_what_is_wrong(
    scene: Scene, changes: dict[str, Any], sentence: str
) -> None:
    """Planted: a page that comes back with an empty form."""
    lotta = scene.cast.lotta
    consented(scene.case, lotta, a_row(scene.police))
    asked = asked_police(scene.case, lotta, scene.police)
    shown = send(scene, "police_answer", answer(**changes), asked.pk)
    assert sentence in shown
    assert "Det här behöver rättas" in shown


def test_the_answer_is_registered_once_and_shown(scene: Scene) -> None:
    """Planted: ``register_answer`` without its look for the same answer, and for another."""
    lotta = scene.cast.lotta
    consented(scene.case, lotta, a_row(scene.police))
    asked = asked_police(scene.case, lotta, scene.police)
    assert "Registrera polisens svar" in page(scene, lotta, "police")
    data = answer()
    assert [send(scene, "police_answer", data, asked.pk) for _ in range(2)] == ["", ""]
    assert "redan registrerat" in send(scene, "police_answer", answer(), asked.pk)
    with acting_as(lotta):
        assert PoliceAnswer.objects.of(scene.case).count() == 1
    assert "Inga hinder kända." in page(scene, scene.cast.carin, "police")


# --- Paper ----------------------------------------------------------------------------------------


def test_the_printed_form_names_no_person_in_its_title_and_is_logged(scene: Scene) -> None:
    """Planted: the name in the title, and a printing logged as a reading."""
    lotta = scene.cast.lotta
    consent = consented(scene.case, lotta, a_row(scene.school, [Kind.PLAN]))
    shown = page(scene, lotta, "print", consent.pk)
    assert "<title>Medgivande – SIG</title>" in shown
    assert "Jonatan Ekexempel" in shown
    assert "Underskrift" in shown
    with acting_as(scene.cast.carin):
        assert log.of_case(scene.case.pk).filter(event="consent.printed").count() == 1
