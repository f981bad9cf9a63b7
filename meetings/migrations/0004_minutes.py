# ruff: noqa: E501

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0003_wall"),
        ("plans", "0003_versions"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="uncalled_reason",
            field=models.CharField(
                blank=True, max_length=300, verbose_name="Polis eller skola var inte kallad: skälet"
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="unreviewed_reason",
            field=models.CharField(
                blank=True, max_length=300, verbose_name="Mål utan status: skälet"
            ),
        ),
        migrations.AlterField(
            model_name="goalreview",
            name="goal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.goal"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="locked_with_meeting",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            if exists (\n                select from meetings_meeting\n                where id = new.meeting_id and signed_at is not null\n            )\n            then raise exception 'the meeting is signed, and % is locked with it', tg_table_name;\n            end if;\n            return new;\n        ",
                    hash="683efe2ffb33573487c776d13c332e8dcaf58588",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_locked_with_meeting_b4ca4",
                    table="meetings_attendance",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="goalreview",
            trigger=pgtrigger.compiler.Trigger(
                name="locked_with_meeting",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            if exists (\n                select from meetings_meeting\n                where id = new.meeting_id and signed_at is not null\n            )\n            then raise exception 'the meeting is signed, and % is locked with it', tg_table_name;\n            end if;\n            return new;\n        ",
                    hash="935ee5cabf956d10449ab2c7b9b39404913f4766",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_locked_with_meeting_ed8c6",
                    table="meetings_goalreview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invitation",
            trigger=pgtrigger.compiler.Trigger(
                name="locked_with_meeting",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            if exists (\n                select from meetings_meeting\n                where id = new.meeting_id and signed_at is not null\n            )\n            then raise exception 'the meeting is signed, and % is locked with it', tg_table_name;\n            end if;\n            return new;\n        ",
                    hash="c3b81f4a95e2aff3fbd4d21230c6dab40adace69",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_locked_with_meeting_4494d",
                    table="meetings_invitation",
                    when="BEFORE",
                ),
            ),
        ),
    ]
