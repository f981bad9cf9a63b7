from django.conf import settings
from django.db import migrations

from sig.lib.rowsecurity import SYSTEM, Grant, RowSecurity, Walled


# A file is its owner's alone, and only for as long as they work in its stadsdel. The beat sees all.
OWNERS = (
    f"(select app_user()) in (owner_id, {SYSTEM}) "
    "and district_id = any((select app_districts())::int[])"
)
# The inner query is under the wall of its own table.
OF_BATCH = "exists (select from cases_caseimport b where b.id = batch_id)"

# What the application may never do by itself: cases go away again, those of an import that its owner
# undoes, that nobody has worked in. Work shows as a row in the log that isn't a reading, or as a
# record that points at the case. Returns the cases that stay. An order to undo is given within a
# day; the hour is for the queue.
UNDO = """
create function undo_import(batch uuid, chosen uuid[]) returns uuid[]
language plpgsql security definer
set search_path = public, pg_temp
as $$
declare
    one record;
    stay uuid[] := '{}';
begin
    if not exists (
        select from cases_caseimport b
        where b.id = batch and b.state = 'undoing' and b.owner_id = app_user()
          and b.district_id = any(app_districts())
          and b.written_at > now() - interval '25 hours'
    ) then
        raise exception 'this import is not to be undone';
    end if;
    set constraints all immediate;
    -- What is never deleted otherwise: todos and notices. It holds to the end of the function.
    perform set_config(
        'pgtrigger.ignore', '{pgtrigger_never_deleted_e6f22,pgtrigger_never_deleted_6e877}', true
    );
    for one in
        select c.id, c.person_id, i.made_person
        from cases_imported i join cases_case c on c.id = i.case_id
        where i.batch_id = batch and c.id = any(chosen)
        for update of c
    loop
        begin
            if exists (
                select from audit_logentry l
                where l."case" = one.id and l.event not like '%.read'
                  and l.event not in ('case.imported', 'case.listed', 'case.found')
            ) then
                raise foreign_key_violation;
            end if;
            delete from cases_notice where case_id = one.id;
            delete from cases_todo where case_id = one.id and source = batch;
            delete from cases_caserole where case_id = one.id;
            delete from cases_referral where case_id = one.id;
            delete from cases_imported where case_id = one.id;
            delete from cases_case where id = one.id;
            if one.made_person then
                delete from cases_person where id = one.person_id;
            end if;
        exception when foreign_key_violation then
            stay := stay || one.id;
        end;
    end loop;
    perform set_config('pgtrigger.ignore', '{}', true);
    return stay;
end
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0022_imports"),
        ("audit", "0002_wall"),
        ("organisation", "0014_jobs_wall"),
    ]

    operations = [
        Walled("cases_caseimport", OWNERS),
        Walled("cases_importrow", OF_BATCH),
        Grant("cases_caseimport", "select, insert, update"),
        Grant("cases_importrow", "select, insert, delete"),
        RowSecurity(
            "cases_imported",
            rights="select, insert",
            parents=[("cases_case", "case_id"), ("cases_caseimport", "batch_id")],
        ),
        migrations.RunSQL(
            [
                UNDO,
                "revoke execute on function undo_import(uuid, uuid[]) from public",
                f"grant execute on function undo_import(uuid, uuid[]) to {settings.DATABASE_APP_ROLE}",
            ],
            ["drop function undo_import(uuid, uuid[])"],
        ),
    ]
