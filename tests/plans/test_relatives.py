"""Anhöriga: who they are, what they are offered, and that nothing of it leaves the case's staff."""

import ast
import uuid
from ast import ImportFrom as From
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from cases.documents.decisions import decision_html
from cases.models import Case, Decision, Todo
from consent.actions import register_consent
from consent.documents import letter_html
from organisation.access import acting_as
from organisation.models import Agency
from plans import actions
from plans.documents import Copy, plan_html, recipient_html
from plans.models import Plan, Relative, RelativeOffer
from plans.rules import contact_in_words, excerpts_of, known_by_consent
from sig.lib.dates import swedish, today
from sig.lib.rules import Refused
from tests.people import Cast
from tests.plans.pages import at, page, send
from tests.plans.test_other_supports import noted as insats
from tests.stories import open_case_for, running_case
from tests.story_consent import FAMILY, OWN_KINDS, a_consent, a_giver, a_row
from tests.story_plans import agency


pytestmark = pytest.mark.django_db

SOON = timedelta(days=3)
NAME, WISHES = "Zelda Ekexempel", "Vill inte att pappan får veta."


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case_for(cast.lotta, cast.hv)


def noted(case: Case, cast: Cast, **changes: Any) -> Relative:
    told: dict[str, Any] = {
        "name": NAME,
        "relation": "mother",
        "contact": "taken",
        "contact_on": today(),
        "wishes": WISHES,
    }
    day = changes.pop("follow_up_on", None)
    with acting_as(cast.lotta):
        relative = Relative(case=case, **(told | changes))
        return actions.save_relative(relative=relative, follow_up_on=day, by=cast.lotta)


def offered(relative: Relative, cast: Cast, **changes: Any) -> RelativeOffer:
    told = {"kind": "parenting", "offered_on": today(), "answer": "yes"} | changes
    with acting_as(cast.lotta):
        offer = RelativeOffer(case=relative.case, relative=relative, **told)
        return actions.save_offer(offer=offer, by=cast.lotta)


def family_consents(case: Case, cast: Cast) -> None:
    givers = [a_giver(role) for role in FAMILY]
    for giver, name in zip(givers, ("Den enskilde", "Mona Exempel", "Peter Exempel"), strict=True):
        giver.name = name
    rows = [a_row(agency(case, "Åsö gymnasium"), OWN_KINDS)]
    with acting_as(cast.lotta):
        register_consent(consent=a_consent(case), givers=givers, rows=rows, by=cast.lotta)


# --- R27 ------------------------------------------------------------------------------------------


def test_r27_the_day_of_the_next_contact_becomes_a_todo_that_follows_it(
    case: Case, cast: Cast
) -> None:
    """Planted: a new todo at every save, and the old one left to wait."""
    relative = noted(case, cast, follow_up_on=today() + SOON)
    with acting_as(cast.lotta):
        for day in (today() + SOON, today() + 2 * SOON, None):
            actions.save_relative(relative=relative, follow_up_on=day, by=cast.lotta)
            waiting = Todo.objects.of(case).waiting().values_list("due_on", flat=True)
            assert list(waiting) == ([day] if day else [])
        results = Todo.objects.of(case).closed().values_list("result", flat=True)
        assert list(results) == [Todo.Result.NOT_NEEDED] * 2


def test_r27_a_guardian_of_the_case_is_chosen_and_never_written_twice(
    case: Case, cast: Cast
) -> None:
    """Planted: a giver and a name side by side, and a list with the person in it."""
    for _ in range(2):
        family_consents(case, cast)
    with acting_as(cast.lotta):
        givers = known_by_consent(case)
    assert sorted(giver.name for giver in givers) == ["Mona Exempel", "Peter Exempel"]
    with pytest.raises(Refused, match="Namnet finns i medgivandet"):
        noted(case, cast, giver=givers[0])
    assert noted(case, cast, giver=givers[0], name="").shown_name == givers[0].name
    with pytest.raises(Refused, match="skriv ett namn"):
        noted(case, cast, name="")


def test_r27_support_becomes_an_insats_only_with_a_yes(case: Case, cast: Cast) -> None:
    """Planted: ``offer_gaps`` without its look at the answer."""
    relative, measure = noted(case, cast), insats(case, cast)
    with pytest.raises(Refused, match="bara om svaret är ja"):
        offered(relative, cast, answer="thinking", support=measure)
    assert offered(relative, cast, support=measure).label == "Föräldrastöd"


