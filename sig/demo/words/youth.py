"""SIG unga: how they came, why they want to, what the meetings said."""

from sig.demo.words import youth_goals, youth_life_goals
from sig.demo.words.shapes import Words
from sig.demo.words.youth_crimes import CRIMES
from sig.demo.words.youth_needs import ANSWERS


WISHES = (
    "Fältassistenten har träffat {name} flera kvällar i veckan och ser att umgänget har ändrats. "
    "{name} och mamma vill ha hjälp med skolan och med kvällarna.",
    "Skolan ser hög frånvaro och tecken på att {name} dras in i brott. Ett nätverk som "
    "samlar skola, polis och familj efterfrågas.",
    "Familjeenheten har haft kontakt med familjen i ett år. Öppenvården räcker inte, och {name} "
    "säger själv ja till fler möten om alla sitter i samma rum.",
    "Polisen har mött {name} vid fyra tillfällen på tre månader. {name} vill bort från gruppen "
    "men vet inte hur.",
)

MOTIVATION = (
    (8, "Jag orkar inte ha det så här. Jag vill att mamma ska sluta gråta."),
    (6, "Jag vill prova. Jag vet inte om det går, men jag vill inte sitta inne."),
    (7, "Sju av tio. Det hänger på om ni faktiskt gör det ni säger."),
    (6, "Jag vill klara skolan. Resten får vi se."),
    (9, "Jag gör det för min lillebrors skull. Han gör allt som jag gör."),
)

MAIN_GOALS = (
    "Jag vill gå klart skolan, ha en egen peng och kunna gå hem utan att titta mig över axeln.",
    "Jag vill att det ska vara lugnt hemma och att jag kommer in på gymnasiet.",
    "Jag vill sluta med det jag håller på med och få börja om någonstans där ingen känner mig.",
    "Jag vill jobba med bilar och kunna hjälpa mamma med hyran.",
)

# What a run of meetings said, first to last. A long case takes the arc from the start again.
ARCS = (
    (
        "Första nätverksmötet. Alla presenterade sig och vad de kan bidra med. {name} läste upp "
        "sitt mål själv. Vi kom överens om vem som ringer när något händer, och att skolan mejlar "
        "närvaron till {lots} varje fredag.",
        "{name} har varit i skolan fyra dagar av fem de senaste två veckorna. Helgerna är "
        "svårare. Polisen har sett {name} på torget en gång, tidig kväll. Mamma är nöjd med "
        "telefonkedjan.",
        "Närvaron håller i sig. {name} berättade om ett tillfälle då kompisar ville att {name} "
        "skulle följa med, och hur det var att säga nej. Inga nya noteringar hos polisen.",
        "Läget är stabilt. Skolan föreslår att specialläraren trappar ner till ett pass i veckan. "
        "{name} vill behålla båda passen till terminens slut, och så blir det.",
        "Målen gicks igenom ett och ett. {name} satte själv betyg på hur det har gått. Vi pratade "
        "om vad som ska finnas kvar när insatsen tar slut.",
    ),
    (
        "Mötet hölls i mindre form på {name}s önskan. Planen lästes igenom på enkel svenska. "
        "{name} vill ha ett sms dagen före varje möte.",
        "En tyngre period. {name} har missat sex skoldagar och varit ute två nätter. Ingen ny "
        "misstanke. Vi ändrade väckningen: fältassistenten kommer till porten i stället för att "
        "ringa.",
        "Bättre sedan förra mötet. {name} har kommit i tid alla dagar utom en. Pappa var med för "
        "första gången och berättade vad han kan göra på sina veckor.",
        "{name} har börjat träna igen och har sällskap dit. Polisen ser {name} mer sällan med "
        "gruppen. Skolan har skrivit ett schema till terminens slut.",
        "Två av målen är nådda. {name} vill lägga kraften på skolan och släppa resten. "
        "Aktörerna är överens.",
    ),
    (
        "{name} sa inte så mycket på det första mötet men stannade hela tiden. Vi delade "
        "på ansvaret för de fyra första veckorna och skrev upp det på tavlan.",
        "{name} har varit på tre av fyra samtal hos {lots}. I skolan har det varit ett bråk, som "
        "kuratorn redde ut samma dag. {name} bad själv om ursäkt.",
        "Lugn månad. {name} har varit hos moster två helger och vill fortsätta med det. Mamma "
        "sover bättre, säger hon.",
        "Skolan berättar att {name} räcker upp handen. {name} tycker att det är pinsamt att höra "
        "men log. Nästa steg är praktik eller feriejobb.",
    ),
)

JOURNAL = (
    "Hembesök. Samtal med {name} och mamma om hur veckan har varit. {name} visade schemat från "
    "skolan. Vi kom överens om att höras på fredag.",
    "Telefonsamtal med mentorn. {name} var i skolan alla dagar i veckan men lämnade en lektion "
    "i förtid. Mentorn har talat med {name}.",
    "{name} ringde själv och berättade om ett bråk på torget på lördagen. {name} gick därifrån. "
    "Vi pratade om vad som gjorde att det gick.",
    "Samtal med {name} enligt planen. Vi arbetade med situationer där det är svårt att säga nej. "
    "{name} kom på två egna exempel.",
    "{name} uteblev från dagens samtal. Mamma visste inte var {name} var. {name} hörde av sig på "
    "kvällen och ny tid bokades.",
)

YOUTH = Words(
    answers=ANSWERS,
    crimes=CRIMES,
    aims=youth_goals.AIMS | youth_life_goals.AIMS,
    wishes=WISHES,
    motivation=MOTIVATION,
    main_goals=MAIN_GOALS,
    arcs=ARCS,
    journal=JOURNAL,
)
