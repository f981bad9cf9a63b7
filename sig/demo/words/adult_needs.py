"""SIG unga vuxna, form 3.1: the nine areas in the person's own words."""

from cases.models import Area, ThreatLevel
from sig.demo.words.shapes import Answer, Crime


ANSWERS = {
    Area.HOUSING: (
        Answer(
            8,
            9,
            "Jag sover på soffan hos min syster. Det går inte i längden, hon har två barn.",
            "Syster som ställer upp. Ingen skuld hos hyresvärd.",
            "Stödboende kan bli aktuellt.",
        ),
        Answer(
            5,
            6,
            "Jag har ett rum i andra hand till årsskiftet. Sen vet jag inte.",
            "Betalar hyran själv.",
        ),
        Answer(3, 3, "Jag bor hos mamma. Hon vill att jag bor kvar tills jag har jobb.", "Mamma."),
    ),
    Area.PHYSICAL_HEALTH: (
        Answer(3, 4, "Jag sover dåligt och har ont i ryggen.", "Går på gym när det finns pengar."),
        Answer(2, 2, "Jag mår bra i kroppen.", "Tränar hemma."),
    ),
    Area.MENTAL_HEALTH: (
        Answer(
            6,
            5,
            "Jag har svårt att sitta i väntrum och på bussar. Jag vill helst sitta med ryggen mot "
            "väggen.",
            "Har kontakt med psykiatrin sedan tidigare.",
            "Möten hålls i ett rum med två utgångar, på egen önskan.",
        ),
        Answer(4, 6, "Jag behöver någon att prata med som inte är polis eller släkt.", "Öppen."),
    ),
    Area.OCCUPATION: (
        Answer(
            8,
            9,
            "Jag har inte jobbat på riktigt någon gång. Jag vill ha ett jobb där jag använder "
            "händerna.",
            "Har gått två år på byggprogrammet.",
            "Jobbtorg har en kurs med start om en månad.",
        ),
        Answer(
            7,
            7,
            "Jag hoppade av gymnasiet i tvåan. Jag vill läsa in det på komvux.",
            "Godkänt i svenska och engelska.",
            aim=1,
        ),
    ),
    Area.ECONOMY: (
        Answer(
            8,
            7,
            "Jag har skulder hos Kronofogden och till personer. Jag öppnar inte posten längre.",
            "Vill gå igenom allt med någon.",
            "Budget- och skuldrådgivning. De andra skulderna tas upp i hotbildsbedömningen.",
        ),
        Answer(
            5,
            6,
            "Jag lever på det jag får av min syster. Jag har aldrig sökt försörjningsstöd.",
            "Inga kända skulder.",
            aim=1,
        ),
    ),
    Area.NETWORK: (
        Answer(
            9,
            7,
            "Alla jag känner är kvar i det. Jag har bytt nummer, men de vet var mamma bor.",
            "En barndomsvän som aldrig har varit med i något.",
            "Skydd av anhöriga vägs in. Se hotbildsbedömningen.",
            aim=1,
        ),
        Answer(
            6,
            8,
            "Jag har en dotter på två år. Det är för hennes skull.",
            "Dottern. Barnets mamma är positiv till umgänge.",
            "Umgänget är en stark drivkraft.",
        ),
    ),
    Area.LEISURE: (
        Answer(4, 4, "Jag spelar på telefonen. Förr spelade jag basket.", "Basket."),
        Answer(5, 5, "Jag går mest runt. Det är farligt i sig.", "Tycker om att laga mat."),
    ),
    Area.SUBSTANCES: (
        Answer(
            6,
            6,
            "Jag har rökt varje dag sedan jag var femton. Nu är det tre veckor sen.",
            "Tre veckor utan. Går till mottagningen.",
        ),
        Answer(2, 1, "Jag dricker ibland på helgen. Inget annat.", "Inget missbruk enligt prov."),
    ),
}

CRIMES = (
    Crime(
        Answer(
            9,
            9,
            "Jag har varit med sedan jag var sexton. Jag har gjort saker som jag inte kan ta "
            "tillbaka. Nu vill jag ut.",
            "Har själv sökt upp socialtjänsten.",
            "Motiverad avhoppare.",
        ),
        15,
        "Narkotikaförsäljning och ett vapeninnehav. Inget sedan frigivningen för fyra månader "
        "sedan.",
        "Avtjänat fängelse för vapenbrott. Inga nya misstankar. Källa: polisen och frivården.",
        "Tidigare vänner ser avhoppet som ett svek. Hot har framförts till en anhörig.",
        ThreatLevel.HIGH,
    ),
    Crime(
        Answer(
            7,
            8,
            "Det är bedrägerier. Jag sa till mig själv att ingen blev skadad, men så var det inte.",
            "Tar avstånd från det som hänt.",
        ),
        18,
        "Lånat ut konto och tagit ut pengar åt andra vid ett tiotal tillfällen. Inget det senaste "
        "halvåret.",
        "Dom på skyddstillsyn för penningtvättsbrott. Källa: frivården.",
        "Uppdragsgivare kräver ersättning för pengar som polisen tog i beslag.",
        ThreatLevel.RAISED,
    ),
)
