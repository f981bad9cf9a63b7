"""R56: a case is handed over to another stadsdel, by a question, an answer and a new file there."""

import uuid

import pytest
from django.utils.timezone import localdate

from audit.models import LogEntry
from cases.models import Case, CaseRole, Outcome, Referral, Route, Step
from consent.actions import withdraw_all
from consent.models import Disclosure, DocumentKind
from followup.access import get_incoming
from followup.actions.handing_over import (
    Paper,
    ask_transfer,
    hand_over_documents,
    withdraw_transfer,
)
from followup.actions.receiving import (
    accept_transfer,
    confirm_consent,
    decline_transfer,
    open_received,
    reassign,
)
from followup.models import Transfer, TransferDocument, TransferStatus
from followup.models.transfers import TRANSFER_KINDS
from meetings.models import Meeting, MeetingStatus
from organisation.access import acting_as, acting_in
from organisation.actions import appoint
from organisation.models import District, User
from organisation.roles import Role
from sig.lib.dates import today
from sig.lib.rules import Refused
from tests.people import Cast
from tests.stories import enrolled_case, open_case_for, step
from tests.story_consent import agency_in
from tests.story_followup import ENDING
from tests.story_meetings import booked
from tests.story_transfers import (
    DOCUMENT,
    NOTE,
    a_transfer,
    asked,
    confirmed,
    consent_to_hand_over,
    handed_over,
    opened,
    refused,
    stadsdel_on_list,
    taken_on,
)


pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case_for(cast.lotta, cast.hv)


def stored(transfer: Transfer, cast: Cast) -> Transfer:
    with acting_in(cast.hv):
        return Transfer.objects.get(pk=transfer.pk)


# --- Asking ---------------------------------------------------------------------------------------


def test_r56_another_stadsdel_is_asked_on_a_consent_and_the_note_is_a_disclosure(
    case: Case, cast: Cast
) -> None:
    """Planted: a question noted for less than it tells, and one that names nobody."""
    transfer = asked(case, cast)
    assert (transfer.receiver, transfer.status) == (cast.farsta, TransferStatus.ASKED)
    assert (transfer.first_name, transfer.asked_by) == ("Jonatan", cast.carin)
    with acting_as(cast.carin):
        told = Disclosure.objects.of(case).get(document=DocumentKind.TRANSFER)
        assert (told, told.kinds) == (transfer.disclosure, list(TRANSFER_KINDS))
        assert LogEntry.objects.filter(event="transfer.asked", case=case.pk).exists()


def test_r56_without_a_consent_that_names_the_stadsdel_nobody_is_asked(
    case: Case, cast: Cast
) -> None:
    """Planted: with ``disclose`` left out of the action nothing spoke of the consent."""
    transfer = a_transfer(case, stadsdel_on_list(cast.hv, cast.farsta))
    said = refused(ask_transfer, cast.carin, transfer=transfer)
    assert said.startswith("Inget medgivande låter Farsta stadsdelsförvaltning få veta om")
    with acting_as(cast.carin):
        assert not Transfer.objects.exists()


def test_a_partner_that_is_no_stadsdel_is_not_asked(case: Case, cast: Cast) -> None:
    transfer = a_transfer(case, agency_in(cast.hv, cast.lotta))
    assert "ingen stadsdel" in refused(ask_transfer, cast.carin, transfer=transfer)


def test_the_same_form_sent_twice_asks_once(case: Case, cast: Cast) -> None:
    first = asked(case, cast)
    with acting_as(cast.carin):
        again = ask_transfer(transfer=a_transfer(case, first.agency, id=first.pk), by=cast.carin)
        assert again == first
        assert Disclosure.objects.of(case).count() == 1


def test_r56_a_case_is_handed_over_once_at_a_time(case: Case, cast: Cast) -> None:
    """Planted: without the rule the database answered, and not in words."""
    transfer = asked(case, cast)
    again = a_transfer(case, transfer.agency)
    assert "har inte svarat" in refused(ask_transfer, cast.carin, transfer=again)
    taken_on(transfer, cast)
    assert "redan tagit emot" in refused(ask_transfer, cast.carin, transfer=again)


def test_a_closed_case_is_not_handed_over(case: Case, cast: Cast) -> None:
    agency = consent_to_hand_over(case, cast.lotta, cast.farsta)
    closed = step(case, "avsluta-utan-insats", cast.carin, reason="Vill inte.")
    said = refused(ask_transfer, cast.carin, transfer=a_transfer(closed, agency))
    assert "avslutat" in said


def test_what_was_asked_is_taken_back_before_the_answer_and_not_after(
    case: Case, cast: Cast
) -> None:
    transfer = asked(case, cast)
    assert refused(withdraw_transfer, cast.carin, transfer=transfer) == ""
    assert refused(withdraw_transfer, cast.carin, transfer=transfer) == ""  # pressed twice
    with acting_as(cast.carin):
        second = ask_transfer(transfer=a_transfer(case, transfer.agency), by=cast.carin)
    taken_on(second, cast)
    assert "redan besvarat" in refused(withdraw_transfer, cast.carin, transfer=second)


