"""R10, R14, R15: a consent says what, to whom and how long, and everybody who must has given it."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, connection, transaction

from cases.models import Case
from consent.actions import register_consent
from consent.models import Consent, ConsentGiver, ConsentRow, InformationKind, last_day
from consent.rules import consent_from_all, may_share, missing_givers, missing_words
from organisation.access import acting_as
from organisation.models import AgencyKind
from sig.lib.dates import today
from sig.lib.rules import Refused
from tests.consent.conftest import Scene
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_consent import FAMILY, Role, a_consent, a_giver, a_row, agency_in, consented


Kind = InformationKind
Ground = Consent.GuardianGround
DAY = timedelta(days=1)


def refusal(scene: Scene, *rows: ConsentRow, givers: tuple = FAMILY, **fields: object) -> str:
    with pytest.raises(ValidationError) as refused:
        consented(scene.case, scene.cast.lotta, *rows, givers=givers, **fields)
    with acting_as(scene.cast.lotta):
        assert not Consent.objects.of(scene.case).exists()
    return refused.value.messages[0]


@pytest.mark.django_db
def test_r10_a_consent_without_a_recipient_is_refused(scene: Scene) -> None:
    """Planted: ``_require_complete`` that doesn't count the rows."""
    assert refusal(scene) == "Medgivandet har ingen mottagare."


@pytest.mark.django_db
def test_r10_a_row_without_kinds_is_refused(scene: Scene) -> None:
    """Planted: ``register_consent`` that doesn't clean its parts."""
    assert "tomt" in refusal(scene, a_row(scene.school, []))


@pytest.mark.django_db
def test_r10_a_made_up_kind_is_refused(scene: Scene) -> None:
    """Planted: ``register_consent`` that doesn't clean its parts, and a kind called "allt"."""
    refusal(scene, a_row(scene.school, ["allt"]))
    assert not {"all", "allt", "everything"} & set(InformationKind.values)


@pytest.mark.django_db
def test_r10_a_row_that_ends_before_it_starts_is_refused(scene: Scene) -> None:
    """Planted: ``clean`` and the database, each without its look at the order of the days."""
    row = a_row(scene.school, start=today(), end=today() - DAY)
    assert refusal(scene, row) == "Medgivandet slutar innan det börjar."


@pytest.mark.django_db
def test_r10_a_row_may_reach_twelve_months_and_no_further(scene: Scene) -> None:
    """Planted: ``>=`` for ``>``, and no look at all."""
    last = last_day(today())
    sentence = refusal(scene, a_row(scene.school, end=last + DAY))
    assert sentence.startswith("Ett medgivande gäller högst 12 månader. Längst till och med")
    consented(scene.case, scene.cast.lotta, a_row(scene.school, end=last))


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 11, 22), date(2027, 11, 22)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 28)),
        (date(2027, 3, 1), date(2028, 3, 1)),
        (date(9999, 12, 31), date(9999, 12, 31)),
    ],
)
def test_twelve_months_end_on_the_same_date(first: date, last: date) -> None:
    """Planted: 365 days for twelve months, and 29 February left as it is."""
    assert last_day(first) == last


@pytest.mark.django_db
def test_r10_the_database_refuses_what_the_form_lets_through(scene: Scene) -> None:
    """Planted: the table without each of the two constraints."""
    consent = consented(scene.case, scene.cast.lotta, a_row(scene.school))
    for row in (a_row(scene.school, end=today() - DAY), a_row(scene.school, [])):
        row.case, row.consent = scene.case, consent
        with (
            acting_as(scene.cast.lotta),
            pytest.raises(Exception, match="consent_row_(period|kinds)"),
            transaction.atomic(),
        ):
            row.save()


