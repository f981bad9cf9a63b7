from django.db import migrations, models
from django.db.models import Q


STATUSES = [
    ("planned", "Planerat"),
    ("done", "Utfört"),
    ("not_done", "Inte utfört"),
    ("dropped", "Utgått"),
]


class Migration(migrations.Migration):
    """What became of an activity, with its day and comment; why a goal has gone out of the plan."""

    dependencies = [("plans", "0006_copies_wall")]

    operations = [
        migrations.AddField(
            model_name="goal",
            name="dropped_because",
            field=models.CharField(
                blank=True, default="", editable=False, max_length=300, verbose_name="Skäl"
            ),
            preserve_default=False,
        ),
        migrations.RenameField(model_name="activity", old_name="done_on", new_name="status_on"),
        migrations.AlterField(
            model_name="activity",
            name="status_on",
            field=models.DateField(blank=True, null=True, verbose_name="Den"),
        ),
        migrations.AddField(
            model_name="activity",
            name="status",
            field=models.CharField(
                choices=STATUSES, default="planned", max_length=8, verbose_name="Läget"
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="comment",
            field=models.CharField(
                blank=True, default="", max_length=500, verbose_name="Kommentar"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="activity",
            name="former",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=models.deletion.PROTECT,
                related_name="+",
                to="plans.activity",
            ),
        ),
        # Row security holds for the owner too.
        migrations.RunSQL("alter table plans_activity no force row level security", "select 1"),
        migrations.RunSQL(
            "update plans_activity set status = 'done' where status_on is not null",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL("alter table plans_activity force row level security", "select 1"),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=Q(status="planned", status_on__isnull=True, comment="")
                | ~Q(status="planned") & Q(status_on__isnull=False),
                name="activity_status_has_its_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=Q(status__in=["planned", "done"]) | ~Q(comment=""),
                name="activity_not_done_has_its_reason",
            ),
        ),
    ]
