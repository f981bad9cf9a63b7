"""Upphandling (bilaga 2.4): proposed, decided by another, locked, followed up, and summed."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from audit.models import LogEntry
from cases.actions.opening import assign
from cases.models import Case, CaseRole, Person, Protection
from organisation.access import acting_as
from organisation.models import ProgrammeSetting, User
from plans import actions
from plans.models import Procurement, ProcurementFollowUp, ProcurementStatus
from plans.purchases import procurements_of, year_sums
from plans.rules import limit_words, next_follow_up, procurement_gaps
from sig.lib.dates import today
from sig.lib.rules import Refused
from sig.worklist import purchases, sections
from tests.people import Cast
from tests.plans.pages import at, page, send, url
from tests.stories import open_case_for
from tests.story_purchases import PURCHASE, bought, decided, drafted, proposed


pytestmark = pytest.mark.django_db

Status = ProcurementStatus


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case_for(cast.lotta, cast.hv)


@pytest.mark.parametrize(
    ("changes", "gap"),
    [
        ({"need": ""}, "Behovet är inte beskrivet."),
        ({"org_number": ""}, "Organisationsnumret är inte angivet."),
        ({"permit_checked_on": None}, "Dagen då tillståndet kontrollerades är inte angiven."),
        ({"framework_agreement": False}, "Ett avrop görs på ett ramavtal."),
        ({"checked_on": None}, "Dagen för seriositetskontrollen är inte angiven."),
    ],
)
def test_what_is_left_is_told_before_it_is_handed_over(changes: dict[str, Any], gap: str) -> None:
    assert procurement_gaps(Procurement(**PURCHASE)) == []
    [told] = procurement_gaps(Procurement(**(PURCHASE | changes)))
    assert gap in told


def test_a_draft_is_saved_incomplete_and_not_handed_over(case: Case, cast: Cast) -> None:
    draft = drafted(cast.lotta, case, price=None)
    with acting_as(cast.lotta):
        again = actions.start_procurement(
            procurement=Procurement(pk=draft.pk, case=case), by=cast.lotta
        )
        assert again == draft
        with pytest.raises(Refused, match="Priset är inte angivet"):
            actions.propose(procurement=draft, by=cast.lotta)
        draft.ends_on = date(2026, 2, 1)
        with pytest.raises(Refused, match="slutar innan det börjar"):
            actions.save_procurement(procurement=draft, by=cast.lotta)
        draft.ends_on = date(2040, 2, 1)
        with pytest.raises(Refused, match="högst fem år"):
            actions.save_procurement(procurement=draft, by=cast.lotta)


def test_r2_whoever_proposed_a_purchase_or_works_in_the_case_does_not_decide_it(
    case: Case, cast: Cast
) -> None:
    """Planted: ``buyer_stands_free`` left out of the action."""
    made = proposed(cast.lotta, case)
    with acting_as(cast.carin):
        Procurement.objects.filter(pk=made.pk).update(proposed_by=cast.carin)
        made.proposed_by = cast.carin
        with pytest.raises(Refused, match="själv föreslagit"):
            decided(cast.carin, made)
        decision = {"status": "approved", "decided_by": cast.carin, "decided_at": made.proposed_at}
        with pytest.raises(IntegrityError), transaction.atomic():
            Procurement.objects.filter(pk=made.pk).update(**decision)
        Procurement.objects.filter(pk=made.pk).update(proposed_by=cast.lotta)
        made.proposed_by = cast.lotta
        CaseRole.objects.create(case=case, user=cast.carin, kind="lots", started_on=today())
        with pytest.raises(Refused, match="själv handläggare"):
            decided(cast.carin, made)
        with pytest.raises(IntegrityError, match="R2"), transaction.atomic():
            Procurement.objects.filter(pk=made.pk).update(**decision)


def test_r2_whoever_decided_on_a_purchase_is_not_put_on_the_case(case: Case, cast: Cast) -> None:
    """Off the case, a decision, and on again. Planted: a rule and a trigger that ask for the
    enrolment's decision alone."""
    bought(cast.lotta, cast.carin, case)
    with acting_as(cast.carin):
        with pytest.raises(Refused, match="har beslutat i ärendet"):
            assign(case=case, user=cast.carin, kind=CaseRole.Kind.LOTS, by=cast.lotta)
        with pytest.raises(IntegrityError, match="R2"), transaction.atomic():
            CaseRole.objects.create(case=case, user=cast.carin, kind="lots", started_on=today())
        assign(case=case, user=cast.carin, kind=CaseRole.Kind.NAMED, by=cast.lotta)