def test_r27_the_pages_note_an_anhorig_and_an_offer(case: Case, cast: Cast) -> None:
    told = {"name": NAME, "relation": "father", "contact": "not_yet", "version": "0"}
    once = {"once": str(uuid.uuid4())}
    assert "Välj relationen." in send(case, cast.lotta, "relatives", told | once | {"relation": ""})
    for _ in range(2):
        assert send(case, cast.lotta, "relatives", told | once) == ""
    with acting_as(cast.lotta):
        relative = Relative.objects.of(case).get()
    offer = {"kind": "talk", "offered_on": today().isoformat(), "answer": "no", "version": "0"}
    offer["once"] = str(uuid.uuid4())
    assert send(case, cast.lotta, "offer_new", offer, relative.pk) == ""
    shown = page(case, cast.lotta, "relatives")
    assert all(words in shown for words in (NAME, "Inte tagen än", "Samtal", "Tackade nej"))


# --- R19 ------------------------------------------------------------------------------------------

# Who may know of the record at all. No document, and no page but its own and the discharge's.
NAMES = {"Relative", "RelativeOffer", "relatives", "contact_in_words"}
KNOWS = {
    *(f"plans/{part}/__init__.py" for part in ("actions", "forms", "models", "rules")),
    *(f"plans/{part}/relatives.py" for part in ("actions", "forms", "rules", "views")),
    *("plans/urls.py", "sig/views/process.py"),
    *("sig/demo/dossier.py", "sig/demo/load.py", "sig/demo/relatives.py"),
}
APPS = ("audit", "cases", "consent", "followup", "meetings", "organisation", "plans", "sig")


def takes_in(path: Path) -> bool:
    """Whether a module imports something of the record."""
    imports = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, From)]
    return any(
        str(node.module).endswith(".relatives") or NAMES & {name.name for name in node.names}
        for node in imports
    )


def test_r19_no_document_knows_of_the_relatives() -> None:
    """Planted: ``plans.documents`` with an import of ``relatives``."""
    root = Path(settings.BASE_DIR)
    modules = [path for app in APPS for path in (root / app).rglob("*.py")]
    found = {str(path.relative_to(root)) for path in modules if takes_in(path)}
    assert found == KNOWS


def test_r19_what_is_noted_stands_on_no_paper_and_no_page_of_others(cast: Cast) -> None:
    """Planted: the follow-up's sentence with the name in it."""
    case = running_case(cast)
    relative = noted(case, cast, follow_up_on=today() + SOON)
    offered(relative, cast)
    with acting_as(cast.lotta):
        plan = Plan.objects.of(case).active().get()
        police = Agency.objects.get(kind="police")
        said = [plan_html(plan, copy, viewer=cast.lotta) for copy in Copy]
        said += [
            recipient_html(plan, excerpt, 1, viewer=cast.lotta)
            for excerpt in excerpts_of(plan, [police], today())
        ]
        said += [decision_html(Decision.objects.of(case).get(), viewer=cast.lotta)]
        said += [letter_html(case), contact_words := contact_in_words(case)]
    pages = ("case", "plans:plan", "cases:todos", "cases:journal", "followup:overview")
    for user in (cast.carin, cast.lotta):
        said += [at(user).get(reverse(name, args=[case.pk])).content.decode() for name in pages]
    assert not any(NAME in words or WISHES in words for words in said)
    assert NAME in page(case, cast.lotta, "relatives")
    ending = at(cast.carin).get(reverse("step", args=[case.pk, "skriv-ut"])).content.decode()
    assert contact_words in ending  # R50: the manager gets what was done, not by whom it was said
    own = reverse("plans:relatives", args=[case.pk])
    assert at(cast.carin).get(own).status_code == 403
    assert own not in at(cast.carin).get(reverse("case", args=[case.pk])).content.decode()


# --- R50 ------------------------------------------------------------------------------------------


def test_r50_the_end_proposes_what_was_done_for_the_relatives(case: Case, cast: Cast) -> None:
    """Planted: an offer without its answer."""
    relative = noted(case, cast)
    offered(relative, cast)
    noted(case, cast, relation="father", contact="not_wanted", contact_on=None)
    with acting_as(cast.lotta):
        day = swedish(today(), year=True)
        assert contact_in_words(case) == (
            f"Mamma: kontakt togs {day}. Erbjudet: föräldrastöd {day}, tackade ja. "
            "Pappa: ingen kontakt, den enskilde vill inte det."
        )
        actions.remove_relative(relative=relative, by=cast.lotta)
        assert "Mamma" not in contact_in_words(case)
