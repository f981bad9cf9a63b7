from datetime import date

from django.db import migrations

from sig.lib.rowsecurity import SYSTEM, Grant, Walled


ME = "(select app_user())"


# The day in Stockholm, whatever the session's time zone is.
TODAY = "(now() at time zone 'Europe/Stockholm')::date"
IN_FORCE = (
    "a.approved_at is not null and a.ended_at is null "
    f"and a.valid_from <= {TODAY} and (a.valid_to is null or a.valid_to >= {TODAY})"
)


def holds(user, roles, district):
    """That ``user`` has one of the roles in the stadsdel: an appointment, so never as a deputy."""
    return (
        "exists (select from organisation_appointment a "
        "join organisation_rolegroup r on r.group_id = a.role_group_id "
        f"where a.user_id = {user} and {IN_FORCE} and r.role in ({roles}) and {district})"
    )


TALK = "organisation_safetytalk"
HERE = f"r.district_id = {TALK}.district_id"
OPERATIVE = "'lots', 'coordinator', 'investigator'"

# The employee from the day it is signed, their own manager, and the security function what it was
# sent. Nobody else: this is personnel data, and a stadsdel in the context isn't enough.
SEEN_BY = " or ".join(
    [
        f"employee_id = {ME} and signed_at is not null",
        # Nobody is their own manager.
        f"employee_id <> {ME} and {holds(ME, repr('manager'), HERE)} "
        f"and {holds('employee_id', OPERATIVE, HERE)}",
        "sent_at is not null and "
        + holds(ME, repr("security"), f"(r.district_id is null or {HERE})"),
        f"{ME} = {SYSTEM} and district_id = any((select app_districts())::int[])",
    ]
)
WITH_THE_TALK = f"exists (select from {TALK} t where t.id = talk_id)"
WALLS = {
    TALK: SEEN_BY,
    "organisation_talkanswer": WITH_THE_TALK,
    "organisation_talkmeasure": WITH_THE_TALK,
}


SINCE = date(2020, 1, 1)

# The forms' titles are given (S20); their lines are ours, and the municipality's to change.
LINES = {
    "talk_general": [
        ("two_know", "Minst två kollegor känner till varje ärende"),
        ("diary", "Kalendern delas med kollega eller chef före möten utanför kontoret"),
        ("place", "Mötesplatsen är riskbedömd: utgångar, sikt, vilka som rör sig där"),
        ("alone", "Inga ensamma hembesök vid den hotnivå som ni har bestämt"),
        ("check_in", "Rutin för att höra av sig före och efter, med tidsgräns"),
        ("alarm", "Larm och telefon är laddade och med"),
        ("car", "Bil och parkering är genomtänkta"),
        (
            "private_data",
            "Egen adress, telefon och familj är skyddade, sekretessmarkering övervägd",
        ),
        ("own_phone", "Privat telefon används inte för kontakt med klienter"),
        ("visitors", "Rutin för besök och personalingång är känd"),
        ("who_is_told", "Det är klart vem som får veta om ett hot, och hur fort"),
        ("police", "Kontaktvägen till polisen är känd"),
        ("log_book", "Händelser skrivs i loggbok"),
        ("reported", "Hot och otillåten påverkan anmäls som tillbud"),
        ("signature", "Det är övervägt när namn kan utelämnas i beslut"),
        ("area", "Konflikter i området är kända"),
    ],
    "talk_media": [
        ("accounts", "Privata konton är stängda och har tvåstegsinloggning"),
        ("workplace", "Arbetsplats och titel syns inte"),
        ("routines", "Plats, rutiner och barnens skola läggs inte ut"),
        ("friends", "Vänner och taggningar är genomgångna"),
        ("contact", "Ingen kontakt med klienter från privat konto"),
        ("work_account", "Reglerna för arbetskonton är kända"),
        ("searching", "Klienter söks inte av nyfikenhet"),
        ("family", "Familjen är informerad"),
        ("own_name", "Eget namn är sökt och uppgifter på adresstjänster borttagna"),
        ("filmed", "Det är känt vad man gör vid filmning eller uthängning"),
        ("photos", "Bilder på personalen på arbetsplatsens webb är genomgångna"),
    ],
}


def load(apps, schema_editor):
    ListItem = apps.get_model("organisation", "ListItem")
    for kind, lines in LINES.items():
        for position, (code, label) in enumerate(lines, start=1):
            ListItem.objects.create(
                kind=kind, code=code, label=label, position=position, valid_from=SINCE
            )


def unload(apps, schema_editor):
    apps.get_model("organisation", "ListItem").objects.filter(kind__in=LINES).delete()


class Migration(migrations.Migration):
    dependencies = [("organisation", "0019_safety_talks")]

    operations = [
        *(Walled(table, wall, policy="staff") for table, wall in WALLS.items()),
        *(Grant(table, "select, insert, update") for table in WALLS),
        migrations.RunPython(load, unload),
    ]
