import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_wall")]

    operations = [
        migrations.AddField(
            model_name="goal",
            name="former",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="plans.goal",
            ),
        ),
        migrations.AddField(
            model_name="activity",
            name="removed",
            field=models.BooleanField(default=False, editable=False),
        ),
    ]
