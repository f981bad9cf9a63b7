from django.conf import settings
from django.db import migrations

from sig.lib.rowsecurity import Grant, RowSecurity


CENTRAL = settings.DATABASE_CENTRAL_ROLE

# The only way to the records: the application adds one, and takes away one that says the same. As
# the owner, since the application has no right to the table. Of equals any will do, and one that
# another transaction is about to take is left to it.
SEND_RECORD = """
create function send_record(replaced jsonb, sent jsonb) returns void
language plpgsql security definer set search_path = pg_catalog
as $$
begin
    if replaced is not null then
        delete from public.followup_centralrecord where id = (
            select id from public.followup_centralrecord where content = replaced
            limit 1 for update skip locked
        );
        if not found then
            raise exception 'no record says what was sent before';
        end if;
    end if;
    insert into public.followup_centralrecord (id, content) values (gen_random_uuid(), sent);
end
$$
"""

# Socialförvaltningen reads the counts of every stadsdel; a stadsdel reads and writes its own.
CENTRAL_POLICY = f"""
create policy central on followup_completenesscount for select to {CENTRAL} using (true)
"""

READ_BY_CENTRAL = (
    "followup_centralrecord",
    "followup_completenesscount",
    "followup_release",
    "organisation_district",
    "organisation_succession",
)


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0011_submissions"),
        ("cases", "0003_wall"),
        ("organisation", "0002_wall"),
    ]

    operations = [
        RowSecurity(
            "followup_submissionreceipt",
            parents=[("cases_case", "case_id")],
            rights="select, insert",
        ),
        RowSecurity("followup_completenesscount"),
        migrations.RunSQL(CENTRAL_POLICY, "drop policy central on followup_completenesscount"),
        Grant("followup_release", "insert"),
        migrations.RunSQL(
            [
                SEND_RECORD,
                "revoke execute on function send_record(jsonb, jsonb) from public",
                f"grant execute on function send_record(jsonb, jsonb) to {settings.DATABASE_APP_ROLE}",
            ],
            "drop function send_record(jsonb, jsonb)",
        ),
        *(Grant(table, "select", role=CENTRAL) for table in READ_BY_CENTRAL),
    ]
