"""The plan on paper: accessible, fit for the archive, and the same data in both copies."""

import builtins
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from cases.models import Area, Case
from consent.models import InformationKind
from organisation.access import acting_as
from plans.actions import activate, add_activity, add_goal
from plans.documents import (
    STYLES,
    Copy,
    plan_html,
    plan_pdf,
    recipient_copy,
    recipient_html,
)
from plans.models import Plan
from plans.rules import excerpts_of
from sig.lib import weasy
from sig.lib.dates import today
from tests.lib.pdf_validation import broken_rules
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_plans import (
    active_plan,
    activity_of,
    agency,
    consent_to,
    draft_plan,
    goal_of,
)


pytestmark = [
    pytest.mark.django_db,
    # WeasyPrint leaves the file of the colour profile for the garbage collector to close.
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014.icc:ResourceWarning"),
]

LONG = "Åsa, Örjan och Élodie går igenom veckan tillsammans, dag för dag. " * 10


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case_for(cast.lotta, cast.hv)


def twelve_long_goals(case: Case, cast: Cast) -> Plan:
    plan = draft_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        for number in range(11):
            area = list(Area)[number % len(Area)]
            goal = add_goal(goal=goal_of(plan, area=area, text=LONG[:500]), by=cast.lotta)
            activity = activity_of(goal, what=LONG[:300], how=LONG[:300], responsible="Å" * 160)
            add_activity(activity=activity, by=cast.lotta)
            add_activity(activity=activity_of(goal), by=cast.lotta)
    return plan


def opened(case: Case, cast: Cast, query: str = "") -> Any:
    client = Client()
    client.force_login(cast.lotta)
    return client.get(reverse("plans:pdf", args=[case.pk]) + query)


@pytest.mark.parametrize("copy", list(Copy))
def test_a_plan_in_force_is_pdf_ua_1_and_pdf_a_3a(copy: Copy, case: Case, cast: Cast) -> None:
    plan = active_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        data = plan_pdf(plan, copy, viewer=cast.lotta)
    assert broken_rules(data, "ua1") | broken_rules(data, "3a") == set()


@pytest.mark.parametrize("copy", list(Copy))
def test_so_is_one_with_nothing_in_it_and_one_with_twelve_long_goals(
    copy: Copy, case: Case, cast: Cast
) -> None:
    plan = twelve_long_goals(case, cast)
    with acting_as(cast.lotta):
        long = plan_pdf(plan, copy, viewer=cast.lotta)
        plan.goals.update(status="dropped")
        empty = plan_pdf(plan, copy, viewer=cast.lotta)
    for data in (long, empty):
        assert broken_rules(data, "ua1") | broken_rules(data, "3a") == set()


def copy_for_school(case: Case, cast: Cast, plan: Plan, number: int | None = 3) -> bytes:
    """The school's copy of the plan; it may know of plan and occupation."""
    school = agency(case, "Ekskolan")
    consent_to(cast.lotta, case, school, [InformationKind.PLAN, InformationKind.OCCUPATION])
    with acting_as(cast.lotta):
        [excerpt] = excerpts_of(plan, [school], today())
        return recipient_copy(plan, excerpt, number, viewer=cast.lotta)


@pytest.mark.parametrize("number", [3, None])
def test_so_is_a_recipients_copy(number: int | None, case: Case, cast: Cast) -> None:
    data = copy_for_school(case, cast, active_plan(cast.lotta, case), number)
    assert broken_rules(data, "ua1") | broken_rules(data, "3a") == set()


def words_of(html: str) -> str:
    """The words as they are laid out, with head and foot of every page."""
    pages = weasy.lay_out(html, "Plan", Path(finders.find(STYLES) or "").read_text()).pages
    boxes = [box for page in pages for box in page._page_box.descendants()]
    return " ".join(box.text for box in boxes if getattr(box, "text", ""))


def test_r8_a_recipients_copy_says_whose_it_is_and_nothing_else(case: Case, cast: Cast) -> None:
    """Planted: a goal that is not covered, drawn all the same; a copy without its number."""
    plan = draft_plan(cast.lotta, case)
    school = agency(case, "Ekskolan")
    consent_to(cast.lotta, case, school, [InformationKind.PLAN, InformationKind.OCCUPATION])
    with acting_as(cast.lotta):
        goal = add_goal(goal=goal_of(plan, area=Area.SUBSTANCES, text="FÅGEL"), by=cast.lotta)
        add_activity(activity=activity_of(goal), by=cast.lotta)
        activate(plan=plan, by=cast.lotta)
        [excerpt] = excerpts_of(plan, [school], today())
        words = words_of(recipient_html(plan, excerpt, 3, viewer=cast.lotta))
    assert words.count("Exemplar 3 till Ekskolan") == 3  # in the box, and for and at the foot
    assert "Gå till skolan" in words
    assert "FÅGEL" not in words
    assert "sova om nätterna" not in words
    assert case.number not in words


def test_the_properties_of_a_recipients_copy_name_nobody(case: Case, cast: Cast) -> None:
    """Planted: the name as title."""
    data = copy_for_school(case, cast, active_plan(cast.lotta, case))
    metadata = data[data.index(b"<x:xmpmeta") : data.index(b"</x:xmpmeta>")].decode()
    assert "Handlingsplan" in metadata or "Åtgärdsplan" in metadata
    for word in ("Ekexempel", "Jonatan", "Ekskolan", case.number):
        assert word not in metadata


