"""Who may give, approve, keep and end a role. Each question answers with a sentence, or nothing."""

from datetime import date

from organisation.access import is_administrator, may
from organisation.models import Appointment, District, RoleGroup, User
from organisation.roles import IN_THE_CITY, Permission, Role
from sig.lib.dates import today


NOT_ADMINISTRATOR = "Bara en systemförvaltare kan göra det här."


def answers_for(user: User, role: RoleGroup) -> bool:
    """Whether a role is the user's to look after: the stadsdel's manager, or an administrator."""
    if is_administrator(user):
        return True
    return role.district_id is not None and may(user, Permission.NAME_DEPUTY, role.district_id)


def wrong_place(role: Role, district: District | None) -> str | None:
    """A role is held where its work is: in one stadsdel, or in the whole city."""
    if role in IN_THE_CITY and district:
        return f"Rollen {role.label} gäller i hela staden. Välj ingen stadsdel."
    if role not in IN_THE_CITY and not district:
        return f"Rollen {role.label} gäller i en stadsdel. Välj vilken."
    return None


def not_to_oneself(appointment: Appointment, by: User) -> str | None:
    if appointment.user == by:
        return "Du kan inte ge dig själv en roll. Be en annan systemförvaltare."
    return None


def not_before_today(appointment: Appointment) -> str | None:
    if appointment.valid_from < today():
        return "En roll kan inte ges för dagar som har varit. Välj i dag eller en senare dag."
    return None


def held_already(appointment: Appointment, group: RoleGroup) -> str | None:
    """The same role twice in the same days would need to be ended twice."""
    held = Appointment.objects.not_over(appointment.valid_from).filter(
        user=appointment.user, role_group=group
    )
    last = appointment.valid_to or date.max
    if held.filter(valid_from__lte=last).exists():
        return f"{appointment.user} har redan den rollen, eller väntar på den, de dagarna."
    return None


def cannot_approve(appointment: Appointment, by: User) -> str | None:
    """Four eyes: neither who gave the role nor who gets it."""
    if not answers_for(by, appointment.role_group):
        return "Bara stadsdelens enhetschef eller en systemförvaltare kan godkänna rollen."
    if by.pk in (appointment.given_by_id, appointment.user_id):
        return "Rollen ska godkännas av någon annan än den som gav den och den som får den."
    return None


def cannot_keep(appointment: Appointment, by: User) -> str | None:
    if not answers_for(by, appointment.role_group):
        return "Bara stadsdelens enhetschef eller en systemförvaltare kan gå igenom rollen."
    if appointment.user == by:
        return "Du kan inte behålla din egen roll. Någon annan ska gå igenom den."
    if not Appointment.objects.in_force(today()).filter(pk=appointment.pk).exists():
        return "Rollen gäller inte i dag, så det finns inget att behålla."
    return None


def cannot_end(appointment: Appointment, by: User) -> str | None:
    if not answers_for(by, appointment.role_group):
        return "Bara stadsdelens enhetschef eller en systemförvaltare kan avsluta rollen."
    if appointment.role == Role.ADMINISTRATOR and _is_last(appointment):
        return "Det här är den enda systemförvaltaren. Ge rollen till någon annan först."
    return None


def _is_last(appointment: Appointment) -> bool:
    """Whether nobody would be administrator without it, until further notice and with an account."""
    others = Appointment.objects.in_force(today()).filter(
        role_group=appointment.role_group, valid_to=None, user__is_active=True
    )
    return not others.exclude(user=appointment.user).exists()


def cannot_close(user: User, by: User) -> str | None:
    if user == by:
        return "Du kan inte stänga ditt eget konto. Be en annan systemförvaltare."
    return None


def is_in_use(user: User) -> bool:
    """Whether somebody has chosen a password for the account, or it has a role that was approved."""
    approved = Appointment.objects.not_over(today()).filter(user=user.pk, approved_at__isnull=False)
    return user.has_usable_password() or approved.exists()


def cannot_invite(user: User, *, mails: bool) -> str | None:
    """A link for the account of somebody else is never shown: who has it is that person here."""
    if not user.is_active:
        return "Kontot är stängt. Öppna det först."
    if not mails and is_in_use(user):
        return (
            "Kontot är i bruk. En länk för nytt lösenord går då bara med e-post till användaren "
            "själv, men ingen e-post är inställd. Be driften sätta ett nytt lösenord."
        )
    return None


def cannot_readdress(user: User, address: str) -> str | None:
    """The link for a password goes to the address, so it is settled before the account is used."""
    before = User.objects.get(pk=user.pk)
    if address != before.email and is_in_use(before):
        return (
            "E-postadressen går inte att ändra när kontot är i bruk: dit går länken för lösenord. "
            "Be driften."
        )
    return None
