"""Who may do what in which stadsdel. The only module that knows django-guardian."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.apps import AppConfig
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import AnonymousUser, Group
from django.db.models import Q, QuerySet, Value
from django.http import Http404
from guardian.shortcuts import assign_perm, get_group_perms, remove_perm

from organisation.models import (
    Appointment,
    Deputy,
    District,
    DistrictGroupPermission,
    RoleGroup,
    User,
)
from organisation.roles import (
    DEPUTY,
    OF_COOPERATION,
    OF_STAFF,
    OPERATIVE,
    PERMISSIONS,
    Permission,
    Role,
)
from sig.lib import rowsecurity
from sig.lib.dates import today
from sig.lib.text import SwedishOrder


IN_CITY = 0  # in place of a stadsdel's key, which none has


def _grants(user: User | AnonymousUser) -> dict[str, frozenset[int]]:
    """Permission → ids of stadsdelar, fetched once and kept on the user for the request."""
    if not hasattr(user, "_grants"):
        found: dict[str, set[int]] = {}
        for codename, district in _granted(user):
            found.setdefault(codename, set()).add(district)
        user._grants = {codename: frozenset(ids) for codename, ids in found.items()}  # type: ignore[union-attr]
    return user._grants  # type: ignore[union-attr]


def _granted(user: User | AnonymousUser) -> list[tuple[str, int]]:
    """Pairs of permission and stadsdel: by role today, and for whom the manager has named, as deputy.

    guardian's rows say what a role's group may do, the appointments who is in it on which days. A
    deputyship rests on a role in the same stadsdel, so it falls with the role.
    """
    if not isinstance(user, User) or not user.is_active:
        return []
    groups = Appointment.objects.in_force(today()).filter(user=user.pk).values("role_group")
    in_stadsdel = DistrictGroupPermission.objects.filter(group__in=groups)
    in_city = RoleGroup.objects.filter(group__in=groups, district=None)
    held = in_stadsdel.values_list("permission__codename", "content_object_id").union(
        in_city.values_list("role", Value(IN_CITY)), all=True
    )
    by_role = [(codename, district) for codename, district in held if district != IN_CITY]
    at_work = {district for codename, district in by_role if codename == Permission.READ_CASE}
    as_deputy = at_work.intersection(pk for one in user.deputyships for pk in one.district.files)
    as_deputies = [(given.value, district) for district in as_deputy for given in DEPUTY]
    city_roles = [Role(role) for role, district in held if district == IN_CITY]
    return by_role + as_deputies + _in_every_stadsdel(city_roles)


def _in_every_stadsdel(roles: list[Role]) -> list[tuple[str, int]]:
    """What roles in the whole city give: nothing that reaches a case, whatever else the role has."""
    held = [PERMISSIONS[role] for role in roles]
    given = (OF_COOPERATION | OF_STAFF).intersection(frozenset().union(*held))
    if not given:
        return []
    everywhere = District.objects.values_list("pk", flat=True)
    return [(permission.value, district) for district in everywhere for permission in given]


def is_administrator(user: User) -> bool:
    """Whether the user is a systemförvaltare: who sees users and settings, and not one case."""
    return any(held.role == Role.ADMINISTRATOR for held in user.roles)


def require_administrator(user: User) -> None:
    """Raise ``Http404`` for everybody else: the page isn't there to them."""
    if not is_administrator(user):
        raise Http404


def deputyship(user: User, district_id: int) -> Deputy | None:
    """What lets ``user`` act as manager of the stadsdel today; None for who is its manager anyway."""
    managed = [role.district for role in user.roles if role.role == Role.MANAGER]
    if any(district and district_id in district.files for district in managed):
        return None
    return next((held for held in user.deputyships if district_id in held.district.files), None)


def districts_with(user: User | AnonymousUser, permission: Permission) -> frozenset[int]:
    """Ids of the stadsdelar where ``user`` has ``permission``: literals for the query at hand."""
    return _grants(user).get(permission, frozenset())


def may(user: User | AnonymousUser, permission: Permission, district_id: int) -> bool:
    return district_id in districts_with(user, permission)


def districts_of(user: User | AnonymousUser) -> frozenset[int]:
    """Ids of every stadsdel where the user may have a case: the context of the third wall."""
    return _where(user, but=OF_COOPERATION | OF_STAFF)


def overview_of(user: User | AnonymousUser) -> frozenset[int]:
    """Ids of every stadsdel where the user sees how the cooperation goes; it tells of no client."""
    return _where(user, but=OF_STAFF)


