"""Form 3.1: saved part by part, signed when it is whole, locked afterwards, corrected anew."""

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse

from cases.actions.needs import sign_inventory, start_inventory
from cases.models import Area, Case, NeedsArea, NeedsInventory, NeedsTalk
from organisation.access import acting_as
from organisation.models import User
from sig.lib.dates import today
from sig.lib.rules import Refused
from tests.people import Cast
from tests.stories import filled_inventory, on_the_case, open_case_for, sign_needs
from tests.story_cases import area, lines, signed_in


pytestmark = pytest.mark.django_db

HOUSING = "omrade-housing"


@pytest.fixture
def case(cast: Cast) -> Case:
    return on_the_case(open_case_for(cast.lotta, cast.hv), cast)


@pytest.fixture
def draft(case: Case, cast: Cast) -> NeedsInventory:
    with acting_as(cast.lotta):
        return start_inventory(case=case, by=cast.lotta)


def page(case: Case, name: str = "needs") -> str:
    return reverse(f"cases:{name}", args=[case.pk])


def part(case: Case, name: str) -> str:
    return reverse("cases:needs_part", args=[case.pk, name])


def stored(case: Case, reader: User) -> NeedsInventory:
    with acting_as(reader):
        inventories = NeedsInventory.objects.of(case).filter(signed_at__isnull=True)
        return inventories.prefetch_related("areas").get()


def housing(case: Case, reader: User) -> NeedsArea:
    return next(one for one in stored(case, reader).areas.all() if one.area == "housing")


def html_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_it_is_begun_once_with_the_areas_in_force(case: Case, cast: Cast) -> None:
    client = signed_in(cast.lotta)
    assert "Börja på inventeringen" in html_of(client, page(case))
    for _ in range(2):
        assert client.post(page(case, "needs_start")).url == part(case, "samtal")
    areas = stored(case, cast.lotta).areas.all()
    assert [one.label for one in areas] == Area.labels


def test_a_part_is_saved_by_itself_and_leads_on_to_the_next(
    draft: NeedsInventory, case: Case, cast: Cast
) -> None:
    client = signed_in(cast.lotta)
    answer = client.post(part(case, HOUSING), area(comment="Andrahand sedan i våras."))
    assert answer.url == part(case, "omrade-physical_health")
    assert client.post(part(case, HOUSING), area(version="1", stanna="1")).url == part(
        case, HOUSING
    )
    assert (housing(case, cast.lotta).own_words, housing(case, cast.lotta).need) == (
        "Om boende.",
        6,
    )


def test_what_is_left_is_listed_with_a_link_to_its_part(
    draft: NeedsInventory, case: Case, cast: Cast
) -> None:
    html = html_of(signed_in(cast.lotta), page(case))
    assert "Kan inte skrivas på än" in html
    for name, sentence in (
        ("samtal", "Inget samtal är antecknat."),
        ("omrade-economy", "Ekonomi är inte ifyllt."),
        (HOUSING, "Inget område är prioriterat."),
        ("vilja", "Viljan till förändring är inte ifylld."),
        ("barn", "Frågan om barn är inte besvarad."),
    ):
        assert f'<a href="{part(case, name)}">{sentence}</a>' in html
    response = signed_in(cast.lotta).post(page(case, "needs_sign"), follow=True)
    assert "Ekonomi är inte ifyllt." in response.content.decode()
    assert stored(case, cast.lotta).signed_at is None


def test_every_part_can_be_filled_in_until_it_can_be_signed(
    draft: NeedsInventory, case: Case, cast: Cast
) -> None:
    client = signed_in(cast.lotta)
    talk = {"held_on": today().isoformat(), "participants": "Jonatan", "place": "Skolan"}
    sent = {"samtal": lines("needstalk", talk), HOUSING: area(priority="1")}
    for code in Area.values[1:]:
        sent[f"omrade-{code}"] = area(own_words=f"Om {code}.")
    sent |= {
        "vilja": {"version": "0", "motivation": "0", "motivation_words": "Jag vill."},
        "natverk": lines("needscontact", {"name": "Mormor", "may_contact": "on"}),
        "praktiskt": {"version": "0", "practical": ["debt", "bank_account"]},
        "insatser": lines("needssupport", {"what": "BUP"}),
        "barn": {"version": "0", "children": "True", "worry": "False"},
        "skola": {"version": "0", "school": "Ekskolan", "savry_on": today().isoformat()},
        "bekraftelse": {"version": "0", "dissent": "Jag har aldrig varit med i något gäng."},
    }
    for name, form in sent.items():
        assert client.post(part(case, name), form).status_code == 302, name
    client.post(page(case, "needs_sign"))
    html = html_of(client, page(case))
    for text in (
        "Påskriven inventering (3.1)",
        "Deltog: Jonatan.",
        "Mormor. Får kontaktas.",
        "<li>Bankkonto</li>",
        "<li>Skuldsanering</li>",
        "BUP",
        "Ingen oro.",
        "Ekskolan",
        "Jag har aldrig varit med i något gäng.",
    ):
        assert text in html, text
    assert "<textarea" not in html


