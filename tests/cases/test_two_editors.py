"""A second editor gets 409 with both texts, and then saves knowingly. Nobody's text is lost."""

import pytest
from django.urls import reverse

from cases.actions.needs import start_inventory
from cases.actions.records import save_criteria
from cases.models import Case, Criteria, NeedsArea, NeedsInventory
from organisation.access import acting_as
from plans.models import Goal
from sig.lib.rules import Stale
from tests.people import Cast
from tests.stories import on_the_case, open_case_for, weigh_criteria
from tests.story_cases import area, lines, signed_in, threat
from tests.story_plans import GOAL, draft_plan


pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return on_the_case(open_case_for(cast.lotta, cast.hv), cast)


def page(case: Case, name: str, *more: object) -> str:
    return reverse(f"cases:{name}", args=[case.pk, *more])


def test_both_texts_stand_side_by_side_and_the_next_save_is_done_knowingly(
    case: Case, cast: Cast
) -> None:
    """Planted: without the look at ``version`` Lotta's words took the place of Ulla's unseen."""
    with acting_as(cast.lotta):
        start_inventory(case=case, by=cast.lotta)
    address = page(case, "needs_part", "omrade-housing")
    signed_in(cast.ulla).post(address, area(own_words="Ullas ord", need="9"))
    lotta = signed_in(cast.lotta)
    refused = lotta.post(address, area(own_words="Lottas ord"))
    html = refused.content.decode()
    assert refused.status_code == 409
    assert "Lottas ord</textarea>" in html
    assert '<span class="saved-words">Ullas ord</span>' in html
    assert '<span class="saved-words">9</span>' in html
    assert "Ulla Utsikt sparade i dag" in html
    assert html.count("saved-words") == 2
    assert '<input type="hidden" name="version" value="1"' in html
    with acting_as(cast.lotta):
        assert NeedsArea.objects.get(area="housing").own_words == "Ullas ord"
    knowing = lotta.post(address, area(version="1", own_words="Lottas ord"))
    assert knowing.status_code == 302
    with acting_as(cast.lotta):
        assert NeedsArea.objects.get(area="housing").own_words == "Lottas ord"


def test_two_who_write_in_different_parts_are_no_conflict(case: Case, cast: Cast) -> None:
    """Planted: with one count for the whole inventory the second part was refused."""
    with acting_as(cast.lotta):
        start_inventory(case=case, by=cast.lotta)
    lotta, ulla = signed_in(cast.lotta), signed_in(cast.ulla)
    will = {"version": "0", "motivation": "5", "motivation_words": "Ullas ord"}
    children = {"version": "0", "children": "False", "worry": "False"}
    assert ulla.post(page(case, "needs_part", "vilja"), will).status_code == 302
    assert lotta.post(page(case, "needs_part", "barn"), children).status_code == 302
    refused = lotta.post(page(case, "needs_part", "vilja"), will | {"motivation": "7"})
    assert refused.status_code == 409
    assert "Ulla Utsikt sparade i dag" in refused.content.decode()
    with acting_as(cast.lotta):
        inventory = NeedsInventory.objects.of(case).get()
    assert (inventory.motivation, inventory.children) == (5, False)


def test_a_second_press_of_the_same_form_is_no_conflict(case: Case, cast: Cast) -> None:
    with acting_as(cast.lotta):
        start_inventory(case=case, by=cast.lotta)
    for _ in range(2):
        answer = signed_in(cast.lotta).post(page(case, "needs_part", "omrade-housing"), area())
        assert answer.status_code == 302


def test_what_two_begin_at_once_is_a_conflict_too(case: Case, cast: Cast) -> None:
    """Criteria: both opened an empty form. The threat assessment: both opened the same draft."""
    weigh_criteria(case, cast.ulla, resources="Mamma.")
    form = {"version": "0", "resources": "Pappa.", "at_risk": "on"}
    refused = signed_in(cast.ulla).post(page(case, "criteria"), form)
    assert refused.status_code == 409
    for text in ("Pappa.</textarea>", "Mamma.", "Ikryssat"):
        assert text in refused.content.decode()
    ulla = signed_in(cast.ulla)
    first = threat(**{"threatsource-0-told": "Samtal i skolan."})
    ulla.post(page(case, "threat"), first)
    line = {"key": first["threatsource-0-key"], "kind": "police", "told": "Polisen ringde."}
    second = ulla.post(page(case, "threat"), first | lines("threatsource", line) | {"level": "4"})
    assert second.status_code == 409
    for text in ("Polisen ringde.</textarea>", "Samtal i skolan.", "Samtal med deltagaren", "Låg"):
        assert text in second.content.decode()


def test_a_goal_that_a_colleague_changed_shows_both(case: Case, cast: Cast) -> None:
    draft_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        goal = Goal.objects.of(case).get()
    address = reverse("plans:goal", args=[case.pk, goal.pk])
    typed = GOAL | {"version": str(goal.version), "target_on": str(goal.target_on)}
    assert signed_in(cast.sam).post(address, typed | {"text": "Sams mål"}).status_code == 302
    refused = signed_in(cast.lotta).post(address, typed | {"text": "Lottas mål"})
    assert refused.status_code == 409
    for text in ("Lottas mål</textarea>", "Sams mål</span>", "Sam Sund sparade i dag"):
        assert text in refused.content.decode()


def test_the_row_itself_refuses_a_save_over_another(case: Case, cast: Cast) -> None:
    """The wall behind the form. Planted: an update without the version wrote over."""
    weigh_criteria(case, cast.ulla)
    with acting_as(cast.ulla):
        mine, theirs = Criteria.objects.of(case).get(), Criteria.objects.of(case).get()
        theirs.resources = "Deras"
        save_criteria(criteria=theirs, by=cast.ulla)
        with pytest.raises(Stale):
            save_criteria(criteria=mine, by=cast.ulla)
        assert Criteria.objects.of(case).get().resources == "Deras"
