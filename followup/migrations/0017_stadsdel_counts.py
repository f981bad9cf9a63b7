from django.conf import settings
from django.db import migrations


# How much a stadsdel has, in numbers and to an administrator alone, who sees not one of the rows.
# As the owner, who is behind the walls too: the context is the stadsdel's for as long as it counts.
# Here, since this app knows every table that it counts.
COUNT = """
create function count_of_stadsdel(chosen int)
returns table (place int, what text, counted bigint)
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    own text := coalesce(current_setting('sig.districts', true), '');
    overview text := coalesce(current_setting('sig.overview', true), '');
    day date := (now() at time zone 'Europe/Stockholm')::date;
begin
    if not exists (
        select from organisation_appointment a
        join organisation_rolegroup r on r.group_id = a.role_group_id
        where a.user_id = app_user() and r.role = 'administrator'
          and a.approved_at is not null and a.ended_at is null
          and a.valid_from <= day and (a.valid_to is null or a.valid_to >= day)
    ) then
        raise exception 'only an administrator may count';
    end if;
    perform set_config('sig.districts', '{' || chosen || '}', true);
    perform set_config('sig.overview', '{' || chosen || '}', true);
    return query
        select 1, 'Pågående ärenden', count(*) from cases_case c
        where c.district_id = chosen and c.closed_at is null
        union all
        select 2, 'Avslutade ärenden', count(*) from cases_case c
        where c.district_id = chosen and c.closed_at is not null
        union all
        select 3, 'Frågor om övertagande utan svar, härifrån', count(*) from followup_transfer t
        where t.district_id = chosen and t.status = 'asked'
        union all
        select 4, 'Frågor om övertagande utan svar, hit', count(*) from followup_transfer t
        where t.receiver_id = chosen and t.status = 'asked'
        union all
        select 5, 'Upphandlingar', count(*) from plans_procurement p
        where p.district_id = chosen
        union all
        select 6, 'Samverkande organisationer', count(*) from organisation_agency g
        where g.district_id = chosen and g.active and g.kind <> 'family'
        union all
        select 7, 'Kontakter', count(*) from organisation_contact k
        where k.district_id = chosen and k.active
        union all
        select 8, 'Överenskommelser', count(*) from organisation_agreement o
        where o.district_id = chosen
        union all
        select 9, 'Avvikelser', count(*) from followup_deviation v
        where v.district_id = chosen
        order by 1;
    perform set_config('sig.districts', own, true);
    perform set_config('sig.overview', overview, true);
end
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0016_assessment_in_queries"),
        ("organisation", "0030_succession_wall"),
        ("plans", "0017_relatives"),
    ]

    operations = [
        migrations.RunSQL(
            [
                COUNT,
                "revoke execute on function count_of_stadsdel(int) from public",
                f"grant execute on function count_of_stadsdel(int) to {settings.DATABASE_APP_ROLE}",
            ],
            "drop function count_of_stadsdel(int)",
        ),
    ]
