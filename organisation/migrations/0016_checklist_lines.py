from datetime import date

from django.db import migrations

from sig.lib.rowsecurity import CREATE_OVERVIEW_FUNCTION


SINCE = date(2020, 1, 1)

# The eight questions of the guide's last page (S20), in our own words.
QUESTIONS = [
    ("forum", "Finns ett forum för samverkan på strukturell nivå?"),
    ("picture", "Har en lokal lägesbild tagits fram de senaste två åren?"),
    ("agreements", "Finns lokala överenskommelser med de aktörer som berörs?"),
    ("contacts", "Finns en kontaktlista på strategisk nivå?"),
    ("talks", "Hålls säkerhetssamtal med operativ personal minst en gång per år?"),
    ("structure", "Är strukturen för samverkan tydlig på organisationens olika nivåer?"),
    ("asked", "Efterfrågar ledningen uppföljning?"),
    ("competence", "Är kompetenskraven uppfyllda?"),
]


def load(apps, schema_editor):
    ListItem = apps.get_model("organisation", "ListItem")
    for position, (code, label) in enumerate(QUESTIONS, start=1):
        ListItem.objects.create(
            kind="checklist", code=code, label=label, position=position, valid_from=SINCE
        )


def unload(apps, schema_editor):
    apps.get_model("organisation", "ListItem").objects.filter(kind="checklist").delete()


class Migration(migrations.Migration):
    dependencies = [("organisation", "0015_cooperation")]

    operations = [
        migrations.RunSQL(CREATE_OVERVIEW_FUNCTION, "drop function app_overview()"),
        migrations.RunPython(load, unload),
    ]
