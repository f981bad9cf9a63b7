from datetime import date

from django.db import migrations

from sig.lib.rowsecurity import Grant


SINCE = date(2011, 11, 1)

# The nine areas of form 3.1, and what each tells in the codes of the consent.
AREAS = [
    ("housing", "Boende", "housing"),
    ("physical_health", "Fysisk hälsa", "health"),
    ("mental_health", "Psykisk hälsa", "health"),
    ("occupation", "Sysselsättning", "occupation"),
    ("economy", "Ekonomi", "economy"),
    ("network", "Nätverk", "network"),
    ("leisure", "Fritid", "leisure"),
    ("crime", "Kriminalitet", "crime"),
    ("substances", "Missbruk", "substances"),
]
NEED = {1: "1 (litet)", 10: "10 (stort)"}
WILL = {0: "0 (inte alls)", 10: "10 (mycket)"}
PRACTICAL = [
    ("identity_card", "Legitimation"),
    ("bank_account", "Bankkonto"),
    ("driving_licence", "Körkort"),
    ("housing_queue", "Bostadskö"),
    ("debt", "Skuldsanering"),
    ("enforcement", "Kontakt med Kronofogden"),
]


def lines():
    for position, (code, label, tells) in enumerate(AREAS, start=1):
        yield "area", code, label, position, tells
    for kind, words, lowest in (("need_scale", NEED, 1), ("will_scale", WILL, 0)):
        for step in range(lowest, 11):
            yield kind, str(step), words.get(step, str(step)), step, ""
    for position, (code, label) in enumerate(PRACTICAL, start=1):
        yield "practical", code, label, position, ""


def load(apps, schema_editor):
    ListItem = apps.get_model("organisation", "ListItem")
    for kind, code, label, position, tells in lines():
        ListItem.objects.create(
            kind=kind, code=code, label=label, position=position, tells=tells, valid_from=SINCE
        )


def unload(apps, schema_editor):
    apps.get_model("organisation", "ListItem").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("organisation", "0005_list_items")]

    operations = [
        # What a line says is never changed: it ends, and another follows.
        Grant("organisation_listitem", "select, insert, update (valid_to)"),
        migrations.RunPython(load, unload),
    ]
