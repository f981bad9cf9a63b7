"""The tab Medgivanden as each role meets it."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit import log
from consent import overview
from consent.actions import add_original, disclose_on_ground
from consent.models import (
    Consent,
    ConsentRow,
    Disclosure,
    InformationKind,
)
from organisation.access import acting_as
from sig.lib.dates import swedish, today
from sig.lib.uploads import Cleaned
from tests.consent.conftest import Scene
from tests.consent.pages import at, page, url
from tests.consent.test_grounds import approved
from tests.stories import open_case_for
from tests.story_consent import (
    a_row,
    asked_police,
    consented,
    informed,
    police_said,
)


pytestmark = pytest.mark.django_db

Kind = InformationKind
DAY = timedelta(days=1)


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


@pytest.mark.usefixtures("counted_menu")
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


@pytest.mark.usefixtures("counted_menu")
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
