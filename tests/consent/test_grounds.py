"""R16: without consent nothing leaves but on a paragraph, weighed, and approved by another person."""

import uuid
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from audit import log
from cases.models import Case
from consent.actions import ask_ground, decide_ground, disclose, disclose_on_ground
from consent.models import Disclosure, DocumentKind, Ground, InformationKind
from consent.rules import paragraphs
from organisation.access import acting_as
from organisation.models import Agency, AgencyKind, LegalReference, User
from sig.lib.dates import latest_birth_date, today
from sig.lib.rules import Refused
from sig.worklist import sections
from tests.consent.conftest import Scene
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_consent import a_row, agency_in, consented


pytestmark = pytest.mark.django_db

Kind = InformationKind
DAY = timedelta(days=1)
RISK = "10 kap. 18 a §"
PREVENT = "10 kap. 15 a §"
CONTACT = "4 § lagen (2025:170)"


def paragraph(beginning: str) -> LegalReference:
    return LegalReference.objects.get(text__startswith=beginning)


def asked(
    scene: Scene,
    *,
    agency: Agency | None = None,
    kinds: Collection[str] = (Kind.IDENTITY, Kind.CRIME),
    reference: str = RISK,
    weighing: str = "Han ska träffa dem i kväll. Polisen behöver veta det nu.",
    by: User | None = None,
) -> Ground:
    user = by or scene.cast.lotta
    with acting_as(user):
        ground = Ground(
            id=uuid.uuid4(),
            case=scene.case,
            agency=agency or scene.police,
            kinds=list(kinds),
            reference=paragraph(reference),
            weighing=weighing,
        )
        return ask_ground(ground=ground, by=user)


def approved(scene: Scene, **asking: Any) -> Ground:
    ground = asked(scene, **asking)
    with acting_as(scene.cast.carin):
        return decide_ground(ground=ground, approved=True, answer="", by=scene.cast.carin)


def send(scene: Scene, ground: Ground | None, **changes: Any) -> Disclosure:
    with acting_as(scene.cast.lotta):
        return disclose(
            **{
                "case": scene.case,
                "agency": scene.police,
                "document": DocumentKind.STATUTORY,
                "kinds": [Kind.CRIME],
                "ground": ground,
                "by": scene.cast.lotta,
            }
            | changes
        )


def nothing_left(scene: Scene) -> bool:
    with acting_as(scene.cast.lotta):
        return not Disclosure.objects.of(scene.case).exists()


# --- What lets it out -----------------------------------------------------------------------------


def test_r16_an_approved_ground_lets_it_out_once_and_is_noted(scene: Scene) -> None:
    """Planted: a ground that can be used again."""
    ground = approved(scene)
    with acting_as(scene.cast.lotta):
        sent = disclose_on_ground(ground=ground, by=scene.cast.lotta)
        assert (sent.row, sent.ground) == (None, ground)
        assert disclose_on_ground(ground=ground, by=scene.cast.lotta) == sent
    with pytest.raises(Refused, match="redan utlämnade"):
        send(scene, ground)
    with acting_as(scene.cast.carin):
        events = list(log.of_case(scene.case.pk).values_list("event", flat=True))
    assert {"ground.asked", "ground.decided", "disclosure.made"} <= set(events)


def test_r16_before_the_manager_has_answered_nothing_leaves(scene: Scene) -> None:
    """Planted: ``ground_refusal`` that asks only whether there is a ground."""
    ground = asked(scene)
    with pytest.raises(Refused, match="Chefen har inte godkänt"):
        send(scene, ground)
    assert nothing_left(scene)


def test_r16_a_refused_ground_lets_nothing_out(scene: Scene) -> None:
    """Planted: ``approved is not None`` for ``approved``."""
    ground = asked(scene)
    with acting_as(scene.cast.carin):
        decide_ground(ground=ground, approved=False, answer="Räcker inte.", by=scene.cast.carin)
    with pytest.raises(Refused, match="Chefen har inte godkänt"):
        send(scene, ground)


