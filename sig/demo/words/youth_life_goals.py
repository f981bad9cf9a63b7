"""SIG unga, form 3.5: the goals outside school and crime."""

from cases.models import Area
from organisation.models import AgencyKind
from sig.demo.words.shapes import Aim, Task


AIMS = {
    Area.NETWORK: (
        Aim(
            "Jag umgås med folk som inte håller på med brott.",
            "Kvällar i veckan med gruppen på torget",
            "5 kvällar",
            "Högst 1 kväll",
            14,
            (
                Task(
                    "Helger hos moster",
                    "Fredag kväll till söndag, moster hämtar",
                    "Varannan helg",
                    "Hos moster",
                    "{name}, mamma och moster",
                    "Mamma",
                ),
                Task(
                    "Fältassistent som möter upp",
                    "Sms på eftermiddagen, vi ses och hittar på något",
                    "Fredagar kl. 18.00",
                    "Fritidsgården",
                    "{name} och {field}",
                    "{field}",
                ),
            ),
        ),
        Aim(
            "Mamma och jag pratar utan att bråka.",
            "Lugna samtal i veckan, mammas egen räkning",
            "1 samtal",
            "4 samtal",
            12,
            (
                Task(
                    "Familjesamtal",
                    "Sex samtal hos familjebehandlare",
                    "Varannan tisdag kl. 16.30",
                    "Socialtjänstens lokal",
                    "{name}, föräldrarna och behandlaren",
                    "{lots}",
                ),
            ),
        ),
        Aim(
            "Jag umgås med vänner som inte är med i gruppen.",
            "Kvällar i veckan med gruppen",
            "5 kvällar",
            "Högst 1 kväll",
            14,
            (
                Task(
                    "Två kvällar i veckan som är bestämda i förväg",
                    "{name} väljer själv med vem, {lots} frågar hur det gick",
                    "Tisdagar och fredagar",
                    "Hos en vän eller hemma",
                    "{name} och vännen",
                    "{name}",
                ),
                Task(
                    "Fältassistent som möter upp",
                    "Sms på eftermiddagen, vi ses och hittar på något",
                    "Fredagar kl. 18.00",
                    "Fritidsgården",
                    "{name} och {field}",
                    "{field}",
                ),
            ),
        ),
    ),
    Area.LEISURE: (
        Aim(
            "Jag är tillbaka på träningen.",
            "Träningar i veckan",
            "0 träningar",
            "2 träningar",
            8,
            (
                Task(
                    "Tillbaka till klubben",
                    "{field} följer med de tre första gångerna",
                    "Måndag och torsdag kl. 18.30",
                    "Idrottsplatsen",
                    "{name}, tränaren och {field}",
                    "{field}",
                ),
                Task(
                    "Avgift och skor",
                    "Ansökan hos socialtjänsten",
                    "Inom två veckor",
                    "Socialtjänstens lokal",
                    "Mamma och {lots}",
                    "{lots}",
                ),
            ),
        ),
    ),
    Area.SUBSTANCES: (
        Aim(
            "Jag röker inte hasch.",
            "Rena prov i rad",
            "0 prov",
            "8 prov",
            12,
            (
                Task(
                    "Prov och samtal",
                    "Prov vid varje besök, därefter samtal om veckan",
                    "Fredagar kl. 14.30",
                    "{health}",
                    "{name} och behandlaren",
                    "{health}",
                ),
                Task(
                    "Hem direkt efter skolan på fredagar",
                    "Mamma är hemma från klockan 15 och vi äter tillsammans",
                    "Varje fredag",
                    "Hemma",
                    "{name} och mamma",
                    "Mamma",
                ),
            ),
            AgencyKind.HEALTH,
        ),
    ),
    Area.MENTAL_HEALTH: (
        Aim(
            "Jag sover och vågar gå ut.",
            "Nätter i veckan med minst sju timmars sömn",
            "2 nätter",
            "5 nätter",
            10,
            (
                Task(
                    "Samtalskontakt",
                    "Åtta samtal, de två första tillsammans med {lots}",
                    "Tisdagar kl. 15.15",
                    "{health}",
                    "{name} och behandlaren",
                    "{health}",
                ),
            ),
            AgencyKind.HEALTH,
        ),
    ),
    Area.HOUSING: (
        Aim(
            "Jag sover hemma varje natt.",
            "Nätter i veckan hemma eller hos mormor",
            "4 nätter",
            "7 nätter",
            8,
            (
                Task(
                    "Kvällsregler som alla har skrivit under",
                    "En sida med tider, skriven vid köksbordet",
                    "Inom två veckor, sedan varje söndag",
                    "Hemma",
                    "{name} och båda föräldrarna",
                    "{lots}",
                ),
            ),
        ),
    ),
    Area.ECONOMY: (
        Aim(
            "Jag tjänar egna pengar på ett lagligt sätt.",
            "Inkomst i månaden",
            "0 kr",
            "2 000 kr",
            14,
            (
                Task(
                    "Feriejobb eller helgjobb",
                    "Ansökan tillsammans, träning inför intervjun",
                    "Två träffar inom en månad",
                    "{job_centre}",
                    "{name} och {job_centre}",
                    "{job_centre}",
                ),
            ),
            AgencyKind.JOB_CENTRE,
        ),
    ),
}
