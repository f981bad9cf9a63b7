"""R17: at 18 only the person's own consent does, and somebody is told to ask for it."""

from datetime import date, timedelta

import pytest

from consent.models import Consent, ConsentRow, InformationKind
from consent.rules import may_share, who_may_know
from organisation.access import acting_as
from sig.lib.dates import age_on, latest_birth_date, today
from sig.worklist import sections
from tests.consent.conftest import Scene
from tests.consent.test_pages import page
from tests.story_consent import FAMILY, Role, a_row, consented


pytestmark = pytest.mark.django_db

Kind = InformationKind
DAY = timedelta(days=1)


def born(scene: Scene, day: date) -> None:
    with acting_as(scene.cast.lotta):
        scene.case.person.birth_date = day
        scene.case.person.save()


def turns_18(scene: Scene, day: date) -> None:
    born(scene, latest_birth_date(18, day))


def a_childs_consent(
    scene: Scene, givers: tuple = FAMILY, years: int = 16, row: ConsentRow | None = None
) -> Consent:
    born(scene, latest_birth_date(years, today()))
    plan = row or a_row(scene.school, [Kind.PLAN])
    return consented(scene.case, scene.cast.lotta, plan, givers=givers)


@pytest.mark.parametrize(
    ("birth", "last_day"),
    [
        (date(2008, 11, 23), date(2026, 11, 22)),
        (date(2008, 2, 29), date(2026, 2, 28)),  # 18 on 1 March 2026
        (date(2010, 2, 28), date(2028, 2, 27)),
    ],
)
def test_r17_guardians_alone_do_until_the_18th_birthday(
    scene: Scene, birth: date, last_day: date
) -> None:
    """``valid`` and ``state`` say the same.

    Planted: ``valid`` that doesn't ask for the person's own giver row, and ``is_outgrown`` with
    ``<=``.
    """
    around = a_row(scene.school, [Kind.PLAN], start=last_day - DAY, end=last_day + DAY)
    a_childs_consent(scene, (Role.GUARDIAN_1, Role.GUARDIAN_2), years=11, row=around)
    born(scene, birth)
    with acting_as(scene.cast.lotta):
        rows = ConsentRow.objects.of(scene.case)
        row = rows.select_related("consent__case__person").get()
        for day, holds in ((last_day, True), (last_day + DAY, False)):
            assert (row.state(day) == ConsentRow.State.ACTIVE) is holds
            assert rows.valid(day).exists() is holds


def test_r17_from_18_nothing_is_shared_on_the_guardians_word(scene: Scene) -> None:
    """Planted: ``valid`` that doesn't ask for the person's own giver row."""
    a_childs_consent(scene, (Role.GUARDIAN_1, Role.GUARDIAN_2), years=11)
    turns_18(scene, today() + DAY)
    with acting_as(scene.cast.lotta):
        assert may_share(scene.case, scene.school, [Kind.PLAN], on=today())
        assert not may_share(scene.case, scene.school, [Kind.PLAN], on=today() + DAY)
        assert who_may_know(scene.case, today() + DAY) == []
    turns_18(scene, today())
    assert "Gäller inte från 18 år" in page(scene, scene.cast.lotta, "list")


def test_r17_what_the_person_gave_goes_on(scene: Scene) -> None:
    """Planted: ``valid`` that ends every row on the 18th birthday."""
    a_childs_consent(scene)
    turns_18(scene, today())
    with acting_as(scene.cast.lotta):
        assert may_share(scene.case, scene.school, [Kind.PLAN], on=today())
    assert "Vårdnaden har upphört" in page(scene, scene.cast.lotta, "list")


def of_age_lines(scene: Scene) -> list[str]:
    user = scene.cast.lotta
    with acting_as(user):
        rows = [row for section in sections(user, today()) for row in section.rows]
    return [row.sentence for row in rows if "fyllt 18" in row.sentence]


def test_r17_min_dag_asks_for_the_persons_own_consent(scene: Scene) -> None:
    """Planted: the watch without its look at the age, and without that at a consent given since."""
    a_childs_consent(scene)
    turns_18(scene, today() + DAY)
    assert of_age_lines(scene) == []
    turns_18(scene, today())
    expected = "Den enskilde har fyllt 18. Medgivandet är lämnat med vårdnadshavare."
    assert of_age_lines(scene) == [expected]
    consented(scene.case, scene.cast.lotta, a_row(scene.school), givers=[Role.PERSON])
    assert of_age_lines(scene) == []


@pytest.mark.parametrize("years", [18, 20, 21])
def test_the_latest_date_of_birth_is_that_of_who_is_that_old(years: int) -> None:
    """Held against ``age_on`` for each day of four years, the leap day too.

    Planted: 29 February left as it is, which no common year has, and 28 in place of 29.
    """
    for count in range(4 * 366):
        day = date(2027, 1, 1) + count * DAY
        latest = latest_birth_date(years, day)
        assert age_on(latest, day) == years
        assert age_on(latest + DAY, day) == years - 1