# --- Answering ------------------------------------------------------------------------------------


def test_r56_the_manager_takes_the_case_on_and_is_not_put_on_it(case: Case, cast: Cast) -> None:
    """R1, R2. Planted: with the manager as assignee allowed, Frank opened the case that he decides in."""
    transfer = asked(case, cast)
    said = refused(accept_transfer, cast.frank, transfer=transfer, assignee=cast.frank)
    assert "kan inte själv öppna det" in said
    taken_on(transfer, cast)
    new = opened(transfer, cast)
    with acting_as(cast.farah):
        on_it = set(CaseRole.objects.of(new).values_list("user", flat=True))
    assert on_it == {cast.farah.pk}


def test_the_assignee_works_with_cases_in_the_stadsdel(case: Case, cast: Cast) -> None:
    transfer = asked(case, cast)
    said = refused(accept_transfer, cast.frank, transfer=transfer, assignee=cast.lotta)
    assert said == "Lotta Lind arbetar inte med ärenden i Farsta."


def test_whoever_asked_does_not_answer(case: Case, cast: Cast) -> None:
    """A manager of two stadsdelar can't hand a case over to themselves."""
    appoint(user=cast.carin, role=Role.MANAGER, district=cast.farsta, by=cast.fred)
    transfer = asked(case, cast)
    both = User.objects.get(pk=cast.carin.pk)
    said = refused(accept_transfer, both, transfer=transfer, assignee=cast.farah)
    assert "själv bett om" in said


def test_the_same_answer_twice_is_one_and_another_is_refused(case: Case, cast: Cast) -> None:
    transfer = asked(case, cast)
    taken_on(transfer, cast)
    taken_on(transfer, cast)
    said = refused(decline_transfer, cast.frank, transfer=transfer, reason="Nej.")
    assert said == "Någon hann före: överlämnandet är redan besvarat."


def test_r56_the_stadsdel_declines_with_a_reason(case: Case, cast: Cast) -> None:
    """Planted: blanks for a reason, and a second press that is refused."""
    transfer = asked(case, cast)
    assert "Skriv skälet" in refused(decline_transfer, cast.frank, transfer=transfer, reason="  ")
    for _ in range(2):
        said = refused(decline_transfer, cast.frank, transfer=transfer, reason="Bor inte här.")
        assert said == ""
    found = stored(transfer, cast)
    assert (found.status, found.answer) == (TransferStatus.DECLINED, "Bor inte här.")


def test_what_is_taken_back_cannot_be_answered(case: Case, cast: Cast) -> None:
    """The receiver's page may have been open meanwhile. Its row is gone from their sight."""
    transfer = asked(case, cast)
    with acting_as(cast.carin):
        withdraw_transfer(transfer=transfer, by=cast.carin)
    said = refused(accept_transfer, cast.frank, transfer=transfer, assignee=cast.farah)
    assert said == "Hässelby-Vällingby har tagit tillbaka överlämnandet."


def test_somebody_else_can_be_let_open_the_case_until_it_is_opened(case: Case, cast: Cast) -> None:
    appoint(user=cast.sara, role=Role.LOTS, district=cast.farsta, by=cast.fred)
    transfer = taken_on(asked(case, cast), cast)
    assert refused(reassign, cast.frank, transfer=transfer, assignee=cast.sara) == ""
    said = refused(open_received, cast.farah, transfer=transfer, case_id=uuid.uuid4())
    assert "har utsett" in said
    assert refused(reassign, cast.frank, transfer=transfer, assignee=cast.farah) == ""
    opened(transfer, cast)
    said = refused(reassign, cast.frank, transfer=transfer, assignee=cast.sara)
    assert "redan öppnat" in said


# --- The receiver's own case ----------------------------------------------------------------------


def test_r56_the_receiver_opens_a_file_of_its_own_from_the_note(case: Case, cast: Cast) -> None:
    """Planted: a second press that opens a second case, no note in the referral, another day."""
    transfer = taken_on(asked(case, cast), cast)
    new = opened(transfer, cast)
    with acting_as(cast.farah):
        referral = Referral.objects.of(new).get()
        assert opened(transfer, cast) == new  # pressed twice
        events = LogEntry.objects.filter(event__startswith="transfer.")
        assert {entry.district_name for entry in events} == {"Farsta"}
        assert {entry.case for entry in events} == {None, new.pk}
    assert (new.district, new.programme_id) == (cast.farsta, case.programme_id)
    assert (new.person.first_name, new.person_id == case.person_id) == ("Jonatan", False)
    assert (referral.route, referral.wishes) == (Route.SOCIAL, NOTE)
    assert referral.source == "Hässelby-Vällingby, Carin Chef"
    assert referral.received_on == localdate(transfer.asked_at)


def test_only_the_one_who_was_named_opens_it(case: Case, cast: Cast) -> None:
    transfer = taken_on(asked(case, cast), cast)
    said = refused(open_received, cast.frank, transfer=transfer, case_id=uuid.uuid4())
    assert "har utsett" in said


