"""The criteria, the consent to the insats and the draft decision."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.models import Case, Criteria, Decision, InsatsConsent
from cases.rules import age_in_programme, insats_consented
from organisation.access import acting_as
from sig.lib.dates import today
from tests.people import Cast
from tests.stories import draft_decision, on_the_case, open_case_for, step, submitted_case
from tests.story_cases import signed_in
from tests.story_consent import OWN_KINDS, a_row, agency_in, consented


pytestmark = pytest.mark.django_db

LAW = "11 kap. 1 § socialtjänstlagen (2025:400)"
WEIGHED = {
    "version": "0",
    "at_risk": "on",
    "needs_support": "on",
    "motivated": "on",
    "takes_part": "on",
    "resources": "Mamma och en tränare.",
    "debut_age": "13",
    "crime_told": "Snatteri.",
    "crime_established": "En dom.",
    "crime_missing": "",
    "youth_factors": "Stöd hemma.",
}


@pytest.fixture
def case(cast: Cast) -> Case:
    return on_the_case(open_case_for(cast.lotta, cast.hv), cast)


def page(case: Case, name: str) -> str:
    return reverse(f"cases:{name}", args=[case.pk])


def draft(**changes: str) -> dict[str, str]:
    return {
        "version": "0",
        "reasons": "Behöver stöd för att bryta.",
        "legal_ground": LAW,
        "period_from": today().isoformat(),
        "period_to": (today() + timedelta(days=180)).isoformat(),
    } | changes


def consent(**changes: str) -> dict[str, str]:
    return {"given_on": today().isoformat(), "way": "written", "guardian": "Mamma"} | changes


def test_the_investigator_weighs_the_criteria(case: Case, cast: Cast) -> None:
    client = signed_in(cast.ulla)
    assert client.post(page(case, "criteria"), WEIGHED).url == page(case, "investigation")
    client.post(page(case, "criteria"), WEIGHED | {"version": "1", "debut_age": "12"})
    with acting_as(cast.ulla):
        criteria = Criteria.objects.of(case).get()
    assert criteria.all_met
    assert criteria.debut_age == 12
    assert "Mamma och en tränare." in client.get(page(case, "investigation")).content.decode()


def test_only_the_investigator_writes_the_criteria_and_the_draft(case: Case, cast: Cast) -> None:
    for user in (cast.lotta, cast.sam, cast.carin):
        client = signed_in(user)
        for name in ("criteria", "decision", "insats_consent"):
            assert client.post(page(case, name), WEIGHED | draft() | consent()).status_code == 403
        for name in ("criteria", "decision"):
            assert "<textarea" not in client.get(page(case, name)).content.decode()


@pytest.mark.parametrize(
    ("programme", "years", "asked"),
    [
        ("unga", 11, True),
        ("unga", 12, False),
        ("unga", 18, False),
        ("unga", 19, True),
        ("unga-vuxna", 18, True),
        ("unga-vuxna", 19, False),
        ("unga-vuxna", 29, False),
        ("unga-vuxna", 30, True),
    ],
)
def test_r22_an_age_outside_the_programme_needs_an_exception_with_a_reason(
    programme: str, years: int, asked: bool, cast: Cast
) -> None:
    """Planted: ``<`` for ``<=`` in ``age_in_programme`` fails at 12, 18, 19 and 29."""
    case = open_case_for(cast.lotta, cast.hv, programme=programme, years=years)
    case = on_the_case(case, cast)
    client = signed_in(cast.ulla)
    assert ('name="age_exception"' in client.get(page(case, "criteria")).content.decode()) is asked
    with acting_as(cast.ulla):
        assert bool(age_in_programme(case, cast.ulla)) is asked
    client.post(
        page(case, "criteria"),
        WEIGHED | {"debut_age": "10", "age_exception": "Går kvar i grundskolan."},
    )
    with acting_as(cast.ulla):
        assert age_in_programme(case, cast.ulla) is None


def test_youth_factors_are_asked_for_only_in_sig_unga(cast: Cast) -> None:
    for programme, years, asked in (("unga", 16, True), ("unga-vuxna", 22, False)):
        case = open_case_for(cast.lotta, cast.hv, programme=programme, years=years)
        html = signed_in(cast.ulla).get(page(on_the_case(case, cast), "criteria")).content.decode()
        assert ('name="youth_factors"' in html) is asked


def test_r18_the_consent_to_sharing_is_no_consent_to_the_insats(case: Case, cast: Cast) -> None:
    """Planted: a rule that asks ``ConsentRow`` in place of ``InsatsConsent`` lets this through."""
    consented(case, cast.lotta, a_row(agency_in(cast.hv, cast.lotta), OWN_KINDS))
    client = signed_in(cast.ulla)
    html = client.get(page(case, "decision")).content.decode()
    assert "Samtycket till insatsen är en egen sak." in html
    with acting_as(cast.ulla):
        assert insats_consented(case, cast.ulla)
    assert client.post(page(case, "insats_consent"), consent()).status_code == 302
    with acting_as(cast.ulla):
        assert insats_consented(case, cast.ulla) is None


def test_r18_under_eighteen_the_guardian_consents_to_the_insats_too(case: Case, cast: Cast) -> None:
    """Planted: ``insats_consented`` that doesn't ask for the guardian."""
    client = signed_in(cast.ulla)
    client.post(page(case, "insats_consent"), consent(guardian=""))
    with acting_as(cast.ulla):
        blocker = insats_consented(case, cast.ulla)
    assert blocker
    assert blocker.sentence == "Vårdnadshavarens samtycke till insatsen saknas."
    client.post(page(case, "insats_consent"), consent())
    with acting_as(cast.ulla):
        assert InsatsConsent.objects.of(case).get().guardian == "Mamma"


