"""Working notes, filters, what the person objects to, and the way to the main system (R51–R53)."""

import uuid
from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse

from cases.models import Case, Dissent, Filing, JournalEntry, NoteKind
from organisation.access import acting_as
from sig.lib.dates import today
from tests.people import Cast
from tests.stories import on_the_case, open_case_for
from tests.story_cases import note, notes_of, signed_in


pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return on_the_case(open_case_for(cast.lotta, cast.hv), cast)


def page(case: Case, name: str = "journal", *keys: uuid.UUID) -> str:
    return reverse(f"cases:{name}", args=[case.pk, *keys])


def written(client: Client, case: Case, cast: Cast, **changes: str) -> JournalEntry:
    """A signed note by the one who is signed in."""
    form = note(**changes)
    client.post(page(case), form)
    with acting_as(cast.lotta):
        return JournalEntry.objects.get(pk=form["once"])


def test_r51_a_working_note_is_seen_and_edited_by_its_author_only(case: Case, cast: Cast) -> None:
    """Planted: ``_notes`` without ``signed()`` shows the working note to Ulla."""
    lotta = signed_in(cast.lotta)
    form = note(text="Halvfärdigt.", utkast="1")
    assert lotta.post(page(case), form).url == page(case)
    assert lotta.post(page(case), form | {"text": "Halvfärdigt, mer."}).status_code == 302
    (draft,) = notes_of(case, cast.lotta)
    assert (draft.text, draft.is_signed) == ("Halvfärdigt, mer.", False)
    assert "Halvfärdigt, mer." in lotta.get(page(case)).content.decode()
    assert "Halvfärdigt, mer." in lotta.get(page(case), {"utkast": draft.pk}).content.decode()
    for user in (cast.ulla, cast.sam, cast.carin):
        client = signed_in(user)
        for query in ({}, {"utkast": str(draft.pk)}, {"rattar": str(draft.pk)}):
            assert "Halvfärdigt" not in client.get(page(case), query).content.decode()
        text = client.get(page(case, "journal_text"), {"anteckning": str(draft.pk)})
        assert "Halvfärdigt" not in text.content.decode()


def test_r51_another_cannot_write_over_a_working_note(case: Case, cast: Cast) -> None:
    """Planted: a working note found by its key alone."""
    form = note(text="Lottas.", utkast="1")
    signed_in(cast.lotta).post(page(case), form)
    html = signed_in(cast.ulla).post(page(case), form | {"text": "Ullas."}).content.decode()
    assert "Sidan var för gammal" in html
    assert [entry.text for entry in notes_of(case, cast.lotta)] == ["Lottas."]


def test_r51_signing_locks_the_note_in_the_database(case: Case, cast: Cast) -> None:
    """Planted: without the trigger the update passes."""
    lotta = signed_in(cast.lotta)
    form = note(utkast="1")
    lotta.post(page(case), form)
    del form["utkast"]
    for text in ("Påskriven text.", "En gång till."):
        assert lotta.post(page(case), form | {"text": text}).url == page(case)
    (entry,) = notes_of(case, cast.lotta)
    assert (entry.text, entry.is_signed) == ("Påskriven text.", True)
    answer = lotta.post(page(case), form | {"utkast": "1", "text": "Ändrad."}).content.decode()
    assert "påskriven och kan inte ändras" in answer
    with acting_as(cast.lotta), pytest.raises(ProgrammingError), transaction.atomic():
        JournalEntry.objects.filter(pk=entry.pk).update(text="Ändrad.")


def test_a_note_tells_its_type_source_and_both_dates(case: Case, cast: Cast) -> None:
    lotta = signed_in(cast.lotta)
    yesterday = today() - timedelta(days=1)
    entry = written(
        lotta, case, cast, kind="phone", source="Mamman", happened_on=yesterday.isoformat()
    )
    assert (entry.kind, entry.happened_on) == (NoteKind.PHONE, yesterday)
    html = lotta.get(page(case)).content.decode()
    for text in ("telefonsamtal", "Källa: Mamman.", "Påskriven den"):
        assert text in html


def test_r52_a_correction_says_why_and_both_point_at_each_other(case: Case, cast: Cast) -> None:
    """Planted: a form and an action that take a correction without a reason."""
    lotta = signed_in(cast.lotta)
    old = written(lotta, case, cast, text="Fel.")
    refused = lotta.post(page(case), note(text="Rätt.", corrects=str(old.pk))).content.decode()
    assert "Skriv skälet till rättelsen." in refused
    assert "Rätt." in refused
    new = written(
        lotta, case, cast, text="Rätt.", corrects=str(old.pk), correction_reason="Fel namn."
    )
    html = lotta.get(page(case)).content.decode()
    assert "Fel." in html
    assert f"#anteckning-{old.pk}" in html
    assert f"#anteckning-{new.pk}" in html
    assert html.count("Skäl: Fel namn.") == 2


