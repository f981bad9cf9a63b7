"""Parts 1 to 3 of the walk: the case is logged and prepared, investigated, and decided on."""

from datetime import timedelta

from sig.demo.names import number
from sig.lib.dates import today
from tests.browser.pages import Visitor
from tests.people import Cast
from tests.stories import years_ago


FIRST_NAME, LAST_NAME = "Jonatan", "Ekexempel"
BORN = years_ago(16)
NUMBER = number(BORN, "239").formatted
POLICE, SCHOOL, JOB_CENTRE = (
    f"{partner} Hässelby-Vällingby" for partner in ("Polis", "Skola", "Jobbtorg")
)
AREAS = (
    *("Boende", "Fysisk hälsa", "Psykisk hälsa", "Sysselsättning", "Ekonomi"),
    *("Nätverk", "Fritid", "Kriminalitet", "Missbruk"),
)


# --- 1. The case is logged and prepared ------------------------------------------------------------


def lotta_logs_the_case(lotta: Visitor) -> str:
    """The number is searched first. Returns the address of the case."""
    lotta.sees("Min dag", "Inget är försenat.")
    lotta.follows("Nytt ärende")
    lotta.fills("Person- eller samordningsnummer", NUMBER[:-1] + "x")
    lotta.presses("Kontrollera numret")
    lotta.sees("Det här behöver rättas")
    lotta.fills("Person- eller samordningsnummer", NUMBER)
    lotta.presses("Kontrollera numret")
    lotta.sees("Ingen träff i din stadsdel. Fyll i resten.")
    lotta.fills("Förnamn", FIRST_NAME)
    lotta.fills("Efternamn", LAST_NAME)
    lotta.chooses("Program", "SIG unga")
    lotta.fills("Inkom den", today().isoformat())
    lotta.chooses("Typ", "Rekommendation")
    lotta.chooses("Väg in", "Skola")
    lotta.fills("Lämnad av", "Rektorn")
    lotta.presses("Öppna ärendet")
    lotta.sees("är öppnat.", f"{FIRST_NAME} {LAST_NAME}, 16 år", "Nästa steg: börja utreda")
    return lotta.path


def number_of(visitor: Visitor, case: str) -> str:
    """Shown on the page, and never in a title or an address."""
    visitor.opens(case)
    return visitor.page.locator(".crumbs .figures").inner_text()


def carin_puts_people_on_it(carin: Visitor, cast: Cast) -> None:
    """Min dag tells her that Lotta is alone."""
    carin.opens("/")
    carin.sees("Ärendet har bara en handläggare.")
    carin.follows("Lägg till", among="Saknas eller väntar")
    for colleague, kind in ((cast.ulla, "Utredare"), (cast.sam, "Samordnare")):
        carin.chooses("Medarbetare", str(colleague))
        carin.chooses("Som", kind)
        carin.presses("Lägg till")
        carin.sees(f"{colleague} är {kind.lower()}.")


def lotta_prepares_it(lotta: Visitor, case: str) -> None:
    lotta.opens(case)
    lotta_assesses_the_child(lotta)
    lotta.opens(case)
    lotta.presses("Börja utreda")
    lotta.sees(
        "Utredningen är påbörjad.", "Behovs- och resursinventeringen (3.1) är inte påskriven."
    )
    lotta_informs(lotta)
    lotta_asks_about_needs(lotta, case)
    lotta_registers_consent(lotta, case)
    lotta_asks_the_police(lotta)


def lotta_assesses_the_child(lotta: Visitor) -> None:
    """The checklist leads to both assessments; the second opens the inquiry and starts its clock."""
    lotta.follows("Skyddsbedömningen saknas. Den ska göras samma dag som ärendet kommer in.")
    lotta.sees("Förhandsbedömningen ska vara klar senast", "14 dagar kvar.")
    lotta.fills("Bedömning", "Bor hemma med båda föräldrarna. Inget akut behov av skydd.")
    lotta.presses("Registrera skyddsbedömningen")
    lotta.sees("Skyddsbedömningen är registrerad.")
    lotta.ticks("Utredning inleds")
    lotta.fills("Skäl", "Uppgifterna från skolan behöver utredas.")
    lotta.presses("Registrera förhandsbedömningen")
    lotta.sees("Förhandsbedömningen är registrerad.", "Utredningen ska vara klar senast")


def lotta_informs(lotta: Visitor) -> None:
    lotta.follows("Medgivanden")
    lotta.sees("Informationen är inte lämnad.")
    lotta.follows("Notera information")
    lotta.ticks("Den enskilde", "Vårdnadshavare 1", "Vårdnadshavare 2")
    lotta.chooses("Form", "Skriftligt")
    lotta.ticks("Jag har försäkrat mig om att barnet har förstått")
    lotta.presses("Notera")
    lotta.sees("till den enskilde, vårdnadshavare 1, vårdnadshavare 2.")


