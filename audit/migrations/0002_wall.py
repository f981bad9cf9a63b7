from django.db import migrations

from sig.lib.rowsecurity import CREATE_CONTEXT_FUNCTION, Grant


# A row without a stadsdel tells of no person (a sign-in, a role), so any context may read it.
SEEN = "district_id is null or district_id = any((select app_districts())::int[])"


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(CREATE_CONTEXT_FUNCTION, "drop function app_districts()"),
        migrations.RunSQL(
            [
                "alter table audit_logentry enable row level security",
                "alter table audit_logentry force row level security",
                f"create policy district on audit_logentry using ({SEEN}) with check ({SEEN})",
            ],
            [
                "drop policy district on audit_logentry",
                "alter table audit_logentry no force row level security",
                "alter table audit_logentry disable row level security",
            ],
        ),
        Grant("audit_logentry", "select, insert"),
    ]
