"""What the frame of every page needs: the menu, and who sits in front of it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from followup.access import incoming, is_analyst
from organisation.access import districts_of, districts_with, is_administrator
from organisation.models import User
from organisation.personnel import is_operative
from organisation.requests import StaffRequest
from organisation.roles import OF_STAFF, Permission
from sig.arrivals import waiting
from sig.lib.dates import today
from sig.worklist import late_count
from sig.worklist.beside import late_beside


@dataclass(frozen=True)
class Item:
    label: str
    url: str
    current: bool
    count: int = 0
    late: bool = False


@dataclass(frozen=True)
class Shell:
    unit: str
    role: str
    user_name: str


def shell(request: StaffRequest) -> dict[str, Any]:
    """``menu`` and ``shell`` for templates/site/shell.html; nothing before sign-in."""
    if not request.user.is_authenticated:
        return {}
    return {"menu": _menu(request), "shell": _who(request.user)}


def _menu(request: StaffRequest) -> list[Item]:
    user = request.user
    path = request.path
    items = [Item("Min dag", reverse("my_day"), path == "/", _late(user), late=True)]
    if districts_with(user, Permission.READ_CASE):
        cases = reverse("cases:list")
        items.append(Item("Ärenden", cases, path.startswith(cases)))
        meetings = reverse("meetings:all")
        items.append(Item("Möten", meetings, path.startswith(meetings)))
        items += _received(user, path)
    if districts_with(user, Permission.READ_CASES):
        purchases = reverse("plans:purchases")
        items.append(Item("Upphandlingar", purchases, path.startswith(purchases)))
    if districts_with(user, Permission.DECIDE):
        rounds = reverse("reconciliation")
        items.append(Item("Ärendeavstämning", rounds, path.startswith(rounds)))
    if districts_with(user, Permission.READ_STATISTICS):
        statistics = reverse("followup:statistics")
        items.append(Item("Statistik", statistics, path.startswith(statistics)))
    if districts_with(user, Permission.READ_PARTNERS):
        partners = reverse("organisation:contacts")
        items.append(Item("Kontaktlista", partners, path.startswith("/samverkan/")))
    items += _cooperation(user, path)
    if districts_with(user, Permission.NAME_DEPUTY):
        deputies = reverse("organisation:deputies")
        items.append(Item("Ersättare", deputies, path.startswith(deputies)))
    items += _administration(user, path)
    items += _staff(user, path)
    if is_analyst(user):
        city = reverse("followup:central")
        items.append(Item("Hela staden", city, path.startswith(city)))
        reports = reverse("followup:reports")
        items.append(Item("Årsrapporter", reports, path.startswith(reports)))
    return items


def _staff(user: User, path: str) -> list[Item]:
    """Säkerhetssamtal: for those whom they are held with and by, and those they are sent to."""
    has_them = any(districts_with(user, given) for given in OF_STAFF)
    if not (has_them or is_operative(user)):
        return []
    safety = reverse("organisation:safety")
    pages = (safety, reverse("organisation:competence"))
    return [Item("Säkerhet", safety, path.startswith(pages))]


def _cooperation(user: User, path: str) -> list[Item]:
    """How the cooperation goes: what fails in it, and the stadsdel's checklist."""
    of_deviations = (Permission.REPORT_DEVIATION, Permission.STEER_DEVIATION)
    items = []
    if any(districts_with(user, given) for given in of_deviations):
        deviations = reverse("followup:deviations")
        minutes = reverse("followup:lead_minutes")
        items.append(Item("Avvikelser", deviations, path.startswith((deviations, minutes))))
    if districts_with(user, Permission.READ_CHECKLIST):
        checklists = reverse("followup:checklists")
        items.append(Item("Checklista", checklists, path.startswith(checklists)))
    return items


def _administration(user: User, path: str) -> list[Item]:
    """Who has which role: the stadsdel's for its manager, everything for the administrator."""
    items = []
    if is_administrator(user):
        users = reverse("organisation:users")
        items.append(Item("Förvaltning", users, path.startswith(users)))
    if items or districts_with(user, Permission.NAME_DEPUTY):
        roles = reverse("organisation:roles")
        items.append(Item("Roller", roles, path.startswith(roles)))
    return items


def _received(user: User, path: str) -> list[Item]:
    """Överlämnanden, when another stadsdel hands something over; the figure is what waits."""
    address = reverse("followup:received_list")
    if not incoming(user).exists():
        return []
    return [Item("Överlämnanden", address, path.startswith(address), waiting(user).count())]


def _late(user: User) -> int:
    of_cases = late_count(user, today()) if districts_of(user) else 0
    return of_cases + late_beside(user, today())


def _who(user: User) -> Shell:
    units = {role.district.name if role.district else "Hela staden": None for role in user.roles}
    roles = {role.title: None for role in user.roles}
    roles |= {deputy.title: None for deputy in user.deputyships}
    return Shell(", ".join(units), ", ".join(roles) or "Ingen roll", user.shown_name)
