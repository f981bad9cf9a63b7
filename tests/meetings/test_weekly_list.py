"""Veckans lista: what was late when the week began, told to the manager (R30)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db.models import Value
from django.db.models.functions import Concat
from django.urls import reverse

from cases.models import Case
from meetings import weeks
from meetings.models import Flag, WeeklyList
from organisation.access import acting_in
from organisation.actions import end_role
from organisation.models import Deputy, MailChoice, User
from organisation.notices import BODY
from organisation.roles import Role
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


def tell_all(cast: Cast, day: date) -> list[str]:
    """What the night's tasks do for the stadsdel; and who has a mail by then, each time they got one."""
    made = weeks.list_week(cast.hv, day)
    with acting_in(cast.hv):
        leaders = list(weeks.untold(cast.hv, made.monday))
    for user in leaders:
        weeks.tell_of_week(cast.hv, day, user.pk)
    return [address for letter in mail.outbox for address in letter.to]


def deputy_of_carin(cast: Cast, user: User, *, first: int = 0, last: int = 9) -> None:
    """From ``first`` to ``last`` days from today."""
    Deputy.objects.create(
        district=cast.hv,
        user=user,
        stands_in_for=cast.carin,
        valid_from=today() + timedelta(days=first),
        valid_to=today() + timedelta(days=last),
        reason="Semester",
    )


def with_addresses() -> None:
    User.objects.update(email=Concat("username", Value("@example.org")))


def test_r30_the_manager_is_told_once_a_week_without_a_word_of_it(cast: Cast) -> None:
    """Planted: a list that is made anew each day, and a notice that isn't kept."""
    with_addresses()
    flagged(cast, raised=-3)
    for day in range(3):
        told = tell_all(cast, MONDAY + timedelta(days=day))
    assert (told, mail.outbox[0].body) == (["carin@example.org"], BODY)
    with acting_in(cast.hv):
        assert WeeklyList.objects.count() == 1
    assert len(tell_all(cast, MONDAY + timedelta(days=7))) == 2


@pytest.mark.parametrize(
    ("first", "last", "ends_role", "is_told"),
    [(0, 0, False, True), (-7, -1, False, False), (1, 5, False, False), (0, 5, True, False)],
)
def test_r30_a_deputy_is_told_in_their_period(
    first: int, last: int, ends_role: bool, is_told: bool, cast: Cast
) -> None:
    """Planted: deputies of any day, and deputies without a role in the stadsdel."""
    with_addresses()
    deputy_of_carin(cast, cast.lars, first=first, last=last)
    if ends_role:
        end_role(user=cast.lars, role=Role.LOTS, district=cast.hv, by=cast.carin)
    assert ("lars@example.org" in tell_all(cast, today())) is is_told


def test_who_wants_no_mail_gets_none(cast: Cast) -> None:
    with_addresses()
    User.objects.update(mail_choice=MailChoice.NEVER)
    assert tell_all(cast, today()) == []


def test_one_address_that_fails_keeps_nobody_else_from_the_list(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: a notice that is kept although the mail failed."""
    with_addresses()
    deputy_of_carin(cast, cast.lars)
    send = weeks.send

    def fails_once(*args: Any) -> None:
        monkeypatch.setattr(weeks, "send", send)
        raise OSError("no such mailbox")

    monkeypatch.setattr(weeks, "send", fails_once)
    with pytest.raises(OSError, match="mailbox"):
        weeks.tell_of_week(cast.hv, today(), cast.carin.pk)
    weeks.tell_of_week(cast.hv, today(), cast.lars.pk)
    assert sorted(tell_all(cast, today())) == ["carin@example.org", "lars@example.org"]


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
