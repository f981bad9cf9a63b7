"""SIG unga vuxna: goals, activities, and what is said on the way."""

from cases.models import Area
from organisation.models import AgencyKind
from sig.demo.words.adult_needs import ANSWERS, CRIMES
from sig.demo.words.shapes import Aim, Task, Words


AIMS = {
    Area.HOUSING: (
        Aim(
            "Jag har ett eget rum med egen nyckel.",
            "Nätter i veckan på samma säkra adress",
            "3 nätter",
            "7 nätter",
            10,
            (
                Task(
                    "Ansökan om stödboende i en annan stadsdel",
                    "Ansökan skrivs tillsammans, besök på två platser",
                    "Ansökan inom en vecka",
                    "Socialtjänstens lokal",
                    "{name} och {lots}",
                    "{lots}",
                ),
            ),
        ),
    ),
    Area.OCCUPATION: (
        Aim(
            "Jag har en sysselsättning fem dagar i veckan.",
            "Dagar i veckan i kurs, praktik eller arbete",
            "0 dagar",
            "5 dagar",
            16,
            (
                Task(
                    "Introduktionskurs i bygg",
                    "Fyra veckor, därefter praktik hos ett företag som {job_centre} väljer ut",
                    "Start den första i nästa månad",
                    "{job_centre}",
                    "{name} och {job_centre}",
                    "{job_centre}",
                ),
                Task(
                    "Samtal på arbetsplatsen",
                    "{lots} träffar {name} och handledaren",
                    "Varannan fredag kl. 10.00",
                    "På praktikplatsen",
                    "{name}, handledaren och {lots}",
                    "{lots}",
                ),
            ),
            AgencyKind.JOB_CENTRE,
        ),
        Aim(
            "Jag läser in gymnasiet på komvux.",
            "Avslutade kurser",
            "0 kurser",
            "3 kurser",
            20,
            (
                Task(
                    "Studie- och yrkesvägledning",
                    "Två besök, ansökan skrivs vid det andra",
                    "Före ansökans sista dag",
                    "{job_centre}",
                    "{name} och vägledaren",
                    "{job_centre}",
                ),
            ),
            AgencyKind.JOB_CENTRE,
        ),
    ),
    Area.ECONOMY: (
        Aim(
            "Jag vet vad jag är skyldig och har en plan för varje skuld.",
            "Skulder med en avbetalningsplan",
            "0 av 6",
            "6 av 6",
            12,
            (
                Task(
                    "Budget- och skuldrådgivning",
                    "All post tas med oöppnad, fyra besök",
                    "Varannan tisdag kl. 13.00",
                    "Medborgarkontoret",
                    "{name} och rådgivaren",
                    "{lots}",
                ),
            ),
        ),
        Aim(
            "Jag har en egen inkomst som räcker till hyra och mat.",
            "Månader med egen laglig inkomst",
            "0 månader",
            "4 månader",
            18,
            (
                Task(
                    "Ansökan om försörjningsstöd",
                    "Ansökan och underlag gås igenom tillsammans",
                    "Inom en vecka",
                    "Socialtjänstens lokal",
                    "{name} och {lots}",
                    "{lots}",
                ),
            ),
        ),
    ),
    Area.CRIME: (
        Aim(
            "Jag lever utan brott.",
            "Nya misstankar enligt polisen",
            "2 på sex månader",
            "0 på sex månader",
            24,
            (
                Task(
                    "Samtal om att lämna",
                    "Enskilda samtal efter ett program i tolv steg",
                    "Onsdagar kl. 10.00",
                    "Lokal som bestäms från gång till gång",
                    "{name} och {lots}",
                    "{lots}",
                ),
                Task(
                    "Avstämning med polisen",
                    "Polisen lämnar sin bild, säkerheten gås igenom",
                    "Varje nätverksmöte",
                    "På mötet",
                    "{name}, {police} och {lots}",
                    "{police}",
                ),
            ),
        ),
    ),
    Area.NETWORK: (
        Aim(
            "Jag träffar min dotter varje vecka.",
            "Umgängen i månaden",
            "0 umgängen",
            "4 umgängen",
            10,
            (
                Task(
                    "Umgänge med stöd",
                    "Två timmar med umgängesstöd, i början på en lekplats",
                    "Lördagar kl. 10.00",
                    "Öppna förskolan",
                    "{name}, dottern och umgängesstödet",
                    "{lots}",
                ),
            ),
        ),
        Aim(
            "Jag har två personer att ringa som inte är med i något.",
            "Samtal eller träffar i veckan",
            "1 i veckan",
            "4 i veckan",
            12,
            (
                Task(
                    "Barndomsvännen",
                    "En träff i veckan, {name} bestämmer var",
                    "Söndagar",
                    "Utanför stadsdelen",
                    "{name} och vännen",
                    "{name}",
                ),
            ),
        ),
    ),
    Area.MENTAL_HEALTH: (
        Aim(
            "Jag kan åka buss och sitta i ett väntrum.",
            "Resor i veckan på egen hand",
            "0 resor",
            "5 resor",
            14,
            (
                Task(
                    "Traumabehandling",
                    "Tio besök, uppföljning efter fem",
                    "Torsdagar kl. 14.00",
                    "{health}",
                    "{name} och behandlaren",
                    "{health}",
                ),
            ),
            AgencyKind.HEALTH,
        ),
    ),
    Area.SUBSTANCES: (
        Aim(
            "Jag är drogfri.",
            "Rena prov i rad",
            "3 prov",
            "12 prov",
            12,
            (
                Task(
                    "Prov och återfallsprevention",
                    "Prov två gånger i veckan, samtal en gång",
                    "Måndag och torsdag kl. 09.00",
                    "{health}",
                    "{name} och behandlaren",
                    "{health}",
                ),
            ),
            AgencyKind.HEALTH,
        ),
    ),
}