def test_r52_the_persons_dissent_stands_beside_the_note(case: Case, cast: Cast) -> None:
    """Planted: ``note_dissent`` without ``insert`` leaves nothing."""
    lotta = signed_in(cast.lotta)
    entry = written(lotta, case, cast)
    address = page(case, "dissent", entry.pk)
    form = {"once": str(uuid.uuid4()), "text": "Jag var visst hemma."}
    for _ in range(2):
        assert lotta.post(address, form).url == page(case)
    html = lotta.get(page(case)).content.decode()
    for text in ("Jag var visst hemma.", "Invändning", "antecknad den"):
        assert text in html
    assert "Detta fält måste fyllas i." in lotta.post(address, form | {"text": ""}).content.decode()
    with acting_as(cast.lotta):
        dissent = Dissent.objects.of(case).get()
        assert (dissent.entry_id, dissent.noted_by) == (entry.pk, cast.lotta)


def test_the_note_is_copied_as_text_without_the_persons_name(case: Case, cast: Cast) -> None:
    lotta = signed_in(cast.lotta)
    one = written(lotta, case, cast, text="Första.", source="Skolan")
    written(lotta, case, cast, text="Andra.")
    answer = lotta.get(page(case, "journal_text"))
    text = answer.content.decode()
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert text.index("Första.") < text.index("Andra.")
    for part in (f"Ärende {case.number}", "Källa: Skolan", "av Lotta Lind, lots."):
        assert part in text
    assert "Ekexempel" not in text
    alone = lotta.get(page(case, "journal_text"), {"anteckning": str(one.pk)}).content.decode()
    assert "Första." in alone
    assert "Andra." not in alone
    for wrong in ("inget uuid", str(uuid.uuid4())):
        answer = lotta.get(page(case, "journal_text"), {"anteckning": wrong})
        assert "Första." not in answer.content.decode()


def test_several_notes_are_filed_at_once_and_once(case: Case, cast: Cast) -> None:
    """Planted: ``create`` for ``get_or_create`` fails on the second press."""
    lotta = signed_in(cast.lotta)
    keys = [str(written(lotta, case, cast, text=text).pk) for text in ("Ett", "Två", "Tre")]
    address = page(case, "journal_file")
    for _ in range(2):
        assert lotta.post(address, {"anteckning": [*keys[:2], "fel"]}).url == page(case)
    with acting_as(cast.lotta):
        filed = Filing.objects.of(case)
        assert {str(filing.entry_id) for filing in filed} == set(keys[:2])
        assert {filing.filed_by for filing in filed} == {cast.lotta}
    html = lotta.get(page(case)).content.decode()
    assert html.count("Förd till akt den") == 2
    assert "Ingen anteckning är vald." in lotta.post(address, follow=True).content.decode()


def test_a_note_of_another_case_is_neither_filed_nor_objected_to(case: Case, cast: Cast) -> None:
    other = open_case_for(cast.lotta, cast.hv)
    lotta = signed_in(cast.lotta)
    foreign = written(lotta, other, cast)
    assert lotta.get(page(case, "dissent", foreign.pk)).status_code == 404
    lotta.post(page(case, "journal_file"), {"anteckning": str(foreign.pk)})
    with acting_as(cast.lotta):
        assert not Filing.objects.exists()


def test_r53_the_journal_is_narrowed_by_type_and_period_only(case: Case, cast: Cast) -> None:
    """Planted: ``lookups`` that leaves ``till`` out shows Mars."""
    lotta = signed_in(cast.lotta)
    for kind, day, text in (
        ("visit", "2026-01-10", "Januari"),
        ("phone", "2026-02-10", "Februari"),
        ("visit", "2026-03-10", "Mars"),
    ):
        written(lotta, case, cast, kind=kind, happened_on=day, text=f"{text}.")

    def shown(**query: str) -> list[str]:
        lines = lotta.get(page(case), query).context["lines"]
        return [line.entry.text for line in lines]

    assert shown(typ="visit") == ["Mars.", "Januari."]
    assert shown(fran="2026-02-01", till="2026-02-28") == ["Februari."]
    assert shown(typ="visit", till="2026-02-01") == ["Januari."]
    everything = ["Mars.", "Februari.", "Januari."]
    assert shown(q="Januari") == everything
    for nonsense in ({"typ": "x"}, {"fran": "2026-02-31"}, {"till": "\x00"}, {"efter": "!"}):
        assert shown(**nonsense) == everything
    text = lotta.get(page(case, "journal_text"), {"typ": "phone"}).content.decode()
    assert "Februari." in text
    assert "Mars." not in text


def test_three_hundred_notes_are_paged_with_a_bounded_number_of_queries(
    case: Case, cast: Cast, django_assert_max_num_queries: object
) -> None:
    with acting_as(cast.lotta):
        entries = [
            JournalEntry(
                case=case,
                district=case.district,
                happened_on=today() - timedelta(days=number),
                text=f"Anteckning {number}",
                written_by=cast.lotta,
            )
            for number in range(300)
        ]
        JournalEntry.objects.bulk_create(entries)
    client = signed_in(cast.lotta)
    address, seen = page(case), []
    while address:
        with django_assert_max_num_queries(40):  # type: ignore[operator]
            answer = client.get(address)
        seen += [line.entry.text for line in answer.context["lines"]]
        following = answer.context["page"].next_url
        address = page(case) + following if following else ""
    assert seen == [f"Anteckning {number}" for number in range(300)]