def test_r2_whoever_wrote_in_a_proposal_does_not_decide_it(case: Case, cast: Cast) -> None:
    """A deputy who wrote the draft before. Planted: only whoever handed it over is asked for."""
    made = drafted(cast.lotta, case)
    with acting_as(cast.carin):
        actions.save_procurement(procurement=made, by=cast.carin)
    with acting_as(cast.lotta):
        actions.save_procurement(procurement=made, by=cast.lotta)
        actions.propose(procurement=made, by=cast.lotta)
    with acting_as(cast.carin):
        with pytest.raises(Refused, match="själv skrivit"):
            decided(cast.carin, made)
        decision = {"status": "approved", "decided_by": cast.carin, "decided_at": made.proposed_at}
        with pytest.raises(IntegrityError, match="no_writer"), transaction.atomic():
            Procurement.objects.filter(pk=made.pk).update(**decision)


def test_r6_a_decision_is_kept_with_its_delegation(case: Case, cast: Cast) -> None:
    """Planted: the delegation asked for only when it is declined."""
    made = proposed(cast.lotta, case)
    with acting_as(cast.carin):
        with pytest.raises(Refused, match="delegationspunkt"):
            decided(cast.carin, made, delegation=" ")
        with pytest.raises(Refused, match="Skriv skälet"):
            decided(cast.carin, made, Status.DECLINED, answer="")
        done = decided(cast.carin, made, answer="")
    assert (done.decided_by, done.delegation, done.status) == (cast.carin, "5.3", Status.APPROVED)


def test_r51_a_decided_purchase_is_locked_and_a_returned_one_is_written_on(
    case: Case, cast: Cast
) -> None:
    made = proposed(cast.lotta, case)
    with acting_as(cast.carin):
        decided(cast.carin, made, Status.RETURNED)
    with acting_as(cast.lotta):
        made.price = Decimal(1500)
        actions.save_procurement(procurement=made, by=cast.lotta)
        actions.propose(procurement=made, by=cast.lotta)
        with pytest.raises(Refused, match="kan inte ändras"):
            actions.save_procurement(procurement=made, by=cast.lotta)
    with acting_as(cast.carin):
        decided(cast.carin, made)
        with pytest.raises(Refused, match="väntar inte på beslut"):
            decided(cast.carin, made, Status.DECLINED)
        with pytest.raises(DatabaseError, match="locked"), transaction.atomic():
            Procurement.objects.filter(pk=made.pk).update(price=1)


def followed(procurement: Procurement, by: User, **changes: Any) -> ProcurementFollowUp:
    told = {"done_on": today(), "found": "Går som det ska."} | changes
    noted = ProcurementFollowUp(case=procurement.case, procurement=procurement, **told)
    return actions.follow_up_procurement(follow_up=noted, by=by)


def test_what_waits_and_what_is_late_stands_on_min_dag(case: Case, cast: Cast) -> None:
    """Planted: a watch that asks for the first day only, and not for the one set since."""

    def rows(user: User) -> list[str]:
        with acting_as(user):
            shown = [row.sentence for part in sections(user, today()) for row in part.rows]
        return [sentence for sentence in shown if "pphandling" in sentence]

    made = proposed(cast.lotta, case, follow_up_on=today() - timedelta(days=1))
    assert "Förslag till upphandling väntar" in rows(cast.carin)[0]
    assert rows(cast.lotta) == []
    with acting_as(cast.carin):
        decided(cast.carin, made, Status.RETURNED)
    assert rows(cast.lotta) == ["Chefen har lämnat tillbaka en upphandling."]
    with acting_as(cast.lotta):
        actions.propose(procurement=made, by=cast.lotta)
    with acting_as(cast.carin):
        decided(cast.carin, made)
    [late] = rows(cast.lotta)
    assert "skulle ha följts upp" in late
    with acting_as(cast.lotta):
        followed(made, cast.lotta, next_on=today() + timedelta(days=30))
        assert next_follow_up(made) == today() + timedelta(days=30)
        ahead = today() + timedelta(days=31)
        assert [found.pk for found in purchases.purchase_unfollowed(cast.lotta, ahead)] == [case.pk]
    assert rows(cast.lotta) == []
    with acting_as(cast.lotta):
        followed(made, cast.lotta, found="Avslutat.")
        assert not purchases.purchase_unfollowed(cast.lotta, ahead)
        with pytest.raises(Refused, match="kommer efter"):
            followed(made, cast.lotta, next_on=today())


