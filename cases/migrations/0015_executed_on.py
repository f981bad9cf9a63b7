from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0014_referral_received"),
    ]

    operations = [
        migrations.AddField("case", "executed_on", models.DateField(null=True, editable=False)),
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