def test_the_draft_is_saved_and_saved_again(case: Case, cast: Cast) -> None:
    client = signed_in(cast.ulla)
    client.post(page(case, "decision"), draft())
    client.post(page(case, "decision"), draft(version="1", reasons="Bättre skäl."))
    with acting_as(cast.ulla):
        decision = Decision.objects.of(case).get()
    assert (decision.reasons, decision.drafted_by) == ("Bättre skäl.", cast.ulla)


def test_the_legal_ground_is_one_that_is_in_force_today(case: Case, cast: Cast) -> None:
    client = signed_in(cast.ulla)
    html = client.get(page(case, "decision")).content.decode()
    assert LAW in html
    assert "2001:453" not in html
    repealed = draft(legal_ground="4 kap. 1 § socialtjänstlagen (2001:453)")
    html = client.post(page(case, "decision"), repealed).content.decode()
    assert "Lagrummet gäller inte i dag." in html


def test_what_has_been_handed_over_is_read_only(cast: Cast) -> None:
    case = submitted_case(cast)
    client = signed_in(cast.ulla)
    assert "Spara förslaget" not in client.get(page(case, "decision")).content.decode()
    late = client.post(page(case, "decision"), draft(version="1", reasons="För sent"))
    assert "Förslaget är redan lämnat för beslut." in late.content.decode()
    with acting_as(cast.ulla):
        assert Decision.objects.of(case).get().reasons != "För sent"


def test_a_returned_draft_shows_the_managers_reason_on_top(cast: Cast) -> None:
    case = submitted_case(cast)
    step(case, "aterlamna", cast.carin, reason="Beskriv nätverket.")
    client = signed_in(cast.ulla)
    html = client.get(page(case, "decision")).content.decode()
    assert html.index("Beskriv nätverket.") < html.index("Förslag till beslut")
    mended = draft(version="1", reasons="Nätverket är …")
    assert client.post(page(case, "decision"), mended).status_code == 302


def test_the_manager_has_the_whole_material_on_one_page(cast: Cast) -> None:
    case = submitted_case(cast)
    html = signed_in(cast.carin).get(page(case, "decision")).content.decode()
    for text in (
        "Behöver stöd för att bryta med nätverket.",
        "Mamma, en tränare, skolan.",
        "Snatteri, två rån",
        "Hotnivå",
        "Livsområden (3.1)",
        "Ulla Utsikt, utredare",
        "Rekommendation",
        "Mamma och pappa",
    ):
        assert text in html


def test_a_closed_case_is_read_and_not_written(cast: Cast) -> None:
    case = on_the_case(open_case_for(cast.lotta, cast.hv), cast)
    step(case, "borja-utreda", cast.lotta)
    draft_decision(case, cast.ulla)
    step(case, "avsluta-utan-insats", cast.carin, reason="Vill inte.")
    client = signed_in(cast.ulla)
    for name, form in (
        ("criteria", WEIGHED),
        ("insats_consent", consent()),
        ("journal", {"happened_on": today().isoformat(), "text": "x"}),
        ("referral", {"received_on": today().isoformat(), "kind": "report", "route": "own"}),
    ):
        html = client.post(page(case, name), form | {"once": str(case.pk)}).content.decode()
        assert "Ärendet är avslutat. Det kan läsas men inte ändras." in html, name
    assert "<textarea" not in client.get(page(case, "criteria")).content.decode()


@pytest.mark.parametrize(
    ("name", "form", "sentence"),
    [
        ("criteria", WEIGHED | {"debut_age": "17"}, "Personen är 16 år. Skriv en lägre ålder."),
        ("criteria", WEIGHED | {"debut_age": "-1"}, "större än eller lika med 0"),
        ("criteria", WEIGHED | {"crime_told": "x" * 100_000}, "20000 tecken"),
        ("criteria", WEIGHED | {"resources": "\x00"}, "Null-tecken"),
        ("insats_consent", {"given_on": "2026-09-31"}, "Datumet finns inte."),
        ("insats_consent", {"given_on": "2999-01-01"}, "Datumet ligger i framtiden."),
        ("insats_consent", {"way": "sms"}, "Välj ett giltigt alternativ"),
        ("decision", {"reasons": ""}, "Detta fält måste fyllas i."),
        ("decision", {"period_to": "2020-01-01"}, "Insatsen slutar innan den börjar."),
        ("decision", {"period_from": "2026-09-31"}, "Datumet finns inte."),
    ],
)
def test_bad_input_is_refused_in_words(
    name: str, form: dict[str, str], sentence: str, case: Case, cast: Cast
) -> None:
    whole = {"insats_consent": consent, "decision": draft, "criteria": dict}[name]
    response = signed_in(cast.ulla).post(page(case, name), whole(**form))
    assert response.status_code == 200
    assert sentence in response.content.decode()