def test_a_double_press_makes_one_line_and_a_line_is_taken_out(
    draft: NeedsInventory, case: Case, cast: Cast
) -> None:
    client = signed_in(cast.lotta)
    sent = lines("needstalk", {"held_on": today().isoformat()}, {})
    for _ in range(2):
        assert client.post(part(case, "samtal"), sent).status_code == 302
    with acting_as(cast.lotta):
        (talk,) = NeedsTalk.objects.of(case)
    again = {"key": str(talk.pk), "version": str(talk.version), "held_on": str(talk.held_on)}
    client.post(part(case, "samtal"), lines("needstalk", again | {"removed": "on"}))
    with acting_as(cast.lotta):
        assert not NeedsTalk.objects.of(case).kept().exists()
        assert NeedsTalk.objects.of(case).get().removed


def test_an_area_that_the_person_declines_is_answered(
    draft: NeedsInventory, case: Case, cast: Cast
) -> None:
    signed_in(cast.lotta).post(part(case, HOUSING), {"version": "0", "declined": "on"})
    assert housing(case, cast.lotta).is_answered


def test_children_and_worry_are_asked_about(case: Case, cast: Cast) -> None:
    with acting_as(cast.lotta):
        inventory = filled_inventory(case, cast.lotta)
        inventory.children, inventory.worry = True, None
        with pytest.raises(Refused, match="Frågan om oro är inte besvarad"):
            sign_inventory(inventory=inventory, by=cast.lotta)
        inventory.worry = True
        with pytest.raises(Refused, match="Skriv vad som är gjort"):
            sign_inventory(inventory=inventory, by=cast.lotta)
        inventory.worry_words = "Anmält i dag."
        assert sign_inventory(inventory=inventory, by=cast.lotta).is_signed


def test_school_is_asked_about_only_in_sig_unga(cast: Cast) -> None:
    for programme, years, status in (("unga", 16, 200), ("unga-vuxna", 22, 404)):
        case = open_case_for(cast.lotta, cast.hv, programme=programme, years=years)
        with acting_as(cast.lotta):
            start_inventory(case=case, by=cast.lotta)
        assert signed_in(cast.lotta).get(part(case, "skola")).status_code == status


def test_r51_signed_cannot_be_changed_by_any_way(case: Case, cast: Cast) -> None:
    """Planted: without the trigger on the talks a line could be added to what was signed."""
    signed = sign_needs(case, cast.lotta)
    late = signed_in(cast.lotta).post(part(case, HOUSING), area(own_words="Ändrat"), follow=True)
    assert "Inventeringen är redan påskriven." in late.content.decode()
    for change in (
        lambda: NeedsInventory.objects.update(motivation=1),
        lambda: NeedsArea.objects.update(need=1),
        lambda: NeedsTalk.objects.update(place="Annan"),
        lambda: NeedsTalk.objects.create(case=case, inventory=signed, held_on=today()),
    ):
        with acting_as(cast.lotta), pytest.raises(ProgrammingError), transaction.atomic():
            change()


def test_r52_a_correction_is_a_new_version_with_a_reason_and_both_are_read(
    case: Case, cast: Cast
) -> None:
    """Planted: a correction without its reason."""
    old = sign_needs(case, cast.lotta)
    client = signed_in(cast.lotta)
    empty = client.post(page(case, "needs_correct"), {"reason": ""}).content.decode()
    assert "Skriv varför det ska rättas." in empty
    client.post(page(case, "needs_correct"), {"reason": "Fel adress."})
    new = stored(case, cast.lotta)
    assert (new.corrects_id, new.correction_reason, new.motivation) == (old.pk, "Fel adress.", 7)
    client.post(part(case, HOUSING), area(version="1", own_words="Bor hos mormor."))
    client.post(page(case, "needs_sign"))
    html = html_of(client, page(case))
    assert "Bor hos mormor." in html
    assert "Rättar en tidigare version. Skäl: Fel adress." in html
    earlier = reverse("cases:needs_version", args=[case.pk, old.pk])
    assert earlier in html
    assert "Så här ser jag på det." in html_of(client, earlier)


