"""The consents of a walk: information (3.0), form 3.2 with its paper, and the police."""

from sig.lib.dates import today
from tests.browser.pages import Visitor
from tests.browser.walked import Walked


POLICE, SCHOOL, JOB_CENTRE = (
    f"{partner} Hässelby-Vällingby" for partner in ("Polis", "Skola", "Jobbtorg")
)
TOLD = (
    (POLICE, ["Identitet och kontakt", "Kriminalitet och misstankar", "Mötesnärvaro"]),
    (SCHOOL, ["Skola och sysselsättning", "Insatser och plan", "Mötesnärvaro"]),
    (JOB_CENTRE, ["Skola och sysselsättning"]),
)


def lotta_informs(lotta: Visitor, person: Walked) -> None:
    lotta.follows("Medgivanden")
    lotta.sees("Informationen är inte lämnad.")
    lotta.follows("Notera information")
    told = ("Den enskilde", *person.guardians)
    lotta.ticks(*told)
    lotta.chooses("Form", "Skriftligt")
    if person.is_child:
        lotta.ticks("Jag har försäkrat mig om att barnet har förstått")
    lotta.presses("Notera")
    lotta.sees(f"till {', '.join(told).lower()}.")


def lotta_registers_consent(lotta: Visitor, case: str, person: Walked) -> None:
    lotta_fills_in_the_consent(lotta, case)
    if person.guardians:
        lotta.presses("Registrera medgivande")
        lotta.sees("Det här behöver rättas")  # the guardians are missing
    lotta_writes_who_signed(lotta, *person.guardians)
    lotta.presses("Registrera medgivande")
    lotta.sees(POLICE, SCHOOL, JOB_CENTRE, among="Vem får veta vad i dag")


def lotta_fills_in_the_consent(lotta: Visitor, case: str) -> None:
    """All but the guardians: purpose, what was told, who may know what, and the person's own way."""
    lotta.opens(f"{case}medgivanden/")
    lotta.follows("Registrera medgivande")
    lotta.chooses("Syfte", "Utredning och genomförande")
    lotta.ticks(
        "Informerad om innebörden, att det är frivilligt och kan återkallas",
        "Informerad om de regler som bryter sekretess ändå",
    )
    for place, (recipient, kinds) in enumerate(TOLD, start=1):
        lotta.chooses("Mottagare", recipient, among=f"Mottagare {place}")
        lotta.ticks(*kinds, among=f"Mottagare {place}")
    lotta.chooses("Sätt", "Skriftligt", among="Den enskilde")


def lotta_writes_who_signed(lotta: Visitor, *guardians: str) -> None:
    for guardian in guardians:
        lotta.fills("Namn", "Exempel Exempelsson", among=guardian)
        lotta.chooses("Sätt", "Skriftligt", among=guardian)


def lotta_asks_the_police(lotta: Visitor) -> None:
    lotta.follows("Se begäran och svar")
    lotta.presses("Fråga polisen")
    lotta.sees("Polisen har inte svarat.")
    lotta_notes_the_answer(lotta, "Lämplig")
    lotta.sees("av Kommissarie Exempel.")


def lotta_notes_the_answer(lotta: Visitor, result: str) -> None:
    lotta.fills("Svar den", today().isoformat())
    lotta.fills("Svarande", "Kommissarie Exempel")
    lotta.chooses("Resultat", result)
    lotta.presses("Registrera svar")
