"""SIG unga, form 3.5: the goals for school and crime, with measures and activities."""

from cases.models import Area
from organisation.models import AgencyKind
from sig.demo.words.shapes import Aim, Task


AIMS = {
    Area.OCCUPATION: (
        Aim(
            "Jag går till skolan varje dag.",
            "Närvaro per månad",
            "30 procent",
            "85 procent",
            16,
            (
                Task(
                    "Väckning och sällskap till skolan",
                    "{lots} ringer klockan 07.15, fältassistent följer med till porten",
                    "Måndag till fredag de första fyra veckorna",
                    "Hemma och {school}",
                    "{name}, mamma och {field}",
                    "{lots}",
                ),
                Task(
                    "Stöd i matematik",
                    "Enskilt med speciallärare i halvtimmespass",
                    "Tisdag och torsdag kl. 13.00",
                    "{school}",
                    "{name} och specialläraren",
                    "{school}",
                ),
            ),
        ),
        Aim(
            "Jag har godkänt i de ämnen som jag behöver för att komma in på fordon.",
            "Ämnen med minst E",
            "5 ämnen",
            "8 ämnen",
            20,
            (
                Task(
                    "Läxhjälp",
                    "Två pass i veckan med samma läxhjälpare",
                    "Måndag och onsdag kl. 15.30",
                    "{school}, biblioteket",
                    "{name} och läxhjälparen",
                    "{school}",
                ),
                Task(
                    "Studiebesök på fordonsprogrammet",
                    "Halvdag med en elev och en lärare",
                    "Senast om sex veckor",
                    "Gymnasieskolan",
                    "{name}, pappa och {lots}",
                    "{lots}",
                ),
            ),
        ),
        Aim(
            "Jag har en praktik som jag sköter.",
            "Praktikdagar per vecka",
            "0 dagar",
            "3 dagar",
            12,
            (
                Task(
                    "Praktikplats i butik eller verkstad",
                    "Möte med Jobbtorg, besök på två platser och sedan ett val",
                    "Första mötet inom två veckor",
                    "{job_centre}",
                    "{name} och {job_centre}",
                    "{job_centre}",
                ),
                Task(
                    "Skoldagar som går ihop med praktiken",
                    "Ett schema som skola och praktik skriver tillsammans",
                    "Klart före första praktikdagen",
                    "{school}",
                    "Mentorn, Jobbtorg och {lots}",
                    "{school}",
                ),
            ),
            AgencyKind.JOB_CENTRE,
        ),
        Aim(
            "Jag kommer i tid på morgonen.",
            "Sena ankomster i veckan",
            "4 gånger",
            "Högst 1 gång",
            8,
            (
                Task(
                    "Morgonrutin",
                    "Telefonen ligger i köket från klockan 23, mamma väcker klockan 6.45",
                    "Varje skoldag",
                    "Hemma",
                    "{name} och mamma",
                    "Mamma",
                ),
                Task(
                    "Avstämning med mentorn",
                    "Fem minuter före första lektionen",
                    "Varje måndag kl. 08.05",
                    "{school}",
                    "{name} och mentorn",
                    "{school}",
                ),
            ),
        ),
    ),
    Area.CRIME: (
        Aim(
            "Jag begår inga nya brott.",
            "Nya misstankar enligt polisen",
            "4 på sex månader",
            "0 på sex månader",
            24,
            (
                Task(
                    "Samtal om val och konsekvenser",
                    "Tio samtal efter en bok som vi följer tillsammans",
                    "Onsdagar kl. 15.00",
                    "Socialtjänstens lokal",
                    "{name} och {lots}",
                    "{lots}",
                ),
                Task(
                    "Avstämning med områdespolisen",
                    "Polisen berättar vad de har sett, {name} får svara",
                    "Varje nätverksmöte",
                    "På mötet",
                    "{name} och {police}",
                    "{police}",
                ),
            ),
        ),
        Aim(
            "Jag går därifrån när det blir bråk.",
            "Slagsmål enligt skola och polis",
            "3 på tre månader",
            "0 på tre månader",
            14,
            (
                Task(
                    "Träning i att hantera ilska",
                    "Repulse, tio träffar",
                    "Torsdagar kl. 14.00",
                    "Socialtjänstens lokal",
                    "{name} och behandlaren",
                    "{lots}",
                ),
                Task(
                    "En vuxen i skolan att gå till",
                    "Kuratorn har öppen dörr och ett tecken som vi kommit överens om",
                    "Varje skoldag",
                    "{school}",
                    "{name} och skolkuratorn",
                    "{school}",
                ),
            ),
        ),
    ),
}
