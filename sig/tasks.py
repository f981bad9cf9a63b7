"""Telling users that there is something to do. Tasks carry ids only, and may be delivered twice."""

from django.utils import timezone

from audit import log
from organisation.access import acting_as
from organisation.models import Appointment, User
from sig.celery import app
from sig.lib.dates import today
from sig.lib.tasks import send
from sig.worklist import TELLING, notices


@app.task(name="sig.tasks.tell_everybody")
def tell_everybody() -> None:
    """One task for each user with a role, so that one that fails stops no other."""
    at_work = Appointment.objects.in_force(today()).values("user")
    for user in User.objects.filter(is_active=True, pk__in=at_work).order_by("pk"):
        send("sig.tasks.tell", user.pk)


@app.task(name="sig.tasks.tell")
def tell(user_id: int) -> None:
    """Note what is new for one user, and send the mail that says so if it is time."""
    user = User.objects.get(pk=user_id)
    with acting_as(user):
        notices.renew(user, TELLING, today())
        if notices.tell(user, timezone.now()):
            log.record("notice.mailed", by=log.SYSTEM, detail=f"user {user.pk}")
