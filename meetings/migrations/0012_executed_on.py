from django.db import migrations


TABLES = ("cases_case", "plans_plan", "meetings_meeting")

# The first plan that came into force, or meeting with the person, since the enrolment.
FILL = """
update cases_case c set executed_on = least(
    (select min((p.activated_at at time zone 'Europe/Stockholm')::date) from plans_plan p
        where p.case_id = c.id and p.activated_at is not null),
    (select min(m.held_on) from meetings_meeting m
        where m.case_id = c.id and m.participant_present and m.held_on >= c.enrolled_on)
)
where c.enrolled_on is not null and c.executed_on is null
"""


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0011_group_wall"),
        ("cases", "0015_executed_on"),
        ("plans", "0010_plan_ended"),
    ]

    operations = [
        *(
            migrations.RunSQL(f"alter table {table} no force row level security", "select 1")
            for table in TABLES
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        *(
            migrations.RunSQL(f"alter table {table} force row level security", "select 1")
            for table in TABLES
        ),
    ]