def test_an_open_draft_stands_in_the_way_of_a_correction(case: Case, cast: Cast) -> None:
    sign_needs(case, cast.lotta)
    with acting_as(cast.lotta):
        start_inventory(case=case, by=cast.lotta)
    sent = signed_in(cast.lotta).post(page(case, "needs_correct"), {"reason": "Fel."})
    assert "Ett utkast är redan öppet." in sent.content.decode()


def test_it_is_printed_in_plain_swedish(case: Case, cast: Cast) -> None:
    signed = sign_needs(case, cast.lotta)
    answer = signed_in(cast.lotta).get(reverse("cases:needs_paper", args=[case.pk, signed.pk]))
    assert answer.status_code == 200
    assert answer.content[:5] == b"%PDF-" or "Så här ser jag på mitt liv" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"need": "11"}, "Skalan går från 1 till 10."),
        ({"motivation": "-1"}, "Skalan går från 0 till 10."),
        ({"own_words": "Jag\x00"}, "Null-tecken"),
        ({"resources": "x" * 100_000}, "20000 tecken"),
        ({"priority": "10"}, "Prioriteten går från 1 till 9."),
        ({"version": "fel"}, "Öppna sidan igen"),
        ({"version": "99999999999"}, "Öppna sidan igen"),
    ],
)
def test_bad_input_is_refused_in_words_and_the_text_stays(
    changes: dict[str, str], sentence: str, draft: NeedsInventory, case: Case, cast: Cast
) -> None:
    form = area(comment="Kommentaren.", **changes)
    response = signed_in(cast.lotta).post(part(case, HOUSING), form)
    assert response.status_code == 200
    html = response.content.decode()
    assert sentence in html
    assert "Kommentaren." in html
    assert housing(case, cast.lotta).own_words == ""


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ({"held_on": "2026-09-31"}, "Datumet finns inte."),
        ({"held_on": "", "place": "Skolan"}, "Detta fält måste fyllas i."),
        ({"held_on": "2999-01-01"}, "Datumet ligger i framtiden."),
        ({"held_on": "2026-01-01", "key": "fel"}, "Öppna sidan igen"),
    ],
)
def test_a_bad_line_is_refused_in_words(
    line: dict[str, str], sentence: str, draft: NeedsInventory, case: Case, cast: Cast
) -> None:
    response = signed_in(cast.lotta).post(part(case, "samtal"), lines("needstalk", line))
    assert response.status_code == 200
    assert sentence in response.content.decode()


def test_lines_without_their_count_are_refused(
    draft: NeedsInventory, case: Case, cast: Cast
) -> None:
    response = signed_in(cast.lotta).post(part(case, "samtal"), {"needstalk-TOTAL_FORMS": "x"})
    assert response.status_code == 200


def test_a_manager_reads_the_draft_and_has_no_form(
    draft: NeedsInventory, case: Case, cast: Cast
) -> None:
    client = signed_in(cast.carin)
    html = html_of(client, page(case))
    assert "Utkast, inte påskrivet" in html
    assert "Skriv på" not in html
    assert client.get(part(case, HOUSING)).status_code == 403


def test_a_list_changes_and_an_old_inventory_keeps_its_words(case: Case, cast: Cast) -> None:
    old = sign_needs(case, cast.lotta)
    day = today().isoformat()
    call_command("list_item", "area", "housing", day, label="Bostad", position=1, tells="housing")
    call_command("list_item", "practical", "debt", day)
    with acting_as(cast.lotta):
        new = start_inventory(case=case, by=cast.lotta)
        labels = [one.label for one in new.areas.all()]
    assert labels[0] == "Bostad"
    assert len(labels) == len(Area)
    client = signed_in(cast.lotta)
    version = reverse("cases:needs_version", args=[case.pk, old.pk])
    assert "<h3>Boende" in html_of(client, version)
    assert "Skuldsanering" not in html_of(client, part(case, "praktiskt"))
