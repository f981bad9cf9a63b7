"""R29: what the law asks for when a child's case comes in, each with its day in words."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cases.actions.children import assess_protection, extend_inquiry
from cases.clocks import in_words, inquiry_due, preliminary_due
from cases.deadlines import deadlines
from cases.models import (
    Case,
    InquiryExtension,
    Person,
    PreliminaryAssessment,
    ProtectionAssessment,
    Referral,
    Step,
    is_childs,
)
from organisation.access import acting_as
from organisation.models import User
from sig.lib.dates import age_on, today
from sig.lib.rules import Refused
from sig.worklist import sections
from tests.people import Cast
from tests.stories import assess_child, open_case_for, step
from tests.story_cases import signed_in


DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        (date(2026, 8, 31), date(2026, 12, 31)),
        (date(2026, 10, 31), date(2027, 2, 28)),
        (date(2027, 10, 31), date(2028, 2, 29)),
        (date(2026, 11, 20), date(2027, 3, 20)),
    ],
)
def test_r29_four_months_end_on_the_same_day_of_the_month_or_on_its_last(
    opened: date, due: date
) -> None:
    """Planted: 120 days in place of four months gives 29 December for 31 August."""
    assert inquiry_due(opened) == due


@given(DAYS)
def test_r29_the_inquiry_has_four_calendar_months(opened: date) -> None:
    """Planted: three months fails at once, 122 days at 31 October."""
    due = inquiry_due(opened)
    assert (due.year * 12 + due.month) - (opened.year * 12 + opened.month) == 4
    assert due.day == opened.day or (due + timedelta(days=1)).day == 1


@given(DAYS)
def test_r29_the_preliminary_assessment_has_fourteen_days(received: date) -> None:
    """Planted: thirteen days, as when the day that it came in is counted."""
    assert (preliminary_due(received) - received).days == 14


@given(DAYS, DAYS)
def test_r29_an_extension_replaces_the_four_months(opened: date, extended: date) -> None:
    """Planted: the later of the two."""
    assert inquiry_due(opened, extended) == extended


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2026, 11, 29), "ska vara klar senast 4 december. 5 dagar kvar."),
        (date(2026, 12, 3), "ska vara klar senast 4 december. 1 dag kvar."),
        (date(2026, 12, 4), "ska vara klar senast 4 december. Sista dagen är i dag."),
        (date(2026, 12, 6), "skulle ha varit klar 4 december. 2 dagar för sent."),
    ],
)
def test_r29_the_clock_is_told_in_words(day: date, sentence: str) -> None:
    """Planted: a day that is late on its due day fails the third."""
    due = preliminary_due(date(2026, 11, 20))
    assert in_words("Förhandsbedömningen", due, day) == f"Förhandsbedömningen {sentence}"


@pytest.fixture
def case(cast: Cast) -> Case:
    """A sixteen-year-old's case that came in today, with nothing assessed."""
    return open_case_for(cast.lotta, cast.hv, assessed=False)


def received(case: Case, days_ago: int, by: User) -> None:
    with acting_as(by):
        day = today() - timedelta(days=days_ago)
        Referral.objects.of(case).update(received_on=day)


def rows(user: User, case: Case) -> list[str]:
    with acting_as(user):
        groups = sections(user, today())
    return [
        f"{group.group.name}: {row.sentence}"
        for group in groups
        for row in group.rows
        if row.number == case.number and ("bedömning" in row.sentence or "Utred" in row.sentence)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("born", "came"),
    [
        (date(2008, 2, 29), date(2026, 2, 28)),
        (date(2008, 2, 29), date(2026, 3, 1)),
        (date(2010, 2, 28), date(2028, 2, 29)),
        (date(2010, 3, 1), date(2028, 2, 29)),
        (date(2008, 6, 15), date(2026, 6, 14)),
        (date(2008, 6, 15), date(2026, 6, 15)),
    ],
)
def test_r29_the_work_list_counts_a_childs_age_as_the_rules_do(
    born: date, came: date, case: Case, cast: Cast
) -> None:
    """Planted: eighteen years added to the birth date takes 29 February a day early."""
    with acting_as(cast.lotta):
        Person.objects.filter(pk=case.person_id).update(birth_date=born)
        Referral.objects.of(case).update(received_on=came)
        asked = Referral.objects.filter(is_childs()).exists()
    assert asked is (age_on(born, came) < 18)


