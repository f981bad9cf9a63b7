"""What is new on a user's Min dag since they last looked, and the mail that says that something is."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from cases.models import Notice
from organisation.access import districts_with
from organisation.models import User
from organisation.notices import send, told_until
from sig.worklist.shapes import Key, Watch


def renew(user: User, watches: Iterable[Watch], today: date) -> None:
    """Note what has come to ``watches`` for ``user``, and what has gone from them."""
    found = {
        (watch.code, case): district
        for watch in watches
        if districts_with(user, watch.permission)
        for case, district in watch.telling(user, today).values_list("pk", "district_id")
    }
    standing = _standing(user)
    gone = [notice.pk for key, notice in standing.items() if key not in found]
    Notice.objects.filter(pk__in=gone).update(gone_at=timezone.now())
    _add(user, {key: found[key] for key in found.keys() - standing.keys()})


def see(user: User, shown: dict[Key, int]) -> set[Key]:
    """Note that ``user`` sees these rows, and give back the new ones. At a first look none is."""
    standing = _standing(user)
    new = {key for key in shown if key not in standing or standing[key].seen_at is None}
    first_look = not standing and not Notice.objects.filter(user=user).exists()
    now = timezone.now()
    if known := [standing[key].pk for key in new if key in standing]:
        Notice.objects.filter(pk__in=known).update(seen_at=now)
    _add(user, {key: shown[key] for key in new - standing.keys()}, seen_at=now)
    return set() if first_look else new


def tell(user: User, now: datetime) -> bool:
    """Send the mail if there is something that its receiver hasn't seen, once. True when it went.

    The rows are locked, so that a task delivered twice sends one mail. A mail that can't be sent
    raises, nothing is noted, and it is tried again the next time.
    """
    until = told_until(user.mail_choice, now)
    if until is None or not user.email:
        return False
    unseen = _of(user).filter(seen_at__isnull=True, mailed_at__isnull=True, came_at__lte=until)
    keys = list(unseen.select_for_update().values_list("pk", flat=True))
    if not keys:
        return False
    Notice.objects.filter(pk__in=keys).update(mailed_at=now)
    send(user)
    return True


def _of(user: User) -> QuerySet[Notice]:
    return Notice.objects.standing().filter(user=user)


def _standing(user: User) -> dict[Key, Notice]:
    return {(notice.watch, notice.case_id): notice for notice in _of(user)}


def _add(user: User, found: dict[Key, int], seen_at: datetime | None = None) -> None:
    """Somebody may look at Min dag while the task runs: what is noted already stays as it is."""
    made = [
        Notice(user=user, watch=watch, case_id=case, district_id=district, seen_at=seen_at)
        for (watch, case), district in found.items()
    ]
    Notice.objects.bulk_create(made, ignore_conflicts=True)
