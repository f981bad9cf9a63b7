"""SIG unga, form 3.5: goals that can be measured, and the activities for them."""

from cases.models import Area
from organisation.models import AgencyKind
from sig.demo.words.shapes import Aim, Task


AIMS = {
    Area.OCCUPATION: (
        Aim(
            "Jag går till skolan varje dag.",
            "Närvaro per månad", "30 procent", "85 procent", 16,
            (
                Task(
                    "Väckning och sällskap till skolan",
                    "{lots} ringer klockan 07.15, fältassistent följer med till porten",
                    "Måndag till fredag de första fyra veckorna",
                    "Hemma och {school}", "Ungdomen, mamma och {field}", "{lots}",
                ),
                Task(
                    "Stöd i matematik",
                    "Enskilt med speciallärare i halvtimmespass",
                    "Tisdag och torsdag kl. 13.00",
                    "{school}", "Ungdomen och specialläraren", "{school}",
                ),
            ),
        ),
        Aim(
            "Jag har godkänt i de ämnen som jag behöver för att komma in på fordon.",
            "Ämnen med minst E", "5 ämnen", "8 ämnen", 20,
            (
                Task(
                    "Läxhjälp",
                    "Två pass i veckan med samma läxhjälpare",
                    "Måndag och onsdag kl. 15.30",
                    "{school}, biblioteket", "Ungdomen och läxhjälparen", "{school}",
                ),
                Task(
                    "Studiebesök på fordonsprogrammet",
                    "Halvdag med en elev och en lärare",
                    "Senast om sex veckor",
                    "Gymnasieskolan", "Ungdomen, pappa och {lots}", "{lots}",
                ),
            ),
        ),
        Aim(
            "Jag har en praktik som jag sköter.",
            "Praktikdagar per vecka", "0 dagar", "3 dagar", 12,
            (
                Task(
                    "Praktikplats i butik eller verkstad",
                    "Möte med Jobbtorg, besök på två platser och sedan ett val",
                    "Första mötet inom två veckor",
                    "{job_centre}", "Ungdomen och {job_centre}", "{job_centre}",
                ),
                Task(
                    "Skoldagar som går ihop med praktiken",
                    "Ett schema som skola och praktik skriver tillsammans",
                    "Klart före första praktikdagen",
                    "{school}", "Mentorn, Jobbtorg och {lots}", "{school}",
                ),
            ),
            AgencyKind.JOB_CENTRE,
        ),
        Aim(
            "Jag kommer i tid på morgonen.",
            "Sena ankomster i veckan", "4 gånger", "Högst 1 gång", 8,
            (
                Task(
                    "Morgonrutin",
                    "Telefonen ligger i köket från klockan 23, mamma väcker klockan 6.45",
                    "Varje skoldag",
                    "Hemma", "Ungdomen och mamma", "Mamma",
                ),
                Task(
                    "Avstämning med mentorn",
                    "Fem minuter före första lektionen",
                    "Varje måndag kl. 08.05",
                    "{school}", "Ungdomen och mentorn", "{school}",
                ),
            ),
        ),
    ),
    Area.CRIME: (
        Aim(
            "Jag begår inga nya brott.",
            "Nya misstankar enligt polisen", "4 på sex månader", "0 på sex månader", 24,
            (
                Task(
                    "Samtal om val och konsekvenser",
                    "Tio samtal efter en bok som vi följer tillsammans",
                    "Onsdagar kl. 15.00",
                    "Socialtjänstens lokal", "Ungdomen och {lots}", "{lots}",
                ),
                Task(
                    "Avstämning med områdespolisen",
                    "Polisen berättar vad de har sett, ungdomen får svara",
                    "Varje nätverksmöte",
                    "På mötet", "Ungdomen och {police}", "{police}",
                ),
            ),
        ),
        Aim(
            "Jag går därifrån när det blir bråk.",
            "Slagsmål enligt skola och polis", "3 på tre månader", "0 på tre månader", 14,
            (
                Task(
                    "Träning i att hantera ilska",
                    "Repulse, tio träffar",
                    "Torsdagar kl. 14.00",
                    "Socialtjänstens lokal", "Ungdomen och behandlaren", "{lots}",
                ),
                Task(
                    "En vuxen i skolan att gå till",
                    "Kuratorn har öppen dörr och ett tecken som vi kommit överens om",
                    "Varje skoldag",
                    "{school}", "Ungdomen och skolkuratorn", "{school}",
                ),
            ),
        ),
    ),
    Area.NETWORK: (
        Aim(
            "Jag umgås med folk som inte håller på med brott.",
            "Kvällar i veckan med gruppen på torget", "5 kvällar", "Högst 1 kväll", 14,
            (
                Task(
                    "Helger hos moster",
                    "Fredag kväll till söndag, moster hämtar",
                    "Varannan helg",
                    "Hos moster", "Ungdomen, mamma och moster", "Mamma",
                ),
                Task(
                    "Fältassistent som möter upp",
                    "Sms på eftermiddagen, vi ses och hittar på något",
                    "Fredagar kl. 18.00",
                    "Fritidsgården", "Ungdomen och {field}", "{field}",
                ),
            ),
        ),
        Aim(
            "Mamma och jag pratar utan att bråka.",
            "Lugna samtal i veckan, mammas egen räkning", "1 samtal", "4 samtal", 12,
            (
                Task(
                    "Familjesamtal",
                    "Sex samtal hos familjebehandlare",
                    "Varannan tisdag kl. 16.30",
                    "Socialtjänstens lokal", "Ungdomen, föräldrarna och behandlaren", "{lots}",
                ),
            ),
        ),
        Aim(
            "Jag umgås med vänner som inte är med i gruppen.",
            "Kvällar i veckan med gruppen", "5 kvällar", "Högst 1 kväll", 14,
            (
                Task(
                    "Två kvällar i veckan som är bestämda i förväg",
                    "Ungdomen väljer själv med vem, {lots} frågar hur det gick",
                    "Tisdagar och fredagar",
                    "Hos en vän eller hemma", "Ungdomen och vännen", "Ungdomen",
                ),
                Task(
                    "Fältassistent som möter upp",
                    "Sms på eftermiddagen, vi ses och hittar på något",
                    "Fredagar kl. 18.00",
                    "Fritidsgården", "Ungdomen och {field}", "{field}",
                ),
            ),
        ),
    ),
    Area.LEISURE: (
        Aim(
            "Jag är tillbaka på träningen.",
            "Träningar i veckan", "0 träningar", "2 träningar", 8,
            (
                Task(
                    "Tillbaka till klubben",
                    "{field} följer med de tre första gångerna",
                    "Måndag och torsdag kl. 18.30",
                    "Idrottsplatsen", "Ungdomen, tränaren och {field}", "{field}",
                ),
                Task(
                    "Avgift och skor",
                    "Ansökan hos socialtjänsten",
                    "Inom två veckor",
                    "Socialtjänstens lokal", "Mamma och {lots}", "{lots}",
                ),
            ),
        ),
    ),
    Area.SUBSTANCES: (
        Aim(
            "Jag röker inte hasch.",
            "Rena prov i rad", "0 prov", "8 prov", 12,
            (
                Task(
                    "Prov och samtal",
                    "Prov vid varje besök, därefter samtal om veckan",
                    "Fredagar kl. 14.30",
                    "{health}", "Ungdomen och behandlaren", "{health}",
                ),
                Task(
                    "Hem direkt efter skolan på fredagar",
                    "Mamma är hemma från klockan 15 och vi äter tillsammans",
                    "Varje fredag",
                    "Hemma", "Ungdomen och mamma", "Mamma",
                ),
            ),
            AgencyKind.HEALTH,
        ),
    ),
    Area.MENTAL_HEALTH: (
        Aim(
            "Jag sover och vågar gå ut.",
            "Nätter i veckan med minst sju timmars sömn", "2 nätter", "5 nätter", 10,
            (
                Task(
                    "Samtalskontakt",
                    "Åtta samtal, de två första tillsammans med {lots}",
                    "Tisdagar kl. 15.15",
                    "{health}", "Ungdomen och behandlaren", "{health}",
                ),
            ),
            AgencyKind.HEALTH,
        ),
    ),
    Area.HOUSING: (
        Aim(
            "Jag sover hemma varje natt.",
            "Nätter i veckan hemma eller hos mormor", "4 nätter", "7 nätter", 8,
            (
                Task(
                    "Kvällsregler som alla har skrivit under",
                    "En sida med tider, skriven vid köksbordet",
                    "Inom två veckor, sedan varje söndag",
                    "Hemma", "Ungdomen och båda föräldrarna", "{lots}",
                ),
            ),
        ),
    ),
    Area.ECONOMY: (
        Aim(
            "Jag tjänar egna pengar på ett lagligt sätt.",
            "Inkomst i månaden", "0 kr", "2 000 kr", 14,
            (
                Task(
                    "Feriejobb eller helgjobb",
                    "Ansökan tillsammans, träning inför intervjun",
                    "Två träffar inom en månad",
                    "{job_centre}", "Ungdomen och {job_centre}", "{job_centre}",
                ),
            ),
            AgencyKind.JOB_CENTRE,
        ),
    ),
}