@pytest.mark.django_db
def test_a_recipient_of_another_stadsdel_is_refused(scene: Scene) -> None:
    """Planted: ``_require_complete`` that doesn't ask whose contact list it is."""
    from audit.log import SYSTEM
    from organisation.actions import appoint
    from organisation.roles import Role as StaffRole

    abroad = agency_in(scene.cast.farsta, scene.cast.farah)
    lotta = scene.cast.lotta
    assert "finns inte" in refusal(scene, a_row(abroad))
    appoint(user=lotta, role=StaffRole.LOTS, district=scene.cast.farsta, by=SYSTEM)
    del lotta._grants
    assert refusal(scene, a_row(abroad)) == "Mottagaren finns inte på stadsdelens kontaktlista."


@pytest.mark.django_db
@pytest.mark.parametrize("box", ["informed_meaning", "informed_law"])
def test_nobody_consents_uninformed(scene: Scene, box: str) -> None:
    """Planted: ``or`` for ``and``."""
    sentence = refusal(scene, a_row(scene.school), **{box: False})
    assert sentence == "Den enskilde är inte informerad om vad medgivandet innebär."


@pytest.mark.django_db
def test_a_consent_cannot_be_given_in_the_future(scene: Scene) -> None:
    """Planted: a giver row without its look at the day."""
    lotta = scene.cast.lotta
    with acting_as(lotta), pytest.raises(ValidationError, match="inte varit än"):
        register_consent(
            consent=a_consent(scene.case),
            givers=[a_giver(role, today() + DAY) for role in FAMILY],
            rows=[a_row(scene.school)],
            by=lotta,
        )


@pytest.mark.django_db
def test_a_closed_case_takes_no_new_consent(scene: Scene) -> None:
    """Planted: ``lock_open`` that doesn't ask whether the case is open."""
    from django.utils import timezone

    with acting_as(scene.cast.lotta):
        Case.objects.filter(pk=scene.case.pk).update(closed_at=timezone.now(), outcome="moved")
    assert "avslutat" in refusal(scene, a_row(scene.school))


# --- Who must have given it: ages × givers × ground -----------------------------------------------

P, G1, G2 = Role.PERSON, Role.GUARDIAN_1, Role.GUARDIAN_2
NONE = ""
OK = None
OWN = "Den enskilde har inte lämnat"
UNDER_12 = "under 12 år"
GUARDIAN = "En vårdnadshavares medgivande saknas"
ONLY_MATURITY = "enda grunden"
WORDS = "Skälet till att en vårdnadshavare saknas"

R15 = [
    # years, givers, ground, words, what is lacking
    (11, (), NONE, "", UNDER_12),
    (11, (P,), NONE, "", UNDER_12),
    (11, (P,), Ground.MATURITY, "Mogen", UNDER_12),
    (11, (G1,), NONE, "", GUARDIAN),
    (11, (G1,), Ground.SOLE, "Ensam", OK),
    (11, (G1, G2), NONE, "", OK),
    (12, (G1, G2), NONE, "", OWN),
    (12, (P,), Ground.MATURITY, "Mogen", OK),
    (14, (G1, G2), NONE, "", OWN),
    (14, (P,), NONE, "", GUARDIAN),
    (14, (P,), Ground.SOLE, "Ensam", ONLY_MATURITY),
    (14, (P,), Ground.MATURITY, "", WORDS),
    (14, (P,), Ground.MATURITY, "Förstår vad det gäller", OK),
    (14, (P, G1), NONE, "", GUARDIAN),
    (14, (P, G1), Ground.SOLE, "Ensam vårdnad", OK),
    (14, (P, G2), Ground.PREVENTED, "Utomlands", OK),
    (14, (P, G1), Ground.BOARD, "", WORDS),
    (14, (P, G1, G2), NONE, "", OK),
    (17, (P,), NONE, "", GUARDIAN),
    (17, (P,), Ground.MATURITY, "Snart vuxen", OK),
    (17, (P, Role.OTHER), NONE, "", GUARDIAN),
    (17, (P, G1, G2), NONE, "", OK),
    (18, (), NONE, "", OWN),
    (18, (G1, G2), NONE, "", OWN),
    (18, (P,), NONE, "", OK),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("years", "givers", "ground", "words", "lacking"), R15)
