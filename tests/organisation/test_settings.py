"""Program, listor och lagrum: from a day on, and never what has been."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from organisation.models import LegalReference, ListItem, ListKind, Programme, ProgrammeSetting
from sig.lib.dates import today
from tests.people import Cast
from tests.story_cases import signed_in


pytestmark = pytest.mark.django_db


def tomorrow() -> date:
    return today() + timedelta(days=1)


def test_r30_a_new_interval_holds_from_its_day_and_is_four_or_five_weeks(cast: Cast) -> None:
    unga, page = Programme.objects.get(code="unga"), reverse("organisation:programmes")
    form = {
        "programme": str(unga.pk),
        "district": str(cast.hv.pk),
        "valid_from": tomorrow().isoformat(),
        "min_age": "12",
        "max_age": "18",
        "interval_weeks": "5",
        "counting_meetings": ["network"],
        "required_actors": ["police", "school"],
        "purchase_limit": "800000",
        "put": "1",
    }
    wrong: dict[str, tuple[object, str]] = {
        "interval_weeks": ("6", "Välj ett giltigt alternativ"),
        "valid_from": (today().isoformat(), "Datumet har passerat."),
        "max_age": ("11", "lägre än den yngsta"),
        "counting_meetings": ([], "Välj minst ett slags möte."),
        "programme": ("", "måste"),
        "purchase_limit": ("800", "10000"),
    }
    fred = signed_in(cast.fred)
    for field, (value, sentence) in wrong.items():
        assert sentence in fred.post(page, form | {field: value}).content.decode()
    assert fred.post(page, form).url == page
    assert "redan en inställning från den dagen" in fred.post(page, form).content.decode()
    held = [
        ProgrammeSetting.objects.in_force(programme=unga, district=where, day=day)
        for where, day in ((cast.hv, today()), (cast.hv, tomorrow()), (cast.farsta, tomorrow()))
    ]
    assert [one.interval_weeks for one in held] == [4, 5, 4]
    assert [one.purchase_limit for one in held] == [1_000_000, 800_000, 1_000_000]


def test_a_line_gets_new_words_from_a_day_and_ends(cast: Cast) -> None:
    page, fred = f"{reverse('organisation:lists')}?lista=area", signed_in(cast.fred)
    form = {
        "line": "housing",
        "label": "Hem",
        "position": "1",
        "valid_from": tomorrow().isoformat(),
        "put": "1",
    }
    assert (
        "Datumet har passerat."
        in fred.post(page, form | {"valid_from": today().isoformat()}).content.decode()
    )
    assert fred.post(page, form).url == page
    assert "redan en ändring" in fred.post(page, form).content.decode()
    for day, label in ((today(), "Boende"), (tomorrow(), "Hem")):
        line = ListItem.objects.of(ListKind.AREA).in_force(day).get(code="housing")
        assert (line.label, line.tells) == (label, "housing")
    new = form | {"line": "", "label": "Sömn", "position": "10"}
    assert "Välj vilket område" in fred.post(page, new).content.decode()
    assert fred.post(page, new | {"like": "physical_health"}).url == page
    assert ListItem.objects.get(code="somn").tells == "health"
    end = {"code": "leisure", "valid_to": tomorrow().isoformat(), "end": "1"}
    assert fred.post(page, end).url == page
    assert ListItem.objects.get(code="leisure").valid_to == tomorrow()


def test_r58_a_new_wording_of_the_law_follows_the_old(cast: Cast) -> None:
    page, fred = reverse("organisation:law"), signed_in(cast.fred)
    day = today()
    old = LegalReference.objects.in_force(day).get(use="bias")
    form = {
        "replaces": str(old.pk),
        "text": "19 § förvaltningslagen",
        "valid_from": tomorrow().isoformat(),
        "recipients": "anyone",
        "put": "1",
    }
    past = fred.post(page, form | {"valid_from": "2020-01-01"}).content.decode()
    assert "Datumet har passerat." in past
    assert "Välj vad det nya lagrummet" in fred.post(page, form | {"replaces": ""}).content.decode()
    assert fred.post(page, form).url == page
    use = LegalReference.Use.BIAS
    assert LegalReference.objects.cited(use, day) == old.text
    assert LegalReference.objects.cited(use, tomorrow()) == form["text"]


def test_only_the_administrator_has_these_pages(cast: Cast) -> None:
    for name in ("programmes", "lists", "law", "all_deputies"):
        address = reverse(f"organisation:{name}")
        assert signed_in(cast.fred).get(address).status_code == 200
        for user in (cast.carin, cast.uno, cast.sara):
            assert signed_in(user).get(address).status_code == 404
