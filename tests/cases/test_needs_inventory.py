"""Form 3.1: saved as far as it goes, signed when it is whole, locked afterwards."""

import uuid

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from cases.models import Area, Case, NeedsArea, NeedsInventory
from organisation.access import acting_as
from organisation.models import User
from tests.people import Cast
from tests.stories import on_the_case, open_case_for
from tests.story_cases import inventory, signed_in


pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return on_the_case(open_case_for(cast.lotta, cast.hv), cast)


def page(case: Case, name: str = "needs") -> str:
    return reverse(f"cases:{name}", args=[case.pk])


def stored(case: Case, reader: User) -> NeedsInventory:
    with acting_as(reader):
        return NeedsInventory.objects.of(case).prefetch_related("areas").get()


def test_it_is_saved_incomplete_and_lists_what_is_left(case: Case, cast: Cast) -> None:
    client = signed_in(cast.lotta)
    partly = inventory(**{"motivation": "", "economy-need": "", "housing-priority": ""})
    assert client.post(page(case), partly).url == page(case)
    html = client.get(page(case)).content.decode()
    assert "Kan inte skrivas på än" in html
    for link in (
        '<a href="#ekonomi">Ekonomi är inte ifyllt.</a>',
        '<a href="#samtalet">Viljan till förändring är inte ifylld.</a>',
        '<a href="#samtalet">Inget område är prioriterat.</a>',
    ):
        assert link in html
    assert 'id="ekonomi"' in html
    assert "Om boende." in html


def test_signing_saves_what_stands_in_the_form_and_locks_it(case: Case, cast: Cast) -> None:
    client = signed_in(cast.lotta)
    client.post(page(case, "needs_sign"), inventory())
    signed = stored(case, cast.lotta)
    assert signed.signed_by == cast.lotta
    assert signed.signed_title == "Lots"
    html = client.get(page(case)).content.decode()
    assert 'class="own-words"' in html
    assert "Om boende." in html
    assert "<textarea" not in html


def test_a_zero_is_an_answer(case: Case, cast: Cast) -> None:
    signed_in(cast.lotta).post(page(case, "needs_sign"), inventory(motivation="0"))
    assert stored(case, cast.lotta).motivation == 0


def test_signing_with_gaps_saves_the_text_and_says_what_is_left(case: Case, cast: Cast) -> None:
    partly = inventory(**{"crime-own_words": ""})
    response = signed_in(cast.lotta).post(page(case, "needs_sign"), partly, follow=True)
    html = response.content.decode()
    assert "Kriminalitet är inte ifyllt." in html
    assert "Om boende." in html
    assert stored(case, cast.lotta).signed_at is None


def test_an_area_that_the_person_declines_is_answered(case: Case, cast: Cast) -> None:
    declined = {"crime-own_words": "", "crime-need": "", "crime-motivation": ""}
    form = inventory(**declined, **{"crime-declined": "on"})
    signed_in(cast.lotta).post(page(case, "needs_sign"), form)
    assert stored(case, cast.lotta).is_signed


def test_signed_cannot_be_changed_by_any_way(case: Case, cast: Cast) -> None:
    """Planted: without the key in the form the late press would begin another inventory."""
    client = signed_in(cast.lotta)
    form = inventory()
    client.post(page(case, "needs_sign"), form)
    late = client.post(page(case), form | {"housing-own_words": "Ändrat"})
    assert "redan påskriven och kan inte ändras" in late.content.decode()
    assert "Ändrat" in late.content.decode()
    signed = stored(case, cast.lotta)
    assert "Ändrat" not in {area.own_words for area in signed.areas.all()}
    for change in (
        lambda: NeedsInventory.objects.update(motivation=1),
        lambda: NeedsArea.objects.update(need=1),
        lambda: NeedsArea.objects.create(case=case, inventory=signed, area="other"),
    ):
        with acting_as(cast.lotta), pytest.raises(ProgrammingError), transaction.atomic():
            change()


def test_a_new_inventory_is_begun_after_a_signed_one(case: Case, cast: Cast) -> None:
    client = signed_in(cast.lotta)
    client.post(page(case, "needs_sign"), inventory())
    assert "Börja på en ny inventering" in client.get(page(case)).content.decode()
    assert "<textarea" in client.get(page(case), {"ny": "1"}).content.decode()
    client.post(page(case), inventory())
    with acting_as(cast.lotta):
        assert NeedsInventory.objects.of(case).count() == 2


def test_two_presses_make_one_inventory_with_nine_areas(case: Case, cast: Cast) -> None:
    client = signed_in(cast.lotta)
    form = inventory()
    client.post(page(case), form)
    client.post(page(case), form)
    assert len(stored(case, cast.lotta).areas.all()) == len(Area)


def test_a_colleagues_draft_is_not_written_over(case: Case, cast: Cast) -> None:
    signed_in(cast.lotta).post(page(case), inventory())
    html = signed_in(cast.ulla).post(page(case), inventory(**{"housing-own_words": "Ullas ord"}))
    assert "En inventering är redan påbörjad." in html.content.decode()
    assert "Ullas ord" in html.content.decode()
    words = {area.own_words for area in stored(case, cast.lotta).areas.all()}
    assert "Om boende." in words
    assert "Ullas ord" not in words


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"talked_on": "2026-09-31"}, "Datumet finns inte."),
        ({"talked_on": ""}, "Detta fält måste fyllas i."),
        ({"talked_on": "2999-01-01"}, "Datumet ligger i framtiden."),
        ({"housing-need": "11"}, "Skalan går från 1 till 10."),
        ({"housing-motivation": "-1"}, "Skalan går från 0 till 10."),
        ({"housing-own_words": "Jag\x00"}, "Null-tecken"),
        ({"housing-comment": "x" * 100_000}, "20000 tecken"),
        ({"housing-priority": "10"}, "Prioriteten går från 1 till 9."),
        ({"once": "fel"}, "Öppna sidan igen"),
    ],
)
def test_bad_input_is_refused_in_words_and_the_text_stays(
    changes: dict[str, str], sentence: str, case: Case, cast: Cast
) -> None:
    response = signed_in(cast.lotta).post(page(case), inventory(**changes))
    html = response.content.decode()
    assert response.status_code == 200
    assert sentence in html
    assert "Om missbruk." in html
    with acting_as(cast.lotta):
        assert not NeedsInventory.objects.exists()


def test_a_manager_reads_the_draft_and_has_no_form(case: Case, cast: Cast) -> None:
    signed_in(cast.lotta).post(page(case), inventory())
    client = signed_in(cast.carin)
    html = client.get(page(case)).content.decode()
    assert "Utkast, inte påskrivet" in html
    assert "Om boende." in html
    assert "<textarea" not in html
    assert client.post(page(case), inventory()).status_code == 403
    assert client.post(page(case, "needs_sign")).status_code == 403


def test_an_inventory_of_another_case_is_not_reached_by_its_key(case: Case, cast: Cast) -> None:
    other = open_case_for(cast.lars, cast.hv)
    key = str(uuid.uuid4())
    signed_in(cast.lars).post(page(other), inventory(once=key))
    response = signed_in(cast.lotta).post(page(case), inventory(once=key))
    assert "Sidan var för gammal" in response.content.decode()
