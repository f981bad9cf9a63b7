"""R30: the manager pauses the interval. The days don't count, the name stands, and it may end early."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from cases.models import Case
from meetings.actions import end_pause, pause_interval
from meetings.models import IntervalPause
from meetings.rules import interval_ends_between, latest_next_day, meeting_state, past_interval
from meetings.sweep import sweep
from organisation.access import acting_as
from sig.lib.dates import swedish, today
from sig.lib.rules import Refused
from sig.worklist.meetings import due_soon, say_due_soon
from tests.meetings.conftest import Scene
from tests.stories import open_case_for
from tests.story_cases import signed_in
from tests.story_meetings import booked, enrolled, flags, fresh, held, paused


pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def due_in(scene: Scene) -> int:
    """Days until the case falls due, which everything that asks must agree on."""
    status = meeting_state(fresh(scene.case), None)
    assert status is not None
    cases = Case.objects.filter(pk=scene.case.pk)
    with acting_as(scene.cast.lotta):
        assert interval_ends_between(cases, status.due, status.due).exists()
        assert not past_interval(cases, status.due).exists()
        assert past_interval(cases, status.due + DAY).exists()
    return (status.due - today()).days


def ended(scene: Scene, pause: IntervalPause) -> IntervalPause:
    with acting_as(scene.cast.carin):
        return end_pause(pause=pause, by=scene.cast.carin)


def begun_days_ago(pause: IntervalPause, days: int) -> IntervalPause:
    """The pause as it is when it was decided ``days`` ago."""
    with acting_as(pause.decided_by):
        pause.from_on -= timedelta(days=days)
        pause.save(update_fields=["from_on"])
    return pause


def refusal(scene: Scene, **days: int) -> str:
    with pytest.raises(Refused) as caught:
        paused(fresh(scene.case), scene.cast.carin, **days)
    return " ".join(caught.value.messages)


def test_r30_days_in_a_pause_do_not_count(scene: Scene) -> None:
    """Planted: ``pause_interval`` without ``_recount`` left the due day where it was."""
    assert due_in(scene) == 18
    paused(scene.case, scene.cast.carin, first=3, last=9)
    assert due_in(scene) == 25
    paused(scene.case, scene.cast.carin, first=25, last=26)
    assert due_in(scene) == 27


def test_r30_the_database_too_refuses_two_pauses_of_the_same_days(scene: Scene) -> None:
    """Of one case; a pause that was ended leaves the days free."""
    carin = scene.cast.carin
    ended(scene, paused(scene.case, carin, first=3, last=9))
    pause = paused(fresh(scene.case), carin, first=3, last=9)
    with acting_as(carin):
        with pytest.raises(IntegrityError, match="pause_days_free"), transaction.atomic():
            begun_days_ago(paused(fresh(scene.case), carin, first=10, last=12), 1)
        assert pause in IntervalPause.objects.of(scene.case)


def test_r30_a_pause_after_the_due_day_moves_nothing(scene: Scene) -> None:
    paused(scene.case, scene.cast.carin, first=19, last=40)
    assert due_in(scene) == 18


def test_r30_a_pause_of_a_late_case_hides_nothing(scene: Scene) -> None:
    """Planted: with one day more in ``paused_days`` a case late since yesterday was in time again."""
    enrolled(scene.case, today() - 29 * DAY)
    sweep(scene.cast.hv, today())
    paused(scene.case, scene.cast.carin, first=0, last=20)
    status = meeting_state(fresh(scene.case), None)
    assert status is not None
    assert status.days_late == 1
    assert sweep(scene.cast.hv, today() + DAY).cleared == 0
    assert flags(scene.case)[0].cleared_at is None


def test_r30_the_sweep_waits_for_the_paused_days(scene: Scene) -> None:
    """Planted: ``interval_from`` for ``counts_from`` in the statement flagged the case at once."""
    paused(scene.case, scene.cast.carin, first=3, last=9)
    assert sweep(scene.cast.hv, today() + 25 * DAY).raised == 0
    assert sweep(scene.cast.hv, today() + 26 * DAY).raised == 1
    assert sweep(scene.cast.hv, today() + 31 * DAY).notified == 0
    assert sweep(scene.cast.hv, today() + 32 * DAY).notified == 1


def test_r30_a_pause_goes_on_after_a_meeting(scene: Scene) -> None:
    """Planted: ``_run_interval_from`` without its ``paused_days`` kept those of the old interval."""
    paused(scene.case, scene.cast.carin, first=0, last=9)
    assert latest_next_day_of(scene) == 28 + 9
    held(booked(fresh(scene.case), scene.cast.lotta), scene.cast.lotta)
    assert due_in(scene) == 28 + 9


def latest_next_day_of(scene: Scene) -> int:
    with acting_as(scene.cast.lotta):
        latest = latest_next_day(fresh(scene.case), today())
    assert latest is not None
    return (latest - today()).days


def test_r30_a_pause_that_is_ended_keeps_the_days_that_it_lasted(scene: Scene) -> None:
    """Planted: with ``ended_on`` as the last paused day, the day of the end was lost as well."""
    pause = begun_days_ago(paused(scene.case, scene.cast.carin, first=0, last=9), 4)
    ended(scene, pause)
    assert due_in(scene) == 18 + 4
    assert ended(scene, pause).ended_by == scene.cast.carin


def test_r30_a_pause_that_never_began_counts_nothing(scene: Scene) -> None:
    ended(scene, paused(scene.case, scene.cast.carin, first=2, last=9))
    assert due_in(scene) == 18
    paused(scene.case, scene.cast.carin, first=2, last=3)
    assert due_in(scene) == 20


def test_a_pause_that_is_over_cannot_be_ended(scene: Scene) -> None:
    pause = paused(scene.case, scene.cast.carin, first=0, last=3)
    with acting_as(scene.cast.carin):
        pause.from_on, pause.to_on = today() - 3 * DAY, today() - DAY
        pause.save()
    with pytest.raises(Refused, match="redan slut"):
        ended(scene, pause)


@pytest.mark.parametrize(("first", "last"), [(9, 12), (0, 3), (4, 5), (0, 20)])
def test_pauses_that_overlap_are_refused_in_words(scene: Scene, first: int, last: int) -> None:
    """Planted: ``<`` for ``<=`` in ``free_days`` let two pauses share a day."""
    paused(scene.case, scene.cast.carin, first=3, last=9)
    start, end = swedish(today() + 3 * DAY), swedish(today() + 9 * DAY)
    words = f"Intervallet är redan pausat {start} till och med {end}. Välj andra dagar."
    assert refusal(scene, first=first, last=last) == words


def test_a_pause_has_days_that_can_be_right(scene: Scene) -> None:
    """Planted: without ``wrong_first_day`` a pause back in time cleared a case that was late."""
    assert refusal(scene, first=-1, last=3) == "En paus börjar tidigast i dag."
    assert refusal(scene, first=5, last=4) == "Pausen slutar innan den börjar. Ange en senare dag."
    assert "senast om ett år" in refusal(scene, first=0, last=400)


def test_only_an_enrolled_case_has_an_interval_to_pause(scene: Scene) -> None:
    case = open_case_for(scene.cast.lotta, scene.cast.hv, first_name="Bo")
    with pytest.raises(Refused, match="Inget att pausa"):
        paused(case, scene.cast.carin)


def test_the_same_form_sent_twice_makes_one_pause(scene: Scene) -> None:
    pause = paused(scene.case, scene.cast.carin)
    with acting_as(scene.cast.carin):
        again = IntervalPause(
            id=pause.pk, case=scene.case, from_on=pause.from_on, to_on=pause.to_on, reason="Igen."
        )
        assert pause_interval(pause=again, by=scene.cast.carin).reason == "På behandlingshem."
        assert IntervalPause.objects.of(scene.case).count() == 1


def test_min_dag_counts_with_the_pause(scene: Scene) -> None:
    enrolled(scene.case, today() - 25 * DAY)
    with acting_as(scene.cast.lotta):
        assert due_soon(scene.cast.lotta, today()).exists()
    paused(fresh(scene.case), scene.cast.carin, first=0, last=6)
    with acting_as(scene.cast.lotta):
        assert not due_soon(scene.cast.lotta, today()).exists()
        found = due_soon(scene.cast.lotta, today() + 7 * DAY).get()
        words = say_due_soon(found, today() + 7 * DAY)
    assert (words.tag, words.sentence) == (
        "3 dagar kvar",
        f"Inget möte bokat. Ska hållas senast {swedish(today() + 10 * DAY)}.",
    )


# --- The pages ------------------------------------------------------------------------------------


def address(scene: Scene, tail: str = "") -> str:
    return f"/arenden/{scene.case.pk}/moten/{tail}"


def filled(**changes: Any) -> dict[str, Any]:
    return {
        "once": str(uuid.uuid4()),
        "from_on": today().isoformat(),
        "to_on": (today() + 6 * DAY).isoformat(),
        "reason": "På behandlingshem.",
    } | changes


def shown(client: Client, path: str, data: dict[str, Any] | None = None) -> str:
    response = client.get(path) if data is None else client.post(path, data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_the_manager_pauses_and_everybody_on_the_case_reads_it(scene: Scene) -> None:
    page = shown(signed_in(scene.cast.carin), address(scene, "pausa/"), filled())
    words = f"Pausat till och med {swedish(today() + 6 * DAY)}, beslutat av Carin Chef."
    assert "Intervallet är pausat." in page
    lotta = signed_in(scene.cast.lotta)
    for path in (address(scene), f"/arenden/{scene.case.pk}/"):
        assert words in shown(lotta, path)
    page = shown(lotta, address(scene))
    assert "På behandlingshem." in page
    assert "Avsluta pausen" not in page
    assert "Pausa intervallet" not in page


def test_the_manager_ends_a_pause_and_its_days_are_told(scene: Scene) -> None:
    pause = begun_days_ago(paused(scene.case, scene.cast.carin, first=0, last=9), 4)
    carin = signed_in(scene.cast.carin)
    assert "Avsluta pausen" in shown(carin, address(scene))
    page = shown(carin, address(scene, f"pauser/{pause.pk}/avsluta/"), {})
    assert f"Avslutad {swedish(today())} av Carin Chef. Varade 4 dagar." in page
    assert "Avsluta pausen" not in page
    assert "Pausat till" not in page


def test_what_was_typed_is_kept_when_the_pause_is_refused(scene: Scene) -> None:
    paused(scene.case, scene.cast.carin, first=3, last=9)
    page = shown(signed_in(scene.cast.carin), address(scene, "pausa/"), filled())
    assert "Intervallet är redan pausat" in page
    assert "På behandlingshem." in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": " "}, "Skriv skälet till pausen."),
        ({"from_on": ""}, "Ange pausens första dag."),
        ({"to_on": "2026-02-30"}, "Datumet finns inte."),
        ({"from_on": "2020-01-01"}, "En paus börjar tidigast i dag."),
        ({"to_on": "2020-01-01"}, "Pausen slutar innan den börjar."),
        ({"to_on": "9999-12-31"}, "En paus slutar senast om ett år."),
    ],
)
def test_bad_input_is_told_in_words(scene: Scene, changes: dict[str, str], words: str) -> None:
    page = shown(signed_in(scene.cast.carin), address(scene, "pausa/"), filled(**changes))
    assert words in page
    with acting_as(scene.cast.carin):
        assert not IntervalPause.objects.exists()
