from datetime import date

from django.db import migrations

from sig.lib.rowsecurity import Grant


# What a decision tells its reader beside the ground that it rests on (R58): use, text, from, to.
REFERENCES = [
    ("appeal", "16 kap. 3 § socialtjänstlagen (2001:453)", date(2002, 1, 1), date(2025, 7, 1)),
    ("appeal", "35 kap. 1 § socialtjänstlagen (2025:400)", date(2025, 7, 1), None),
    ("unnamed", "33 § fjärde stycket förvaltningslagen (2017:900)", date(2025, 7, 2), None),
    ("bias", "16–18 §§ förvaltningslagen (2017:900)", date(2018, 7, 1), None),
]


def load(apps, schema_editor):
    LegalReference = apps.get_model("organisation", "LegalReference")
    for use, text, valid_from, valid_to in REFERENCES:
        LegalReference.objects.create(use=use, text=text, valid_from=valid_from, valid_to=valid_to)


def unload(apps, schema_editor):
    uses = {use for use, *_ in REFERENCES}
    apps.get_model("organisation", "LegalReference").objects.filter(use__in=uses).delete()


class Migration(migrations.Migration):
    dependencies = [("organisation", "0007_deputies")]

    operations = [
        # Read before anyone has a context: who is a deputy decides which stadsdelar one sees.
        Grant("organisation_deputy", "select, insert, update"),
        migrations.RunPython(load, unload),
    ]