def _where(user: User | AnonymousUser, *, but: frozenset[Permission]) -> frozenset[int]:
    """Ids of every stadsdel where the user has any permission beside these."""
    grants = _grants(user)
    return frozenset().union(*(grants[given] for given in grants if given not in but))


@contextmanager
def acting_as(user: User | AnonymousUser) -> Iterator[None]:
    """A transaction in which PostgreSQL shows what ``user``'s stadsdelar hold, and nothing else."""
    with rowsecurity.context(districts_of(user), user.pk, overview=overview_of(user)):
        yield


@contextmanager
def acting_in(district: District) -> Iterator[None]:
    """A transaction for background work in one stadsdel."""
    with rowsecurity.context([district.pk], rowsecurity.SYSTEM):
        yield


def staff_with(permission: Permission, district_id: int) -> QuerySet[User]:
    """The active users whose role gives ``permission`` in a stadsdel, by name. Not deputies."""
    granted = DistrictGroupPermission.objects.filter(
        content_object=district_id, permission__codename=permission.value
    )
    return _holding(granted.values("group"))


def operative_staff(district_ids: Collection[int]) -> QuerySet[User]:
    """The active users who meet clients in the stadsdelar, by name."""
    answering = District.objects.answering_for(district_ids).order_by().values("pk")
    here = RoleGroup.objects.filter(role__in=OPERATIVE, district__in=answering)
    return _holding(here.values("group"))


def security_staff() -> QuerySet[User]:
    """The active users of the security function, by name."""
    return _holding(RoleGroup.objects.filter(role=Role.SECURITY).values("group"))


def _holding(role_groups: QuerySet) -> QuerySet[User]:
    holders = Appointment.objects.in_force(today()).filter(role_group__in=role_groups)
    return User.objects.filter(is_active=True, pk__in=holders.values("user")).order_by(
        SwedishOrder("first_name"), SwedishOrder("last_name"), "pk"
    )


def managing_today(district_id: int) -> QuerySet[User]:
    """Who decides in a stadsdel today: its managers, and deputies in their period who work there."""
    answering = District.objects.answering_for([district_id]).order_by().values("pk")
    deputies = Deputy.objects.in_force(today()).filter(district__in=answering).values("user")
    managers = staff_with(Permission.DECIDE, district_id).order_by().values("pk")
    at_work = staff_with(Permission.READ_CASE, district_id).order_by().values("pk")
    return User.objects.filter(
        Q(pk__in=managers) | Q(pk__in=deputies) & Q(pk__in=at_work)
    ).order_by("pk")


def possible_deputies(district_id: int) -> QuerySet[User]:
    """Who may stand in for the manager: those who work with cases there and aren't managers."""
    managers = staff_with(Permission.NAME_DEPUTY, district_id).order_by()
    return staff_with(Permission.READ_CASE, district_id).exclude(pk__in=managers.values("pk"))


def role_group(role: Role, district: District | None) -> RoleGroup:
    """The group of a role in a stadsdel, made with its permissions when first asked for."""
    found = RoleGroup.objects.filter(role=role, district=district).select_related("group").first()
    if found:
        return found
    group = Group.objects.create(name=f"{role.value}:{district.pk if district else 'city'}")
    made = RoleGroup.objects.create(group=group, role=role, district=district)
    _sync(made)
    return made


def give_keys(district: District) -> None:
    """Let those who have a role in a stadsdel reach the files that it has taken over too."""
    for role in RoleGroup.objects.filter(district=district).select_related("group"):
        role.district = district
        _sync(role)


def _sync(role: RoleGroup) -> None:
    """Make guardian's rows equal to roles.py, in the stadsdel and in those that it has taken over."""
    if role.district is None:
        return
    wanted = {permission.value for permission in PERMISSIONS[Role(role.role)]}
    for district in District.objects.filter(pk__in=role.district.files):
        present = set(get_group_perms(role.group, district))
        for missing in wanted - present:
            assign_perm(missing, role.group, district)
        for stale in present - wanted:
            remove_perm(stale, role.group, district)


def sync_role_groups(sender: AppConfig, **_: object) -> None:
    """After every migration: a permission added to a role in code reaches the groups that exist."""
    create_permissions(sender, verbosity=0)  # Django's own turn may come after ours
    for role in RoleGroup.objects.select_related("group", "district"):
        _sync(role)
