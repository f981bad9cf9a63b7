"""One case with a long history, page by page, beside the same rows fetched by hand."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse

from cases.models import Case, Step
from organisation.access import acting_as
from organisation.models import User
from sig.bench.bare import FROM, ON
from sig.bench.measure import Pair, fetch, in_turns, selects


NOTES, CONSENTS, DISCLOSURES = 300, 40, 60

# Consents one after the other, each with the row that the disclosures rest on.
STATEMENTS = (
    """
    insert into cases_journalentry (id, case_id, district_id, kind, happened_on, source, text,
        correction_reason, written_by_id, written_title, written_at)
    select gen_random_uuid(), %(case)s, %(district)s, 'talk', %(day)s::date - i, '', 'Ord', '',
        %(lots)s, 'Lots', %(day)s::date - i
    from generate_series(1, %(notes)s) i
    """,
    """
    with made as (
        insert into consent_consent (id, case_id, district_id, purpose, informed_meaning, informed_law,
            guardian_ground, guardian_words, maturity, language, exceptions, registered_by_id,
            registered_at)
        select gen_random_uuid(), %(case)s, %(district)s, 'investigation', true, true, '', '', '', '',
            '', %(lots)s, %(day)s::date - i
        from generate_series(1, %(consents)s) i
        returning id
    ), given as (
        insert into consent_consentgiver (id, case_id, district_id, consent_id, role, name, way, given_on)
        select gen_random_uuid(), %(case)s, %(district)s, id, role, 'Prov', 'written', %(day)s
        from made, unnest('{person,guardian_1}'::text[]) role
    )
    insert into consent_consentrow (id, case_id, district_id, consent_id, agency_id, kinds, mutual,
        valid_from, valid_to, withdrawn_words)
    select gen_random_uuid(), %(case)s, %(district)s, made.id, agency.id, '{plan,meeting}', true,
        %(day)s::date - 300, %(day)s::date + 60, ''
    from made, organisation_agency agency where agency.district_id = %(district)s
    """,
    """
    insert into consent_disclosure (id, case_id, district_id, agency_id, row_id, document, kinds, sha256,
        sent_by_id, sent_at)
    select gen_random_uuid(), %(case)s, %(district)s, agency_id, id, 'plan', '{plan}', '', %(lots)s,
        %(day)s
    from (select * from consent_consentrow where case_id = %(case)s order by id limit %(disclosures)s) r
    """,
)

# The pages are opened for their queries; nobody need have collected the static files.
UNCOLLECTED = override_settings(
    STORAGES=settings.STORAGES
    | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
)

# Who is asking is fetched for every page alike, and isn't of the case.
ASKS_WHO = re.compile(
    r"FROM .(django_session|organisation_(user. WHERE \S+ =|rolegroup|deputy|districtgroup))"
)
BY = "left join organisation_user u on u.id ="
OF = "where x.case_id = '{case}'"
FRAME = (
    f"""select c.*, p.*, g.name, d.name from {FROM}
    join organisation_programme g on g.id = c.programme_id where c.id = '{{case}}' and {ON}""",
    f"select x.*, u.first_name from cases_caserole x {BY} x.user_id {OF}",
    f"select x.*, u.first_name from cases_threatassessment x {BY} x.signed_by_id {OF}",
    f"""select x.*, a.name from consent_consentrow x
    join organisation_agency a on a.id = x.agency_id {OF} and x.withdrawn_at is null
    and x.valid_from <= '{{day}}' and x.valid_to >= '{{day}}' and exists (
        select from consent_consentgiver g where g.consent_id = x.consent_id and g.role = 'person'
    ) order by x.valid_to, x.id limit 1""",
    f"""select x.*, a.name from plans_supportmeasure x
    left join organisation_agency a on a.id = x.agency_id {OF} and not x.removed""",
)
CONSENTED = (
    f"""select x.*, a.name, u.first_name from consent_consentrow x
    join organisation_agency a on a.id = x.agency_id {BY} x.withdrawn_by_id {OF}""",
    f"""select x.*, u.first_name from consent_consent x {BY} x.registered_by_id {OF}
    order by x.registered_at desc""",
    f"select x.* from consent_consentgiver x {OF}",
    f"select x.*, u.first_name from consent_information x {BY} x.given_by_id {OF}",
    f"select x.* from consent_policeanswer x {OF}",
    f"""select x.*, a.name, r.valid_from, r.valid_to, u.first_name from consent_disclosure x
    join organisation_agency a on a.id = x.agency_id
    left join consent_consentrow r on r.id = x.row_id {BY} x.sent_by_id {OF}""",
)

# Of each page, a query for each kind of record that it shows.
BY_HAND = {
    "case": (
        *FRAME,
        *CONSENTED,
        f"select x.* from cases_referral x {OF}",
        f"select x.* from cases_needsinventory x {OF} and x.signed_at is not null",
        f"select x.*, u.first_name from cases_decision x {BY} x.decided_by_id {OF}",
        f"select x.*, u.first_name from cases_threatdecision x {BY} x.decided_by_id {OF}",
        f"select x.*, u.first_name from plans_plan x {BY} x.activated_by_id {OF}",
        f"select x.* from meetings_meeting x {OF} order by x.starts_at desc",
        f"select x.*, u.first_name from meetings_intervalpause x {BY} x.decided_by_id {OF}",
        f"""select x.*, u.first_name from followup_assessment x {BY} x.signed_by_id {OF}
        and x.signed_at is not null""",
        f"select x.*, u.first_name from followup_discharge x {BY} x.decided_by_id {OF}",
        f"select x.*, u.first_name from cases_reconciled x {BY} x.noted_by_id {OF}",
        f"select x.* from cases_courtstatement x {OF}",
        f"select x.*, u.first_name from cases_imported x {BY} x.imported_by_id {OF}",
        f"select x.* from cases_todo x {OF} and x.done_at is null",
    ),
    "consent:list": (
        *FRAME,
        *CONSENTED,
        f"select x.* from consent_original x {OF}",
        f"select x.* from consent_ground x {OF}",
    ),
    "cases:journal": (
        *FRAME,
        f"""select x.*, u.first_name from cases_journalentry x {BY} x.written_by_id {OF}
        and x.written_at is not null order by x.happened_on desc, x.written_at desc, x.id desc
        limit 51""",
        f"select x.* from cases_journalentry x {OF} and x.corrects_id is not null",
        f"select x.* from cases_dissent x {OF}",
        f"select x.* from cases_filing x {OF}",
        f"select x.* from cases_journalentry x {OF} and x.written_at is null",
        f"select x.* from cases_draft x {OF} and x.user_id = {{user}}",
    ),
}


def lengthen(lots: User, day: date) -> None:
    """Give one of the lots's cases its history. Run as the owner."""
    with acting_as(lots), connection.cursor() as cursor:
        case = _case(lots)
        values: dict[str, Any] = {
            **{"case": case.pk, "district": case.district_id, "lots": lots.pk, "day": day},
            **{"notes": NOTES, "consents": CONSENTS, "disclosures": DISCLOSURES},
        }
        for statement in STATEMENTS:
            cursor.execute(statement, values)
        cursor.execute("analyze")


def measure(lots: User, day: date, rounds: int) -> Iterator[tuple[str, Pair]]:
    """The SQL of each page of the case, without the menu: Min dag has that already."""
    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    client.force_login(lots)
    with patch("sig.context._menu", return_value=[]), UNCOLLECTED, acting_as(lots):
        case = _case(lots)
        for page, queries in BY_HAND.items():
            address = reverse(page, args=[case.pk])
            by_hand = [query.format(case=case.pk, user=lots.pk, day=day) for query in queries]
            yield page, _pair(partial(client.get, address), by_hand, rounds)


def _pair(opens: Callable[[], object], by_hand: Sequence[str], rounds: int) -> Pair:
    opens()  # what a session fetches once
    ours = [query for query in selects(opens) if not ASKS_WHO.search(query)]
    if not _keys(by_hand) <= _keys(ours):
        raise CommandError("The queries by hand find other records than the page does.")
    return in_turns(lambda: fetch(ours), lambda: fetch(by_hand), rounds, len(ours))


def _keys(queries: Sequence[str]) -> set[object]:
    return {row[0] for rows in fetch(queries) for row in rows}


def _case(lots: User) -> Case:
    return Case.objects.own(lots).open().filter(step=Step.IMPLEMENTATION).order_by("number")[0]
