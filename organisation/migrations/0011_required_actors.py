import django.contrib.postgres.fields
from django.db import migrations, models


REQUIRED = {"unga": ["police", "school"], "unga-vuxna": ["police"]}


def require(apps, schema_editor):
    """What every setting has asked for so far, the stadsdelar's own included (R32)."""
    settings = apps.get_model("organisation", "ProgrammeSetting").objects
    for code, actors in REQUIRED.items():
        settings.filter(programme__code=code).update(required_actors=actors)


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0010_mail_choice"),
    ]

    operations = [
        migrations.AddField(
            model_name="programmesetting",
            name="required_actors",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("police", "Polis"),
                        ("school", "Skola"),
                        ("job_centre", "Jobbtorg"),
                        ("employment", "Arbetsförmedling"),
                        ("probation", "Kriminalvård eller frivård"),
                        ("health", "Region (BUP, beroendevård, Maria Ungdom)"),
                        ("institution", "SiS"),
                        ("social", "Annan enhet i socialtjänsten"),
                        ("field", "Fältassistent"),
                        ("family", "Familj eller nätverk"),
                        ("association", "Förening eller trossamfund"),
                        ("provider", "Extern utförare"),
                        ("other", "Annan"),
                    ],
                    max_length=20,
                ),
                default=list,
                size=None,
            ),
            preserve_default=False,
        ),
        migrations.RunPython(require, migrations.RunPython.noop),
    ]
