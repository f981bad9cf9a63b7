"""R8: nothing leaves the house without one consent row that covers recipient, kinds and day."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from audit import log
from consent.actions import disclose, withdraw
from consent.models import Consent, ConsentRow, Disclosure, DocumentKind, InformationKind
from consent.rules import agencies_told, covering_row, may_share
from organisation.access import acting_as
from organisation.models import Agency
from sig.lib.dates import swedish, today
from sig.lib.rules import Refused
from tests.consent.conftest import Scene
from tests.story_consent import a_row, agency_in, consented


pytestmark = pytest.mark.django_db

Kind = InformationKind
DAY = timedelta(days=1)


def send(scene: Scene, agency: Agency, *kinds: Kind, **also: object) -> Disclosure:
    user = scene.cast.lotta
    with acting_as(user):
        return disclose(
            case=scene.case,
            agency=agency,
            document=DocumentKind.PLAN,
            kinds=kinds,
            by=user,
            **also,
        )


def refused(scene: Scene, agency: Agency, *kinds: Kind, **also: object) -> str:
    with pytest.raises(Refused) as refusal:
        send(scene, agency, *kinds, **also)
    return str(refusal.value.messages[0])


def test_r8_what_a_row_covers_may_leave_and_is_noted(scene: Scene) -> None:
    """Without this, a ``disclose`` that always refuses would pass every test below.

    Planted: that ``disclose``.
    """
    consented(scene.case, scene.cast.lotta, a_row(scene.school, [Kind.PLAN, Kind.MEETING]))
    sent = send(scene, scene.school, Kind.PLAN, content=b"plan")
    assert sent.agency == scene.school
    assert sent.sha256 == hashlib.sha256(b"plan").hexdigest()
    with acting_as(scene.cast.carin):
        assert log.of_case(scene.case.pk).filter(event="disclosure.made").exists()


def test_r8_another_recipient_is_refused(scene: Scene) -> None:
    """Planted: ``covering_row`` that doesn't ask who the recipient is."""
    consented(scene.case, scene.cast.lotta, a_row(scene.school, [Kind.PLAN]))
    assert refused(scene, scene.police, Kind.PLAN) == (
        f"Inget medgivande låter {scene.police} få veta om insatser och plan "
        f"den {swedish(today())}."
    )


def test_r8_a_kind_that_the_row_lacks_is_refused(scene: Scene) -> None:
    """Planted: a row that covers one of the kinds taken to cover them all."""
    consented(scene.case, scene.cast.lotta, a_row(scene.school, [Kind.PLAN]))
    refused(scene, scene.school, Kind.PLAN, Kind.HEALTH)


def test_r8_the_day_before_the_first_is_refused(scene: Scene) -> None:
    """Planted: ``valid`` that doesn't ask when the row begins."""
    row = a_row(scene.school, [Kind.PLAN], start=today() + DAY)
    consented(scene.case, scene.cast.lotta, row)
    refused(scene, scene.school, Kind.PLAN)


def test_r8_the_last_day_is_covered_and_the_day_after_is_refused(scene: Scene) -> None:
    """Planted: ``standing`` that leaves the last day out, and one that lets a day more in."""
    row = a_row(scene.school, [Kind.PLAN], start=today() - 9 * DAY, end=today())
    consented(scene.case, scene.cast.lotta, row)
    send(scene, scene.school, Kind.PLAN)
    with acting_as(scene.cast.lotta):
        assert not may_share(scene.case, scene.school, [Kind.PLAN], on=today() + DAY)


def test_r8_a_withdrawn_row_is_refused(scene: Scene) -> None:
    """Planted: ``standing`` that doesn't ask whether the row is withdrawn."""
    consent = consented(scene.case, scene.cast.lotta, a_row(scene.school, [Kind.PLAN]))
    with acting_as(scene.cast.lotta):
        withdraw(row=consent.rows.get(), words="Sade det själv", by=scene.cast.lotta)
    refused(scene, scene.school, Kind.PLAN)


def test_r8_rows_are_never_added_up(scene: Scene) -> None:
    """Planted: ``covering_row`` that asks for each kind by itself."""
    rows = [a_row(scene.school, [Kind.PLAN]), a_row(scene.school, [Kind.HEALTH])]
    consented(scene.case, scene.cast.lotta, *rows)
    refused(scene, scene.school, Kind.PLAN, Kind.HEALTH)
    send(scene, scene.school, Kind.PLAN)
    send(scene, scene.school, Kind.HEALTH)