def test_r16_a_ground_covers_its_recipient_and_kinds_alone(scene: Scene) -> None:
    """Planted: ``ground_refusal`` without its look at the agency, and at the kinds."""
    ground = approved(scene, reference=PREVENT)
    for changes in (
        {"agency": scene.school},
        {"kinds": [Kind.CRIME, Kind.HEALTH]},
        {"kinds": []},
    ):
        with pytest.raises(Refused, match="omfattar inte"):
            send(scene, ground, **changes)
    send(scene, ground)


def test_r16_a_ground_of_another_case_lets_nothing_out(scene: Scene) -> None:
    """Planted: ``ground_refusal`` without its look at the case."""
    other = open_case_for(scene.cast.lotta, scene.cast.hv)
    ground = approved(scene)
    with pytest.raises(Refused, match="Chefen har inte godkänt"):
        send(scene, ground, case=other)


def test_r16_a_consent_is_no_part_of_a_ground(scene: Scene) -> None:
    """A row and a ground are never mixed. Planted: a disclosure with both, past the action."""
    ground, row = approved(scene), a_row(scene.police)
    consented(scene.case, scene.cast.lotta, row)
    sent = send(scene, ground)
    assert sent.row is None
    for both in ({"row": row, "ground": ground}, {"row": None, "ground": None}):
        with (
            acting_as(scene.cast.lotta),
            pytest.raises(IntegrityError, match="disclosure_"),
            transaction.atomic(),
        ):
            Disclosure.objects.create(
                case=scene.case,
                agency=scene.police,
                document=DocumentKind.STATUTORY,
                kinds=[Kind.CRIME],
                sent_by=scene.cast.lotta,
                **both,
            )


# --- Two people -----------------------------------------------------------------------------------


def test_r16_whoever_asked_cannot_decide(scene: Scene) -> None:
    """Planted: the action without its look, and then the row written past the action."""
    ground = asked(scene)
    with acting_as(scene.cast.lotta):
        with pytest.raises(Refused, match="Du har själv begärt"):
            decide_ground(ground=ground, approved=True, answer="", by=scene.cast.lotta)
        with pytest.raises(IntegrityError, match="ground_two_people"), transaction.atomic():
            Ground.objects.filter(pk=ground.pk).update(
                approved=True, decided_by=scene.cast.lotta, decided_at="2026-01-01T12:00Z"
            )


def test_r16_it_is_decided_once_and_then_locked(scene: Scene) -> None:
    """Planted: ``decide_ground`` without its look for an answer, and the table without its
    triggers.
    """
    ground = asked(scene)
    other = paragraph(PREVENT)
    with acting_as(scene.cast.carin):
        rows = Ground.objects.filter(pk=ground.pk)
        with pytest.raises(ProgrammingError, match="only be decided"), transaction.atomic():
            rows.update(reference=other)
        decide_ground(ground=ground, approved=False, answer="Nej.", by=scene.cast.carin)
        with pytest.raises(Refused, match="redan beslutad"):
            decide_ground(ground=ground, approved=True, answer="", by=scene.cast.carin)
        for change in (lambda: rows.update(approved=True), lambda: rows.delete()):
            with pytest.raises(ProgrammingError), transaction.atomic():
                change()


def test_r16_nothing_is_asked_without_a_weighing(scene: Scene) -> None:
    """Planted: ``ask_ground`` that takes blanks for a weighing."""
    with pytest.raises(Refused, match="Prövningen är inte skriven"):
        asked(scene, weighing="  ")


# --- The paragraphs -------------------------------------------------------------------------------


