"""Two managers of the receiving stadsdel answer at the same moment, on connections of their own."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from followup.access import get_incoming
from followup.actions.receiving import accept_transfer, decline_transfer
from followup.models import Transfer, TransferStatus
from organisation.access import acting_as, acting_in
from organisation.actions import appoint
from organisation.models import User
from organisation.roles import Role
from sig.lib.rules import Refused
from tests.databases import committed_database
from tests.people import Cast, hire
from tests.stories import open_case_for
from tests.story_transfers import asked


@pytest.fixture
def committed_cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    with committed_database(django_db_blocker):
        yield hire()


def answer(
    act: Callable[..., object],
    transfer: Transfer,
    user: User,
    together: threading.Barrier,
    said: list[str],
    **fields: object,
) -> None:
    try:
        with acting_as(user):
            found = get_incoming(user, transfer.pk)
            together.wait(timeout=10)
            act(transfer=found, by=user, **fields)
        said.append("done")
    except Refused as refusal:
        said.append(refusal.messages[0])
    finally:
        connection.close()


def test_r56_of_two_answers_at_once_one_counts_and_the_other_is_told(committed_cast: Cast) -> None:
    """Planted: without the lock in ``_locked`` the second met the database's trigger, not words."""
    cast = committed_cast
    transfer = asked(open_case_for(cast.lotta, cast.hv), cast)
    appoint(user=cast.sara, role=Role.MANAGER, district=cast.farsta, by=cast.fred)
    second = User.objects.get(pk=cast.sara.pk)
    together, said = threading.Barrier(2), list[str]()
    common = (together, said)
    threads = [
        threading.Thread(
            target=answer,
            args=(accept_transfer, transfer, cast.frank, *common),
            kwargs={"assignee": cast.farah},
        ),
        threading.Thread(
            target=answer,
            args=(decline_transfer, transfer, second, *common),
            kwargs={"reason": "Bor inte här."},
        ),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(said) == ["Någon hann före: överlämnandet är redan besvarat.", "done"]
    with acting_in(cast.farsta):
        found = Transfer.objects.get(pk=transfer.pk)
    assert found.status in (TransferStatus.ACCEPTED, TransferStatus.DECLINED)
