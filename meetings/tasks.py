"""The nightly sweep and the weekly list. Tasks carry ids and days only, and may be delivered twice."""

from datetime import date

from meetings.sweep import sweep
from meetings.weeks import list_week
from organisation.models import District
from sig.celery import app
from sig.lib.dates import today
from sig.lib.tasks import send


@app.task(name="meetings.tasks.flag_overdue_everywhere")
def flag_overdue_everywhere(day: str | None = None) -> None:
    """One task for each stadsdel, so that one that fails stops no other. ``day``: ISO, or today."""
    for district in District.objects.order_by("pk"):
        send("meetings.tasks.flag_overdue_in", district.pk, *([day] if day else []))


@app.task(name="meetings.tasks.flag_overdue_in")
def flag_overdue_in(district_id: int, day: str | None = None) -> None:
    """Sweep one stadsdel, as on ``day`` (today)."""
    district = District.objects.get(pk=district_id)
    sweep(district, date.fromisoformat(day) if day else today())


@app.task(name="meetings.tasks.list_week_everywhere")
def list_week_everywhere() -> None:
    """Every day, so that a Monday without a beat is made good on the Tuesday."""
    for district in District.objects.order_by("pk"):
        send("meetings.tasks.list_week_in", district.pk)


@app.task(name="meetings.tasks.list_week_in")
def list_week_in(district_id: int) -> None:
    """The list of this week for one stadsdel, unless it is made."""
    list_week(District.objects.get(pk=district_id), today())
