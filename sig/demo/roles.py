"""The roles of the demo: gone through in most stadsdelar, one new that waits, one that ends soon."""

from datetime import date, timedelta

from django.db.models import Q

from organisation.access import role_group
from organisation.models import Appointment, AppointmentReview, User
from organisation.reviews import quarter_of
from organisation.roles import Role
from sig.demo.staff import CENTRAL, SECOND_ADMINISTRATOR, Office
from sig.lib.dates import midnight


LEFT = ("HV", Role.INVESTIGATOR)  # not gone through yet this quarter
FORGOTTEN = "SN"  # where nobody has gone through them for long
TEMPORARY = timedelta(days=40)


def appoint_more(offices: dict[str, Office], today: date) -> None:
    """A temporary post that waits for the manager, and this quarter's reviews."""
    fredrika = User.objects.get(username=CENTRAL[Role.ADMINISTRATOR][0])
    home = offices["HV"]
    assert home.second
    Appointment.objects.create(
        user=home.second,
        role_group=role_group(Role.COORDINATOR, home.district),
        valid_from=today,
        valid_to=today + TEMPORARY,
        reason="Vikariat för samordnaren",
        given_by=fredrika,
    )
    for office in offices.values():
        _review(office, today)
    _review_city(today)


def _review(office: Office, today: date) -> None:
    """By the manager, whose own role an administrator goes through."""
    code = office.district.code
    if code == FORGOTTEN:
        return
    held = Appointment.objects.in_force(today).filter(role_group__district=office.district)
    for appointment in held.exclude(role_group__role=Role.MANAGER).select_related("role_group"):
        if (code, appointment.role) != LEFT:
            _keep(appointment, office.manager, today)


def _review_city(today: date) -> None:
    fabian = User.objects.get(username=SECOND_ADMINISTRATOR[0])
    held = Appointment.objects.in_force(today).select_related("role_group__district")
    managers = Q(role_group__role=Role.MANAGER) & ~Q(role_group__district__code=FORGOTTEN)
    for appointment in held.filter(managers | Q(role_group__district=None)).exclude(user=fabian):
        _keep(appointment, fabian, today)


def _keep(appointment: Appointment, by: User, today: date) -> None:
    AppointmentReview.objects.create(
        appointment=appointment,
        quarter=quarter_of(today),
        kept_at=midnight(today),
        kept_by=by,
        kept_title=by.title,
    )