def test_near_the_limit_it_is_said_in_words(
    case: Case, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: the limit compared with what one purchase costs, and not with the year's sum."""
    half = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 7, 19)}  # 200 days
    bought(cast.lotta, cast.carin, case, **half)
    with acting_as(cast.lotta):
        assert limit_words(case, cast.lotta) == ""
    other = drafted(cast.lotta, case, **half)
    with acting_as(cast.lotta):
        assert limit_words(case, cast.lotta) == ""
        told = limit_words(case, cast.lotta, other).replace("\xa0", " ")
        assert "800 000 kr under tolv månader" in told
        assert "nära gränsen, 1 000 000 kr" in told
        lower = ProgrammeSetting(purchase_limit=700_000)
        monkeypatch.setattr("plans.rules.procurements.setting", lambda case: lower)
        assert "över gränsen" in limit_words(case, cast.lotta, other)


def test_the_manager_sees_what_the_stadsdel_buys_and_nothing_of_the_hidden(
    case: Case, cast: Cast
) -> None:
    """Planted: the procurements of the stadsdel in place of those of readable cases."""
    bought(cast.lotta, cast.carin, case, ends_on=date(2027, 1, 31))
    proposed(cast.lotta, case, ends_on=date(2026, 3, 10))
    hidden = open_case_for(cast.lotta, cast.hv, first_name="Siv")
    bought(cast.lotta, cast.carin, hidden)
    with acting_as(cast.lotta):
        Person.objects.filter(pk=hidden.person_id).update(protection=Protection.REGISTERED)
    with acting_as(cast.carin):
        later, sooner = year_sums(procurements_of(cast.carin))
    assert (later.year, later.decided, later.cases) == (2027, Decimal(62_000), 1)
    assert (sooner.decided, sooner.waiting) == (Decimal(612_000), Decimal(20_000))
    address = reverse("plans:purchases") + "?ar=2026"
    html = at(cast.carin).get(address).content.decode()
    assert case.number in html
    assert hidden.number not in html
    table = at(cast.carin).get(address + "&fil=csv").content.decode()
    assert f"{case.number};Exempelhemmet AB;556012-5790;Avrop på ramavtal;2026-03-01" in table
    assert hidden.number not in table
    assert at(cast.carin).get(address + "&fil=xlsx").content.startswith(b"PK")
    assert LogEntry.objects.filter(event="purchases.exported").count() == 2
    for who in (cast.lotta, cast.sam, cast.farah, cast.uno):
        assert at(who).get(address).status_code == 404
    assert case.number not in at(cast.frank).get(address).content.decode()
    assert at(cast.carin).get(address + "&fil=exe").status_code == 404


def test_from_the_first_button_to_the_follow_up_on_the_pages(case: Case, cast: Cast) -> None:
    once = "5f8d8f0e-25a5-4e6b-8a0e-0f8d8f0e25a6"
    assert send(case, cast.lotta, "procurements", {"once": once}) == ""
    html = page(case, cast.lotta, "procurement", once)
    assert "Kan inte lämnas för beslut än" in html
    form = {name: str(value) for name, value in PURCHASE.items() if value is not True}
    form |= {"framework_agreement": "on", "price": "2 000,50 kr", "version": "1"}
    wrong = form | {"org_number": "556012-5791", "ends_on": "2026-01-01"}
    html = send(case, cast.lotta, "procurement", wrong, once)
    assert "Kontrollsiffran stämmer inte" in html
    assert "slutar innan det börjar" in html
    assert "Behandling dygnet runt" in html
    assert send(case, cast.lotta, "procurement", form | {"propose": "1"}, once) == ""
    html = page(case, cast.carin, "procurement", once)
    assert "184\xa0046\xa0kr" in html
    assert "Spara beslutet" in html
    assert "Spara beslutet" not in page(case, cast.lotta, "procurement", once)
    answer = {"status": "approved", "delegation": ""}
    assert "delegationspunkt" in send(case, cast.carin, "procurement_decide", answer, once)
    answer["delegation"] = "5.3"
    assert send(case, cast.carin, "procurement_decide", answer, once) == ""
    noted = {"follow_up": "1", "once": once, "done_on": "2026-04-01", "found": "Går bra."}
    assert "Skriv vad" in send(case, cast.lotta, "procurement", noted | {"found": ""}, once)
    assert send(case, cast.lotta, "procurement", noted, once) == ""
    assert "Köpet följs inte upp mer." in page(case, cast.carin, "procurement", once)
    assert at(cast.farah).get(url(case, "procurement", once)).status_code == 404
