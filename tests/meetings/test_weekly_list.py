"""Veckans lista: what was late when the week began, told to the manager (R30)."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from cases.models import Case
from meetings import weeks
from meetings.models import Flag, WeeklyList
from organisation.access import acting_in
from organisation.models import MailChoice, User
from organisation.notices import BODY
from sig.lib.dates import STOCKHOLM, today
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_cases import signed_in


pytestmark = pytest.mark.django_db

MONDAY = weeks.monday_of(today())


def at(days: int) -> datetime:
    """Noon, so many days from this week's Monday."""
    day = MONDAY + timedelta(days=days)
    return datetime(day.year, day.month, day.day, 12, tzinfo=STOCKHOLM)


def flagged(cast: Cast, raised: int, cleared: int | None = None) -> Case:
    case = open_case_for(cast.lotta, cast.hv)
    with acting_in(case.district):
        Flag.objects.create(
            case=case,
            occasion=date(2026, 1, 1),
            raised_at=at(raised),
            cleared_at=None if cleared is None else at(cleared),
        )
    return case


def test_r30_the_list_tells_the_week_from_the_flags(cast: Cast) -> None:
    """Planted: ``late`` that leaves out what was cleared since."""
    flagged(cast, raised=-20)
    flagged(cast, raised=-3)
    flagged(cast, raised=-20, cleared=-1)
    flagged(cast, raised=-20, cleared=0)  # on the Monday itself: it stood when the week began
    flagged(cast, raised=-30, cleared=-10)
    made = weeks.list_week(cast.hv, today())
    assert (made.late, made.raised, made.cleared) == (3, 1, 1)


def test_r30_the_manager_is_told_once_a_week_without_a_word_of_it(cast: Cast) -> None:
    """Planted: a list that is made anew each day."""
    User.objects.update(email="chef@example.org")
    flagged(cast, raised=-3)
    for day in range(3):
        weeks.list_week(cast.hv, MONDAY + timedelta(days=day))
    (letter,) = mail.outbox
    assert (letter.to, letter.body) == (["chef@example.org"], BODY)
    with acting_in(cast.hv):
        assert WeeklyList.objects.count() == 1
    weeks.list_week(cast.hv, MONDAY + timedelta(days=7))
    assert len(mail.outbox) == 2


def test_who_wants_no_mail_gets_none(cast: Cast) -> None:
    User.objects.update(email="chef@example.org", mail_choice=MailChoice.NEVER)
    weeks.list_week(cast.hv, today())
    assert mail.outbox == []


def test_the_page_is_the_managers_and_reads_every_week(cast: Cast) -> None:
    case = flagged(cast, raised=-3)
    page = reverse("meetings:weekly")
    shown = signed_in(cast.carin).get(page).content.decode()
    assert shown.count(case.number) == 2  # late, and became so the week before
    earlier = (MONDAY - timedelta(days=7)).isocalendar()
    before = signed_in(cast.carin).get(page, {"vecka": f"{earlier.year}-{earlier.week}"})
    assert case.number not in before.content.decode()
    assert case.number not in signed_in(cast.frank).get(page).content.decode()
    for user in (cast.lotta, cast.sam, cast.uno):
        assert signed_in(user).get(page).status_code == 404


@pytest.mark.parametrize("week", ["2026-54", "x", "", "2999-1", "2026-", "-1"])
def test_a_week_that_is_none_is_not_found(cast: Cast, week: str) -> None:
    page = reverse("meetings:weekly")
    assert signed_in(cast.carin).get(page, {"vecka": week}).status_code == 404


def test_r41_a_protected_person_is_not_in_the_list(cast: Cast) -> None:
    case = flagged(cast, raised=-3)
    with acting_in(cast.hv):
        case.person.protection = "marked"
        case.person.save(update_fields=["protection"])
    shown = signed_in(cast.carin).get(reverse("meetings:weekly")).content.decode()
    assert case.number not in shown
