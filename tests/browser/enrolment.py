"""Parts 2 and 3 of a walk: the case is investigated and decided on."""

from datetime import timedelta

from sig.lib.dates import today
from tests.browser.pages import Visitor
from tests.browser.walked import Walked


# --- 2. The investigation --------------------------------------------------------------------------


def ulla_investigates(ulla: Visitor, carin: Visitor, case: str, person: Walked) -> None:
    ulla.opens(case)
    ulla.sees("Hotbildsbedömningen (3.3) är inte påskriven.", "Kriterierna är inte prövade.")
    ulla_assesses_the_threat(ulla)
    carin_decides_measures(carin)
    ulla_weighs_the_criteria(ulla, case, person)
    ulla_drafts_the_decision(ulla, case, person)


def ulla_hands_it_over(ulla: Visitor, case: str) -> None:
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


def ulla_weighs_the_criteria(ulla: Visitor, case: str, person: Walked) -> None:
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
    if person.is_child:
        ulla.fills("Flera brott eller kriminella band, risk- och skyddsfaktorer", "Äldre bror.")
    ulla.presses("Spara")
    ulla.sees("Kriterierna är sparade.")


def ulla_drafts_the_decision(ulla: Visitor, case: str, person: Walked) -> None:
    """The consent to the insats is another thing than the consent to sharing (R18)."""
    ulla.opens(case)
    ulla.follows("Samtycke till insatsen saknas.")
    ulla.fills("Lämnat den", today().isoformat())
    ulla.chooses("Sätt", "Skriftligt")
    if person.is_child:
        ulla.fills("Vårdnadshavare som samtycker", "Mamma och pappa")
    ulla.presses("Spara samtycket")
    ulla.fills("Motivering", "Behöver stöd för att bryta med nätverket.")
    ulla.fills("Insatsen gäller från", today().isoformat())
    ulla.fills("Till", (today() + timedelta(days=180)).isoformat())
    ulla.presses("Spara förslaget")
    ulla.sees("sparat")


# --- 3. The decision -------------------------------------------------------------------------------


def carin_decides(carin: Visitor, lotta: Visitor, ulla: Visitor, case: str) -> None:
    """Never Lotta, and not at the first asking."""
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