def test_r14_r15_who_must_give_consent(
    cast: Cast, years: int, givers: tuple, ground: str, words: str, lacking: str | None
) -> None:
    """R14: youth and guardians. R15: the grounds for one missing; under 12 never without any.

    Planted: each limit of age moved by one, and each look at a guardian taken out.
    """
    case = open_case_for(cast.lotta, cast.hv, years=years)
    consent = a_consent(case, guardian_ground=ground, guardian_words=words)
    with acting_as(cast.lotta):
        found = missing_givers(case, [role.value for role in givers], consent)
    assert found is None if lacking is None else lacking in (found or "")


@pytest.mark.django_db
def test_r14_register_refuses_what_the_rule_lacks(scene: Scene) -> None:
    """Planted: ``_require_givers`` that doesn't ask ``missing_givers``."""
    with pytest.raises(Refused, match="vårdnadshavares medgivande saknas"):
        consented(scene.case, scene.cast.lotta, a_row(scene.school), givers=[P])


@pytest.mark.django_db
def test_r14_a_consent_given_at_eleven_does_not_do_at_twelve(cast: Cast) -> None:
    """Planted: a rule that takes any registered consent for whole."""
    case = open_case_for(cast.lotta, cast.hv, years=11)
    police = agency_in(cast.hv, cast.lotta)
    consented(case, cast.lotta, a_row(police), givers=[G1, G2])
    with acting_as(cast.lotta):
        assert consent_from_all.ask(case, cast.lotta) is None
        case.person.birth_date = date(today().year - 12, 1, 1)
        case.person.save()
        assert OWN in consent_from_all.ask(case, cast.lotta)
    consented(case, cast.lotta, a_row(police), givers=[P, G1, G2])
    with acting_as(cast.lotta):
        assert consent_from_all.ask(case, cast.lotta) is None


NOT_ASSESSED = "Barnets ålder och mognad är inte bedömd."

MATURITY = [
    # years, givers, ground, whether the child's maturity must be written down
    (14, (P, G1, G2), NONE, True),
    (14, (P, G1), Ground.SOLE, True),
    (15, (P, G1, G2), NONE, False),
    (15, (P, G1), Ground.SOLE, False),
    (15, (P, G1), Ground.PREVENTED, True),
    (17, (P, G1), Ground.BOARD, True),
    (17, (P,), Ground.MATURITY, True),
    (18, (P,), NONE, False),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("years", "givers", "ground", "asked"), MATURITY)
def test_r15_when_the_childs_maturity_must_be_assessed(
    cast: Cast, years: int, givers: tuple, ground: str, asked: bool
) -> None:
    """Under 15, and under 18 when a guardian who has a say didn't consent (OSL 12:3).

    Planted: ``<=`` for ``<`` at 15 and at 18, and a sole guardian taken for one who is missing.
    """
    case = open_case_for(cast.lotta, cast.hv, years=years)
    school = agency_in(cast.hv, cast.lotta, AgencyKind.SCHOOL)
    fields = {"guardian_ground": ground, "guardian_words": "Skälet." if ground else ""}
    consented(case, cast.lotta, a_row(school), givers=givers, maturity="Bedömd.", **fields)
    with acting_as(cast.lotta):
        consent = a_consent(case, maturity="", **fields)
        found = missing_words(case, [role.value for role in givers], consent)
    assert found == (NOT_ASSESSED if asked else None)


@pytest.mark.django_db
def test_r15_register_refuses_without_the_assessment(cast: Cast) -> None:
    """Planted: ``_require_givers`` that doesn't ask ``missing_words``."""
    case = open_case_for(cast.lotta, cast.hv, years=14)
    school = agency_in(cast.hv, cast.lotta, AgencyKind.SCHOOL)
    with pytest.raises(Refused, match=NOT_ASSESSED):
        consented(case, cast.lotta, a_row(school), maturity="")


