from datetime import date

from django.db import migrations

from sig.lib.rowsecurity import SYSTEM, Grant, RowSecurity, Walled


ME = "(select app_user())"
RECORD = "organisation_competencerecord"


# The day in Stockholm, whatever the session's time zone is.
TODAY = "(now() at time zone 'Europe/Stockholm')::date"
IN_FORCE = (
    "a.approved_at is not null and a.ended_at is null "
    f"and a.valid_from <= {TODAY} and (a.valid_to is null or a.valid_to >= {TODAY})"
)


def holds(user, roles):
    """That ``user`` has one of the roles in the record's stadsdel: never as a deputy."""
    return (
        "exists (select from organisation_appointment a "
        "join organisation_rolegroup r on r.group_id = a.role_group_id "
        f"where a.user_id = {user} and {IN_FORCE} and r.role in ({roles}) "
        f"and r.district_id = {RECORD}.district_id)"
    )


OPERATIVE = holds("employee_id", "'lots', 'coordinator', 'investigator'")

# The employee from the day it is signed, and their own manager. A candidate is the manager's only.
SEEN_BY = " or ".join(
    [
        f"employee_id = {ME} and signed_at is not null",
        f"{holds(ME, repr('manager'))} and (employee_id is null or employee_id <> {ME} and {OPERATIVE})",
        f"{ME} = {SYSTEM} and district_id = any((select app_districts())::int[])",
    ]
)
WALLS = {
    RECORD: SEEN_BY,
    "organisation_competencerating": f"exists (select from {RECORD} c where c.id = record_id)",
}


SINCE = date(2020, 1, 1)

# The seven requirements of the guide (S20, form 2.3) in our words, and that of the law (SoL 25:1).
REQUIREMENTS = [
    ("education", "Högskoleutbildning eller motsvarande enligt ledningen"),
    ("social_work", "Grundkunskap om socialtjänstens områden"),
    ("local", "Lokalkännedom"),
    ("law", "Juridik: kommunallag, förvaltningslag, SoL, OSL, brottsbalk"),
    ("encounter", "Bemötande: MI, gärna lågaffektivt bemötande"),
    ("target_group", "Målgruppen och kriminologi"),
    ("extremism", "Våldsbejakande extremism"),
    ("degree", "Examen för arbete med barn (25 kap. 1 § socialtjänstlagen)"),
]


def load(apps, schema_editor):
    ListItem = apps.get_model("organisation", "ListItem")
    for position, (code, label) in enumerate(REQUIREMENTS, start=1):
        ListItem.objects.create(
            kind="competence", code=code, label=label, position=position, valid_from=SINCE
        )


def unload(apps, schema_editor):
    apps.get_model("organisation", "ListItem").objects.filter(kind="competence").delete()


class Migration(migrations.Migration):
    dependencies = [("organisation", "0021_competence")]

    operations = [
        *(Walled(table, wall, policy="staff") for table, wall in WALLS.items()),
        *(Grant(table, "select, insert, update") for table in WALLS),
        RowSecurity("organisation_degree", rights="select, insert"),
        migrations.RunPython(load, unload),
    ]