def test_the_validator_sees_a_heading_that_is_skipped(
    case: Case, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: the goals' headings are h4 straight under h1."""
    plan = active_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        html = plan_html(plan, Copy.MEETING, viewer=cast.lotta)
    broken = weasy.make(html.replace("h2>", "h4>").replace("<h2", "<h4"), "Plan", "")
    assert "PDFUA1-HEADING-NESTING-001" in broken_rules(broken, "ua1")


def rows_cut_by_a_page(html: str, css: str) -> int:
    """How many table rows are laid out on more than one page."""
    cut: dict[int, int] = {}
    for page in weasy.lay_out(html, "Plan", css).pages:
        rows = {id(box.element) for box in page._page_box.descendants() if box.element_tag == "tr"}
        for row in rows:
            cut[row] = cut.get(row, 0) + 1
    return sum(count > 1 for count in cut.values())


def without_heads(html: str) -> str:
    """The head of a table is repeated on purpose, so it is no row that is cut."""
    return re.sub(r"<thead>.*?</thead>", "", html, flags=re.DOTALL)


def test_no_activity_is_cut_by_the_end_of_a_page(case: Case, cast: Cast) -> None:
    """Planted: rows that may break."""
    plan = twelve_long_goals(case, cast)
    with acting_as(cast.lotta):
        html = without_heads(plan_html(plan, Copy.MEETING, viewer=cast.lotta))
    css = "@page { size: A4 landscape } table { width: 60% }"
    assert rows_cut_by_a_page(html, css) == 0
    assert rows_cut_by_a_page(html, css + "tr { break-inside: auto !important }") > 0


def test_both_copies_hold_the_same_goals_and_activities(case: Case, cast: Cast) -> None:
    plan = active_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        for copy in Copy:
            html = plan_html(plan, copy, viewer=cast.lotta)
            for words in ("Jonatan Ekexempel", "Jag vill bli klar", "Gå till skolan", "4 dagar"):
                assert words in html
            for words in ("Träffa studievägledaren", "Måndagar kl. 14.30", "Vårdnadshavare"):
                assert words in html
        meeting = plan_html(plan, Copy.MEETING, viewer=cast.lotta)
    assert "Gjort?" in meeting
    assert "Att ta med" in meeting
    assert "Nytt som vi kommer överens om i dag" in meeting


def test_what_has_gone_out_of_the_plan_is_on_no_copy(case: Case, cast: Cast) -> None:
    """Planted: a goal that was dropped and an activity that was removed."""
    plan = draft_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        gone = add_goal(goal=goal_of(plan, text="Utgånget mål", status="dropped"), by=cast.lotta)
        add_activity(activity=activity_of(gone), by=cast.lotta)
        kept = plan.goals.exclude(pk=gone.pk).get()
        add_activity(activity=activity_of(kept, what="Borttaget", removed=True), by=cast.lotta)
        for copy in Copy:
            html = plan_html(plan, copy, viewer=cast.lotta)
            assert "Utgånget mål" not in html
            assert "Borttaget" not in html


def test_markup_in_texts_is_printed_as_text(case: Case, cast: Cast) -> None:
    """Planted: a picture in a goal, which would also stop the document."""
    evil = '<img alt="x" src="https://127.0.0.1:9/x.png">'
    plan = draft_plan(cast.lotta, case, goal={"text": evil}, activity={"what": evil})
    with acting_as(cast.lotta):
        Plan.objects.of(case).update(main_goal=evil)
        plan.refresh_from_db()
        for copy in Copy:
            assert evil not in plan_html(plan, copy, viewer=cast.lotta)
            assert plan_pdf(plan, copy, viewer=cast.lotta)


def test_the_address_and_the_file_name_say_nothing(case: Case, cast: Cast) -> None:
    active_plan(cast.lotta, case)
    answer = opened(case, cast)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="plan.pdf"'
    assert answer.content.startswith(b"%PDF")
    assert answer.content != opened(case, cast, "?kopia=person").content


@pytest.mark.parametrize(
    "query", ["?kopia=alla", "?version=9", "?version=x", "?version=", "?version=" + "9" * 30]
)
def test_a_copy_or_version_that_isnt_there_is_not_found(query: str, case: Case, cast: Cast) -> None:
    active_plan(cast.lotta, case)
    assert opened(case, cast, query).status_code == 404


def test_without_a_plan_there_is_nothing_to_print(case: Case, cast: Cast) -> None:
    assert opened(case, cast).status_code == 404


def test_without_pango_the_page_is_printed_instead(
    case: Case, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: a machine where importing WeasyPrint fails for want of Pango."""
    active_plan(cast.lotta, case)
    real = builtins.__import__

    def fail(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    monkeypatch.delitem(sys.modules, "sig.lib.weasy")
    monkeypatch.setattr(builtins, "__import__", fail)
    answer = opened(case, cast)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Skriv ut sidan i stället" in html
    assert "sig/plan-print.css" in html
    assert "style=" not in html
    assert "<style" not in html