# --- Others ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_r19_a_third_persons_data_need_that_persons_own_consent(scene: Scene) -> None:
    """Planted: ``_require_givers`` that looks at the first row alone."""
    rows = [a_row(scene.police), a_row(scene.school, [Kind.NETWORK, Kind.THIRD])]
    assert "bara om den personen själv har medgett det" in refusal(scene, *rows)
    consented(scene.case, scene.cast.lotta, *rows, givers=(*FAMILY, Role.OTHER))
    with acting_as(scene.cast.lotta):
        assert may_share(scene.case, scene.school, [Kind.THIRD], on=today())
        assert not may_share(scene.case, scene.police, [Kind.THIRD], on=today())


@pytest.mark.django_db
def test_r19_the_family_as_such_is_no_leave_to_tell_of_its_members(scene: Scene) -> None:
    """Planted: ``covering_row`` that takes the network for the people in it."""
    consented(scene.case, scene.cast.lotta, a_row(scene.school, [Kind.NETWORK]))
    with acting_as(scene.cast.lotta):
        assert not may_share(scene.case, scene.school, [Kind.THIRD], on=today())


# --- Once, and for good ---------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_same_form_sent_twice_registers_once(scene: Scene) -> None:
    """Planted: ``register_consent`` that doesn't look for the row first."""
    key = uuid.uuid4()
    for _ in range(2):
        consented(scene.case, scene.cast.lotta, a_row(scene.school), id=key)
    with acting_as(scene.cast.lotta):
        assert Consent.objects.of(scene.case).count() == 1
        assert ConsentRow.objects.of(scene.case).count() == 1


@pytest.mark.django_db
def test_a_key_that_another_case_has_used_is_refused(scene: Scene) -> None:
    """Planted: ``already`` that looks outside the case."""
    other = open_case_for(scene.cast.lotta, scene.cast.hv)
    key = uuid.uuid4()
    consented(other, scene.cast.lotta, a_row(scene.school), id=key)
    assert "för gammal" in refusal(scene, a_row(scene.school), id=key)


def test_two_presses_at_once_register_once(committed_scene: Scene) -> None:
    """Planted: ``register_consent`` that doesn't lock the case."""
    scene = committed_scene
    key, start = uuid.uuid4(), Barrier(2)

    def press() -> uuid.UUID:
        try:
            start.wait(5)
            return consented(scene.case, scene.cast.lotta, a_row(scene.school), id=key).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        presses = [pool.submit(press) for _ in range(2)]
        assert [done.result() for done in presses] == [key, key]
    with acting_as(scene.cast.lotta):
        assert ConsentRow.objects.of(scene.case).count() == 1


@pytest.mark.django_db
def test_a_consent_is_locked_by_the_database(scene: Scene) -> None:
    """Planted: each of the three tables with its triggers off and every right given."""
    lotta = scene.cast.lotta
    consent = consented(scene.case, lotta, a_row(scene.school, [Kind.PLAN]))
    rows, givers = ConsentRow.objects.of(scene.case), ConsentGiver.objects.of(scene.case)
    changes = [
        lambda: rows.update(valid_to=today() + 300 * DAY),
        lambda: rows.update(kinds=[Kind.PLAN, Kind.HEALTH]),
        lambda: rows.update(agency=scene.police),
        lambda: rows.update(mutual=False),
        lambda: rows.delete(),
        lambda: givers.update(name="Någon annan"),
        lambda: Consent.objects.filter(pk=consent.pk).update(exceptions="Inget"),
        lambda: rows.update(withdrawn_at=None, withdrawn_by=None),
    ]
    with acting_as(lotta):
        for change in changes[:-1]:
            with pytest.raises(ProgrammingError), transaction.atomic():
                change()
        rows.update(withdrawn_at="2026-01-01T12:00Z", withdrawn_by=lotta)
        with pytest.raises(ProgrammingError, match="only be withdrawn"), transaction.atomic():
            changes[-1]()
