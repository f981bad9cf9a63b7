from django.db import migrations


# A flag is the sweep's own note on a case. The only cases that go away are those of an import that
# is undone (undo_import), and their flags go with them: nobody has worked with a flag.
FORGET = """
create function forget_flags() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
declare
    before text := coalesce(nullif(current_setting('pgtrigger.ignore', true), ''), '{}');
begin
    perform set_config('pgtrigger.ignore', '{pgtrigger_never_deleted_72949}', true);
    delete from meetings_flag where case_id = old.id;
    perform set_config('pgtrigger.ignore', before, true);
    return old;
end
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0015_agency_kinds"),
        ("cases", "0023_imports_wall"),
    ]

    operations = [
        migrations.RunSQL(
            [
                FORGET,
                "create trigger forget_flags before delete on cases_case "
                "for each row execute function forget_flags()",
            ],
            ["drop trigger forget_flags on cases_case", "drop function forget_flags()"],
        ),
    ]
