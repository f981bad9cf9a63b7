from django.db import migrations, models
from django.db.models import Q


TABLES = ("cases_case", "plans_plan", "meetings_meeting")

# The first plan that came into force, or meeting with the person, since the enrolment.
FILL = """
update cases_case c set executed_on = least(
    (select min(p.activated_at at time zone 'Europe/Stockholm')::date from plans_plan p
        where p.case_id = c.id and p.activated_at is not null),
    (select min(m.held_on) from meetings_meeting m
        where m.case_id = c.id and m.participant_present and m.held_on >= c.enrolled_on)
)
where c.enrolled_on is not null
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0014_referral_received"),
        ("plans", "0006_copies_wall"),
        ("meetings", "0006_interval_pause"),
    ]

    operations = [
        migrations.AddField("case", "executed_on", models.DateField(null=True, editable=False)),
        *(
            migrations.RunSQL(f"alter table {table} no force row level security", "select 1")
            for table in TABLES
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        *(
            migrations.RunSQL(f"alter table {table} force row level security", "select 1")
            for table in TABLES
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["district", "enrolled_on"],
                condition=Q(
                    closed_at__isnull=True, enrolled_on__isnull=False, executed_on__isnull=True
                ),
                name="case_not_executed",
            ),
        ),
        migrations.AlterField(
            "todo",
            "kind",
            models.CharField(
                max_length=20,
                choices=[
                    ("tell_withdrawn", "Meddela återkallelse"),
                    ("family", "Kontakt med familjen"),
                    ("practical", "Praktiska saker"),
                ],
            ),
        ),
    ]
