"""The decision on paper: what was decided, on which law, by whom, and how to appeal (FL 31–33 §§)."""

import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.urls import reverse

from cases.documents.decisions import decision_html, decision_pdf
from cases.models import Case, Decision, ThreatLevel
from organisation.access import acting_as
from organisation.models import Deputy, User
from sig.lib.dates import swedish, today
from tests.lib.pdf_validation import broken_rules
from tests.people import Cast
from tests.stories import enrolled_case, sign_threat_of, step, submitted_case
from tests.story_cases import signed_in


pytestmark = [
    pytest.mark.django_db,
    # WeasyPrint leaves the file of the colour profile for the garbage collector to close.
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014.icc:ResourceWarning"),
]

WHY_NOT = "Du vill inte delta just nu."


def declined_case(cast: Cast, **data: object) -> Case:
    return step(submitted_case(cast), "avsla", cast.carin, delegation="3.1", reason=WHY_NOT, **data)


def words(case: Case, viewer: User) -> str:
    """The text of the document, in one line."""
    with acting_as(viewer):
        decision = Decision.objects.select_related("case__person").get(case=case)
        html = decision_html(decision, viewer=viewer)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def opened(case: Case, user: User) -> HttpResponse:
    return signed_in(user).get(reverse("cases:decision_pdf", args=[case.pk]))


def test_r23_an_approval_tells_all_that_the_law_asks_for(cast: Cast) -> None:
    """Planted: without the point of the delegation it fails here."""
    text = words(enrolled_case(cast), cast.lotta)
    for told in (
        "Jonatan Ekexempel",
        f"Beslutsdag {swedish(today(), year=True)}",
        "Beslutet har två delar som hör ihop. Vi har sagt ja till båda.",
        "Du skrivs in i en social insatsgrupp, SIG unga",
        f"till och med den {swedish(today() + timedelta(days=180), year=True)}",
        "Behöver stöd för att bryta med nätverket.",
        "11 kap. 1 § socialtjänstlagen (2025:400)",
        "Delegationsordningen, punkt 3.1",
        "Carin Chef, enhetschef",
        "Ulla Utsikt, utredare",
        "inom tre veckor från den dag då du fick veta",
        "35 kap. 1 § socialtjänstlagen (2025:400)",
    ):
        assert told in text
    assert "utelämnade" not in text


def test_r23_a_refusal_gives_the_managers_reasons_and_how_to_appeal(cast: Cast) -> None:
    """Planted: with ``decision.reasons`` for both, the reason for the refusal is missing."""
    text = words(declined_case(cast), cast.lotta)
    for told in ("Vi har sagt nej till båda.", WHY_NOT, "förvaltningsrätten", "inom tre veckor"):
        assert told in text
    for not_told in ("Behöver stöd", "Du har fått ja"):
        assert not_told not in text


def test_r23_the_managers_reason_for_an_exception_is_not_told(cast: Cast) -> None:
    """It may speak of what others have answered; it stands in the case.

    Planted: the answer in place of the reasons, also when approved.
    """
    case = submitted_case(cast)
    case = step(case, "bevilja", cast.carin, delegation="3.1", reason="Polisen tvekade.")
    assert "Polisen tvekade." not in words(case, cast.lotta)


def test_r23_left_out_no_name_of_an_official_stands_there(cast: Cast) -> None:
    """Planted: with the name of the one who handed over left in the branch it is found here."""
    text = words(declined_case(cast, unnamed=True), cast.lotta)
    for official in (cast.carin, cast.ulla, cast.lotta, cast.sam):
        assert official.last_name not in text
    assert "Enhetschef" in text
    assert "utelämnade med stöd av 33 § fjärde stycket förvaltningslagen (2017:900)." in text


@pytest.mark.parametrize(
    ("level", "proposed"),
    [(ThreatLevel.LOW, False), (ThreatLevel.RAISED, True), (ThreatLevel.HIGH, True)],
)
def test_r23_leaving_the_names_out_is_proposed_from_a_raised_threat(
    cast: Cast, level: ThreatLevel, proposed: bool
) -> None:
    """Planted: with ``>`` for ``>=`` a raised level proposes nothing."""
    case = submitted_case(cast)
    sign_threat_of(case, cast.ulla, level)
    for event in ("bevilja", "avsla"):
        page = signed_in(cast.carin).get(reverse("step", args=[case.pk, event])).content.decode()
        box = re.search(r'<input[^>]*name="unnamed"[^>]*>', page)
        assert box
        assert ("checked" in box[0]) is proposed


def test_r23_the_choice_is_the_managers_and_is_kept(cast: Cast) -> None:
    """Planted: a decision that follows the threat level, and one that drops the choice."""
    case = submitted_case(cast)
    sign_threat_of(case, cast.ulla, ThreatLevel.HIGH)
    address = reverse("step", args=[case.pk, "avsla"])
    signed_in(cast.carin).post(address, {"delegation": "3.1", "reason": WHY_NOT})
    with acting_as(cast.carin):
        assert Decision.objects.of(case).get().unnamed is False
    other = submitted_case(cast)
    form = {"delegation": "3.1", "reason": WHY_NOT, "unnamed": "on"}
    signed_in(cast.carin).post(reverse("step", args=[other.pk, "avsla"]), form)
    with acting_as(cast.carin):
        assert Decision.objects.of(other).get().unnamed is True


def test_r23_a_deputy_is_named_as_one(cast: Cast) -> None:
    """Planted: a decision that takes the deputy's own title, and a paper that names no deputy."""
    case = submitted_case(cast)
    Deputy.objects.create(
        district=cast.hv,
        user=cast.lars,
        stands_in_for=cast.carin,
        valid_from=today(),
        valid_to=today(),
        reason="Semester",
    )
    case = step(case, "avsla", User.objects.get(pk=cast.lars.pk), delegation="3.1", reason=WHY_NOT)
    assert "Lars Lager, tf. enhetschef, ersättare för Carin Chef" in words(case, cast.carin)


def test_the_document_is_accessible_and_fit_for_the_archive(cast: Cast) -> None:
    case = enrolled_case(cast)
    with acting_as(cast.lotta):
        decision = Decision.objects.select_related("case__person").get(case=case)
        data = decision_pdf(decision, viewer=cast.lotta)
    assert broken_rules(data, "ua1") == set()
    assert broken_rules(data, "3a") == set()


def test_it_is_fetched_under_a_neutral_name(cast: Cast) -> None:
    """Planted: the person's name as title stands in the file's properties."""
    response = opened(enrolled_case(cast), cast.lotta)
    assert response.headers["Content-Disposition"] == 'inline; filename="beslut.pdf"'
    assert response.headers["Content-Type"] == "application/pdf"
    properties = b"".join(
        re.findall(rb"<rdf:Description.*?</rdf:Description>", response.content, re.S)
    )
    assert b"Beslut" in properties
    for name in (b"Ekexempel", b"Jonatan", b"Carin"):
        assert name not in response.content


def test_before_the_decision_there_is_no_document(cast: Cast) -> None:
    case = submitted_case(cast)
    assert opened(case, cast.lotta).status_code == 404
    html = signed_in(cast.lotta).get(reverse("cases:decision", args=[case.pk])).content.decode()
    assert "Öppna beslutet som PDF" not in html
