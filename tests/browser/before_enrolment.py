"""Part 1 of a walk: the case is logged, gets its people, and is prepared."""

from organisation.models import User
from sig.lib.dates import today
from tests.browser.consent_steps import (
    lotta_asks_the_police,
    lotta_informs,
    lotta_registers_consent,
)
from tests.browser.pages import Visitor
from tests.browser.walked import Walked


AREAS = (
    *("Boende", "Fysisk hälsa", "Psykisk hälsa", "Sysselsättning", "Ekonomi"),
    *("Nätverk", "Fritid", "Kriminalitet", "Missbruk"),
)


def lotta_logs_the_case(lotta: Visitor, person: Walked) -> str:
    """The number is searched first. Returns the address of the case."""
    lotta.sees("Min dag", "Inget är försenat.")
    lotta.follows("Nytt ärende")
    lotta.fills("Person- eller samordningsnummer", person.number[:-1] + "x")
    lotta.presses("Kontrollera numret")
    lotta.sees("Det här behöver rättas")
    lotta.fills("Person- eller samordningsnummer", person.number)
    lotta.presses("Kontrollera numret")
    lotta.sees("Ingen träff i din stadsdel. Fyll i resten.")
    lotta.fills("Förnamn", person.first_name)
    lotta.fills("Efternamn", person.last_name)
    lotta.chooses("Program", person.programme)
    lotta.fills("Inkom den", today().isoformat())
    lotta.chooses("Typ", "Rekommendation")
    lotta.chooses("Väg in", "Skola")
    lotta.fills("Lämnad av", "Rektorn")
    lotta.presses("Öppna ärendet")
    lotta.sees("är öppnat.", f"{person.name}, {person.years} år", "Nästa steg: börja utreda")
    return lotta.path


def number_of(visitor: Visitor, case: str) -> str:
    """Shown on the page, and never in a title or an address."""
    visitor.opens(case)
    return visitor.page.locator(".crumbs .figures").inner_text()


def carin_puts_people_on_it(carin: Visitor, *staff: tuple[User, str]) -> None:
    """Min dag tells her that Lotta is alone. Each comes with what they are on the case."""
    carin.opens("/")
    carin.sees("Ärendet har bara en handläggare.")
    carin.follows("Lägg till", among="Saknas eller väntar")
    for colleague, kind in staff:
        carin.chooses("Medarbetare", str(colleague))
        carin.chooses("Som", kind)
        carin.presses("Lägg till")
        carin.sees(f"{colleague} är {kind.lower()}.")


def lotta_prepares_it(lotta: Visitor, case: str, person: Walked) -> None:
    lotta.opens(case)
    if person.is_child:
        lotta_assesses_the_child(lotta)
    lotta_begins_the_inquiry(lotta, case)
    lotta_informs(lotta, person)
    lotta_asks_about_needs(lotta, case)
    lotta_registers_consent(lotta, case, person)
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


def lotta_begins_the_inquiry(lotta: Visitor, case: str) -> None:
    lotta.opens(case)
    lotta.presses("Börja utreda")
    lotta.sees(
        "Utredningen är påbörjad.", "Behovs- och resursinventeringen (3.1) är inte påskriven."
    )


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
