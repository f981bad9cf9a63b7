"""The de-identified record of a pair of assessments: what leaves, what doesn't, and who may send it."""

import json
import re
import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from audit.models import LogEntry
from cases.models import Case, Outcome, Route
from consent.models import Disclosure
from followup.actions.submissions import pair_of, record_of, submit
from followup.models import SubmissionReceipt, answers
from followup.records import age_group, age_groups, quarter
from followup.rules import BACKGROUND, SITUATION
from organisation.access import acting_as
from sig.lib.dates import months_between, today
from sig.lib.rules import Refused
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_followup import answered, assessed
from tests.story_meetings import enrolled, fresh
from tests.story_submissions import ended, paired, sent


pytestmark = pytest.mark.django_db

# Everything that a record may hold; a new field is decided on here, and nowhere else.
ALLOWED = {
    *("ended", "enrolled", "months", "district", "programme", "age_group", "route", "outcome"),
    *("areas", "goals_set", "goals_met"),
    *BACKGROUND,
    *(f"{field}_{when}" for field in SITUATION for when in ("first", "last")),
}
CHOICES = {
    value
    for listed in (*vars(answers).values(), Route, Outcome)
    if isinstance(listed, type) and hasattr(listed, "values")
    for value in listed.values
}


def leaves_of(content: Any) -> Iterator[Any]:
    """Every single value of a record."""
    for value in content.values() if isinstance(content, dict) else content:
        if isinstance(value, dict | list):
            yield from leaves_of(value)
        else:
            yield value


def shown(case: Case, cast: Cast) -> dict[str, Any]:
    with acting_as(cast.lotta):
        return dict(record_of(pair_of(fresh(case))))


def refusal(case: Case, by: Any) -> str:
    with pytest.raises(Refused) as refused, acting_as(by):
        submit(case=fresh(case), seen="", by=by)
    return " ".join(refused.value.messages)


def test_r42_the_record_is_built_from_a_list_and_holds_no_identity(cast: Cast) -> None:
    """Planted: the birth date sent as it stands."""
    case = paired(cast.lotta, cast.hv)
    content = shown(case, cast)
    assert set(content) == ALLOWED
    expected = {
        quarter(today()),
        "",
        "SIG unga",
        age_group(16),
        age_group(15),
    }
    assert {v for v in leaves_of(content) if not isinstance(v, int)} <= CHOICES | expected
    said = json.dumps(content, ensure_ascii=False)
    person = fresh(case).person
    secrets = [person.first_name, person.last_name, str(case.pk), str(person.pk), case.number]
    secrets += [f"{person.birth_date:%Y-%m-%d}", f"{today():%Y-%m-%d}"]
    assert [secret for secret in secrets if secret in said] == []


def test_r42_the_receipt_does_not_know_which_record_it_became(cast: Cast) -> None:
    """The key is drawn by the database, and no column of the receipt could hold it."""
    receipt = sent(paired(cast.lotta, cast.hv), cast.lotta)
    keys = {name for name, value in vars(receipt).items() if isinstance(value, uuid.UUID)}
    assert keys == {"id", "case_id", "disclosure_id"}
    with acting_as(cast.lotta):
        disclosure = Disclosure.objects.get(document="submission")
        assert (disclosure.agency, disclosure.row, disclosure.ground) == (None, None, None)
        assert len(disclosure.sha256) == 64
        assert LogEntry.objects.filter(event="submission.sent", case=receipt.case_id).exists()


def test_r42_the_application_cannot_read_what_it_has_sent(cast: Cast) -> None:
    sent(paired(cast.lotta, cast.hv), cast.lotta)
    for statement in ("select from", "delete from"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"{statement} followup_centralrecord")


def test_r42_only_a_signed_pair_is_sent_and_before_the_end_only_by_the_manager(cast: Cast) -> None:
    """Planted: ``ended_or_manager`` left out, and Lotta sends a case that goes on."""
    case = enrolled(open_case_for(cast.lotta, cast.hv), today())
    answered(case, cast.lotta)
    assert "Den första bedömningen (3.4) är inte påskriven" in refusal(case, cast.lotta)
    assessed(case, cast.lotta)
    assert "Den sista bedömningen (3.4) är inte påskriven" in refusal(case, cast.lotta)
    assessed(case, cast.lotta)
    assert refusal(case, cast.lotta).startswith("Insatsen pågår.")
    assert sent(case, cast.carin).content["outcome"] == ""