def test_r58_each_paragraph_of_the_list_can_be_chosen_from_its_first_day(scene: Scene) -> None:
    """Planted: ``paragraphs`` that doesn't ask what is in force."""
    first = date(2025, 12, 1)
    with acting_as(scene.cast.lotta):
        before = [str(found) for found in paragraphs(scene.case, first - DAY)]
        after = [str(found) for found in paragraphs(scene.case, first)]
    assert [text for text in after if text not in before] == [
        text for text in after if text.startswith(PREVENT)
    ]
    wanted = [f"10 kap. {number} §" for number in ("2", "15 a", "18 a", "18 b", "18 c")]
    wanted += [f"10 kap. {number} §" for number in range(19, 25)] + ["26 kap. 9 §", CONTACT]
    assert [sum(text.startswith(beginning) for text in after) for beginning in wanted] == [1] * 13


def _aged(case: Case, born: date) -> Case:
    case.person.birth_date = born
    case.person.save()
    return case


@pytest.mark.parametrize(
    ("born", "last_day_open"),
    [(date(2005, 11, 23), date(2026, 11, 22)), (date(2008, 2, 29), date(2029, 2, 28))],
)
def test_r17_osl_10_18_a_is_gone_from_the_21st_birthday(
    cast: Cast, born: date, last_day_open: date
) -> None:
    """Born on 29 February one turns 21 on 1 March. Planted: ``>=`` for ``>``."""
    case = open_case_for(cast.lotta, cast.hv)
    with acting_as(cast.lotta):
        _aged(case, born)
        open_to = paragraphs(case, last_day_open).filter(text__startswith=RISK)
        closed_to = paragraphs(case, last_day_open + DAY).filter(text__startswith=RISK)
        assert (open_to.count(), closed_to.count()) == (1, 0)


def test_r17_a_ground_approved_before_the_birthday_does_not_do_after_it(scene: Scene) -> None:
    """Planted: ``ground_refusal`` that doesn't ask about the paragraph anew."""
    ground = approved(scene)
    with acting_as(scene.cast.lotta):
        _aged(scene.case, latest_birth_date(21, today()))
    with pytest.raises(Refused, match="kan inte användas för den här personen"):
        send(scene, ground)


@pytest.mark.parametrize(
    ("reference", "kind", "words"),
    [
        (RISK, AgencyKind.SCHOOL, "Bara polisen får veta"),
        (CONTACT, AgencyKind.SOCIAL, "Bara polisen får veta"),
        (PREVENT, AgencyKind.ASSOCIATION, "Bara myndigheter får veta"),
        (PREVENT, AgencyKind.SCHOOL, None),
        (PREVENT, AgencyKind.POLICE, None),
        (CONTACT, AgencyKind.POLICE, None),
        ("10 kap. 2 §", AgencyKind.PROVIDER, None),
    ],
)
def test_r16_a_paragraph_reaches_its_recipients_alone(
    scene: Scene, reference: str, kind: AgencyKind, words: str | None
) -> None:
    """Planted: ``paragraph_refusal`` that doesn't ask who the recipient is, and a school that is no
    authority.
    """
    agency = agency_in(scene.cast.hv, scene.cast.lotta, kind)
    if words is None:
        assert asked(scene, agency=agency, reference=reference).pk
    else:
        with pytest.raises(Refused, match=words):
            asked(scene, agency=agency, reference=reference)


def test_r58_a_paragraph_for_decisions_lets_nothing_out(scene: Scene) -> None:
    """Planted: ``paragraphs`` that doesn't ask what each is for."""
    with pytest.raises(Refused, match="kan inte användas"):
        asked(scene, reference="11 kap. 1 § socialtjänstlagen")


# --- When the look-up fails -----------------------------------------------------------------------