ADULT = Words(
    answers=ANSWERS,
    crimes=CRIMES,
    aims=AIMS,
    wishes=(
        "{name} har själv sökt upp verksamheten efter ett samtal med en vän som har fått stöd. "
        "{name} vill ha hjälp med boende och arbete och att komma bort från gamla kontakter.",
        "Frivården ser ett läge för förändring. {name} har skött sin övervakning och ber om stöd "
        "som håller ihop boende, skulder och arbete.",
    ),
    motivation=(
        (10, "Tio av tio. Jag vill ha ett vanligt liv."),
        (8, "Jag är trött på att alltid vara på min vakt. Jag vill bli en tråkig person."),
    ),
    main_goals=(
        "Jag vill ha ett vanligt liv: jobb, lägenhet och någon att äta middag med.",
        "Jag vill vara skuldfri och kunna svara när telefonen ringer.",
    ),
    arcs=(
        (
            "Första mötet. {name} berättade vad som är viktigast nu: någonstans att bo. Rollerna "
            "delades upp och alla sa sitt direktnummer. Mötesplatsen byts till nästa gång.",
            "{name} har haft ett besök på stödboendet och vill dit. {job_centre} har plats på "
            "kursen. Inga nya händelser enligt polisen.",
            "Kursen har börjat och {name} har varit där alla dagar. Skulderna är sammanställda: "
            "sex stycken. Säkerheten gicks igenom utan ändringar.",
            "{name} har flyttat in och sover bättre. Handledaren på praktiken vill behålla {name}. "
            "Säkerheten gicks igenom.",
            "Ett bakslag med en gammal kontakt, som {name} själv berättade om samma dag. Planen "
            "ligger fast.",
        ),
    ),
    journal=(
        "Samtal på annan plats än vanligt, på {name}s önskan. {name} har blivit uppsökt av en "
        "tidigare bekant men inte svarat. Säkerhetsplanen gicks igenom.",
        "Telefonsamtal med handledaren på praktikplatsen. {name} kommer i tid och fungerar bra i "
        "arbetslaget.",
        "Besök på medborgarkontoret tillsammans med {name}. Posten från de senaste fem månaderna "
        "öppnades och sorterades.",
    ),
)
