"""R11: a withdrawal bites at once, also on what is being sent in the same moment."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from django.db import connection

from audit import log
from cases.models import Case
from consent.actions import disclose, withdraw, withdraw_all
from consent.models import ConsentRow, Disclosure, DocumentKind, InformationKind
from consent.rules import may_share, who_may_know
from organisation.access import acting_as
from sig.lib.dates import today
from sig.lib.rules import Refused
from tests.consent.conftest import Scene
from tests.story_consent import a_row, consented


Kind = InformationKind
WAITING = """
select count(*) from pg_stat_activity
where datname = current_database() and wait_event_type = 'Lock'
"""


@pytest.mark.django_db
def test_r11_a_withdrawal_bites_the_same_day(scene: Scene) -> None:
    """Planted: a row that stands until the end of the day."""
    lotta = scene.cast.lotta
    consent = consented(scene.case, lotta, a_row(scene.school, [Kind.PLAN]))
    with acting_as(lotta):
        assert may_share(scene.case, scene.school, [Kind.PLAN], on=today())
        row = withdraw(row=consent.rows.get(), words="Sade det vid samtalet", by=lotta)
        assert not may_share(scene.case, scene.school, [Kind.PLAN], on=today())
        assert who_may_know(scene.case, today()) == []
        assert (row.withdrawn_by, row.withdrawn_words) == (lotta, "Sade det vid samtalet")


@pytest.mark.django_db
def test_r11_only_the_row_that_was_named_is_withdrawn(scene: Scene) -> None:
    """Planted: ``withdraw`` that takes the whole consent back."""
    lotta = scene.cast.lotta
    rows = [a_row(scene.school, [Kind.PLAN]), a_row(scene.police)]
    consented(scene.case, lotta, *rows)
    with acting_as(lotta):
        withdraw(row=rows[0], words="Sade det", by=lotta)
        assert [row.recipient for row in who_may_know(scene.case, today())] == [str(scene.police)]


@pytest.mark.django_db
def test_r11_what_was_shared_stays_on_record(scene: Scene) -> None:
    """Planted: ``withdraw`` that removes what was shared, in a table that lets it."""
    lotta = scene.cast.lotta
    row = a_row(scene.school, [Kind.PLAN])
    consented(scene.case, lotta, row)
    with acting_as(lotta):
        _disclose(scene)
        withdraw(row=row, words="Sade det", by=lotta)
        assert Disclosure.objects.of(scene.case).get().row == row


@pytest.mark.django_db
def test_a_second_withdrawal_changes_nothing(scene: Scene) -> None:
    """Also from a page that was opened before the first: the row in hand is stale then.

    Planted: ``withdraw`` that believes the row in hand.
    """
    lotta = scene.cast.lotta
    row = a_row(scene.school, [Kind.PLAN])
    consented(scene.case, lotta, row)
    with acting_as(lotta):
        stale = ConsentRow.objects.get(pk=row.pk)
        withdraw(row=row, words="Sade det", by=lotta)
        assert withdraw(row=stale, words="Igen", by=scene.cast.sam).withdrawn_words == "Sade det"


@pytest.mark.django_db
def test_r11_all_rows_are_withdrawn_those_to_come_too(scene: Scene) -> None:
    """Planted: ``valid`` for ``standing``, and every row of the case."""
    lotta = scene.cast.lotta
    week = timedelta(days=7)
    past = a_row(scene.school, [Kind.HEALTH], start=today() - 2 * week, end=today() - week)
    coming = a_row(scene.school, [Kind.PLAN], start=today() + week)
    consented(scene.case, lotta, past, coming, a_row(scene.police))
    with acting_as(lotta):
        withdraw_all(case=scene.case, words="Vill inte längre", by=lotta)
        assert not ConsentRow.objects.of(scene.case).standing(today()).exists()
        past.refresh_from_db()
        assert past.withdrawn_at is None
    with acting_as(scene.cast.carin):
        events = list(log.of_case(scene.case.pk).values_list("event", flat=True))
    assert events.count("consent.withdrawn") == 2
    assert events.count("consent.all_withdrawn") == 1


def _disclose(scene: Scene) -> Disclosure:
    return disclose(
        case=Case.objects.get(pk=scene.case.pk),
        agency=scene.school,
        document=DocumentKind.PLAN,
        kinds=[Kind.PLAN],
        by=scene.cast.lotta,
    )


def _somebody_waits() -> bool:
    """Whether another connection waits for a lock, within five seconds."""
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return True
        time.sleep(0.05)
    return False


def _in_thread(pool: ThreadPoolExecutor, work: Callable[[], object]) -> Future:
    def run() -> object:
        try:
            return work()
        finally:
            connection.close()

    return pool.submit(run)


def test_r11_a_disclosure_waits_for_a_withdrawal_in_the_same_moment(
    committed_scene: Scene,
) -> None:
    """Planted: ``disclose`` without its lock."""
    scene = committed_scene
    lotta = scene.cast.lotta
    row = a_row(scene.school, [Kind.PLAN])
    consented(scene.case, lotta, row)
    withdrawn = Event()

    def withdraw_and_linger() -> bool:
        with acting_as(lotta):
            withdraw(row=row, words="Sade det", by=lotta)
            withdrawn.set()
            return _somebody_waits()

    with ThreadPoolExecutor(1) as pool:
        other = _in_thread(pool, withdraw_and_linger)
        assert withdrawn.wait(5)
        with pytest.raises(Refused), acting_as(lotta):
            _disclose(scene)
        assert other.result()
    with acting_as(lotta):
        assert not Disclosure.objects.of(scene.case).exists()