def test_the_old_board_keeps_its_file(case: Case, cast: Cast) -> None:
    transfer = taken_on(asked(case, cast), cast)
    opened(transfer, cast)
    closed = step(case, "avsluta-overlamnat", cast.carin)
    assert (closed.district, closed.outcome) == (cast.hv, Outcome.TRANSFERRED)
    with acting_as(cast.carin):
        assert Case.objects.get() == case


# --- Documents ------------------------------------------------------------------------------------


def test_r56_documents_are_handed_over_after_the_answer_through_the_one_door(
    case: Case, cast: Cast
) -> None:
    """Planted: without the look at the status, the plan lay ready before anybody had answered."""
    transfer = asked(case, cast)
    with pytest.raises(Refused, match="först när överlämnandet är mottaget"):
        handed_over(transfer, cast)
    taken_on(transfer, cast)
    document = handed_over(transfer, cast)
    assert handed_over(transfer, cast) == document  # pressed twice
    assert document.disclosure.document == DocumentKind.TRANSFER
    assert document.disclosure.sha256 == document.sha256
    handed_over(transfer, cast, DOCUMENT + b" version 2")
    with acting_as(cast.carin):
        assert TransferDocument.objects.count() == 2


def test_r11_a_withdrawn_consent_stops_the_documents(case: Case, cast: Cast) -> None:
    """Planted: with the note's disclosure used again in ``hand_over`` the plan left the house."""
    transfer = taken_on(asked(case, cast), cast)
    with acting_as(cast.lotta):
        withdraw_all(case=case, words="Muntligt.", by=cast.lotta)
    with pytest.raises(Refused, match="Inget medgivande låter Farsta"):
        handed_over(transfer, cast)


def test_a_document_that_tells_more_than_the_consent_is_not_handed_over(
    case: Case, cast: Cast
) -> None:
    taken_on(asked(case, cast), cast)
    paper = Paper(TransferDocument.Kind.PLAN, [*TRANSFER_KINDS, "health"], DOCUMENT)
    with acting_as(cast.carin):
        asked_here = Transfer.objects.select_related("case__district", "agency").get()
    said = refused(hand_over_documents, cast.carin, transfer=asked_here, papers=[paper])
    assert "hälsa" in said


def test_where_there_is_no_document_it_is_said(case: Case, cast: Cast) -> None:
    transfer = taken_on(asked(case, cast), cast)
    with acting_as(cast.carin):
        asked_here = Transfer.objects.select_related("case__district", "agency").get(pk=transfer.pk)
    said = refused(hand_over_documents, cast.carin, transfer=asked_here, papers=[])
    assert said == "Det finns ingen handling att lämna över. Ingen plan gäller."


def test_r56_the_consent_is_confirmed_only_when_it_is_given_anew(case: Case, cast: Cast) -> None:
    """Planted: with any consent of the new case let through, the database answered, not in words."""
    transfer = taken_on(asked(case, cast), cast)
    said = refused(confirm_consent, cast.farah, transfer=transfer)
    assert said == "Ärendet är inte öppnat."
    new = opened(transfer, cast)
    consent_to_hand_over(new, cast.farah, District.objects.get(name="Skärholmen"))
    said = refused(confirm_consent, cast.farah, transfer=transfer)
    assert "ett medgivande (3.2) omfatta Hässelby-Vällingby" in said
    confirmed(transfer, new, cast)
    assert refused(confirm_consent, cast.farah, transfer=transfer) == ""  # pressed twice
    with acting_as(cast.farah):
        assert get_incoming(cast.farah, transfer.pk).confirmed_at


# --- Closing --------------------------------------------------------------------------------------


def test_r56_the_case_is_closed_as_transferred_when_somebody_has_received_it(
    case: Case, cast: Cast
) -> None:
    """Planted: with the rule left out of the gate nothing said in words that Farsta thinks it over."""
    transfer = asked(case, cast)
    with pytest.raises(Refused, match="Ingen stadsdel har tagit emot"):
        step(case, "avsluta-overlamnat", cast.carin)
    taken_on(transfer, cast)
    meeting = booked(case, cast.lotta)
    closed = step(case, "avsluta-overlamnat", cast.carin)
    assert (closed.step, closed.outcome) == (Step.REFERRAL, Outcome.TRANSFERRED)
    with acting_as(cast.carin):
        assert Meeting.objects.get(pk=meeting.pk).status == MeetingStatus.CANCELLED


def test_r56_a_discharge_as_transferred_asks_the_same(cast: Cast) -> None:
    """Planted: with the rule left out of the discharge this one went through."""
    case = enrolled_case(cast)
    transfer = asked(case, cast)
    words = ENDING | {"outcome": Outcome.TRANSFERRED, "informed_on": today()}
    with pytest.raises(Refused, match="Ingen stadsdel har tagit emot"):
        step(case, "skriv-ut", cast.carin, **words)
    taken_on(transfer, cast)
    assert step(case, "skriv-ut", cast.carin, **words).outcome == Outcome.TRANSFERRED
