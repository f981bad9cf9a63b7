"""SIG unga: the crime picture, as form 3.1 and the criteria have it."""

from cases.models import ThreatLevel
from sig.demo.words.shapes import Answer, Crime


CRIMES = (
    Crime(
        Answer(
            8,
            6,
            "Det började med att vi snattade. Sen blev det ett rån som jag inte trodde skulle "
            "hända.",
            "Tar ansvar för sin del. Har bett om ursäkt genom medlaren.",
            "Ett brott med våld, flera tillgreppsbrott.",
            ages=(16, 18),
        ),
        13,
        "Snatteri vid fem tillfällen och ett rån tillsammans med två andra. Inget de senaste två "
        "månaderna.",
        "Dömd för ett rån. En anmälan om stöld ligger kvar. Källa: polisen, belastningsregistret.",
        "Äldre i gruppen vill inte att någon berättar vilka som var med vid rånet.",
        ThreatLevel.RAISED,
    ),
    Crime(
        Answer(
            9,
            5,
            "Jag har hållit saker åt äldre. Man säger inte nej till dem.",
            "Har själv bett om hjälp.",
            "Utnyttjas av äldre. Risk för att dras in djupare.",
        ),
        14,
        "Förvarat en väska åt äldre vid tre tillfällen. Vet inte vad som låg i. Senast för fem "
        "veckor sedan.",
        "Ett ärende om narkotikabrott, nedlagt. Sedd med äldre kriminella åtta gånger på sex "
        "månader. Källa: områdespolisen.",
        "Äldre personer i området räknar med att kunna använda {name} igen.",
        ThreatLevel.RAISED,
    ),
    Crime(
        Answer(
            6,
            7,
            "Det var slagsmål två gånger. Jag blir arg när någon säger saker om min familj.",
            "Vill lära sig att gå därifrån.",
            aim=1,
        ),
        13,
        "Två misshandlar i skolan och på torget. Inget annat.",
        "Två anmälningar om misshandel. Källa: polisen och skolan.",
        "En tidigare konflikt med en jämnårig på en annan skola. Inga hot den senaste tiden.",
        ThreatLevel.LOW,
    ),
    Crime(
        Answer(
            7,
            8,
            "Vi tog mopeder och körde utan hjälm. Jag vill inte hålla på med det mer, det är inte "
            "värt det.",
            "Mekar gärna och är duktig på det.",
            "Kan bli en ingång till fordonsutbildning.",
            ages=(15, 18),
        ),
        14,
        "Tagit mopeder sex eller sju gånger och kört utan körkort. Senast för tre månader sedan.",
        "Tre tillgrepp av fortskaffningsmedel och två olovliga körningar. Källa: polisen.",
        "Ingen känd hotbild. Gruppen har delvis splittrats.",
        ThreatLevel.NONE,
    ),
    Crime(
        Answer(
            5,
            4,
            "Jag var med när de andra slog sönder saker. Jag gjorde inget, men jag stod där.",
            "Pratar öppet om vad som hände.",
            ages=(16, 18),
        ),
        15,
        "Med vid skadegörelse två gånger. Har hållit utkik en gång.",
        "Misstänkt för skadegörelse vid ett tillfälle. Källa: polisen.",
        "Ingen känd hotbild.",
        ThreatLevel.NONE,
    ),
    Crime(
        Answer(
            7,
            5,
            "Vi tog saker i butiker och sen mobiler av andra barn. Det med mobilerna ångrar jag.",
            "Har själv lämnat tillbaka en telefon.",
            ages=(12, 15),
        ),
        12,
        "Snatterier som inte går att räkna och två mobiler. Det senaste för sju veckor sedan.",
        "Anmälningar om två stölder och ett rån, utredda av polis och socialtjänst. "
        "Källa: polisen.",
        "Ingen känd hotbild. Äldre ungdomar har tagit hand om det som stulits.",
        ThreatLevel.NONE,
    ),
)
