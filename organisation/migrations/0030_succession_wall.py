from django.conf import settings
from django.db import migrations

from sig.lib.rowsecurity import SYSTEM, Grant


# What two administrators have settled, on its day or after it. As the owner: the application has no
# right to write a stadsdel. Not a row of anything that a stadsdel has written is touched (ADR 0010).
CARRY_OUT = """
create function carry_out_succession(chosen uuid) returns void
language plpgsql security definer set search_path = pg_catalog
as $$
declare
    plan public.organisation_successionplan;
    ending int[];
    kept int[];
begin
    select * into plan from public.organisation_successionplan p
    where p.id = chosen and p.confirmed_at is not null and p.withdrawn_at is null
      and p.carried_out_at is null and p."on" <= (now() at time zone 'Europe/Stockholm')::date
    for update;
    if not found then
        raise exception 'this succession is not to be carried out';
    end if;
    ending := array(
        select f.district_id from public.organisation_successionplan_formers f
        where f.successionplan_id = plan.id order by 1
    );
    if exists (
        select from public.organisation_district d
        where d.valid_to is not null
          and d.id = any(ending || array[plan.heir_id, plan.other_id]::int[])
    ) then
        raise exception 'a stadsdel of this succession has ended';
    end if;
    update public.organisation_district set valid_to = plan."on" where id = any(ending);
    if plan.heir_id is null then
        insert into public.organisation_district (name, code, valid_from, keeps, taken_over_by)
        values (plan.heir_name, plan.heir_code, plan."on", '{}', '') returning id into plan.heir_id;
    end if;
    if plan.kind = 'split' and plan.other_id is null then
        insert into public.organisation_district (name, code, valid_from, keeps, taken_over_by)
        values (plan.other_name, plan.other_code, plan."on", '{}', '') returning id into plan.other_id;
    end if;
    kept := array(
        select d.id from public.organisation_district d where d.id = any(ending)
        union
        select unnest(d.keeps) from public.organisation_district d where d.id = any(ending)
        order by 1
    );
    update public.organisation_district set keeps = keeps || kept where id = plan.heir_id;
    update public.organisation_district set keeps = '{}' where id = any(ending);
    update public.organisation_district set taken_over_by = (
        select h.name from public.organisation_district h where h.id = plan.heir_id
    ) where id = any(kept);
    insert into public.organisation_succession (former_id, successor_id, "on", kind)
    select former, successor, plan."on", plan.kind
    from unnest(ending) former, unnest(array[plan.heir_id, plan.other_id]) successor
    where successor is not null;
    update public.organisation_successionplan
    set heir_id = plan.heir_id, other_id = plan.other_id, carried_out_at = now()
    where id = plan.id;
end
$$
"""

# The walls of personnel data ask for a role in the stadsdel, as 0020 and 0022 wrote them. Whoever
# has the role where its files went has it there too.
TODAY = "(now() at time zone 'Europe/Stockholm')::date"
IN_FORCE = (
    "a.approved_at is not null and a.ended_at is null "
    f"and a.valid_from <= {TODAY} and (a.valid_to is null or a.valid_to >= {TODAY})"
)
ME = "(select app_user())"
OPERATIVE = "'lots', 'coordinator', 'investigator'"
TALK, RECORD = "organisation_safetytalk", "organisation_competencerecord"


def holds(user, roles, district):
    return (
        "exists (select from organisation_appointment a "
        "join organisation_rolegroup r on r.group_id = a.role_group_id "
        f"where a.user_id = {user} and {IN_FORCE} and r.role in ({roles}) and {district})"
    )


def here(table):
    return f"r.district_id = {table}.district_id"


def answering(table):
    return (
        f"({here(table)} or exists (select from organisation_district d "
        f"where d.id = r.district_id and {table}.district_id = any(d.keeps)))"
    )


def seen_talks(where):
    return " or ".join(
        [
            f"employee_id = {ME} and signed_at is not null",
            f"employee_id <> {ME} and {holds(ME, repr('manager'), where(TALK))} "
            f"and {holds('employee_id', OPERATIVE, where(TALK))}",
            "sent_at is not null and "
            + holds(ME, repr("security"), f"(r.district_id is null or {where(TALK)})"),
            f"{ME} = {SYSTEM} and district_id = any((select app_districts())::int[])",
        ]
    )


def seen_records(where):
    operative = holds("employee_id", OPERATIVE, where(RECORD))
    return " or ".join(
        [
            f"employee_id = {ME} and signed_at is not null",
            f"{holds(ME, repr('manager'), where(RECORD))} "
            f"and (employee_id is null or employee_id <> {ME} and {operative})",
            f"{ME} = {SYSTEM} and district_id = any((select app_districts())::int[])",
        ]
    )


def policy(table, seen):
    def alter(wall):
        return f"alter policy staff on {table} using ({wall}) with check ({wall})"

    return migrations.RunSQL(alter(seen(answering)), alter(seen(here)))


class Migration(migrations.Migration):
    dependencies = [("organisation", "0029_succession_plans")]

    operations = [
        Grant(
            "organisation_successionplan",
            "select, insert, update (confirmed_at, confirmed_by_id, withdrawn_at, withdrawn_by_id)",
        ),
        Grant("organisation_successionplan_formers", "select, insert"),
        migrations.RunSQL(
            [
                CARRY_OUT,
                "revoke execute on function carry_out_succession(uuid) from public",
                "grant execute on function carry_out_succession(uuid) "
                f"to {settings.DATABASE_APP_ROLE}",
            ],
            "drop function carry_out_succession(uuid)",
        ),
        policy(TALK, seen_talks),
        policy(RECORD, seen_records),
    ]