def test_r42_what_is_confirmed_is_what_was_seen(cast: Cast) -> None:
    assert "har ändrats sedan du såg dem" in refusal(paired(cast.lotta, cast.hv), cast.lotta)


def test_r42_a_record_is_replaced_by_one_and_unchanged_is_told(cast: Cast) -> None:
    """Planted: the old record left where it was; then the owner finds two."""
    case = enrolled(open_case_for(cast.lotta, cast.hv), today())
    assessed(case, cast.lotta)
    assessed(case, cast.lotta)
    first = sent(case, cast.carin)
    with pytest.raises(Refused, match="Samma uppgifter skickades redan"):
        sent(case, cast.carin)
    second = sent(ended(case), cast.lotta)
    assert (first.number, second.number) == (1, 2)
    with (
        pytest.raises(Exception, match="no record says what was sent before"),
        transaction.atomic(),
    ):
        replace(first.content, second.content)  # it is gone
    replace(second.content, first.content)  # it is there, once
    with (
        pytest.raises(Exception, match="no record says what was sent before"),
        transaction.atomic(),
    ):
        replace(second.content, first.content)
    with acting_as(cast.lotta):
        assert SubmissionReceipt.objects.of(case).count() == 2


def replace(old: dict[str, Any], new: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select send_record(%s::jsonb, %s::jsonb)", [json.dumps(old), json.dumps(new)]
        )


def test_r44_the_stadsdel_is_named_from_the_threshold_on(cast: Cast, settings: Any) -> None:
    """Planted: the stadsdel named whatever the count is."""
    settings.SMALL_CELL_THRESHOLD = 2
    one = paired(cast.lotta, cast.hv)
    paired(cast.farah, cast.farsta)  # another stadsdel's don't count
    assert shown(one, cast)["district"] == ""
    paired(cast.lotta, cast.hv)
    assert shown(one, cast)["district"] == "Hässelby-Vällingby"


@given(st.integers(0, 99), st.integers(0, 99))
def test_r42_an_age_becomes_the_group_it_lies_in(one: int, other: int) -> None:
    assert age_group(one) in age_groups()
    order = age_groups()
    assert (order.index(age_group(one)) < order.index(age_group(other))) <= (one < other)


def test_months_are_whole() -> None:
    assert months_between(date(2025, 1, 31), date(2025, 2, 28)) == 0
    assert months_between(date(2025, 1, 15), date(2026, 1, 15)) == 12
    assert quarter(date(2026, 12, 31)) == "2026 kvartal 4"


def test_the_tab_draws_the_change_from_the_first_to_the_last(cast: Cast, client: Client) -> None:
    case = paired(cast.lotta, cast.hv)
    client.force_login(cast.lotta)
    page = client.get(reverse("followup:overview", args=[case.pk])).content.decode()
    assert page.count('class="drawn"') == page.count("Oförändrat</td>") == 9


def test_the_page_shows_what_leaves_and_then_the_receipt(cast: Cast, client: Client) -> None:
    case = paired(cast.lotta, cast.hv)
    client.force_login(cast.lotta)
    address = reverse("followup:submission", args=[case.pk])
    page = client.get(address).content.decode()
    assert "åldersgrupp 16–17 vid inskrivningen" in page
    assert "utelämnas: stadsdelen har färre än 5 för året" in page
    seen = re.findall(r'name="seen" value="(\w{64})"', page)[0]
    done = client.post(address, {"seen": seen}, follow=True).content.decode()
    assert "Uppgifterna är skickade till socialförvaltningen." in done
    assert "Det finns inget nytt att skicka." in done
    again = client.post(address, {"seen": seen}, follow=True).content.decode()
    assert "Samma uppgifter skickades redan" in again


def test_another_stadsdels_case_is_not_there(cast: Cast, client: Client) -> None:
    case = paired(cast.lotta, cast.hv)
    client.force_login(cast.farah)
    for name in ("submission", "submission_by_manager"):
        answer = client.post(reverse(f"followup:{name}", args=[case.pk]), {"seen": ""})
        assert answer.status_code == 404