@pytest.mark.django_db
def test_r29_a_missing_protection_assessment_is_late_the_same_day(case: Case, cast: Cast) -> None:
    """Planted: ``received_on__lt=today`` in the watch shows it a day late."""
    late = "LATE: Skyddsbedömningen saknas. Den ska göras samma dag."
    assert late in rows(cast.lotta, case)
    assert late in rows(cast.carin, case)
    assess_child(case, cast.lotta)
    assert rows(cast.lotta, case) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days_ago", "group"), [(6, None), (7, "NEAR"), (14, "NEAR"), (15, "LATE")]
)
def test_r29_min_dag_tells_of_the_preliminary_assessment(
    days_ago: int, group: str | None, case: Case, cast: Cast
) -> None:
    """Planted: ``lte`` for ``lt`` in ``preliminary_late`` makes the fourteenth day late."""
    received(case, days_ago, cast.lotta)
    found = [row for row in rows(cast.lotta, case) if "Förhandsbedömningen" in row]
    assert [row.split(":")[0] for row in found] == ([group] if group else [])


@pytest.mark.django_db
@pytest.mark.parametrize(("weeks", "group"), [(16, None), (17, "NEAR"), (18, "LATE")])
def test_r29_min_dag_and_the_case_page_tell_of_the_four_months(
    weeks: int, group: str | None, case: Case, cast: Cast
) -> None:
    """Planted: a clock that starts when the case came in, not when the inquiry was opened."""
    opened = today() - timedelta(weeks=weeks)
    received(case, weeks * 7 + 10, cast.lotta)
    assess_child(case, cast.lotta, day=opened)
    step(case, "borja-utreda", cast.lotta)
    found = [row for row in rows(cast.lotta, case) if "Utredningen" in row]
    assert [row.split(":")[0] for row in found] == ([group] if group else [])
    html = signed_in(cast.lotta).get(reverse("case", args=[case.pk])).content.decode()
    assert in_words("Utredningen", inquiry_due(opened), today()) in html


@pytest.mark.django_db
def test_r29_the_inquiry_waits_for_both_assessments(case: Case, cast: Cast) -> None:
    """Planted: the gate without the two rules lets the case pass."""
    with pytest.raises(Refused) as refusal:
        step(case, "borja-utreda", cast.lotta)
    assert [blocker.rule for blocker in refusal.value.blockers] == ["R29", "R29"]
    assess_child(case, cast.lotta)
    assert step(case, "borja-utreda", cast.lotta).step == Step.INVESTIGATION


@pytest.mark.django_db
def test_r29_a_decision_not_to_open_stops_the_case(case: Case, cast: Cast) -> None:
    """Planted: any preliminary assessment, whatever it says."""
    assess_child(case, cast.lotta, opens=False)
    with pytest.raises(Refused, match="Utredning inleds inte"):
        step(case, "borja-utreda", cast.lotta)


@pytest.mark.django_db
def test_r29_nothing_is_asked_about_an_adult(cast: Cast) -> None:
    """Planted: ``came_as_child`` that is always true stops the adult's case."""
    adult = open_case_for(cast.lotta, cast.hv, programme="unga-vuxna", years=22)
    page = signed_in(cast.lotta).get(reverse("cases:referral", args=[adult.pk])).content.decode()
    assert "Skyddsbedömning" not in page
    assert rows(cast.lotta, adult) == []
    with acting_as(cast.lotta):
        assert deadlines(adult, today()) == []
        made = ProtectionAssessment(case=adult, made_on=today(), made_by="x", outcome="x")
        with pytest.raises(Refused, match="inte under 18 år"):
            assess_protection(assessment=made, by=cast.lotta)
    assert step(adult, "borja-utreda", cast.lotta).step == Step.INVESTIGATION


