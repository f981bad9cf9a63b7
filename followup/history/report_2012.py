"""The figures of the report of December 2012, stadsdel by stadsdel, as its copy can be read (S12R)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice, repeat

from cases.models import Outcome
from followup.models.answers import Suspicion, YesNo


SOURCE = "Rapport om arbetet med sociala insatsgrupper i Stockholms stad, december 2012"
FROM_ON = date(2011, 11, 1)  # the first cases
BEFORE = date(2012, 12, 1)
STATED_TOTAL = 40

_NONE, _FEWER, _NEW = Suspicion.NONE, Suspicion.FEWER, Suspicion.NEW
_MISSING = Suspicion.MISSING


@dataclass(frozen=True)
class Youth:
    """What the report tells of one of a stadsdel's youths."""

    ended: YesNo
    reason: str
    sentenced: YesNo
    suspicion: Suspicion


@dataclass(frozen=True)
class Line:
    """One stadsdel. ``None`` is what the report, or its copy, doesn't say.

    ``reasons`` and ``suspicions`` begin with those who have ended or left.
    """

    name: str
    words: str
    youths: int = 0
    ages: tuple[int, int] | None = None
    ended: int | None = 0
    sentenced: int | None = 0
    reasons: tuple[Outcome, ...] = ()
    suspicions: tuple[Suspicion, ...] = ()
    began: date = FROM_ON
    inferred: bool = False

    def each(self) -> Iterator[Youth]:
        """The youths, so that they add up to the line."""
        reasons = (*self.reasons, *repeat("", self.youths))
        suspicions = (*self.suspicions, *repeat(_MISSING, self.youths))
        for place, told in enumerate(islice(zip(reasons, suspicions, strict=False), self.youths)):
            yield Youth(
                ended=_answer(self.ended, place),
                reason=told[0],
                sentenced=_answer(self.sentenced, self.youths - 1 - place),
                suspicion=told[1],
            )


def _answer(count: int | None, place: int) -> YesNo:
    """Yes for as many as ``count`` says."""
    if count is None:
        return YesNo.MISSING
    return YesNo.YES if place < count else YesNo.NO


LINES = (
    Line("Farsta", "Planerar att börja tidigt under 2013."),
    Line(
        "Hägersten-Liljeholmen",
        "Har byggt upp arbetet under hösten med projektpengar till årsskiftet. Meningen om antalet "
        "ungdomar går inte att läsa i kopian, bara att alla är 14 år.",
        youths=2,
        ages=(14, 14),
        ended=None,
        sentenced=None,
        began=date(2012, 9, 1),
        inferred=True,
    ),
    Line(
        "Hässelby-Vällingby",
        "För de tre som har avslutat har inga nya anmälningar kommit in. Medarbetarna ser en "
        "förbättring hos alla åtta. Stadsdelen har infört tjänstemannamöten före nätverksmötet.",
        youths=8,
        ages=(14, 17),
        ended=3,
        sentenced=6,
        suspicions=(_NONE, _NONE, _NONE),
    ),
    Line(
        "Enskede-Årsta-Vantör",
        "Den som har avslutat har inte återfallit i brott och får ytterligare insatser. Det läses "
        "här som behov av annan insats. Antalet avslutade och en uppgift om nya anmälningar är "
        "skadade i kopian.",
        youths=6,
        ages=(14, 17),
        ended=1,
        reasons=(Outcome.OTHER_SUPPORT,),
        suspicions=(_NONE,),
    ),
    Line("Kungsholmen", "Strukturen är klar. Målgruppen är 15–18 år. Ingen ungdom har deltagit."),
    Line("Norrmalm", "Redo att börja. Målgruppen är 15–20 år. Ingen ungdom har deltagit."),
    Line(
        "Rinkeby-Kista",
        "Ytterligare tre ungdomar har samtyckt och ska börja; de räknas inte här. Åldrarna gäller "
        "de pågående och de som ska börja. Om den som flyttade finns inga uppgifter.",
        youths=5,
        ages=(14, 17),
        ended=1,
        sentenced=1,
        reasons=(Outcome.MOVED_ABROAD,),
        suspicions=(_MISSING, _NONE, _NONE, _FEWER, Suspicion.PERIODS),
    ),
    Line(
        "Skarpnäck",
        "En är på behandlingshem och en har flyttat utomlands. Om de räknas som avslutade säger "
        "rapporten inte. Hos den tredje har brottsmisstankarna förbättrats.",
        youths=3,
        ages=(14, 17),
        ended=None,
        reasons=(Outcome.PLACED, Outcome.MOVED_ABROAD),
        suspicions=(_MISSING, _MISSING, _FEWER),
    ),
    Line(
        "Skärholmen",
        "Ingen av de tre som har avslutat har återfallit, enligt polisen. Av de sex pågående är "
        "två misstänkta för nya brott; de har blivit bättre i annat och fått mer stöd.",
        youths=9,
        ages=(13, 17),
        ended=3,
        sentenced=1,
        reasons=(Outcome.AS_PLANNED, Outcome.AS_PLANNED, Outcome.ABSCONDED),
        suspicions=(*repeat(_NONE, 3), *repeat(_NONE, 4), _NEW, _NEW),
        began=date(2012, 3, 1),
    ),
    Line(
        "Spånga-Tensta",
        "Pilotområde i den nationella försöksverksamheten. En har avslutat efter dom till sluten "
        "institutionsvård.",
        youths=7,
        ages=(16, 17),
        ended=1,
        sentenced=4,
        reasons=(Outcome.INSTITUTION,),
        suspicions=(_MISSING, *repeat(_NONE, 4), _FEWER, _FEWER),
    ),
    Line("Södermalm", "Bygger upp arbetet."),
    Line("Östermalm", "Bygger upp arbetet. Målgruppen är under 18 år. Ingen ungdom har deltagit."),
)

SUMMARY = (
    "Tolv av stadens fjorton stadsdelsförvaltningar har påbörjat arbetet med sociala insatsgrupper "
    "och är olika långt komna. Sedan november 2011 har 40 ungdomar deltagit. Alla är killar. "
    "Insatsgruppen är en del av ett bistånd som alltid innehåller något mer, till exempel en "
    "särskilt kvalificerad kontaktperson, familjebehandling eller ett påverkansprogram."
)
COOPERATION = (
    "De stadsdelar som har haft ärenden tycker att samverkan fungerar bra eller mycket bra. "
    "Information går fortare mellan socialtjänst och polis, och kontaktpoliserna är engagerade. "
    "Skolorna är svårare att få med, för de är många och arbetar olika. Föräldrar och ungdomar är "
    "nöjda med mötenas struktur, men stora möten är påfrestande för en del ungdomar. Några "
    "föräldrar har tvekat att samtycka till att polisen är med."
)
WISHES = (
    "Gemensamma riktlinjer och en central funktion som håller i nätverket. Fasta tjänster, två "
    "personer som delar på arbetet, och klara roller mellan kontaktperson och socialsekreterare. "
    "Ett tydligt uppdrag till skolorna på ledningsnivå. Möjlighet till fortsatt kontakt när "
    "insatsen är slut."
)
REMARKS = (
    "Stadsdelarnas åldrar går från 13 till 17 år; rapportens löptext säger 14–18. Vilken ungdom "
    "som är vilken framgår sällan, så uppgifterna om dem går inte att kombinera. Tiden från "
    "aktualisering till inskrivning, möten och närvaro redovisas inte i rapporten."
)
