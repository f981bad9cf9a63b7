from django.db import migrations, models
from django.db.models import ExpressionWrapper, F, Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_row_triggers")]

    operations = [
        migrations.RemoveIndex("case", "case_interval"),
        migrations.AddField(
            "case",
            "paused_days",
            models.PositiveSmallIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            "case",
            "counts_from",
            models.GeneratedField(
                db_persist=True,
                expression=ExpressionWrapper(
                    F("interval_from") + F("paused_days"), models.DateField()
                ),
                output_field=models.DateField(null=True),
            ),
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                condition=Q(closed_at__isnull=True, enrolled_on__isnull=False),
                fields=["district", "interval_weeks", "counts_from"],
                name="case_interval",
            ),
        ),
    ]
