"""Withdrawing and the question to the police on their pages, and bad input."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from consent.models import (
    ConsentRow,
    InformationKind,
    PoliceAnswer,
    PoliceRequest,
)
from organisation.access import acting_as
from sig.lib.dates import today
from tests.consent.conftest import Scene
from tests.consent.pages import page, send, url
from tests.story_consent import (
    a_row,
    asked_police,
    consented,
)


pytestmark = pytest.mark.django_db

Kind = InformationKind
DAY = timedelta(days=1)


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
