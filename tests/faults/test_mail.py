"""The mails that say that there is something to do: nobody gets one twice, and nobody gets none."""

import pytest

from cases.models import Notice
from meetings.models import WeeklyNotice
from organisation.access import acting_as, acting_in
from organisation.models import MailChoice
from tests.faults.conftest import Broker, Worker, late_cases, wait_for
from tests.faults.mailbox import Mailbox
from tests.people import Cast


EVERYBODY = "sig.tasks.tell_everybody"
EVERY_LIST = "meetings.tasks.list_week_everywhere"

BOTH = ["carin@example.org", "lotta@example.org"]


@pytest.fixture
def cast(hired: Cast) -> Cast:
    """Lotta has a late case, and Carin leads her stadsdel: one mail each. Nobody else has mail."""
    for user in (hired.lotta, hired.carin):
        user.email, user.mail_choice = f"{user.username}@example.org", MailChoice.AT_ONCE
        user.save(update_fields=["email", "mail_choice"])
    late_cases(hired, {"Ada": 30})
    return hired


def told_of_new(cast: Cast) -> int:
    with acting_as(cast.lotta):
        return Notice.objects.filter(user=cast.lotta, mailed_at__isnull=False).count()


def told_of_week(cast: Cast) -> int:
    with acting_in(cast.hv):
        return WeeklyNotice.objects.count()


def test_after_lost_beats_and_a_wiped_broker_each_is_told_and_none_twice(
    cast: Cast, broker: Broker, worker: Worker, mailbox: Mailbox
) -> None:
    """What was queued is gone; the next beats find it again, and come three times over.

    Planted: a mail about what is new that isn't noted.
    """
    for task in (EVERYBODY, EVERY_LIST):
        broker.send(task)
    broker.wipe()
    for task in (EVERYBODY, EVERY_LIST) * 3:
        broker.send(task)
    worker.start()
    wait_for(lambda: len(mailbox.received) >= 2, "the mails")
    wait_for(broker.idle, "an empty queue")
    assert sorted(mailbox.received) == BOTH


def test_a_worker_killed_before_or_after_its_commit_tells_everybody_once(
    cast: Cast, broker: Broker, worker: Worker, mailbox: Mailbox
) -> None:
    """Killed before the mails went, nothing is noted. Killed between commit and acknowledgement, the
    broker delivers the tasks once more, to no effect. Planted: acknowledged when they are received.
    """
    mailbox.hold()
    worker.start(children=2)
    broker.send("sig.tasks.tell", cast.lotta.pk)
    broker.send("meetings.tasks.tell_of_week", cast.hv.pk, cast.carin.pk)
    wait_for(lambda: len(mailbox.waiting) == 2, "the letters")
    worker.kill()
    assert (mailbox.received, told_of_new(cast), told_of_week(cast)) == ([], 0, 0)

    broker.redeliver()
    worker.start(children=2)
    wait_for(lambda: len(mailbox.waiting) == 4, "the letters again")
    worker.freeze()
    mailbox.may_arrive.set()
    wait_for(lambda: told_of_new(cast) and told_of_week(cast), "the commits")
    worker.kill()
    assert (broker.waiting(), broker.unacknowledged()) == (0, 2)

    broker.redeliver()
    worker.start()
    wait_for(broker.idle, "an empty queue")
    assert sorted(mailbox.received) == BOTH