@pytest.mark.django_db
def test_the_assessments_are_registered_on_the_referral_page(case: Case, cast: Cast) -> None:
    client = signed_in(cast.lotta)
    page = reverse("cases:referral", args=[case.pk])
    form = client.get(page).context["protection_form"]
    posted = {
        "skydd-once": str(form["once"].value()),
        "skydd-made_on": today().isoformat(),
        "skydd-made_by": "Lotta Lind, lots",
        "skydd-outcome": "Bor hemma. Inget behov av skydd i dag.",
    }
    address = reverse("cases:child_protection", args=[case.pk])
    for _ in range(2):
        assert client.post(address, posted).url == page
    form = client.get(page).context["preliminary_form"]
    posted = {
        "forhand-once": str(form["once"].value()),
        "forhand-decided_on": today().isoformat(),
        "forhand-decided_by": "Carin Chef",
        "forhand-opens_inquiry": "ja",
        "forhand-reasons": "Oro för umgänget.",
    }
    assert client.post(reverse("cases:child_preliminary", args=[case.pk]), posted).url == page
    html = client.get(page).content.decode()
    for text in ("Inget behov av skydd i dag.", "Utredning inleds.", "Utredningen ska vara klar"):
        assert text in html
    with acting_as(cast.lotta):
        assert ProtectionAssessment.objects.of(case).count() == 1
        assert PreliminaryAssessment.objects.of(case).get().registered_by == cast.lotta


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"skydd-made_on": "2026-09-31"}, "Datumet finns inte."),
        ({"skydd-made_on": "2999-01-01"}, "Datumet ligger i framtiden."),
        ({"skydd-made_on": "2001-01-01"}, "Dagen ligger före den dag då ärendet kom in"),
        ({"skydd-made_by": ""}, "Detta fält måste fyllas i."),
        ({"skydd-once": "fel"}, "Öppna sidan igen"),
    ],
)
def test_a_bad_assessment_is_refused_in_words_and_the_text_stays(
    changes: dict[str, str], sentence: str, case: Case, cast: Cast
) -> None:
    posted = {
        "skydd-once": "6f1c1f0e-0d5b-4c6e-9f0a-000000000001",
        "skydd-made_on": today().isoformat(),
        "skydd-made_by": "Lotta",
        "skydd-outcome": "Det som just skrevs.",
    } | changes
    address = reverse("cases:child_protection", args=[case.pk])
    response = signed_in(cast.lotta).post(address, posted)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert "Det som just skrevs." in response.content.decode()


@pytest.mark.django_db
def test_r29_the_manager_extends_the_inquiry_with_reasons_and_a_name(
    case: Case, cast: Cast
) -> None:
    """Planted: an action that takes any day lets the inquiry be shortened."""
    assess_child(case, cast.lotta)
    later = inquiry_due(today()) + timedelta(days=30)
    address = reverse("cases:child_extension", args=[case.pk])
    posted = {
        "forlang-once": "6f1c1f0e-0d5b-4c6e-9f0a-000000000002",
        "forlang-extended_to": later.isoformat(),
        "forlang-reasons": "Väntar på skolans kartläggning.",
    }
    assert signed_in(cast.lotta).post(address, posted).status_code == 403
    assert signed_in(cast.carin).post(address, posted).status_code == 302
    page = signed_in(cast.lotta).get(reverse("cases:referral", args=[case.pk])).content.decode()
    assert "av Carin Chef" in page
    assert in_words("Utredningen", later, today()) in page
    with acting_as(cast.carin):
        again = InquiryExtension(case=case, extended_to=today(), reasons="Kortare.")
        with pytest.raises(Refused, match="redan vara klar senast"):
            extend_inquiry(extension=again, by=cast.carin)
