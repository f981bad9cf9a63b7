"""Sending a pair of assessments to socialförvaltningen, as a record without identity (R42)."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import connection

from audit.log import audited
from cases.access import lock_case
from cases.models import Case, Referral
from consent.actions import disclose_without_identity
from followup.models import SubmissionReceipt
from followup.records import Content, Pair, year_of
from followup.rules import ended_on, ended_or_manager, may_name_stadsdel, pair_signed, signed_of
from organisation.models import User
from sig.lib.dates import swedish
from sig.lib.rules import Blocker, Refused, require


PAGE = "followup:submission"


def pair_of(case: Case) -> Pair:
    """What the record is made from. Raises ``Refused`` when there is no signed pair."""
    require(case, None, pair_signed)
    signed = signed_of(case)
    return Pair(
        case=case,
        person=case.person,
        referral=Referral.objects.of(case).get(),
        first=signed[0],
        last=signed[-1],
        ended_on=ended_on(case, signed[-1]),
    )


def record_of(pair: Pair) -> Content:
    """The exact record that would leave now, with the stadsdel where it has enough of them (R44)."""
    content = pair.content(str(pair.case.district))
    if not may_name_stadsdel(pair.case, year_of(content)):
        content["district"] = ""
    return content


def fingerprint(content: Content) -> str:
    """SHA-256 of the record, so that what is confirmed is what was shown."""
    return hashlib.sha256(_as_bytes(content)).hexdigest()


def omitted() -> str:
    """Why a record names no stadsdel, in words."""
    return f"utelämnas: stadsdelen har färre än {settings.SMALL_CELL_THRESHOLD} för året"


@audited("submission.sent")
def submit(*, case: Case, seen: str, by: User) -> SubmissionReceipt:
    """Send the record whose fingerprint the sender has ``seen``, and keep a receipt with the case.

    One that was sent before is taken away, as one record with the same content: which of them it
    was, nobody can say (ADR 9). Raises ``Refused`` when the pair isn't signed, when the case goes on
    and ``by`` isn't its manager, when it differs from what was seen, and when it is sent already.
    """
    case = lock_case(case)
    require(case, by, pair_signed, ended_or_manager)
    content = record_of(pair_of(case))
    earlier = SubmissionReceipt.objects.of(case).first()
    _require_news(content, earlier, seen)
    receipt = SubmissionReceipt(
        case=case,
        number=earlier.number + 1 if earlier else 1,
        content=content,
        disclosure=disclose_without_identity(case=case, content=_as_bytes(content), by=by),
        sent_by=by,
        sent_title=by.title,
    )
    receipt.insert()
    send_record(content, replaced=earlier.content if earlier else None)
    return receipt


def send_record(content: Content, *, replaced: Content | None = None) -> None:
    """Hand the record to the database, which draws its key. The application can't read it again."""
    with connection.cursor() as cursor:
        arguments = [json.dumps(replaced) if replaced else None, json.dumps(content)]
        cursor.execute("select send_record(%s::jsonb, %s::jsonb)", arguments)


def _require_news(content: Content, earlier: SubmissionReceipt | None, seen: str) -> None:
    if earlier and earlier.content == content:
        day = swedish(earlier.sent_at, year=True)
        raise Refused(Blocker(f"Samma uppgifter skickades redan den {day}.", "R42", PAGE))
    if fingerprint(content) != seen:
        sentence = "Uppgifterna har ändrats sedan du såg dem. Läs igenom dem och skicka igen."
        raise Refused(Blocker(sentence, "R42", PAGE))


def _as_bytes(content: Any) -> bytes:
    return json.dumps(content, sort_keys=True, ensure_ascii=False).encode()
