from django.conf import settings
from django.db import migrations
from django.db.models import Q
from django.utils import timezone

from sig.lib.dates import STOCKHOLM
from sig.lib.rowsecurity import Grant


REASON = "Hade rollen när perioderna infördes."

# A membership gives nothing any longer, and no right goes past a role. Nobody is deleted.
NARROWED = {
    "organisation_user": "delete",
    "organisation_user_groups": "insert, update, delete",
    "organisation_user_user_permissions": "insert, update, delete",
    "organisation_districtuserpermission": "insert, update, delete",
    "organisation_districtgrouppermission": "update, delete",
    "organisation_rolegroup": "update, delete",
    "auth_group": "update, delete",
    "auth_group_permissions": "insert, update, delete",
}


def from_memberships(apps, schema_editor):
    """Who is in a role's group has the role, from the day that the account was made."""
    User = apps.get_model("organisation", "User")
    Appointment = apps.get_model("organisation", "Appointment")
    members = User.groups.through.objects.filter(group__rolegroup__isnull=False)
    for member in members.select_related("user"):
        Appointment.objects.create(
            user=member.user,
            role_group_id=member.group_id,
            valid_from=member.user.date_joined.astimezone(STOCKHOLM).date(),
            reason=REASON,
            approved_at=timezone.now(),
        )
    members.delete()


def to_memberships(apps, schema_editor):
    Appointment = apps.get_model("organisation", "Appointment")
    day = timezone.now().astimezone(STOCKHOLM).date()
    held_today = Appointment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        ended_at=None,
        approved_at__isnull=False,
        valid_from__lte=day,
    )
    for held in held_today:
        held.user.groups.add(held.role_group_id)


def _revoke(table, rights):
    role = settings.DATABASE_APP_ROLE
    return migrations.RunSQL(
        f"revoke {rights} on {table} from {role}", f"grant {rights} on {table} to {role}"
    )


class Migration(migrations.Migration):
    dependencies = [("organisation", "0017_appointments")]

    operations = [
        # Read before anyone has a context: who has a role decides which stadsdelar one sees.
        # What was given is never changed: it is approved, and it ends.
        Grant(
            "organisation_appointment",
            "select, insert, update (approved_at, approved_by_id, ended_at, ended_by_id)",
        ),
        Grant("organisation_appointmentreview", "select, insert"),
        # The administrator adds a wording and ends the old; what one says is never changed.
        Grant("organisation_legalreference", "insert, update (valid_to)"),
        migrations.RunPython(from_memberships, to_memberships),
        *(_revoke(table, rights) for table, rights in NARROWED.items()),
    ]