def lotta_asks_about_needs(lotta: Visitor, case: str) -> None:
    lotta.opens(case)
    lotta.follows("Behovs- och resursinventeringen (3.1) är inte påskriven.")
    lotta.presses("Börja på inventeringen")
    lotta.fills("Samtalet hölls", today().isoformat())
    lotta.presses("Spara och gå vidare")
    for area in AREAS:
        lotta.sees(area)
        lotta.fills("Egen beskrivning", f"Så här ser jag på {area.lower()}.")
        lotta.ticks("6", among="Personens egen bild / Behov, från 1 (litet) till 10 (stort)")
        will = "Vill förändra, från 0 (inte alls) till 10 (mycket)"
        lotta.ticks("7", among=f"Personens egen bild / {will}")
        lotta.presses("Spara och gå vidare")
    lotta.opens(f"{case}inventering/")
    lotta.sees("Kan inte skrivas på än", "Viljan till förändring är inte ifylld.")
    lotta.follows("Inget område är prioriterat.")
    lotta.chooses("Prioritet", "1")
    lotta.presses("Spara och gå vidare")
    lotta.follows("Vilja till förändring")
    lotta.ticks("7", among="Vilja till förändring, från 0 (inte alls) till 10 (mycket)")
    lotta.presses("Spara och gå vidare")
    lotta.follows("Barn")
    lotta.ticks("Nej", among="Bor det barn i hushållet, eller har personen egna barn?")
    lotta.presses("Spara och gå vidare")
    lotta.opens(f"{case}inventering/")
    lotta.sees("Allt är ifyllt")
    lotta.presses("Skriv på")
    lotta.sees("Påskriven inventering (3.1)")


def lotta_registers_consent(lotta: Visitor, case: str) -> None:
    lotta.opens(f"{case}medgivanden/")
    lotta.follows("Registrera medgivande")
    lotta.chooses("Syfte", "Utredning och genomförande")
    lotta.ticks(
        "Informerad om innebörden, att det är frivilligt och kan återkallas",
        "Informerad om de regler som bryter sekretess ändå",
    )
    told = (
        (POLICE, ["Identitet och kontakt", "Kriminalitet och misstankar", "Mötesnärvaro"]),
        (SCHOOL, ["Skola och sysselsättning", "Insatser och plan", "Mötesnärvaro"]),
        (JOB_CENTRE, ["Skola och sysselsättning"]),
    )
    for place, (recipient, kinds) in enumerate(told, start=1):
        lotta.chooses("Mottagare", recipient, among=f"Mottagare {place}")
        lotta.ticks(*kinds, among=f"Mottagare {place}")
    lotta.chooses("Sätt", "Skriftligt", among="Den enskilde")
    lotta.presses("Registrera medgivande")
    lotta.sees("Det här behöver rättas")  # the guardians are missing
    for guardian in ("Vårdnadshavare 1", "Vårdnadshavare 2"):
        lotta.fills("Namn", "Exempel Exempelsson", among=guardian)
        lotta.chooses("Sätt", "Skriftligt", among=guardian)
    lotta.presses("Registrera medgivande")
    lotta.sees(POLICE, SCHOOL, JOB_CENTRE, among="Vem får veta vad i dag")


def lotta_asks_the_police(lotta: Visitor) -> None:
    lotta.follows("Se begäran och svar")
    lotta.presses("Fråga polisen")
    lotta.sees("Polisen har inte svarat.")
    lotta.fills("Svar den", today().isoformat())
    lotta.fills("Svarande", "Kommissarie Exempel")
    lotta.chooses("Resultat", "Lämplig")
    lotta.presses("Registrera svar")
    lotta.sees("av Kommissarie Exempel.")


# --- 2. The investigation --------------------------------------------------------------------------


def ulla_investigates(ulla: Visitor, carin: Visitor, case: str) -> None:
    ulla.opens(case)
    ulla.sees("Hotbildsbedömningen (3.3) är inte påskriven.", "Kriterierna är inte prövade.")
    ulla_assesses_the_threat(ulla)
    carin_decides_measures(carin)
    ulla_weighs_the_criteria(ulla, case)
    ulla_drafts_the_decision(ulla, case)
    ulla.opens(case)
    ulla.presses("Lämna för beslut")
    ulla.sees("Förslaget är lämnat för beslut.")


def ulla_assesses_the_threat(ulla: Visitor) -> None:
    ulla.follows("Hotbildsbedömningen (3.3) är inte påskriven.")
    ulla.fills("Bedömare", "Ulla Utsikt, Lotta Lind")
    ulla.fills("Vem eller vilken miljö, och varför", "Skuld till äldre i området.")
    ulla.presses("Skriv på")
    ulla.sees("Hotnivån är inte vald.")
    ulla.chooses("Källa", "Polisen", among="Källor")
    ulla.fills("Vem, och vad", "Kommunpolisen ringde.", among="Källor")
    ulla.fills("Polisens bedömning, kontakt och datum", "Kommunpolisen, i dag.")
    ulla.ticks("Deltagaren", among="Hotet / Hot mot")
    ulla.ticks("Förhöjd", among="Bedömning / Hotnivå")
    ulla.chooses("Skyddade personuppgifter", "Behövs inte", among="Bedömning")
    ulla.fills("Åtgärd", "Möten på kontoret.", among="Föreslagna åtgärder")
    ulla.fills("Ansvarig", "Lotta Lind", among="Föreslagna åtgärder")
    ulla.fills("Klart senast", today().isoformat(), among="Föreslagna åtgärder")
    ulla.fills("Ny bedömning senast", (today() + timedelta(days=90)).isoformat())
    ulla.presses("Skriv på")
    ulla.sees("Chefen ser den på Min dag.")


