from django.db import migrations

from sig.lib.rowsecurity import Grant, RowSecurity
from sig.lib.text import SV_SORT_KEY_SQL


ALL = "select, insert, update, delete"

# Readable before anyone has a context: sign-in, sessions, permissions, stadsdelar, settings.
OPEN_TABLES = {
    "organisation_user": ALL,
    "organisation_user_groups": ALL,
    "organisation_user_user_permissions": ALL,
    "organisation_rolegroup": ALL,
    "organisation_districtgrouppermission": ALL,
    "organisation_districtuserpermission": ALL,
    "organisation_district": "select",
    "organisation_succession": "select",
    "organisation_programme": "select",
    "organisation_programmesetting": "select, insert",
    "organisation_legalreference": "select",
    "auth_group": ALL,
    "auth_group_permissions": ALL,
    "auth_permission": "select",
    "django_content_type": "select",
    "django_session": ALL,
    "django_migrations": "select",
    "account_emailaddress": ALL,
    "account_emailconfirmation": ALL,
    "guardian_groupobjectpermission": "select",
    "guardian_userobjectpermission": "select",
}


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_wall"),
        ("organisation", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("guardian", "0003_remove_groupobjectpermission_guardian_gr_content_ae6aec_idx_and_more"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(SV_SORT_KEY_SQL, "drop function sv_sort_key(text)"),
        *(Grant(table, rights) for table, rights in OPEN_TABLES.items()),
        RowSecurity("organisation_agency"),
    ]
