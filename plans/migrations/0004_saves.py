import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What readers call the version becomes ``number``; ``version`` counts the saves."""

    dependencies = [
        ("plans", "0003_areas"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="plan", name="plan_version_once"),
        migrations.RenameField(model_name="plan", old_name="version", new_name="number"),
        migrations.AlterField(
            model_name="plan",
            name="number",
            field=models.PositiveSmallIntegerField(default=1, editable=False),
        ),
        migrations.AlterModelOptions(name="plan", options={"ordering": ["-number"]}),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="plan_number_once"),
        ),
        migrations.AddField(
            model_name="plan",
            name="version",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="plan",
            name="edited_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="plan",
            name="edited_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