def test_r8_no_kinds_is_no_permission(scene: Scene) -> None:
    """Planted: ``covering_row`` and ``agencies_told`` that ask the database all the same."""
    consented(scene.case, scene.cast.lotta, a_row(scene.school, [Kind.PLAN]))
    refused(scene, scene.school)
    with acting_as(scene.cast.lotta):
        assert agencies_told(scene.case, [], on=today()) == []


def test_r8_a_later_day_must_be_covered_too(scene: Scene) -> None:
    """Planted: ``disclose`` that looks at today alone."""
    row = a_row(scene.school, [Kind.MEETING], end=today() + 10 * DAY)
    consented(scene.case, scene.cast.lotta, row)
    send(scene, scene.school, Kind.MEETING, on=today() + 10 * DAY)
    refused(scene, scene.school, Kind.MEETING, on=today() + 11 * DAY)


def test_r8_a_disclosure_can_be_neither_changed_nor_removed(scene: Scene) -> None:
    """Planted: the table with its triggers off and every right given."""
    consented(scene.case, scene.cast.lotta, a_row(scene.school, [Kind.PLAN]))
    send(scene, scene.school, Kind.PLAN)
    with acting_as(scene.cast.lotta):
        found = Disclosure.objects.of(scene.case)
        for change in (lambda: found.update(sha256=""), lambda: found.delete()):
            with pytest.raises(ProgrammingError), transaction.atomic():
                change()


def test_r8_one_question_tells_of_every_recipient_at_once(
    scene: Scene, django_assert_num_queries: Any
) -> None:
    """Planted: ``agencies_told`` that asks ``may_share`` of one recipient after the other."""
    recipients = [agency_in(scene.cast.hv, scene.cast.lotta, name=f"Part {n}") for n in range(8)]
    consented(scene.case, scene.cast.lotta, *[a_row(one, [Kind.PLAN]) for one in recipients[:5]])
    with acting_as(scene.cast.lotta):
        with django_assert_num_queries(1):
            told = agencies_told(scene.case, [Kind.PLAN], on=today())
        assert told == [
            one for one in recipients if may_share(scene.case, one, [Kind.PLAN], on=today())
        ]


KINDS = st.sets(st.sampled_from([Kind.PLAN, Kind.HEALTH, Kind.CRIME]), max_size=3)
OFFSETS = st.integers(-2, 2)
ROWS = st.lists(
    st.tuples(
        st.booleans(),  # to the school, else to the police
        KINDS.filter(bool),
        OFFSETS,
        st.integers(0, 2),
        st.booleans(),  # withdrawn
    ),
    max_size=4,
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=ROWS, to_school=st.booleans(), asked=KINDS, offset=OFFSETS)
@example(
    rows=[(True, {Kind.PLAN}, 0, 2, False), (True, {Kind.HEALTH}, 0, 2, False)],
    to_school=True,
    asked={Kind.PLAN, Kind.HEALTH},
    offset=0,
)
@example(rows=[(True, {Kind.PLAN}, 0, 2, True)], to_school=True, asked={Kind.PLAN}, offset=0)
@example(rows=[(True, {Kind.PLAN}, 0, 2, False)], to_school=True, asked={Kind.PLAN}, offset=2)
def test_r8_may_share_is_true_exactly_when_some_row_covers_all(
    scene: Scene, rows: list, to_school: bool, asked: set, offset: int
) -> None:
    """Planted: rows added up, the last day left out, and a withdrawn row that still counts."""
    day = today() + offset * DAY
    covered = bool(asked) and any(
        school == to_school
        and asked <= kinds
        and start <= offset <= start + length
        and not withdrawn
        for school, kinds, start, length, withdrawn in rows
    )
    agency = scene.school if to_school else scene.police
    with acting_as(scene.cast.lotta), transaction.atomic():
        _write(scene, rows)
        assert may_share(scene.case, agency, asked, on=day) is covered
        assert (covering_row(scene.case, agency, asked, on=day) is not None) is covered
        assert (agency in agencies_told(scene.case, asked, on=day)) is covered
        transaction.set_rollback(True)


def _write(scene: Scene, rows: list) -> None:
    user = scene.cast.lotta
    made = [
        a_row(
            scene.school if school else scene.police,
            kinds,
            start=today() + start * DAY,
            end=today() + (start + length) * DAY,
        )
        for school, kinds, start, length, _ in rows
    ]
    if not made:
        return
    consented(scene.case, user, *made)
    for row, (*_, withdrawn) in zip(made, rows, strict=True):
        if withdrawn:
            withdraw(row=row, words="Prov", by=user)
    assert ConsentRow.objects.of(scene.case).count() == len(rows)
    assert Consent.objects.of(scene.case).count() == 1
