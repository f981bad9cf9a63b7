"""The annual report's texts: written by who follows up the whole city, and locked when signed."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from followup.actions.reports import save_report, sign_report
from followup.models import AnnualReport
from sig.lib.rules import Refused
from tests.people import Cast


pytestmark = pytest.mark.django_db


def drafted(cast: Cast, summary: str = "Arbetet växer.") -> AnnualReport:
    report = AnnualReport(from_on=date(2025, 1, 1), before=date(2026, 1, 1), summary=summary)
    return save_report(report=report, by=cast.uno)


def test_the_author_is_uppfoljare_for_the_whole_city(cast: Cast) -> None:
    """Planted: without the question about the role it fails here."""
    assert drafted(cast).author == cast.uno
    for who in (cast.carin, cast.fred):
        with pytest.raises(Refused, match="uppföljare för hela staden"):
            save_report(report=AnnualReport.objects.get(), by=who)


def test_r51_a_signed_report_is_locked(cast: Cast) -> None:
    """Planted: without the look at what is stored it is PostgreSQL that refuses, in English."""
    report = sign_report(report=drafted(cast), by=cast.uno)
    assert (report.is_signed, report.signed_title) == (True, "Uppföljare")
    report.summary = "Ändrat."
    with pytest.raises(Refused, match="påskriven och kan inte ändras"):
        save_report(report=report, by=cast.uno)
    with pytest.raises(DatabaseError, match="locked"), transaction.atomic():
        AnnualReport.objects.update(summary="Ändrat.")


def test_a_report_without_a_summary_is_not_signed(cast: Cast) -> None:
    with pytest.raises(Refused, match="saknar sammanfattning"):
        sign_report(report=drafted(cast, summary=" "), by=cast.uno)
