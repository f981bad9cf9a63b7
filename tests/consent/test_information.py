"""The information letter (3.0) is noted once, and a child must have understood it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from consent.actions import give_information
from consent.documents import letter_html
from consent.models import LETTER_VERSION, Information
from consent.rules import information_given
from organisation.access import acting_as
from sig.lib.dates import today
from sig.lib.rules import Refused
from tests.consent.conftest import Scene
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_consent import informed


pytestmark = pytest.mark.django_db


def _letter(case: object, given_on: date, *, understood: bool = True) -> Information:
    return Information(
        case=case,
        given_on=given_on,
        receivers=["person"],
        format=Information.Format.ORAL,
        understood=understood,
    )


def test_r20_information_counts_when_it_is_noted(scene: Scene) -> None:
    """Planted: ``information_given`` that never finds anything missing."""
    with acting_as(scene.cast.lotta):
        assert information_given.ask(scene.case, scene.cast.lotta)
    informed(scene.case, scene.cast.lotta)
    with acting_as(scene.cast.lotta):
        assert information_given.ask(scene.case, scene.cast.lotta) is None


def test_the_same_form_sent_twice_notes_once(scene: Scene) -> None:
    """Planted: ``give_information`` that doesn't look for the row first."""
    lotta = scene.cast.lotta
    with acting_as(lotta):
        letter = _letter(scene.case, today() - timedelta(days=2))
        for _ in range(2):
            give_information(information=letter, by=lotta)
        assert Information.objects.of(scene.case).count() == 1


def test_the_text_that_was_given_is_known_afterwards(scene: Scene) -> None:
    """Planted: ``give_information`` that leaves the version out."""
    with acting_as(scene.cast.lotta):
        given = give_information(information=_letter(scene.case, today()), by=scene.cast.lotta)
    assert given.version == LETTER_VERSION


MUST_SAY = [
    "En lots är din egen kontakt",  # how it is built up
    "Vilket stöd kan du få?",
    "Vad krävs av dig?",
    "När slutar stödet?",
    "polisen, skolan, Jobbtorg",  # who the actors may be
    "Ditt medgivande är frivilligt",
    "Du kan ta tillbaka det när du vill",
    "19 kap. 1 § socialtjänstlagen",
    "10 kap. 23 §",
    "10 kap. 18 a §",
    "12 kap. 1 §",  # the right to insight
    "överklaga det (35 kap. 1 § socialtjänstlagen)",
    "dataskyddsombud",
    "Integritetsskyddsmyndigheten",
    "Hässelby-Vällingby stadsdelsnämnd",
    f"version {LETTER_VERSION}",
]


@pytest.mark.parametrize("words", MUST_SAY)
def test_r20_the_letter_says_what_form_3_0_asks_for(scene: Scene, words: str) -> None:
    """Planted: the letter without the line on taking a consent back."""
    assert words in letter_html(scene.case)


def test_the_letter_names_nobody_and_speaks_to_guardians_of_a_child_alone(cast: Cast) -> None:
    """Planted: the case number beside the version, and the words to guardians for everybody."""
    for programme, years, told in (("unga", 16, True), ("unga-vuxna", 22, False)):
        case = open_case_for(cast.lotta, cast.hv, programme=programme, years=years)
        html = letter_html(case)
        assert "Ekexempel" not in html
        assert case.number not in html
        assert ("vårdnadshavare" in html) is told


def test_the_letter_comes_as_a_pdf(scene: Scene) -> None:
    """Planted: a view that sends the page by the name of a PDF."""
    client = Client()
    client.force_login(scene.cast.lotta)
    answer = client.get(reverse("consent:letter", args=[scene.case.pk]))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_a_child_must_have_understood_and_an_adult_is_not_asked(cast: Cast) -> None:
    """Planted: ``<=`` for ``<`` at 18, and an action that doesn't ask."""
    for years, allowed in [(17, False), (18, True)]:
        case = open_case_for(cast.lotta, cast.hv, years=years)
        with acting_as(cast.lotta):
            letter = _letter(case, today(), understood=False)
            if allowed:
                give_information(information=letter, by=cast.lotta)
            else:
                with pytest.raises(Refused, match="förstått"):
                    give_information(information=letter, by=cast.lotta)
