from datetime import date

from django.db import migrations


STADSDELAR = {
    "Bromma": "BR",
    "Enskede-Årsta-Vantör": "EV",
    "Farsta": "FA",
    "Hägersten-Älvsjö": "HÄ",
    "Hässelby-Vällingby": "HV",
    "Järva": "JÄ",
    "Kungsholmen": "KU",
    "Norra innerstaden": "NI",
    "Skarpnäck": "SN",
    "Skärholmen": "SH",
    "Södermalm": "SÖ",
}
# The stadsdelar in force after the mergers of this day. Their predecessors come with the history.
IN_FORCE = date(2023, 7, 1)

# Presets: SIG unga every fourth week, unga vuxna every fifth.
PROGRAMMES = [
    {
        "code": "unga",
        "name": "SIG unga",
        "plan_label": "Åtgärdsplan",
        "min_age": 12,
        "max_age": 18,
        "interval_weeks": 4,
        "counting_meetings": ["network"],
        "police_veto": False,
    },
    {
        "code": "unga-vuxna",
        "name": "SIG unga vuxna",
        "plan_label": "Handlingsplan",
        "min_age": 19,
        "max_age": 29,
        "interval_weeks": 5,
        "counting_meetings": ["network", "individual"],
        "police_veto": True,
    },
]


def load(apps, schema_editor):
    District = apps.get_model("organisation", "District")
    District.objects.bulk_create(
        District(name=name, code=code, valid_from=IN_FORCE) for name, code in STADSDELAR.items()
    )
    Programme = apps.get_model("organisation", "Programme")
    ProgrammeSetting = apps.get_model("organisation", "ProgrammeSetting")
    for row in PROGRAMMES:
        names = {key: row[key] for key in ("code", "name", "plan_label")}
        programme = Programme.objects.create(**names)
        rest = {key: value for key, value in row.items() if key not in names}
        ProgrammeSetting.objects.create(programme=programme, valid_from=date(2011, 11, 1), **rest)
    LegalReference = apps.get_model("organisation", "LegalReference")
    LegalReference.objects.create(
        use="enrolment",
        text="4 kap. 1 § socialtjänstlagen (2001:453)",
        valid_from=date(2002, 1, 1),
        valid_to=date(2025, 7, 1),
    )
    LegalReference.objects.create(
        use="enrolment",
        text="11 kap. 1 § socialtjänstlagen (2025:400)",
        valid_from=date(2025, 7, 1),
    )


def unload(apps, schema_editor):
    for name in ("LegalReference", "ProgrammeSetting", "Programme", "District"):
        apps.get_model("organisation", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("organisation", "0002_wall")]

    operations = [migrations.RunPython(load, unload)]
