"""The insatser beside the group: noted, ended with a reason, counted, and who of them is the lots."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cases.models import Case
from organisation.access import acting_as
from organisation.models import AgencyKind
from plans import actions
from plans.documents import Copy, plan_html, recipient_html
from plans.models import SupportMeasure
from plans.rules import commissioned_lots, excerpts_of, support_gaps, supports
from sig.lib.dates import today
from sig.lib.rules import Refused
from tests.people import Cast
from tests.plans.pages import page, send
from tests.stories import open_case_for
from tests.story_consent import OWN_KINDS
from tests.story_plans import active_plan, agency, consent_to


pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case_for(cast.lotta, cast.hv)


def support_of(case: Case, **changes: Any) -> SupportMeasure:
    told: dict[str, Any] = {
        "kind": "mst",
        "starts_on": DAY,
        "decided_on": DAY,
        "decided_by": "Carin Chef",
    }
    return SupportMeasure(case=case, **(told | changes))


def noted(case: Case, cast: Cast, **changes: Any) -> SupportMeasure:
    with acting_as(cast.lotta):
        return actions.save_support(support=support_of(case, **changes), by=cast.lotta)


def test_an_insats_ends_with_a_reason_and_stays(case: Case, cast: Cast) -> None:
    made = noted(case, cast)
    with acting_as(cast.lotta):
        assert made.label == "Multisystemisk terapi (MST)"
        assert made.period == "från 2 mars 2026 tills vidare"
        made.ended_on = date(2026, 5, 4)
        with pytest.raises(Refused, match="Skriv skälet"):
            actions.save_support(support=made, by=cast.lotta)
        made.ended_because = "familjen tackade nej"
        actions.save_support(support=made, by=cast.lotta)
        [kept] = supports(case)
        assert kept.period == "2 mars 2026–4 maj 2026, avslutad: familjen tackade nej"
        with pytest.raises(IntegrityError), transaction.atomic():
            SupportMeasure.objects.filter(pk=made.pk).update(ended_because="")


def test_a_form_sent_twice_makes_one_and_a_mistake_is_kept_unseen(case: Case, cast: Cast) -> None:
    made = noted(case, cast)
    with acting_as(cast.lotta):
        again = actions.save_support(support=support_of(case, id=made.pk), by=cast.lotta)
        assert again == made
        actions.remove_support(support=made, by=cast.lotta)
        assert not supports(case)
        assert SupportMeasure.objects.of(case).count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_on": DAY - timedelta(days=1)}, "ends_on"),
        ({"is_lots": True}, "agency"),
        ({"decided_on": today() + timedelta(days=1)}, "decided_on"),
        ({"ended_because": "flyttade"}, "ended_on"),
        ({"ended_on": DAY - timedelta(days=1), "ended_because": "flyttade"}, "ended_on"),
        ({"ended_on": today() + timedelta(days=1), "ended_because": "flyttade"}, "ended_on"),
    ],
)
def test_days_that_cannot_be_right_are_told_at_the_field(
    changes: dict[str, Any], field: str
) -> None:
    assert list(
        support_gaps(SupportMeasure(**{"starts_on": DAY, "decided_on": DAY} | changes))
    ) == [field]


def test_who_is_lots_on_commission_stands_over_the_case_as_long_as_it_lasts(
    case: Case, cast: Cast
) -> None:
    bas = agency(case, "Ungdomstjänsten BAS", AgencyKind.PROVIDER)
    made = noted(case, cast, kind="skkp", agency=bas, is_lots=True)
    assert "lots på uppdrag Ungdomstjänsten BAS" in page(case, cast.lotta, "supports")
    with acting_as(cast.lotta):
        made.ended_on, made.ended_because = today() - timedelta(days=1), "uppdraget är klart"
        actions.save_support(support=made, by=cast.lotta)
        assert commissioned_lots(case) == []


def test_the_persons_and_the_working_copy_tell_of_it_and_no_recipients(
    case: Case, cast: Cast
) -> None:
    """Planted: the line of meeting.html put into recipient.html too."""
    school = agency(case, "Ekskolan")
    consent_to(cast.lotta, case, school, OWN_KINDS)
    plan = active_plan(cast.lotta, case)
    noted(case, cast)
    with acting_as(cast.lotta):
        [excerpt] = excerpts_of(plan, [school], today())
        theirs = recipient_html(plan, excerpt, 1, viewer=cast.lotta)
        copies = [plan_html(plan, copy, viewer=cast.lotta) for copy in Copy]
    assert "MST" not in theirs
    assert all("Multisystemisk terapi (MST):</b> den egna enheten" in copy for copy in copies)


def test_it_is_noted_and_ended_on_its_pages(case: Case, cast: Cast) -> None:
    form = {
        "once": "5f8d8f0e-25a5-4e6b-8a0e-0f8d8f0e25a5",
        "version": "0",
        "kind": "family",
        "starts_on": "2026-03-02",
        "decided_on": "2026-02-27",
        "decided_by": "Carin Chef, enhetschef",
    }
    assert "Välj insatsen" in send(case, cast.lotta, "supports", form | {"kind": ""})
    assert send(case, cast.lotta, "supports", form) == ""
    with acting_as(cast.lotta):
        made = supports(case).get()
    ended = form | {"version": "1", "ended_on": "2026-05-04"}
    assert "Skriv skälet" in send(case, cast.lotta, "support", ended, made.pk)
    ended["ended_because"] = "familjen tackade nej"
    assert send(case, cast.lotta, "support", ended, made.pk) == ""
    html = page(case, cast.carin, "supports")
    assert "avslutad: familjen tackade nej" in html
    assert "Lägg till en insats" not in html
    assert send(case, cast.lotta, "support", {"remove": "1"}, made.pk) == ""
    assert "Ingen annan insats är noterad." in page(case, cast.lotta, "supports")
