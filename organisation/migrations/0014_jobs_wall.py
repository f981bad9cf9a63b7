from django.db import migrations

from sig.lib.rowsecurity import CREATE_USER_FUNCTION, SYSTEM, Grant, Walled


HERE = "district_id is null or district_id = any((select app_districts())::int[])"

# A job is its owner's alone, and only for as long as they work in its stadsdel. The beat sees all.
WALLS = {
    "organisation_job": f"(select app_user()) in (owner_id, {SYSTEM}) and ({HERE})",
    # The inner query is under the wall of its own table.
    "organisation_jobpart": "exists (select from organisation_job j where j.id = job_id)",
}


class Migration(migrations.Migration):
    dependencies = [("organisation", "0013_jobs"), ("audit", "0002_wall")]

    operations = [
        migrations.RunSQL(CREATE_USER_FUNCTION, "drop function app_user()"),
        *(Walled(table, wall) for table, wall in WALLS.items()),
        *(Grant(table, "select, insert, update") for table in WALLS),
    ]
