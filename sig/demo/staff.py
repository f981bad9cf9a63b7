"""Who works in the demo, and whom they work with. One user for each role and stadsdel."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from organisation.access import acting_in, role_group
from organisation.models import Agency, AgencyKind, Appointment, District, User
from organisation.roles import Role
from sig.lib.dates import midnight


# Of the demo alone: it opens nothing where SIG_DEMO is not set, since the users are not there.
PASSWORD = "insatsgrupp-demo"

LOGINS = {
    Role.LOTS: "lots",
    Role.COORDINATOR: "samordnare",
    Role.INVESTIGATOR: "utredare",
    Role.MANAGER: "chef",
}
TITLES = {
    Role.LOTS: "Socialsekreterare, lots",
    Role.COORDINATOR: "Samordnare",
    Role.INVESTIGATOR: "Utredare",
    Role.MANAGER: "Enhetschef",
}
CENTRAL = {
    Role.STEERING_GROUP: ("styrgrupp", "Stina Styr"),
    Role.ANALYST: ("uppfoljare", "Uno Uppföljning"),
    Role.SECURITY: ("sakerhet", "Sara Säker"),
    Role.ADMINISTRATOR: ("forvaltare", "Fredrika Förvalt"),
}


# Last names begin as the role does: Lind is a lots, Sund a samordnare, and so on.
LAST_NAMES = {
    Role.LOTS: "Lind",
    Role.COORDINATOR: "Sund",
    Role.INVESTIGATOR: "Utsikt",
    Role.MANAGER: "Chef",
}


@dataclass(frozen=True)
class Place:
    """A stadsdel of the demo: the end of its user names, its staff, and where its partners are."""

    code: str
    suffix: str
    staff: tuple[str, str, str, str]  # first names, in the order of LAST_NAMES
    police: str
    area: str

    def names(self) -> dict[Role, str]:
        return {
            role: f"{first} {last}"
            for first, (role, last) in zip(self.staff, LAST_NAMES.items(), strict=True)
        }


PLACES = (
    Place("HV", "hv", ("Lotta", "Sam", "Ulla", "Carin"), "Vällingby", "Hässelby"),
    Place("FA", "farsta", ("Leila", "Stina", "Urban", "Conny"), "Farsta", "Farsta"),
    Place("JÄ", "jarva", ("Linus", "Samir", "Ulrika", "Camilla"), "Järva", "Järva"),
    Place("EV", "enskede", ("Lisa", "Sanna", "Ulf", "Christer"), "Globen", "Årsta"),
    Place("SH", "skarholmen", ("Love", "Sven", "Ursula", "Cecilia"), "Skärholmen", "Skärholmen"),
    Place("SN", "skarpnack", ("Lena", "Sofia", "Uffe", "Claes"), "Farsta", "Skarpnäck"),
    Place("HÄ", "hagersten", ("Lukas", "Siri", "Unni", "Carl"), "Skärholmen", "Hägersten"),
)
# Somebody in the operativ ledningsgrupp of the first stadsdel: the kommunpolis, who reaches no case.
LEAD_GROUP = ("HV", "ledningsgrupp.hv", "Leif Ledning", "Kommunpolis")
# A second lots in the first stadsdel: a colleague who isn't on the same cases.
SECOND = ("HV", "lots2.hv", "Lars Lager")


SECOND_ADMINISTRATOR = ("forvaltare2", "Fabian Förvalt")
SERVED = timedelta(days=600)  # everybody has been at work for so long


@dataclass(frozen=True)
class Post:
    """What everybody is hired with: the password of the demo, and the first day."""

    password: str
    since: date


@dataclass(frozen=True)
class Office:
    """A stadsdel with its people and its contact list."""

    district: District
    lots: User
    coordinator: User
    investigator: User
    manager: User
    second: User | None
    agencies: dict[AgencyKind, Agency]


def hire(today: date) -> dict[str, Office]:
    """Everybody and their contact lists, by the code of the stadsdel."""
    post = Post(make_password(PASSWORD), today - SERVED)
    for role, (username, name) in CENTRAL.items():
        _user(username, name, role, None, post)
    _user(*SECOND_ADMINISTRATOR, Role.ADMINISTRATOR, None, post)
    return {place.code: _office(place, post) for place in PLACES}


def _office(place: Place, post: Post) -> Office:
    district = District.objects.get(code=place.code, valid_to__isnull=True)
    staff = {
        role: _user(f"{LOGINS[role]}.{place.suffix}", name, role, district, post)
        for role, name in place.names().items()
    }
    second = None
    if place.code == SECOND[0]:
        second = _user(SECOND[1], SECOND[2], Role.LOTS, district, post)
    if place.code == LEAD_GROUP[0]:
        leif = _user(LEAD_GROUP[1], LEAD_GROUP[2], Role.LEAD_GROUP, district, post)
        leif.title = LEAD_GROUP[3]
        leif.save(update_fields=["title"])
    return Office(
        district=district,
        lots=staff[Role.LOTS],
        coordinator=staff[Role.COORDINATOR],
        investigator=staff[Role.INVESTIGATOR],
        manager=staff[Role.MANAGER],
        second=second,
        agencies=_agencies(place, district),
    )


def _user(username: str, name: str, role: Role, district: District | None, post: Post) -> User:
    first, last = name.split()
    user = User.objects.create(
        username=username,
        first_name=first,
        last_name=last,
        title=TITLES.get(role, role.label),
        password=post.password,
    )
    Appointment.objects.create(
        user=user,
        role_group=role_group(role, district),
        valid_from=post.since,
        reason="Anställning",
        given_at=midnight(post.since),
        approved_at=midnight(post.since),
    )
    return user


def _agencies(place: Place, district: District) -> dict[AgencyKind, Agency]:
    names = {
        AgencyKind.POLICE: f"Polisen {place.police}",
        AgencyKind.SCHOOL: f"Exempelskolan {place.area}",
        AgencyKind.JOB_CENTRE: f"Jobbtorg {place.area}",
        AgencyKind.HEALTH: f"Regionens ungdomsteam {place.area}",
        AgencyKind.PROBATION: "Frivården Stockholm",
        AgencyKind.PROVIDER: "Ungdomstjänsten BAS",
        AgencyKind.FIELD: f"Fältassistenterna {place.area}",
    }
    others = [Agency(kind=AgencyKind.SCHOOL, name=f"Provgymnasiet {place.area}")]
    others.append(Agency(kind=AgencyKind.ASSOCIATION, name=f"{place.area} exempel-IF"))
    others += _stadsdelar(district)
    with acting_in(district):
        for agency in others:
            agency.district = district
            agency.save()
        return {
            kind: Agency.objects.create(district=district, kind=kind, name=name)
            for kind, name in names.items()
        }


def _stadsdelar(district: District) -> list[Agency]:
    """The other stadsdelar, to which a case can be handed over."""
    others = District.objects.filter(valid_to__isnull=True).exclude(pk=district.pk)
    return [
        Agency(kind=AgencyKind.SOCIAL, name=f"{other} stadsdelsförvaltning", stands_for=other)
        for other in others
    ]
