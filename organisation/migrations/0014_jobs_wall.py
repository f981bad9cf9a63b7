from django.db import migrations

from sig.lib.rowsecurity import CREATE_USER_FUNCTION, SYSTEM, Grant


HERE = "district_id is null or district_id = any((select app_districts())::int[])"

# A job is its owner's alone, and only for as long as they work in its stadsdel. The beat sees all.
WALLS = {
    "organisation_job": f"(select app_user()) in (owner_id, {SYSTEM}) and ({HERE})",
    # The inner query is under the wall of its own table.
    "organisation_jobpart": "exists (select from organisation_job j where j.id = job_id)",
}


def _walled(table, wall):
    return migrations.RunSQL(
        [
            f"alter table {table} enable row level security",
            f"alter table {table} force row level security",
            f"create policy owner on {table} using ({wall}) with check ({wall})",
        ],
        [
            f"drop policy owner on {table}",
            f"alter table {table} no force row level security",
            f"alter table {table} disable row level security",
        ],
    )


class Migration(migrations.Migration):
    dependencies = [("organisation", "0013_jobs"), ("audit", "0002_wall")]

    operations = [
        migrations.RunSQL(CREATE_USER_FUNCTION, "drop function app_user()"),
        *(_walled(table, wall) for table, wall in WALLS.items()),
        *(Grant(table, "select, insert, update") for table in WALLS),
    ]