def test_r8_r16_an_error_in_the_look_up_means_no(scene: Scene) -> None:
    """Planted: a look-up of the ground, and one of the row, whose errors are caught and passed
    over.
    """
    consented(scene.case, scene.cast.lotta, a_row(scene.police))
    ground = approved(scene)

    def fails(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("SELECT") and ("consentrow" in sql or "legalreference" in sql):
            raise OperationalError("the database is away")
        return execute(sql, *rest)

    for way in (ground, None):
        with pytest.raises(OperationalError), connection.execute_wrapper(fails):
            send(scene, way)
    assert nothing_left(scene)


# --- The pages ------------------------------------------------------------------------------------


def at(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(scene: Scene, name: str, *also: Any) -> str:
    return reverse(f"consent:{name}", args=[scene.case.pk, *also])


def form(scene: Scene, **changes: Any) -> dict[str, Any]:
    return {
        "once": str(uuid.uuid4()),
        "agency": str(scene.police.pk),
        "kinds": ["identity", "crime"],
        "reference": str(paragraph(RISK).pk),
        "weighing": "Risken är konkret, och insatsen störs inte.",
    } | changes


def test_r16_from_request_to_receipt_through_the_pages(scene: Scene) -> None:
    """Planted: the button "Lämna ut" before the answer, a refusal without a reason, and no line on
    Min dag.
    """
    lotta, carin = at(scene.cast.lotta), at(scene.cast.carin)
    asking = lotta.post(url(scene, "ground_new"), form(scene))
    address = asking.headers["Location"]
    assert "Lämna ut" not in lotta.get(address).content.decode()
    with acting_as(scene.cast.carin):
        waits = [row for part in sections(scene.cast.carin, today()) for row in part.rows]
        ground = Ground.objects.of(scene.case).get()
    assert any("Utlämnande utan medgivande väntar" in row.sentence for row in waits)
    assert "Godkänn utlämnandet" in carin.get(address).content.decode()
    told = carin.post(url(scene, "ground_decide", ground.pk), {"approved": "nej", "answer": ""})
    assert "Skriv skälet" in told.content.decode()
    carin.post(url(scene, "ground_decide", ground.pk), {"approved": "ja", "answer": "Brådskar."})
    assert "Lämna ut" in lotta.get(address).content.decode()
    lotta.post(url(scene, "ground_carry_out", ground.pk))
    shown = lotta.get(url(scene, "list")).content.decode()
    with acting_as(scene.cast.lotta):
        sent = Disclosure.objects.of(scene.case).get()
    assert sent.receipt in shown
    assert "Utan medgivande. Godkänt av Carin Chef." in shown
    assert str(paragraph(RISK)) in shown


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"weighing": ""}, "Skriv prövningen."),
        ({"weighing": "\x00"}, "Null-tecken"),
        ({"kinds": []}, "Välj minst ett slags uppgift."),
        ({"kinds": ["allt"]}, "allt"),
        ({"agency": ""}, "Välj mottagare."),
        ({"agency": "999999999"}, "Mottagaren finns inte på stadsdelens kontaktlista."),
        ({"reference": ""}, "Välj lagrum."),
        ({"reference": "påhittat"}, "Lagrummet kan inte användas i dag."),
        ({"once": "trasig"}, "Öppna sidan igen"),
    ],
)
def test_bad_input_says_what_is_wrong_and_keeps_the_words(
    scene: Scene, changes: dict[str, Any], sentence: str
) -> None:
    """Planted: an empty form on the page that comes back."""
    data = form(scene, **{"weighing": "Mina egna ord."} | changes)
    shown = at(scene.cast.lotta).post(url(scene, "ground_new"), data).content.decode()
    assert sentence in shown
    if "weighing" not in changes:
        assert "Mina egna ord." in shown


@pytest.mark.parametrize(
    "data", [{}, {"approved": "kanske"}, {"approved": "nej", "answer": "\x00"}]
)
def test_a_broken_answer_decides_nothing(scene: Scene, data: dict[str, str]) -> None:
    """Planted: a box in place of the choice, where every answer is a yes or a no."""
    ground = asked(scene)
    answer = at(scene.cast.carin).post(url(scene, "ground_decide", ground.pk), data)
    assert answer.status_code == 200
    with acting_as(scene.cast.carin):
        assert Ground.objects.of(scene.case).undecided().exists()
