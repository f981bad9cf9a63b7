"""Two who write the minutes: the second gets 409 with both texts. What is typed is kept meanwhile."""

from typing import Any

import pytest
from django.urls import reverse

from cases.models import Draft
from meetings import actions
from meetings.models import Meeting, MeetingStatus
from organisation.access import acting_as
from sig.lib.rules import Stale
from tests.meetings.conftest import Scene, put_on
from tests.meetings.test_meeting_pages import minutes_of, url
from tests.story_cases import signed_in
from tests.story_meetings import booked, held
from tests.story_plans import active_plan


pytestmark = pytest.mark.django_db


def stored(scene: Scene) -> Meeting:
    with acting_as(scene.cast.lotta):
        return Meeting.objects.of(scene.case).get()


def draft(scene: Scene, target: object) -> str:
    return reverse("cases:draft", args=[scene.case.pk, f"mote-{target}"])


def test_two_who_hold_the_same_meeting_get_both_texts(scene: Scene) -> None:
    """Planted: without ``version`` in the form the second wrote over the first's minutes unseen."""
    put_on(scene, scene.cast.sam)
    active_plan(scene.cast.lotta, scene.case)
    meeting = booked(scene.case, scene.cast.lotta, scene.police, scene.school)
    address, data = url(scene, f"{meeting.pk}/"), minutes_of(scene, meeting)
    sam, lotta = signed_in(scene.cast.sam), signed_in(scene.cast.lotta)
    assert sam.post(address, data | {"notes": "Sams ord."}).status_code == 302
    refused = lotta.post(address, data | {"notes": "Lottas ord."})
    html = refused.content.decode()
    assert refused.status_code == 409
    assert "Lottas ord.</textarea>" in html
    assert '<span class="saved-words">Sams ord.</span>' in html
    assert "Sam Sund sparade i dag" in html
    assert html.count("saved-words") == 1
    assert '<input type="hidden" name="version" value="1"' in html
    assert stored(scene).notes == "Sams ord."
    knowing = lotta.post(address, data | {"notes": "Lottas ord.", "version": "1"})
    assert knowing.status_code == 302
    assert stored(scene).notes == "Lottas ord."


@pytest.mark.parametrize(
    ("change", "saved"), [("name", "Pia Exempel"), ("status", "Delvis uppnått")]
)
def test_attendances_and_goals_belong_to_the_same_save(
    change: str, saved: str, scene: Scene
) -> None:
    """Planted: without ``_compare`` the second's attendance took the place of the first's."""
    put_on(scene, scene.cast.sam)
    active_plan(scene.cast.lotta, scene.case)
    meeting = booked(scene.case, scene.cast.lotta, scene.police, scene.school)
    address, data = url(scene, f"{meeting.pk}/"), minutes_of(scene, meeting)
    signed_in(scene.cast.sam).post(address, data)
    field = next(name for name in data if name.endswith(f"-{change}"))
    mine = data | {field: {"name": "Någon annan", "status": "met"}[change]}
    refused = signed_in(scene.cast.lotta).post(address, mine)
    assert refused.status_code == 409
    assert f'<span class="saved-words">{saved}</span>' in refused.content.decode()
    assert stored(scene).version == 1


def test_the_meeting_itself_refuses_a_save_over_another(scene: Scene) -> None:
    """The wall behind the form. Planted: with the version read anew it was written over."""
    meeting = booked(scene.case, scene.cast.lotta, scene.police, scene.school)
    held(meeting, scene.cast.lotta)
    mine, theirs = stored(scene), stored(scene)
    with acting_as(scene.cast.lotta):
        actions.revise(meeting=theirs, notes="Deras", by=scene.cast.lotta)
        with pytest.raises(Stale):
            actions.revise(meeting=mine, notes="Mina", by=scene.cast.lotta)
    assert stored(scene).notes == "Deras"


def test_minutes_that_are_half_typed_are_kept_and_go_on(scene: Scene) -> None:
    active_plan(scene.cast.lotta, scene.case)
    meeting = booked(scene.case, scene.cast.lotta, scene.police, scene.school)
    address, lotta = url(scene, f"{meeting.pk}/"), signed_in(scene.cast.lotta)
    typed = minutes_of(scene, meeting, notes="Halvfärdigt", held_on="i går")
    assert lotta.post(draft(scene, meeting.pk), typed).status_code == 200
    html = lotta.get(address).content.decode()
    for text in ("Kasta texten", "Halvfärdigt</textarea>", 'value="Pia Exempel"', "Bättre."):
        assert text in html
    assert f'data-draft="{draft(scene, meeting.pk)}"' in html
    assert stored(scene).status == MeetingStatus.BOOKED
    lotta.post(address, minutes_of(scene, meeting))
    with acting_as(scene.cast.lotta):
        assert not Draft.objects.of(scene.case).exists()


@pytest.mark.parametrize("target", ["", "x", "ffffffff"])
def test_a_draft_of_no_meeting_is_not_kept(target: str, scene: Scene) -> None:
    """Planted: throwing away the draft of a meeting that can't be gave an error 500."""
    lotta = signed_in(scene.cast.lotta)
    sent: dict[str, Any]
    for sent in ({"notes": "Ord"}, {"kasta": "1"}):
        assert lotta.post(draft(scene, target), sent).status_code == 404


def test_thrown_minutes_lead_back_to_the_meeting(scene: Scene) -> None:
    meeting = booked(scene.case, scene.cast.lotta)
    lotta = signed_in(scene.cast.lotta)
    lotta.post(draft(scene, meeting.pk), minutes_of(scene, meeting))
    thrown = lotta.post(draft(scene, meeting.pk), {"kasta": "1"})
    assert thrown.url == url(scene, f"{meeting.pk}/")
    assert "Lotsen ringer skolan." not in lotta.get(thrown.url).content.decode()
