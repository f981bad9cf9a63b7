"""Part 4 of the walk: the plan is made, printed and shared, and met about."""

from datetime import timedelta

from sig.lib.dates import today
from tests.browser.consent_steps import JOB_CENTRE, POLICE, SCHOOL
from tests.browser.pages import Visitor
from tests.lib.pdf_validation import broken_rules


GOAL = "Gå till skolan fyra dagar i veckan"


def lotta_plans(lotta: Visitor, case: str) -> None:
    lotta.opens(case)
    lotta.sees("Planen är inte påbörjad.")
    lotta.follows("Planen är inte påbörjad.")
    lotta.presses("Börja planen")
    lotta.sees("Planen har inget mål.", among="Kan inte börja gälla än")
    lotta.fills("Det här vill jag", "Jag vill gå ut nian och få vara i fred.")
    lotta.ticks("Den enskilde har varit med")
    lotta.presses_in_place("Spara")
    lotta_sets_a_goal(lotta)
    lotta.presses("Låt planen gälla")
    lotta.sees("Planen gäller nu. Dela ut den.")
    lotta_prints_it(lotta)
    lotta.ticks(SCHOOL)
    lotta.presses("Dela ut planen")
    lotta.sees(f"Exemplar 1 till {SCHOOL} är klart. Kvitto")
    lotta.opens(case)
    lotta.presses("Börja genomföra")
    lotta.sees("Genomförandet är påbörjat.")


def lotta_sets_a_goal(lotta: Visitor) -> None:
    lotta.follows_in_place("Lägg till mål")
    lotta.fills("Mål", GOAL)
    lotta.chooses("Livsområde", "Sysselsättning")
    lotta.fills("Mått", "Dagar i skolan per vecka")
    lotta.fills("Utgångsvärde", "1")
    lotta.fills("Målvärde", "4")
    lotta.fills("Måldatum", (today() + timedelta(days=60)).isoformat())
    lotta.presses_in_place("Spara och lägg till aktivitet")
    for label, text in (
        *(("Vad", "Möta upp vid skolan"), ("Hur", "Lots och skola möts vid porten")),
        *(("När", "Måndagar kl. 8.10"), ("Var", "Skolans port")),
        *(("Vilka medverkar", "Mentor och lots"), ("Ansvarig", "Lotta Lind")),
    ):
        lotta.fills(label, text)
    lotta.presses_in_place("Spara aktiviteten")
    lotta.sees("Planen kan börja gälla")


def lotta_prints_it(lotta: Visitor) -> None:
    for copy in ("Arbetsexemplar till mötet (PDF)", "Den enskildes exemplar (PDF)"):
        paper = lotta.fetches(copy)
        assert paper.headers["content-type"] == "application/pdf"
        assert paper.body().startswith(b"%PDF")
        assert not broken_rules(paper.body(), "ua1")


def lotta_meets(lotta: Visitor, case: str) -> None:
    lotta_calls(lotta, case)
    lotta.presses("Spara som hållet")
    lotta.sees("Det här behöver rättas", "Polisen var inte med på mötet. Ange orsaken.")
    lotta.ticks("Den enskilde var med")
    for actor in (POLICE, SCHOOL):
        lotta.ticks("Närvarade", among=actor)
    lotta.fills("Minnesanteckningar", "Mentorn ringer mamma på fredag.")
    lotta.presses("Spara som hållet")
    lotta.sees(f"Status saknas på ”{GOAL}”.", among="Kan inte skrivas under än")
    lotta.chooses("Status", "Pågår", among=GOAL)
    lotta.presses("Spara ändringar")
    lotta.presses("Skriv under")
    lotta.sees("Påskrivet")


def lotta_calls(lotta: Visitor, case: str) -> None:
    """Only those whom the consent lets know of it can be called: the Jobbtorg isn't offered."""
    for organisation, name in ((POLICE, "Petra Prov"), (SCHOOL, "Tea Test")):
        lotta.opens(f"{case}moten/gruppen/lagg-till/")
        lotta.chooses("Organisation", organisation)
        lotta.fills("Namn", name)
        lotta.presses("Lägg till")
        lotta.sees(f"{name} är med i gruppen.")
    lotta.opens(f"{case}moten/")
    lotta.follows("Boka möte")
    lotta.sees(POLICE, SCHOOL)
    lotta.sees_nothing_of(JOB_CENTRE)
    lotta.fills("Klockan", "14:30")
    lotta.presses("Boka möte")
    lotta.sees("Mötet är bokat.", GOAL)
