"""What is new on Min dag is said there, and in a mail that says nothing else."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Notice
from meetings.sweep import sweep
from organisation.access import acting_as
from organisation.models import MailChoice, User
from organisation.notices import BODY, SUBJECT, told_until
from sig.lib.dates import STOCKHOLM, today
from sig.tasks import tell, tell_everybody
from sig.worklist import TELLING, notices
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_cases import signed_in
from tests.story_meetings import booked, enrolled, held


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """In the week that begins on Monday 16 November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("choice", "now", "until"),
    [
        (MailChoice.NEVER, at(18, 9), None),
        (MailChoice.AT_ONCE, at(18, 9), at(18, 9)),
        (MailChoice.DAILY, at(18, 9), at(18, 7)),
        (MailChoice.DAILY, at(18, 7), at(18, 7)),
        (MailChoice.DAILY, at(18, 6, 40), at(17, 7)),
        (MailChoice.WEEKLY, at(18, 9), at(16, 7)),
        (MailChoice.WEEKLY, at(16, 7), at(16, 7)),
        (MailChoice.WEEKLY, at(16, 6, 40), at(9, 7)),
    ],
)
def test_what_may_be_told_of_follows_from_the_clock(
    choice: MailChoice, now: datetime, until: datetime | None
) -> None:
    assert told_until(choice, now) == until


def test_seven_o_clock_is_seven_on_both_sides_of_summer_time() -> None:
    for day in (date(2026, 3, 29), date(2026, 10, 25)):
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=STOCKHOLM)
        until = told_until(MailChoice.DAILY, noon)
        assert until is not None
        assert (until.astimezone(STOCKHOLM).hour, until.date()) == (7, day)


@pytest.fixture
def case(cast: Cast) -> Case:
    """Two days late. Everybody in the stadsdel has an address and is told at once."""
    User.objects.update(email="anna@example.org", mail_choice=MailChoice.AT_ONCE)
    for user in cast.everybody.values():
        user.refresh_from_db()
    case = open_case_for(cast.lotta, cast.hv, first_name="Jonatan", last_name="Ekexempel")
    return enrolled(case, today() - timedelta(days=30))


def noticed(user: User) -> list[str]:
    with acting_as(user):
        return [
            notice.watch
            for notice in Notice.objects.standing().filter(user=user)
            if notice.watch == "overdue"
        ]


def renewed(user: User) -> list[str]:
    with acting_as(user):
        notices.renew(user, TELLING, today())
    return noticed(user)


@pytest.mark.django_db
def test_every_watch_has_a_code_of_its_own() -> None:
    codes = [watch.code for watch in TELLING]
    assert len(set(codes)) == len(codes)


@pytest.mark.django_db
def test_r30_lots_and_coordinator_are_told_at_once_the_manager_after_seven_days(
    cast: Cast, case: Case
) -> None:
    """Planted: ``overdue`` without ``told_of_overdue``."""
    assert renewed(cast.lotta) == renewed(cast.sam) == ["overdue"]
    assert renewed(cast.carin) == renewed(cast.lars) == renewed(cast.frank) == []
    enrolled(case, today() - timedelta(days=28 + 7))
    sweep(cast.hv, today())
    assert renewed(cast.carin) == ["overdue"]


@pytest.mark.django_db
def test_r30_a_held_meeting_takes_the_notice_away_and_keeps_it(cast: Cast, case: Case) -> None:
    """Planted: ``renew`` that only adds."""
    renewed(cast.lotta)
    held(booked(case, cast.lotta), cast.lotta, participant_present=True)
    assert renewed(cast.lotta) == []
    with acting_as(cast.lotta):
        assert Notice.objects.filter(watch="overdue", gone_at__isnull=False).count() == 1


@pytest.mark.django_db
def test_the_mail_is_sent_once_and_says_nothing(cast: Cast, case: Case) -> None:
    """Planted: a mail that is marked as sent nowhere, and one with the case number."""
    for _ in range(3):
        tell(cast.sam.pk)
    (letter,) = mail.outbox
    assert (letter.subject, letter.body) == (SUBJECT, BODY)
    assert letter.to == ["anna@example.org"]
    assert [*letter.cc, *letter.bcc, *letter.attachments, *letter.reply_to] == []
    words = letter.message().as_string()
    for secret in (case.number, "Ekexempel", "Jonatan", "Hässelby", "Sam", str(case.pk)):
        assert secret not in words


@pytest.mark.django_db
def test_who_has_seen_it_gets_no_mail(cast: Cast, case: Case) -> None:
    """Planted: ``tell`` without ``seen_at__isnull``."""
    signed_in(cast.sam).get(reverse("my_day"))
    tell(cast.sam.pk)
    assert mail.outbox == []


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"mail_choice": MailChoice.NEVER}, {"email": ""}])
def test_who_wants_none_gets_none(cast: Cast, case: Case, change: dict[str, str]) -> None:
    User.objects.filter(pk=cast.sam.pk).update(**change)
    tell(cast.sam.pk)
    assert mail.outbox == []


@pytest.mark.django_db
def test_a_daily_digest_waits_for_the_morning(cast: Cast, case: Case) -> None:
    User.objects.filter(pk=cast.sam.pk).update(mail_choice=MailChoice.DAILY)
    tell(cast.sam.pk)
    user = User.objects.get(pk=cast.sam.pk)
    with acting_as(user):
        assert not notices.tell(user, timezone.now())
        assert notices.tell(user, timezone.now() + timedelta(days=1))
        assert not notices.tell(user, timezone.now() + timedelta(days=2))


@pytest.mark.django_db
def test_everybody_with_a_role_is_asked(
    cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[int] = []
    monkeypatch.setattr("sig.tasks.send", lambda name, user: sent.append(user))
    tell_everybody()
    assert set(sent) == {user.pk for user in cast.everybody.values()}


@pytest.mark.django_db
def test_what_came_since_the_last_look_is_marked_new_once(cast: Cast, case: Case) -> None:
    """Planted: ``see`` that adds its rows unseen."""
    client = signed_in(cast.sam)
    tag = ">Nytt<"
    assert tag not in client.get(reverse("my_day")).content.decode()
    enrolled(open_case_for(cast.lotta, cast.hv), today() - timedelta(days=40))
    assert client.get(reverse("my_day")).content.decode().count(tag) == 1
    assert tag not in client.get(reverse("my_day")).content.decode()


@pytest.mark.django_db
def test_one_chooses_how_often(cast: Cast) -> None:
    client = signed_in(cast.lotta)
    page = reverse("organisation:notices")
    assert "E-post är inte påslagen" in client.get(page).content.decode()
    client.post(page, {"mail_choice": "weekly"})
    cast.lotta.refresh_from_db()
    assert cast.lotta.mail_choice == MailChoice.WEEKLY
    assert client.post(page, {"mail_choice": "aldrig"}).status_code == 200
    assert Client().get(page).status_code == 302
