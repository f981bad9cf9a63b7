"""The cast. Lotta works in the case, Lars is a colleague who isn't on it, Farah sits in Farsta."""

from dataclasses import dataclass

from audit.log import SYSTEM
from organisation.actions import appoint
from organisation.models import District, User
from organisation.roles import Role


@dataclass(frozen=True)
class Cast:
    """Everybody, by first name."""

    hv: District
    farsta: District
    lotta: User  # lots in Hässelby-Vällingby, the one who logs cases
    lars: User  # lots in Hässelby-Vällingby, not on the case
    sam: User  # samordnare in Hässelby-Vällingby
    ulla: User  # utredare in Hässelby-Vällingby
    carin: User  # enhetschef in Hässelby-Vällingby
    farah: User  # lots in Farsta
    frank: User  # enhetschef in Farsta
    uno: User  # uppföljare at socialförvaltningen
    sara: User  # säkerhetsansvarig
    fred: User  # systemförvaltare

    @property
    def everybody(self) -> dict[str, User]:
        return {name: who for name, who in vars(self).items() if isinstance(who, User)}


def hire() -> Cast:
    """Everybody as they stand in the test database, where they are hired once and for all."""
    hv = District.objects.get(name="Hässelby-Vällingby")
    farsta = District.objects.get(name="Farsta")
    known = {user.username: user for user in User.objects.all()}

    def user(name: str, role: Role, district: District | None) -> User:
        return known.get(name.split()[0].lower()) or _user(name, role, district)

    return Cast(
        hv=hv,
        farsta=farsta,
        lotta=user("Lotta Lind", Role.LOTS, hv),
        lars=user("Lars Lager", Role.LOTS, hv),
        sam=user("Sam Sund", Role.COORDINATOR, hv),
        ulla=user("Ulla Utsikt", Role.INVESTIGATOR, hv),
        carin=user("Carin Chef", Role.MANAGER, hv),
        farah=user("Farah Frost", Role.LOTS, farsta),
        frank=user("Frank Furu", Role.MANAGER, farsta),
        uno=user("Uno Uppsikt", Role.ANALYST, None),
        sara=user("Sara Säker", Role.SECURITY, None),
        fred=user("Fred Förvalt", Role.ADMINISTRATOR, None),
    )


def _user(name: str, role: Role, district: District | None) -> User:
    first, last = name.split()
    user = User.objects.create_user(
        username=first.lower(), first_name=first, last_name=last, title=role.label
    )
    appoint(user=user, role=role, district=district, by=SYSTEM)
    return user
