from django.conf import settings
from django.db import migrations


# What is read in stays its owner's and its stadsdel's, whatever the application writes.
CHANGED = (
    "state, content, problem, total, wrong, written, stayed, job, written_at, undone_at, erased_at"
)

# As before, but it asks the log too, which is only added to: a case goes when it says that its
# owner read it in within a day. When the import was written is a column that the application writes.
UNDO = """
create or replace function undo_import(batch uuid, chosen uuid[]) returns uuid[]
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
            if not exists (
                select from audit_logentry l
                where l."case" = one.id and l.event = 'case.imported'
                  and l.actor = app_user()::text and l.at > now() - interval '25 hours'
            ) or exists (
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

ROLE = settings.DATABASE_APP_ROLE


class Migration(migrations.Migration):
    dependencies = [("cases", "0025_staff_and_purchases")]

    operations = [
        migrations.RunSQL(
            [
                f"revoke update on cases_caseimport from {ROLE}",
                f"grant update ({CHANGED}) on cases_caseimport to {ROLE}",
            ],
            [
                f"revoke update ({CHANGED}) on cases_caseimport from {ROLE}",
                f"grant update on cases_caseimport to {ROLE}",
            ],
        ),
        migrations.RunSQL(UNDO, migrations.RunSQL.noop),
    ]
