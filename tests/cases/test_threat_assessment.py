"""Form 3.3: a draft, a signature, and the manager's decision on measures."""

import pytest
from django.urls import reverse

from cases.models import Case, ThreatAssessment, ThreatDecision
from organisation.access import acting_as
from sig.lib.dates import today
from tests.people import Cast
from tests.stories import on_the_case, open_case_for
from tests.story_cases import signed_in, threat


pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return on_the_case(open_case_for(cast.lotta, cast.hv), cast)


def page(case: Case, name: str = "threat") -> str:
    return reverse(f"cases:{name}", args=[case.pk])


def measures(**changes: str) -> dict[str, str]:
    return {
        "measures": "Möten bara på kontoret.",
        "police_contact": "Kommissarie Exempel",
        "police_consulted_on": today().isoformat(),
    } | changes


def stored(case: Case, cast: Cast) -> list[ThreatAssessment]:
    with acting_as(cast.ulla):
        return list(ThreatAssessment.objects.of(case))


def test_a_draft_may_lack_everything_but_its_day(case: Case, cast: Cast) -> None:
    client = signed_in(cast.ulla)
    lacking = {"assessors": "", "sources": "", "description": "", "level": "", "reassess_on": ""}
    form = threat(**lacking, police_view="", spara="1")
    assert client.post(page(case), form).url == page(case)
    assert client.post(page(case), form | {"sources": "Polisen"}).url == page(case)
    (draft,) = stored(case, cast)
    assert (draft.sources, draft.signed_at, draft.level) == ("Polisen", None, None)


def test_signing_asks_for_the_whole_at_each_field(case: Case, cast: Cast) -> None:
    lacking = {"assessors": "Ulla", "sources": "", "level": "", "reassess_on": ""}
    form = threat(**lacking, **{"skriv-pa": "1"})
    html = signed_in(cast.ulla).post(page(case), form).content.decode()
    for sentence in (
        "Bedömarna ska vara minst två.",
        "Källorna är inte angivna.",
        "Hotnivån är inte vald.",
        "Dagen för ny bedömning är inte angiven.",
    ):
        assert sentence in html
    assert "Skuld till äldre i området." in html
    assert stored(case, cast) == []


@pytest.mark.parametrize("level", ["3", "4"])
def test_from_raised_level_measures_must_be_proposed(level: str, case: Case, cast: Cast) -> None:
    client = signed_in(cast.ulla)
    form = threat(level=level, **{"skriv-pa": "1"})
    html = client.post(page(case), form).content.decode()
    assert "Från förhöjd hotnivå behövs föreslagna åtgärder." in html
    assert client.post(page(case), form | {"proposed_measures": "Eskort"}).status_code == 302


def test_signing_twice_signs_once(case: Case, cast: Cast) -> None:
    client = signed_in(cast.ulla)
    form = threat(**{"skriv-pa": "1"})
    assert client.post(page(case), form).status_code == 302
    again = client.post(page(case), form)
    assert again.status_code == 200
    assert len(stored(case, cast)) == 1


def test_r37_the_manager_decides_on_measures_once(case: Case, cast: Cast) -> None:
    """Planted: without the look for a decision the second press breaks a constraint (500)."""
    signed_in(cast.ulla).post(page(case), threat(**{"skriv-pa": "1"}))
    client = signed_in(cast.carin)
    assert "Besluta om åtgärder" in client.get(page(case)).content.decode()
    assert client.post(page(case, "threat_decide"), measures()).status_code == 302
    again = client.post(page(case, "threat_decide"), measures(measures="Annat")).content.decode()
    assert "Åtgärderna är redan beslutade." in again
    with acting_as(cast.carin):
        decision = ThreatDecision.objects.of(case).get()
    assert (decision.measures, decision.decided_by) == ("Möten bara på kontoret.", cast.carin)
    html = client.get(page(case)).content.decode()
    assert "Möten bara på kontoret." in html
    assert "<textarea" not in html


def test_only_the_investigator_assesses_and_only_the_manager_decides(
    case: Case, cast: Cast
) -> None:
    for user in (cast.lotta, cast.sam, cast.carin):
        assert signed_in(user).post(page(case), threat()).status_code == 403
    for user in (cast.lotta, cast.sam, cast.ulla):
        assert signed_in(user).post(page(case, "threat_decide"), measures()).status_code == 403
    assert signed_in(cast.carin).post(page(case, "threat_decide"), measures()).status_code == 404
    assert stored(case, cast) == []


def test_an_unsigned_draft_is_shown_only_to_the_investigator(case: Case, cast: Cast) -> None:
    signed_in(cast.ulla).post(page(case), threat())
    assert "Skuld till äldre" in signed_in(cast.ulla).get(page(case)).content.decode()
    for user in (cast.lotta, cast.carin):
        html = signed_in(user).get(page(case)).content.decode()
        assert "Skuld till äldre" not in html


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"made_on": "2026-09-31"}, "Datumet finns inte."),
        ({"made_on": ""}, "Detta fält måste fyllas i."),
        ({"reassess_on": "2020-01-01"}, "Datumet har passerat."),
        ({"level": "5"}, "Välj ett giltigt alternativ"),
        ({"against": ["alla"]}, "Välj ett giltigt alternativ"),
        ({"sources": "x" * 100_000}, "20000 tecken"),
        ({"sources": "\x00"}, "Null-tecken"),
    ],
)
def test_bad_input_is_refused_in_words_and_the_text_stays(
    changes: dict[str, str], sentence: str, case: Case, cast: Cast
) -> None:
    response = signed_in(cast.ulla).post(page(case), threat(**changes))
    html = response.content.decode()
    assert response.status_code == 200
    assert sentence in html
    assert "Skuld till äldre i området." in html
    assert stored(case, cast) == []
