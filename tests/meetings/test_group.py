"""The group: who is in it, who of them is called, and what is said of one who is missing."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from cases.models import Case
from consent.actions import close_all, withdraw
from consent.models import ConsentRow
from meetings import actions
from meetings.models import GroupMember, MissingActor
from meetings.rules import (
    lacking_actor,
    missing_actors,
    noted_reason,
    offered,
    required_kinds,
    standing,
)
from organisation.access import acting_as
from organisation.models import AgencyKind, MeetingType, ProgrammeSetting
from sig.lib.dates import swedish, today
from sig.lib.rules import Refused
from tests.meetings.conftest import Scene
from tests.meetings.test_call_a_meeting import refusal
from tests.stories import open_case_for
from tests.story_cases import signed_in
from tests.story_consent import agency_in
from tests.story_meetings import booked, enrolled, in_group, told


pytestmark = pytest.mark.django_db


def joined(scene: Scene, name: str = "Petra Prov", **fields: Any) -> GroupMember:
    agency = fields.pop("agency", scene.police)
    return in_group(scene.case, scene.cast.lotta, agency, name, **fields)


def without_consent(scene: Scene) -> None:
    with acting_as(scene.cast.lotta):
        row = ConsentRow.objects.of(scene.case).get(agency=scene.police)
        withdraw(row=row, words="Sade det själv.", by=scene.cast.lotta)


def why_missing(scene: Scene, kind: str, reason: str) -> MissingActor:
    missing = MissingActor(case=scene.case, kind=kind, reason=reason)
    with acting_as(scene.cast.lotta):
        return actions.note_missing(missing=missing, by=scene.cast.lotta)


def lacks(scene: Scene) -> list[str]:
    with acting_as(scene.cast.lotta):
        return [lack.kind for lack in missing_actors(scene.case, today())]


# --- Joining and leaving --------------------------------------------------------------------------


def test_r8_nobody_joins_whom_no_consent_lets_know(scene: Scene) -> None:
    """Planted: without ``may_join`` the health care was in the group."""
    with pytest.raises(Refused) as refused:
        joined(scene, agency=scene.health)
    [blocker] = refused.value.blockers
    assert str(scene.health) in blocker.sentence
    assert (blocker.rule, blocker.route) == ("R8", "consent:list")


def test_r8_a_member_is_called_only_while_the_consent_holds(scene: Scene) -> None:
    """Planted: ``valid`` that asks who is in the group and not of the consent."""
    joined(scene)
    without_consent(scene)
    with acting_as(scene.cast.lotta):
        assert offered(scene.case, MeetingType.NETWORK, today()) == {}
        [line] = standing(scene.case, today())
    assert line.uncalled == f"Medgivandet återkallades {swedish(today())}. Kallas inte."


def test_a_consent_that_the_end_of_the_case_closed_was_not_withdrawn(scene: Scene) -> None:
    """Planted: "återkallades" of every row that was taken out of force."""
    joined(scene)
    with acting_as(scene.cast.lotta):
        close_all(case=scene.case, by=scene.cast.lotta)
        [line] = standing(scene.case, today())
    assert line.uncalled == f"Medgivandet stängdes {swedish(today())}. Kallas inte."


def test_the_words_say_when_the_consent_ran_out(scene: Scene) -> None:
    told(scene.case, scene.cast.lotta, scene.health, until=today() + timedelta(days=3))
    joined(scene, agency=scene.health)
    with acting_as(scene.cast.lotta):
        [now] = standing(scene.case, today())
        [later] = standing(scene.case, today() + timedelta(days=4))
    assert now.uncalled == ""
    assert later.uncalled == (
        f"Medgivandet gick ut {swedish(today() + timedelta(days=3))}. Kallas inte."
    )


def test_r34_a_substitute_stands_in_for_somebody_from_the_same_organisation(scene: Scene) -> None:
    """Planted: with ``wrong_substitute`` unasked a teacher stood in for the police."""
    ordinary = joined(scene)
    joined(scene, "Pontus Prov", substitute_for=ordinary)
    sentence = refusal(joined, scene, "Tea Test", agency=scene.school, substitute_for=ordinary)
    assert sentence == f"En ersättare för Petra Prov kommer från {scene.police}."


def test_the_same_form_sent_twice_adds_one_and_a_namesake_is_refused(scene: Scene) -> None:
    key = uuid.uuid4()
    assert joined(scene, id=key).pk == joined(scene, id=key).pk
    assert "redan med i gruppen" in refusal(joined, scene)


def test_one_who_leaves_stays_in_the_records_with_the_reason(scene: Scene) -> None:
    """The database keeps the row and its reason, past the action too."""
    member = joined(scene)
    with acting_as(scene.cast.lotta):
        assert "Skriv skälet" in refusal(
            actions.end_member, member=member, reason=" ", by=scene.cast.lotta
        )
        actions.end_member(member=member, reason="Har bytt tjänst.", by=scene.cast.lotta)
        mine = GroupMember.objects.filter(pk=member.pk)
        with pytest.raises(ProgrammingError), transaction.atomic():
            mine.update(ended_reason="Något annat.")
        with pytest.raises(ProgrammingError), transaction.atomic():
            mine.delete()
        assert standing(scene.case, today()) == []
        assert mine.get().ended_reason == "Har bytt tjänst."


def test_nobody_joins_a_closed_case(scene: Scene) -> None:
    with acting_as(scene.cast.lotta):
        Case.objects.filter(pk=scene.case.pk).update(closed_at="2026-01-01T00:00Z", outcome="moved")
    assert "avslutat" in refusal(joined, scene)


# --- R32 ------------------------------------------------------------------------------------------


def test_r32_police_and_school_are_missed_until_they_may_be_called(scene: Scene) -> None:
    """Planted: ``missing_actors`` that counts whoever is in the group, called or not."""
    assert lacks(scene) == ["police", "school"]
    joined(scene)
    assert lacks(scene) == ["school"]
    without_consent(scene)
    assert lacks(scene) == ["police", "school"]


def test_r32_who_is_required_is_a_dated_setting(scene: Scene) -> None:
    """Planted: ``required_kinds`` that asks for the police and the school whatever is set."""
    old = ProgrammeSetting.objects.get(programme=scene.case.programme)
    old.pk, old.district, old.valid_from = None, scene.cast.hv, today()
    old.required_actors = ["police", "field"]
    with acting_as(scene.cast.lotta):
        old.save(force_insert=True)
        before = missing_actors(scene.case, today() - timedelta(days=1))
    assert [lack.kind for lack in before] == ["police", "school"]
    assert lacks(scene) == ["police", "field"]
    with acting_as(scene.cast.lotta):
        required = required_kinds(scene.case, MeetingType.NETWORK, today())
    assert required == ["police", "field"]


def test_r32_the_reason_is_kept_and_the_last_one_holds(scene: Scene) -> None:
    """Planted: ``noted_reason`` that takes the first."""
    why_missing(scene, "school", "Går inte i skolan.")
    why_missing(scene, "school", "Börjar i ny skola i januari.")
    with acting_as(scene.cast.lotta):
        lack = missing_actors(scene.case, today())[1]
        assert lack.note
        assert (lack.note.reason, lack.note.noted_by) == (
            "Börjar i ny skola i januari.",
            scene.cast.lotta,
        )
        assert noted_reason(scene.case, ["police", "school"]) == "Börjar i ny skola i januari."
        assert MissingActor.objects.of(scene.case).count() == 2


def test_r32_a_reason_is_taken_for_a_required_actor_only(scene: Scene) -> None:
    """Planted: with ``is_missing`` unasked one was noted for the police, who were there."""
    joined(scene)
    for kind in ("police", "health"):
        assert refusal(why_missing, scene, kind, "Prov.") == "Aktören saknas inte i gruppen."


def test_r32_the_reason_is_offered_when_the_meeting_is_held(scene: Scene) -> None:
    """Planted: minutes that begin with an empty reason."""
    why_missing(scene, "school", "Går inte i skolan.")
    meeting = booked(scene.case, scene.cast.lotta, scene.police)
    client = signed_in(scene.cast.lotta)
    shown = client.get(f"/arenden/{scene.case.pk}/moten/{meeting.pk}/").content.decode()
    assert 'value="Går inte i skolan."' in shown


def test_r32_the_cases_that_lack_an_actor_can_be_counted(scene: Scene) -> None:
    """One query says of all what ``missing_actors`` says of each.

    Planted: a count that asks no setting.
    """
    joined(scene)
    joined(scene, "Tea Test", agency=scene.school)
    adult = open_case_for(
        scene.cast.lotta, scene.cast.hv, first_name="Kim", programme="unga-vuxna", years=22
    )
    enrolled(adult, today() - timedelta(days=3), 5)
    open_case_for(scene.cast.lotta, scene.cast.hv, first_name="Lo")  # not enrolled
    without_consent(scene)
    with acting_as(scene.cast.lotta):
        counted = {
            kind: set(lacking_actor(Case.objects.all(), kind, today()))
            for kind in (AgencyKind.POLICE, AgencyKind.SCHOOL)
        }
        for case in (scene.case, adult):
            each = {lack.kind for lack in missing_actors(case, today())}
            assert each == {str(kind) for kind, cases in counted.items() if case in cases}
    assert counted == {AgencyKind.POLICE: {scene.case, adult}, AgencyKind.SCHOOL: set()}


# --- Pages ----------------------------------------------------------------------------------------


def test_a_lots_adds_one_and_is_told_where_to_mend_the_consent(scene: Scene) -> None:
    lotta = signed_in(scene.cast.lotta)
    address = f"/arenden/{scene.case.pk}/moten/gruppen/lagg-till/"
    sent = {
        "once": str(uuid.uuid4()),
        "agency": str(scene.health.pk),
        "name": "Harriet Prov",
        "function": "kurator",
        "from_on": today().isoformat(),
    }
    shown = lotta.post(address, sent).content.decode()
    assert "Inget medgivande låter" in shown
    assert f'href="/arenden/{scene.case.pk}/medgivanden/"' in shown
    assert 'value="Harriet Prov"' in shown
    sent["agency"] = str(scene.police.pk)
    shown = lotta.post(address, sent, follow=True).content.decode()
    assert "Harriet Prov är med i gruppen." in shown
    assert "Skolan ska vara med" in shown


def test_the_family_is_not_offered_at_a_meeting_of_officials(scene: Scene) -> None:
    """Nor can it be called past the page. Planted: ``offered`` that asks no kind."""
    family = agency_in(scene.cast.hv, scene.cast.lotta, AgencyKind.FAMILY, "Mormor")
    told(scene.case, scene.cast.lotta, family)
    joined(scene, "Mona Prov", agency=family)
    joined(scene)
    with acting_as(scene.cast.lotta):
        assert set(offered(scene.case, MeetingType.NETWORK, today())) == {family, scene.police}
        assert set(offered(scene.case, MeetingType.OFFICIALS, today())) == {scene.police}
    called = (scene.case, scene.cast.lotta, family, scene.police)
    assert "utan familjen" in refusal(booked, *called, kind=MeetingType.OFFICIALS)
    lotta = signed_in(scene.cast.lotta)
    shown = lotta.get(f"/arenden/{scene.case.pk}/moten/boka/?typ=officials").content.decode()
    assert "Petra Prov" in shown
    assert "Mona Prov" not in shown
