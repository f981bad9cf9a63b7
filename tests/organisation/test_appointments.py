"""Roller: from one day to another, by two pairs of eyes, and over at the next request."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError
from django.test import Client
from django.urls import reverse

from audit.log import SYSTEM
from audit.models import LogEntry
from organisation.access import acting_as, districts_of, is_administrator, staff_with
from organisation.actions import (
    appoint,
    approve_role,
    describe_user,
    end_role,
    give_role,
    keep_role,
    withdraw_role,
)
from organisation.models import Appointment, AppointmentReview, District, User
from organisation.reviews import looked_at
from organisation.roles import Permission, Role
from sig.lib.dates import today
from sig.lib.rules import Refused, Stale
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_cases import signed_in


pytestmark = pytest.mark.django_db


def fresh(user: User) -> User:
    """As the next request meets them."""
    return User.objects.get(pk=user.pk)


def second_administrator() -> User:
    ada = User.objects.create_user("ada", first_name="Ada", last_name="Admin")
    appoint(user=ada, role=Role.ADMINISTRATOR, district=None, by=SYSTEM)
    return ada


def given(
    cast: Cast,
    user: User,
    role: Role = Role.LOTS,
    *,
    first: int = 0,
    last: int | None = None,
    district: District | None = None,
) -> Appointment:
    """A role that Fred gives, in Farsta unless said, from and to so many days from now."""
    day = today()
    appointment = Appointment(
        user=user,
        valid_from=day + timedelta(days=first),
        valid_to=None if last is None else day + timedelta(days=last),
        reason="Vikariat",
    )
    return give_role(
        appointment=appointment, role=role, district=district or cast.farsta, by=fresh(cast.fred)
    )


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [(0, 0, True), (-5, None, True), (-5, 0, True), (1, 5, False), (-5, -1, False)],
)
def test_a_role_holds_inside_its_period_and_not_outside(
    cast: Cast, first: int, last: int | None, holds: bool
) -> None:
    farsta = appoint(user=cast.farah, role=Role.LOTS, district=cast.farsta, by=SYSTEM).role_group
    day = today()
    Appointment.objects.create(
        user=cast.uno,
        role_group=farsta,
        valid_from=day + timedelta(days=first),
        valid_to=None if last is None else day + timedelta(days=last),
        reason="Vikariat",
        approved_at="2026-01-01T12:00Z",
    )
    assert districts_of(fresh(cast.uno)) == ({cast.farsta.pk} if holds else frozenset())
    with acting_as(cast.frank):
        assert (cast.uno in staff_with(Permission.READ_CASE, cast.farsta.pk)) is holds


def test_a_role_gives_nothing_until_another_than_the_giver_approves_it(cast: Cast) -> None:
    appointment = given(cast, cast.lars)
    assert districts_of(fresh(cast.lars)) == {cast.hv.pk}
    for user in (cast.fred, cast.lars, cast.carin, cast.lotta):
        with pytest.raises(Refused, match="godkänna"):
            approve_role(appointment=appointment, by=fresh(user))
    approve_role(appointment=appointment, by=fresh(cast.frank))
    assert districts_of(fresh(cast.lars)) == {cast.hv.pk, cast.farsta.pk}
    told = LogEntry.objects.filter(event__in=["role.given", "role.approved"])
    assert [entry.detail for entry in told] == [f"lots user {cast.lars.pk}"] * 2


def test_an_administrator_gives_themselves_no_role(cast: Cast) -> None:
    with pytest.raises(Refused, match="Be en annan systemförvaltare"):
        given(cast, cast.fred)
    ada = second_administrator()
    appointment = given(cast, ada)
    with pytest.raises(Refused, match="någon annan"):
        approve_role(appointment=appointment, by=ada)


def test_the_database_wants_four_eyes_too(cast: Cast) -> None:
    appointment = given(cast, cast.lars)
    for by in (cast.fred, cast.lars, None):
        with pytest.raises(IntegrityError, match="appointment_four_eyes"), transaction.atomic():
            Appointment.objects.filter(pk=appointment.pk).update(
                approved_at="2026-01-01T12:00Z", approved_by=by
            )


def test_the_database_lets_nobody_approve_but_in_their_own_name(cast: Cast) -> None:
    """A row that is approved when it comes, one in somebody else's name, an approval in one.
    Planted: the constraint alone, which asks nothing when ``given_by`` is empty."""
    held = given(cast, cast.lars)
    new = {"user": cast.uno, "role_group": held.role_group, "valid_from": today(), "reason": "V"}
    approved = {"approved_at": "2026-01-01T12:00Z", "approved_by": cast.carin}
    with acting_as(fresh(cast.fred)):
        for values in (approved, {"given_by": cast.carin}, {"given_by": cast.fred, **approved}):
            with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
                Appointment.objects.create(**new, **values)
        with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
            Appointment.objects.filter(pk=held.pk).update(**approved)
    with acting_as(fresh(cast.frank)):
        approve_role(appointment=held, by=fresh(cast.frank))
        with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
            Appointment.objects.filter(pk=held.pk).update(approved_at=None, approved_by=None)


@pytest.mark.parametrize(
    "statement",
    [
        "update organisation_appointment set valid_to = null",
        "delete from organisation_appointment",
        "insert into organisation_user_groups (user_id, group_id) select 1, 1",
        "delete from organisation_user",
    ],
)
def test_the_application_can_neither_widen_a_role_nor_go_past_it(
    cast: Cast, statement: str
) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_nobody_is_superuser(cast: Cast) -> None:
    for name in ("is_superuser", "is_staff"):
        with pytest.raises(IntegrityError, match="user_no_superuser"), transaction.atomic():
            User.objects.filter(pk=cast.fred.pk).update(**{name: True})


def test_ended_it_is_over_at_the_next_request_of_the_same_session(cast: Cast) -> None:
    """Planted: without ``ended_at`` in ``not_over`` the case still opens."""
    case, lotta = open_case_for(cast.lotta, cast.hv), signed_in(cast.lotta)
    address = reverse("case", args=[case.pk])
    assert lotta.get(address).status_code == 200
    role = Appointment.objects.get(user=cast.lotta)
    page = signed_in(cast.fred).post(
        reverse("organisation:role", args=[role.pk, "avsluta"]), {"page": "user"}
    )
    assert page.url == reverse("organisation:user", args=[cast.lotta.pk])
    assert lotta.get(address).status_code == 404


def test_closed_the_account_is_signed_out_at_the_next_request(cast: Cast) -> None:
    lotta, fred = signed_in(cast.lotta), signed_in(cast.fred)
    fred.post(reverse("organisation:account", args=[cast.lotta.pk, "stang"]))
    assert lotta.get("/").url.startswith("/konto/in/")
    fred.post(reverse("organisation:account", args=[cast.lotta.pk, "oppna"]))
    assert signed_in(fresh(cast.lotta)).get("/").status_code == 200
    html = fred.post(reverse("organisation:account", args=[cast.fred.pk, "stang"]), follow=True)
    assert "Du kan inte stänga ditt eget konto." in html.content.decode()


def test_the_last_administrator_stays(cast: Cast) -> None:
    role = Appointment.objects.get(user=cast.fred)
    with pytest.raises(Refused, match="den enda systemförvaltaren"):
        withdraw_role(appointment=role, by=fresh(cast.fred))
    second_administrator()
    withdraw_role(appointment=role, by=fresh(cast.fred))
    assert not is_administrator(fresh(cast.fred))


@pytest.mark.parametrize(
    ("role", "first", "sentence"),
    [
        (Role.LOTS, -1, "dagar som har varit"),
        (Role.ANALYST, 0, "gäller i hela staden"),
    ],
)
def test_a_role_that_cannot_be_is_refused_in_words(
    cast: Cast, role: Role, first: int, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        given(cast, cast.lars, role, first=first)


def test_the_same_role_is_not_held_twice_in_the_same_days(cast: Cast) -> None:
    given(cast, cast.lars, last=10)
    given(cast, cast.lars, first=11)
    with pytest.raises(Refused, match="har redan den rollen"):
        given(cast, cast.lars, first=5, last=20)


def test_kept_once_a_quarter_and_warned_of_when_not(cast: Cast) -> None:
    role = Appointment.objects.get(user=cast.lotta)
    rows = Appointment.objects.filter(pk=role.pk)
    [now] = looked_at(rows, today())
    assert (now.is_due, now.is_late) == (False, False)
    [next_quarter] = looked_at(rows, today() + timedelta(days=92))
    assert (next_quarter.is_due, next_quarter.is_late) == (True, False)
    [later] = looked_at(rows, today() + timedelta(days=185))
    assert (later.is_due, later.is_late) == (True, True)
    assert districts_of(fresh(cast.lotta)) == {cast.hv.pk}
    for _ in range(2):
        keep_role(appointment=role, by=cast.carin)
    assert AppointmentReview.objects.get().kept_title == cast.carin.title
    for user in (cast.frank, cast.lotta):
        with pytest.raises(Refused):
            keep_role(appointment=role, by=user)


def test_the_administrator_adds_a_user_who_chooses_a_password(cast: Cast) -> None:
    """Planted: the key of the link in its path."""
    fred = signed_in(cast.fred)
    new = {
        "username": "nils.ny",
        "first_name": "Nils",
        "last_name": "Ny",
        "title": "Socialsekreterare",
        "email": "",
        "add": "1",
    }
    page = fred.post(reverse("organisation:users"), new)
    nils = User.objects.get(username="nils.ny")
    assert page.url == reverse("organisation:user", args=[nils.pk])
    assert not nils.has_usable_password()
    again = fred.post(reverse("organisation:users"), new | {"username": "Nils.Ny"})
    assert "Användarnamnet finns redan." in again.content.decode()
    shown = fred.post(reverse("organisation:account", args=[nils.pk, "losenord"]))
    address = shown.content.decode().split("<code")[1].split(">")[1].split("<")[0]
    path = address[address.index("/konto/") :]
    secret = path.split("=")[1].split("-", 1)[1]
    assert secret not in path.split("?")[0]  # the access log keeps the path
    client = Client()
    form = client.get(path).url
    assert secret not in form
    words = {"password1": "fyra ord efter varandra", "password2": "fyra ord efter varandra"}
    short = client.post(form, {"password1": "kort", "password2": "kort"})
    assert "minst 12 tecken" in short.content.decode()
    assert client.post(form, words).url == reverse("account_login")
    assert Client().login(username="nils.ny", password=words["password1"])
    assert "Länken gäller inte." in Client().get(path, follow=True).content.decode()
    assert Client().get(reverse("password_link")).status_code == 404


def test_an_account_in_use_is_nobody_elses_to_open(cast: Cast, settings: Any) -> None:
    """Its link is never shown, and its address stays. Planted: ``mails=True``; no ``is_in_use``."""
    fred = signed_in(cast.fred)
    page = reverse("organisation:user", args=[cast.carin.pk])
    shown = fred.post(
        reverse("organisation:account", args=[cast.carin.pk, "losenord"]), follow=True
    )
    assert "Kontot är i bruk." in shown.content.decode()
    assert "/konto/losenord/" not in shown.content.decode()
    assert "Ge en länk" not in fred.get(page).content.decode()
    form = {
        "first_name": "Carin",
        "last_name": "Chef",
        "title": "Chef",
        "version": "0",
        "save": "1",
    }
    moved = fred.post(page, form | {"email": "fred@example.se"})
    assert "E-postadressen går inte att ändra" in moved.content.decode()
    assert fresh(cast.carin).email == ""
    assert fred.post(page, form | {"email": ""}).url == page


def test_what_another_administrator_has_saved_is_not_written_over(cast: Cast) -> None:
    """Planted: a save that asks for no version."""
    page = reverse("organisation:user", args=[cast.lars.pk])
    form = {"first_name": "Lars", "last_name": "Lager", "email": "", "version": "0", "save": "1"}
    assert signed_in(cast.fred).post(page, form | {"title": "Lots"}).url == page
    late = signed_in(cast.fred).post(page, form | {"title": "Socialsekreterare"})
    assert late.status_code == 409
    assert "sparade i dag" in late.content.decode()
    assert fresh(cast.lars).title == "Lots"
    read = fresh(cast.lars)
    describe_user(user=fresh(cast.lars), by=cast.fred)
    with pytest.raises(Stale):
        describe_user(user=read, by=cast.fred)


def test_the_administrator_gives_a_role_on_the_page(cast: Cast) -> None:
    fred = signed_in(cast.fred)
    page = reverse("organisation:user", args=[cast.lars.pk])
    form = {
        "role-once": str(uuid.uuid4()),
        "role-role": "investigator",
        "role-district": str(cast.farsta.pk),
        "role-valid_from": today().isoformat(),
        "role-valid_to": (today() + timedelta(days=9)).isoformat(),
        "role-reason": "Vikariat",
        "give": "1",
    }
    wrong: dict[str, tuple[str, str]] = {
        "role-valid_from": ("2020-01-01", "Dagen har varit."),
        "role-valid_to": ("2020-01-01", "Perioden slutar innan den börjar."),
        "role-role": ("analyst", "gäller i hela staden"),
        "role-district": ("", "gäller i en stadsdel"),
        "role-reason": ("", "Skriv skälet."),
    }
    for field, (value, sentence) in wrong.items():
        assert sentence in fred.post(page, form | {field: value}).content.decode()
    for _ in range(2):
        assert fred.post(page, form).url == page
    held = Appointment.objects.get(user=cast.lars, role_group__role=Role.INVESTIGATOR)
    frank = signed_in(cast.frank)
    assert "1 roll väntar på ditt godkännande." in frank.get("/").content.decode()
    assert "Väntar på godkännande" in frank.get(reverse("organisation:roles")).content.decode()
    frank.post(reverse("organisation:role", args=[held.pk, "godkann"]))
    assert cast.farsta.pk in districts_of(fresh(cast.lars))


def test_others_have_no_such_pages(cast: Cast) -> None:
    role = Appointment.objects.get(user=cast.farah)
    addresses: list[tuple[str, list[Any]]] = [
        ("users", []),
        ("user", [cast.lars.pk]),
        ("account", [cast.lars.pk, "stang"]),
        ("roles", []),
        ("role", [role.pk, "avsluta"]),
    ]
    for user in (cast.lotta, cast.sam, cast.uno, cast.sara, cast.carin):
        for name, args in addresses:
            address = reverse(f"organisation:{name}", args=args)
            method = "post" if name in ("account", "role") else "get"
            right = 200 if (user, name) == (cast.carin, "roles") else 404
            assert getattr(signed_in(user), method)(address).status_code == right
    assert "Farah" not in signed_in(cast.carin).get(reverse("organisation:roles")).content.decode()
    assert "Lotta" in signed_in(cast.carin).get(reverse("organisation:roles")).content.decode()


def test_a_role_that_is_not_held_cannot_be_taken_away(cast: Cast) -> None:
    with pytest.raises(Refused, match="har inte rollen"):
        end_role(user=cast.lars, role=Role.MANAGER, district=cast.hv, by=cast.carin)
