"""SIG unga, form 3.1: the nine areas in the person's own words."""

from cases.models import Area
from sig.demo.words.shapes import Answer


ANSWERS = {
    Area.HOUSING: (
        Answer(
            2,
            2,
            "Jag bor hemma hos mamma och två småsyskon. Det funkar, men jag delar rum och kan "
            "inte plugga där.",
            "Trygg bostad. Mamma är hemma på kvällarna.",
            "Inget akut. En lugn plats att läsa på saknas.",
        ),
        Answer(
            4,
            5,
            "Jag bor varannan vecka hos mamma och pappa. Hos pappa blir det tjafs när jag kommer "
            "hem sent.",
            "Båda föräldrarna vill att det ska fungera.",
            "Gemensamma regler för kvällarna saknas.",
        ),
        Answer(
            6,
            6,
            "Jag har sovit hos kompisar några nätter den senaste månaden. Hemma är alla trötta på "
            "mig.",
            "Mormor bor nära och har sagt att jag får sova där.",
            "Nätterna borta är de nätter som polisen har noteringar om.",
        ),
        Answer(
            3,
            1,
            "Vi har bott i andra hand och flyttat tre gånger. Nu har vi egen lägenhet och det är "
            "lugnt.",
            "Familjen har förstahandskontrakt sedan ett halvår.",
        ),
        Answer(1, 0, "Det är bra hemma. Jag har eget rum.", "Stabilt boende hos mamma."),
    ),
    Area.PHYSICAL_HEALTH: (
        Answer(
            3,
            4,
            "Jag är trött hela tiden. Jag somnar vid tre och missar morgonen.",
            "Frisk. Har inga mediciner.",
            "Dygnsrytmen påverkar skolan.",
        ),
        Answer(1, 1, "Jag tränar och mår bra i kroppen.", "Tränar tre gånger i veckan."),
        Answer(
            4,
            3,
            "Jag har ont i axeln sedan ett slagsmål. Jag har inte varit hos någon läkare.",
            "Vill gå om någon följer med.",
            "Mamma bokar tid på vårdcentralen.",
        ),
        Answer(2, 2, "Det är väl okej. Jag äter mest på kvällen.", "Idrottslärare som stöttar."),
    ),
    Area.MENTAL_HEALTH: (
        Answer(
            5,
            4,
            "Jag blir arg fort och sen ångrar jag mig. Ibland kan jag inte sova.",
            "Har gått hos kurator i sjuan och tyckte att det hjälpte.",
            "Erbjuds samtal. Ingen oro för självskada.",
            ages=(14, 18),
        ),
        Answer(
            3,
            2,
            "Det är lugnt. Jag pratar med storasyster om det är något.",
            "Nära till sin syster.",
        ),
        Answer(
            7,
            6,
            "Jag kollar mig över axeln hela tiden. Jag går inte ut själv när det är mörkt.",
            "Säger själv vad som är svårt.",
            "Rädslan hänger ihop med det som hände. Se hotbildsbedömningen.",
        ),
        Answer(
            6,
            5,
            "Jag har fått en adhd-utredning men vi hörde aldrig mer. Det är svårt att sitta still.",
            "Utredningen finns hos BUP.",
            "Återkopplingen från BUP efterfrågas.",
        ),
    ),
    Area.OCCUPATION: (
        Answer(
            8,
            6,
            "Jag går till skolan på måndagar och sen rinner det ut. Jag fattar inte matten och då "
            "går jag.",
            "Tycker om idrott och slöjd. Mentorn ringer varje vecka.",
            "Närvaron var 30 procent den senaste månaden enligt skolan.",
        ),
        Answer(
            7,
            8,
            "Jag vill ha betyg så att jag kommer in på fordon. Men jag ligger efter i tre ämnen.",
            "Vet vad yrket heter och vad som krävs.",
            "Realistiskt om stödet kommer i gång före terminens slut.",
            ages=(13, 15),
            aim=1,
        ),
        Answer(
            9,
            5,
            "Jag har mest varit borta de senaste två månaderna. Alla i skolan vet vad som hände.",
            "Läser gärna hemma. Kan tänka sig en mindre grupp.",
            "Skolan har en plats i liten grupp.",
        ),
        Answer(
            6,
            8,
            "Jag vill jobba. Skolan kan jag ta sen.",
            "Har hjälpt till i sin morbrors butik.",
            "Praktik kan bli vägen tillbaka till skolan.",
            ages=(16, 18),
            aim=2,
        ),
        Answer(
            4,
            5,
            "Det går okej. Jag har godkänt i det mesta, men jag kommer för sent.",
            "Godkänt i nio ämnen.",
            aim=3,
        ),
    ),
    Area.ECONOMY: (
        Answer(
            5,
            6,
            "Jag är skyldig en kille pengar. Jag vill inte säga hur mycket.",
            "Vill bli av med skulden på ett riktigt sätt.",
            "Skulden kan vara ett tryckmedel. Tas upp i hotbildsbedömningen.",
        ),
        Answer(2, 3, "Jag får månadspeng men den är slut efter en vecka.", "Månadspeng hemifrån."),
        Answer(
            4,
            7,
            "Jag vill tjäna egna pengar så att mamma slipper.",
            "Har sökt feriejobb.",
            "Familjen har försörjningsstöd.",
            ages=(16, 18),
        ),
        Answer(1, 0, "Det är inga problem.", "Föräldrarna arbetar."),
    ),
    Area.NETWORK: (
        Answer(
            8,
            5,
            "De jag hänger med är de jag har växt upp med. Jag vet att det inte är bra, men de är "
            "mina vänner.",
            "Storebror har lämnat samma gäng och är stolt över det.",
            "Storebror är den viktigaste vuxna. Kan han bjudas in?",
            aim=2,
        ),
        Answer(
            6,
            7,
            "Jag har en kompis som pluggar och som jag skulle vilja vara mer med.",
            "En god vän utanför gruppen.",
            aim=2,
        ),
        Answer(
            5,
            4,
            "Mamma tjatar på mig, men jag vet att hon är rädd. Pappa pratar jag inte mycket med.",
            "Mamma ställer upp på allt som föreslås.",
            "Föräldrarna erbjuds egna samtal.",
            aim=1,
        ),
        Answer(
            7,
            6,
            "Alla i vår port känner varandra. Säger man nej till de äldre får man höra det.",
            "Moster i en annan stadsdel.",
            "Går att vara hos moster på helgerna.",
        ),
    ),
    Area.LEISURE: (
        Answer(
            6,
            7,
            "Jag spelade fotboll till förra året. Jag saknar det, men jag har tappat så mycket.",
            "Tränaren har hört av sig och vill ha tillbaka mig.",
            "Lätt att komma i gång med.",
        ),
        Answer(
            5,
            3,
            "Vi sitter på torget eller i någons källare. Det finns inget att göra.",
            "Tycker om att laga saker.",
            "Fritidsgården har en verkstad på torsdagar.",
        ),
        Answer(3, 4, "Jag spelar hemma på kvällarna.", "Duktig på datorer."),
        Answer(
            4,
            6,
            "Jag boxas ibland. Det är enda stället där jag blir trött på ett bra sätt.",
            "Klubben har ungdomsgrupp två kvällar i veckan.",
        ),
    ),
    Area.SUBSTANCES: (
        Answer(
            5,
            5,
            "Jag röker på helgerna. Det är inget jag behöver, men alla gör det.",
            "Kan tänka sig att lämna prov.",
            "Vill att det stannar mellan oss och mottagningen.",
        ),
        Answer(1, 0, "Jag tar ingenting. Jag snusar.", "Nykter umgängeskrets inom idrotten."),
        Answer(
            7,
            4,
            "Jag röker nästan varje dag. Jag blir lugn av det och sover bättre.",
            "Säger själv att det kostar för mycket.",
            "Remiss till mottagningen föreslås.",
        ),
        Answer(3, 4, "Jag har provat några gånger. Det var inte min grej.", "Öppen om det hemma."),
    ),
}