def carin_decides_measures(carin: Visitor) -> None:
    carin.opens("/")
    carin.sees("Hotbildsbedömningen väntar på beslut om åtgärder.")
    carin.follows("Besluta", among="Väntar på mitt beslut")
    carin.fills("Beslut om åtgärder", "Möten hålls på kontoret.")
    carin.fills("Samråd med polisen: namn", "Kommissarie Exempel")
    carin.fills("Samråd den", today().isoformat())
    carin.presses("Besluta")
    carin.sees("Beslutet om åtgärder är sparat.")


def ulla_weighs_the_criteria(ulla: Visitor, case: str) -> None:
    ulla.opens(case)
    ulla.follows("Kriterierna är inte prövade.")
    ulla.ticks(
        "Risk för återfall eller fortsatt kriminalitet",
        "Behöver stöd för att bryta livsstilen",
        "Motiverad till förändring",
        "Vill delta aktivt",
    )
    ulla.fills("Resurser som är kartlagda", "Mamma, en tränare, skolan.")
    ulla.fills("Brottsdebut, ålder", "13")
    ulla.fills("Självrapporterat: typ, mängd, senaste sex månaderna", "Snatteri, två rån.")
    ulla.fills("Konstaterat: typ, mängd, senaste sex månaderna, källa", "En dom för rån.")
    ulla.fills("Flera brott eller kriminella band, risk- och skyddsfaktorer", "Äldre bror.")
    ulla.presses("Spara")
    ulla.sees("Kriterierna är sparade.")


def ulla_drafts_the_decision(ulla: Visitor, case: str) -> None:
    """The consent to the insats is another thing than the consent to sharing (R18)."""
    ulla.opens(case)
    ulla.follows("Samtycke till insatsen saknas.")
    ulla.fills("Lämnat den", today().isoformat())
    ulla.chooses("Sätt", "Skriftligt")
    ulla.fills("Vårdnadshavare som samtycker", "Mamma och pappa")
    ulla.presses("Spara samtycket")
    ulla.fills("Motivering", "Behöver stöd för att bryta med nätverket.")
    ulla.fills("Insatsen gäller från", today().isoformat())
    ulla.fills("Till", (today() + timedelta(days=180)).isoformat())
    ulla.presses("Spara förslaget")
    ulla.sees("sparat")


# --- 3. The decision -------------------------------------------------------------------------------


def carin_decides(carin: Visitor, lotta: Visitor, ulla: Visitor, case: str) -> None:
    lotta.opens(case)
    lotta.cannot_press("Bevilja inskrivning")
    lotta.sees("Det här steget tas av någon annan i ärendet.")
    lotta.opens(f"{case}steg/bevilja/")
    lotta.sees("Du har inte behörighet")
    carin_returns_it(carin)
    ulla_hands_it_over_again(ulla)
    carin_approves_it(carin)


def carin_returns_it(carin: Visitor) -> None:
    carin.opens("/")
    carin.sees("Förslag till inskrivning väntar sedan", among="Väntar på mitt beslut")
    carin.follows("Gå till beslutet", among="Väntar på mitt beslut")
    carin.follows("Återlämna")
    carin.presses("Återlämna")
    carin.sees("Skriv skälet.")
    carin.fills("Skäl", "Skriv mer om skolan.")
    carin.presses("Återlämna")
    carin.sees("Förslaget är återlämnat.")


def ulla_hands_it_over_again(ulla: Visitor) -> None:
    ulla.opens("/")
    ulla.sees("Chefen har lämnat tillbaka förslaget till beslut.")
    ulla.follows("Läs skälet")
    ulla.sees("Skriv mer om skolan.")
    ulla.fills("Motivering", "Behöver stöd för att bryta med nätverket och komma till skolan.")
    ulla.presses("Spara förslaget")
    ulla.follows("Lämna för beslut")
    ulla.presses("Lämna för beslut")
    ulla.sees("Förslaget är lämnat för beslut.")


def carin_approves_it(carin: Visitor) -> None:
    carin.opens("/")
    carin.follows("Gå till beslutet", among="Väntar på mitt beslut")
    carin.follows("Bevilja inskrivning")
    carin.presses("Bevilja inskrivning")
    carin.sees("Skriv den delegationspunkt som du beslutar enligt.")
    carin.fills("Delegationspunkt", "3.1")
    carin.presses("Bevilja inskrivning")
    carin.sees("Inskrivningen är beviljad.")
