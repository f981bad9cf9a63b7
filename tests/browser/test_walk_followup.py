"""Step 6 and what comes of it: sending to socialförvaltningen, an avvikelse, the report to the nämnd.

Besides what each part says, every page that they come to is watched (see pages.py).
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from signal import SIGTERM

import pytest

from cases.models import Case
from devtools.processes import dies_with_parent, stop
from organisation.models import User
from sig.lib.dates import swedish, today
from tests.browser.conftest import PASSWORD, Site
from tests.browser.pages import TELEPHONE, Visitor
from tests.lib.pdf_validation import broken_rules
from tests.story_cooperation import Groups, groups
from tests.story_submissions import paired


pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

Visit = Callable[..., Visitor]

FAILING = "Skolan kom inte till tre möten i rad och ingen ersättare var utsedd."


@pytest.fixture(scope="module")
def case(site: Site) -> Case:
    """Ended, with the first and the last assessment signed."""
    return paired(site.cast.lotta, site.cast.hv)


@pytest.fixture(scope="module")
def steering(site: Site) -> Groups:
    found = groups(site.cast)
    for user in (found.leif, found.stina):
        user.set_password(PASSWORD)
        user.save()
    return found


@pytest.fixture(scope="module")
def worker(site: Site) -> Iterator[None]:
    """A real Celery worker on the site's broker and database."""
    command = [sys.executable, "-m", "celery", "-A", "sig", "worker", "-c", "1"]
    process = subprocess.Popen(
        [*command, "--loglevel=WARNING", "--without-gossip", "--without-mingle"],
        env=site.env,
        preexec_fn=dies_with_parent(SIGTERM),
        start_new_session=True,
    )
    yield
    stop(process, SIGTERM, 10)


# --- Avidentifierat till socialförvaltningen -----------------------------------------------------


def test_what_leaves_is_seen_before_it_is_sent(site: Site, case: Case, visit: Visit) -> None:
    """The same record can't be sent twice."""
    lotta = visit(site.cast.lotta)
    lotta.opens(f"/arenden/{case.pk}/uppfoljning/")
    lotta.follows("Se vad som skickas")
    lotta.sees("Det här skickas", "Skickas inte")
    lotta.presses("Skicka till socialförvaltningen")
    lotta.sees("Kvitto", "Det finns inget nytt att skicka.")


# --- En avvikelse, från rapport till avslut -------------------------------------------------------


def test_a_failing_is_reported_analysed_decided_and_closed(
    site: Site, steering: Groups, visit: Visit
) -> None:
    """From Lotta on her telephone to the ledningsgrupp; the styrgrupp meets nothing of it."""
    lotta, leif = visit(site.cast.lotta, TELEPHONE), visit(steering.leif)
    lotta_reports_it(lotta)
    leif_minutes_it(leif)
    leif.opens("/avvikelser/")
    leif.follows(f"{swedish(today(), year=True)}")
    leif.sees("Upptagen i ledningsgruppen", "Går inte än.")
    writes(
        leif, "Skriv analysen", "Varför blev det så", "Ingen äger kallelserna.", "Spara analysen"
    )
    leif.follows("Besluta om en förbättring")
    leif.fills("Vad ska göras", "Skolan utser en ersättare.")
    leif.fills("Vem gör det", "Rektor")
    leif.fills("Klart senast", (today() + timedelta(days=30)).isoformat())
    leif.presses("Spara beslutet")
    leif.sees("Förbättring beslutad", "Rektor")
    told = "Hur gick det med förbättringen"
    writes(leif, "Avsluta avvikelsen", told, "En ersättare är utsedd.", "Avsluta avvikelsen")
    leif.sees("Avslutad")
    stina = visit(steering.stina)
    stina.opens("/avvikelser/")
    stina.sees_nothing_of(FAILING)


def lotta_reports_it(lotta: Visitor) -> None:
    lotta.opens("/avvikelser/")
    lotta.follows("Rapportera avvikelse")
    lotta.presses("Rapportera")
    lotta.sees("Välj minst en part.", "Skriv vad som hände.")
    lotta.ticks("Skola")
    lotta.chooses("Steg i processen", "Genomföra")
    lotta.chooses("Område", "Närvaro på möten")
    lotta.fills("Vad hände", FAILING)
    lotta.presses("Rapportera")
    lotta.sees("Avvikelsen är rapporterad till ledningsgruppen.")


def leif_minutes_it(leif: Visitor) -> None:
    leif.opens("/ledningsgruppen/")
    leif.follows("Nytt protokoll")
    leif.fills("Dag", today().isoformat())
    leif.fills("Närvarande", "Enhetschef, kommunpolis och rektor")
    leif.fills("Det här sades", "Skolan ser över vem som kallas.")
    leif.presses("Spara")
    leif.presses("Skriv på protokollet")
    leif.sees("Påskrivet")


def writes(visitor: Visitor, link: str, label: str, words: str, button: str) -> None:
    visitor.follows(link)
    visitor.fills(label, words)
    visitor.presses(button)


# --- Årsrapporten till socialnämnden ---------------------------------------------------------------


def test_the_report_is_ordered_left_and_come_back_to(
    site: Site, worker: None, visit: Visit
) -> None:
    """With a real worker, and the PDF as it is handed out."""
    uno = visit(site.cast.uno)
    year = today().year - 1
    uno.opens("/arsrapporter/")
    uno.fills("Från och med", f"{year}-01-01")
    uno.fills("Fram till", f"{year + 1}-01-01")
    uno.presses("Börja")
    uno.fills("Sammanfattning", "Arbetet har gått framåt.")
    uno.presses("Spara texterna")
    uno.presses("Gör en PDF")
    uno.opens("/staden/")
    uno.follows("Mina beställningar")
    uno.follows("Årsrapport till socialnämnden")
    uno.page.get_by_role("link", name="(PDF)").wait_for()
    uno.looks()
    paper = uno.fetches("(PDF)")
    assert paper.headers["content-type"] == "application/pdf"
    assert broken_rules(paper.body(), "ua1") | broken_rules(paper.body(), "3a") == set()


# --- Sidorna på en telefon --------------------------------------------------------------------------


def test_the_pages_of_step_six_fit_a_telephone(
    site: Site, case: Case, steering: Groups, visit: Visit
) -> None:
    """Of step 6 and the cooperation: for each role what it opens."""
    of_case = f"/arenden/{case.pk}/uppfoljning/"
    cooperation = ("/avvikelser/", "/ledningsgruppen/", "/checklista/", "/statistik/")
    pages: dict[User, tuple[str, ...]] = {
        site.cast.lotta: (of_case, f"{of_case}skicka/", "/avvikelser/ny/"),
        site.cast.carin: (*cooperation, f"/checklista/{site.cast.hv.pk}/{today().year}/"),
        steering.leif: cooperation,
        steering.stina: ("/avvikelser/", "/checklista/", "/statistik/"),
        site.cast.uno: ("/staden/", "/arsrapporter/", "/checklista/", "/jobb/"),
    }
    for user, addresses in pages.items():
        visitor = visit(user, TELEPHONE)
        for address in addresses:
            visitor.opens(address)
