"""The nightly sweep and the weekly list. Tasks carry ids and days only, and may be delivered twice."""

from datetime import date

from meetings.sweep import sweep
from meetings.weeks import list_week, tell_of_week, untold
from organisation.access import acting_in
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
    """The list of this week for one stadsdel, unless it is made; then a task for each to be told.

    Who was missed yesterday, or leads the stadsdel from today on, is told today.
    """
    district = District.objects.get(pk=district_id)
    made = list_week(district, today())
    with acting_in(district):
        for user in untold(district, made.monday):
            send("meetings.tasks.tell_of_week", district.pk, user.pk)


@app.task(name="meetings.tasks.tell_of_week")
def tell_one_of_week(district_id: int, user_id: int) -> None:
    """Tell one user that this week's list is there, unless they have been told."""
    tell_of_week(District.objects.get(pk=district_id), today(), user_id)
