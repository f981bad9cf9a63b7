"""R56 in the database: plain queries, as the role that the product runs as, past every filter."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from cases.models import Case, JournalEntry, Person
from consent.models import Consent, Disclosure
from followup.actions.handing_over import withdraw_transfer
from followup.models import Transfer, TransferDocument
from organisation.access import acting_as
from organisation.actions import appoint
from organisation.models import District, User
from organisation.roles import Role
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_transfers import asked, confirmed, handed_over, opened, taken_on


pytestmark = pytest.mark.django_db


@pytest.fixture
def transfer(cast: Cast) -> Transfer:
    return asked(open_case_for(cast.lotta, cast.hv), cast)


@pytest.fixture
def third(cast: Cast) -> User:
    """The manager of a stadsdel that has nothing to do with it."""
    user = User.objects.create_user(username="trea", first_name="Tove", last_name="Tredje")
    skarholmen = District.objects.get(name="Skärholmen")
    appoint(user=user, role=Role.MANAGER, district=skarholmen, by=cast.fred)
    return user


def test_r56_the_receiver_sees_the_question_and_nothing_of_the_case(
    transfer: Transfer, cast: Cast
) -> None:
    """Planted: the table of documents, and that of disclosures, without row security."""
    taken_on(transfer, cast)
    handed_over(transfer, cast)
    for user in (cast.frank, cast.farah):
        with acting_as(user):
            assert Transfer.objects.get().note
            for model in (Case, Person, JournalEntry, Consent, Disclosure, TransferDocument):
                assert not model._default_manager.exists(), model


def test_r56_the_documents_open_when_the_consent_is_confirmed_anew_and_not_before(
    transfer: Transfer, cast: Cast
) -> None:
    """Planted: with ``confirmed_at`` left out of the policy the plan lay open before the consent."""
    taken_on(transfer, cast)
    handed_over(transfer, cast)
    new = opened(transfer, cast)
    with acting_as(cast.farah):
        assert not TransferDocument.objects.exists()
    confirmed(transfer, new, cast)
    with acting_as(cast.farah):
        assert TransferDocument.objects.count() == 1
        assert not Case.objects.exclude(pk=new.pk).exists()


def test_r56_a_third_stadsdel_sees_nothing(transfer: Transfer, cast: Cast, third: User) -> None:
    """Planted: with a policy of ``true`` Skärholmen read the note and the plan."""
    new = opened(taken_on(transfer, cast), cast)
    handed_over(transfer, cast)
    confirmed(transfer, new, cast)
    for user in (third, cast.uno, cast.sara, cast.fred):
        with acting_as(user):
            assert not Transfer.objects.exists()
            assert not TransferDocument.objects.exists()


def test_what_is_taken_back_is_gone_from_the_receiver(transfer: Transfer, cast: Cast) -> None:
    with acting_as(cast.carin):
        withdraw_transfer(transfer=transfer, by=cast.carin)
    with acting_as(cast.frank):
        assert not Transfer.objects.exists()


def is_stopped(user: User, transfer: Transfer, **change: object) -> bool:
    """Whether the database refuses an update that passed every check above it, or finds no row."""
    try:
        with acting_as(user), transaction.atomic():
            return not Transfer.objects.filter(pk=transfer.pk).update(**change)
    except DatabaseError:
        return True


def test_r56_what_was_asked_cannot_be_changed(transfer: Transfer, cast: Cast) -> None:
    """Planted: with rights to every column and no trigger, Frank rewrote the note."""
    for user in (cast.carin, cast.frank):
        assert is_stopped(user, transfer, note="Något annat.")
        assert is_stopped(user, transfer, receiver=cast.hv)


def test_r56_each_stadsdel_writes_its_own_part(transfer: Transfer, cast: Cast) -> None:
    """Planted: without the trigger Carin answered in Farsta's place."""
    now = timezone.now()
    yes = {"status": "accepted", "answered_by": cast.carin, "answered_at": now}
    assert is_stopped(cast.carin, transfer, **yes, assignee=cast.farah)
    back = {"status": "withdrawn", "answered_by": cast.frank, "answered_at": now}
    assert is_stopped(cast.frank, transfer, **back)


def test_an_answer_stands(transfer: Transfer, cast: Cast) -> None:
    taken_on(transfer, cast)
    assert is_stopped(cast.frank, transfer, status="declined", assignee=None)
    assert is_stopped(cast.frank, transfer, answer="Vi ångrar oss.")
    assert not is_stopped(cast.frank, transfer, assignee=cast.frank)  # the update as such is let in


def test_r56_the_database_too_wants_the_consent_anew(transfer: Transfer, cast: Cast) -> None:
    """Planted: without the trigger a plain update opened the documents."""
    taken_on(transfer, cast)
    assert is_stopped(cast.farah, transfer, confirmed_at=timezone.now())
    opened(transfer, cast)
    assert is_stopped(cast.farah, transfer, confirmed_at=timezone.now())


def test_the_new_case_stands_in_the_receiving_stadsdel(transfer: Transfer, cast: Cast) -> None:
    """Planted: without the composite key the old case was taken for the new one."""
    taken_on(transfer, cast)
    assert is_stopped(cast.frank, transfer, new_case=transfer.case_id)


def test_what_is_handed_over_is_neither_changed_nor_written_by_the_receiver(
    transfer: Transfer, cast: Cast
) -> None:
    taken_on(transfer, cast)
    document = handed_over(transfer, cast)
    with acting_as(cast.carin), pytest.raises(DatabaseError), transaction.atomic():
        TransferDocument.objects.filter(pk=document.pk).update(content=b"")
    document.pk = None
    document.sha256 = "0" * 64
    with acting_as(cast.frank), pytest.raises(DatabaseError), transaction.atomic():
        document.save(force_insert=True)
